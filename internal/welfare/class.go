package welfare

import "chibo/internal/access"

// Classes says who may read what is stored about care: words are of who raised a
// request and of the leaders of the unit that answers; how far requests have come is
// shown to others in numbers alone. Visits are numbers.
var Classes = access.Classes{
	"welfare_request": {
		access.ClassOpen:   "id unit_id answers_id raised_on kind state due answered_on in_time closed_on version",
		access.ClassAuthor: "author_id about_kind group_name about_id title body wish department person_id answer reason",
	},
	"welfare_step":  {access.ClassOpen: "request_id ordinal act on_date", access.ClassAuthor: "words"},
	"welfare_visit": {access.ClassOpen: "id unit_id held_on form persons version", access.ClassCommittee: "occasion struck"},
}
