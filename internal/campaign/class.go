package campaign

import "chibo/internal/access"

// Classes says who may read what is stored about campaigns: themes and the work items
// of issued programmes are open to the units above and below; who
// does what and how it goes is the unit's own.
var Classes = access.Classes{
	"campaign_campaign": {access.ClassOpen: "id unit_id title number issued_on issuer directive_id from_date to_date state reason version"},
	"campaign_theme":    {access.ClassOpen: "id campaign_id year title starts interim ends programme_due goals state version"},
	"campaign_node":     {access.ClassOpen: "theme_id unit_id state received_on remark draft_due number issued_on version"},
	"campaign_item": {
		access.ClassOpen: "id theme_id unit_id content due measure follows_id percent done_on version",
		access.ClassCell: "owner_id owner",
	},
	"campaign_note":     {access.ClassOpen: "item_id ordinal on_date percent", access.ClassCell: "words by_id"},
	"campaign_reminder": {access.ClassOpen: "theme_id unit_id sent_at units people"},
	"campaign_seat":     {access.ClassOpen: "theme_id unit_id meeting_id"},
}
