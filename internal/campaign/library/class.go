package library

import "chibo/internal/access"

// Classes says who may read what is stored about the material of themes.
var Classes = access.Classes{
	"campaign_material": {access.ClassOpen: "id theme_id ordinal title about address required dropped_on version"},
	"campaign_reading":  {access.ClassCommittee: "material_id person_id on_date"},
	"campaign_reader":   {access.ClassCommittee: "theme_id person_id unit_id body counts done_on"},
	"campaign_question": {
		access.ClassOpen:      "id theme_id words options dropped_on version",
		access.ClassCommittee: "answer",
	},
	"campaign_quiz": {access.ClassCommittee: "theme_id person_id passed"},
}
