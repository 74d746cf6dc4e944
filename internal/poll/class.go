package poll

import "chibo/internal/access"

// Classes says who may read what is stored.
var Classes = access.Classes{
	"poll_poll": {
		access.ClassOpen:   "id unit_id meeting_id state public_key version",
		access.ClassCell:   "question",
		access.ClassSecret: "private_key",
	},
	"poll_choice": {
		access.ClassOpen: "poll_id ordinal votes",
		access.ClassCell: "label",
	},
	"poll_slip": {
		access.ClassOpen:   "poll_id",
		access.ClassSecret: "person_id blinded signature",
	},
	"poll_ballot": {
		access.ClassOpen: "poll_id",
		access.ClassCell: "slip signature choice", // once it is closed
	},
}
