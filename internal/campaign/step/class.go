package step

import "chibo/internal/access"

// Classes says who may read what is stored about the steps of a theme.
var Classes = access.Classes{
	"campaign_asked": {access.ClassOpen: "theme_id steps version"},
	"campaign_mark":  {access.ClassCell: "theme_id person_id unit_id step body on_date way counts by_id"},
	"campaign_learning": {
		access.ClassCell:   "id theme_id unit_id person_id state sent_on saved_at version",
		access.ClassAuthor: "awareness duties wanted remark",
	},
	"campaign_registration": {access.ClassCell: "theme_id pledge_id whole person_id unit_id"},
	"campaign_staff":        {access.ClassOpen: "theme_id unit_id on_date study report register act review commend counts version"},
}
