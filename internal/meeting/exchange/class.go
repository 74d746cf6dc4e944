package exchange

import "chibo/internal/access"

// Classes says who may read what is stored about exchanges. The cell of what
// is shared is each cell of the event; that of rows with a unit of their own
// (lessons above all) is that unit.
var Classes = access.Classes{
	"meeting_exchange": {
		access.ClassCell:      "id unit_id kind meeting_id state held_on starts_at place purpose topic programme reason papers version",
		access.ClassCommittee: "course points",
	},
	"meeting_exchange_party":   {access.ClassCell: "exchange_id unit_id ordinal answer reason answered_on"},
	"meeting_exchange_person":  {access.ClassCell: "exchange_id unit_id person_id presents"},
	"meeting_exchange_paper":   {access.ClassCell: "exchange_id ordinal body hash recorded_by recorded_at"},
	"meeting_exchange_verdict": {access.ClassCommittee: "exchange_id ordinal unit_id agrees note person_id at"},
	"meeting_exchange_lesson":  {access.ClassCell: "id exchange_id unit_id title body task_id noted_on version"},
}
