package evaluation

import "chibo/internal/access"

// Classes says who may read what is stored about reviews. Names and levels go up
// in what is sent; words never do.
var Classes = access.Classes{
	"evaluation_review": {
		access.ClassOpen: "id unit_id year quarter state due opened_on held_on sent_on decision_no decision_on version",
		access.ClassCell: "wanted",
	},
	"evaluation_file": {
		access.ClassCell:      "id review_id person_id turn ordinal form proposed vote_id decided version",
		access.ClassCommittee: "suspended facts",
		access.ClassAuthor:    "parts own_level proxy submitted_on",
	},
	"evaluation_comment": {access.ClassAuthor: "file_id source received giver body entered_on version"},
}
