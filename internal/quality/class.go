package quality

import "chibo/internal/access"

// Classes says who may read what is stored about rubrics and scores. Words of
// a score go up only when the cell sends it.
var Classes = access.Classes{
	"quality_rubric": {access.ClassOpen: "id unit_id from_date to_date body version"},
	"quality_score": {
		access.ClassOpen: "meeting_id unit_id kind month held_on state points max band above_points above_band sent_on version",
		access.ClassCell: "rubric theme complete vote_id returned note",
	},
	"quality_mark": {access.ClassCell: "meeting_id key computed basis own reason above above_note"},
}
