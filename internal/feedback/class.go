package feedback

import "chibo/internal/access"

// Classes says who may read what is stored about feedback: counts and how far
// entries have come are open; words are the committee's and of who answers, and the
// cell's where they were marked for it. The level above reads those that it
// recorded itself.
var Classes = access.Classes{
	"feedback_month": {access.ClassOpen: "unit_id month version"},
	"feedback_count": {access.ClassOpen: "unit_id month channel kind number"},
	"feedback_entry": {
		access.ClassOpen:      "id unit_id counted_id month received_on channel kind state due for_members given closed_on version",
		access.ClassCell:      "title answer reason meeting_id",
		access.ClassCommittee: "body department person_id",
	},
	"feedback_step": {access.ClassOpen: "entry_id ordinal act on_date", access.ClassCommittee: "words"},
}
