package consultation

import "chibo/internal/access"

// Classes says who may read what is stored about consultations. A question goes to
// those who are asked; what one answers is its author's and the leaders', and is
// read by nobody before the close. Of a slip only hashes are kept. What is to be
// made public is open; an opinion on the cell is the two leaderships'.
var Classes = access.Classes{
	"consultation_matter": {
		access.ClassOpen:   "id unit_id choosing texts named members chapters people closes_on state decided_on few version",
		access.ClassCell:   "title background conclusion decision decision_meeting_id decision_file_id reason",
		access.ClassSecret: "poster",
	},
	"consultation_option":  {access.ClassOpen: "matter_id ordinal", access.ClassCell: "label"},
	"consultation_batch":   {access.ClassOpen: "matter_id ordinal slips printed_on voided_on"},
	"consultation_slip":    {access.ClassOpen: "matter_id batch", access.ClassSecret: "link_hash code_hash"},
	"consultation_cluster": {access.ClassOpen: "id matter_id version", access.ClassCell: "title stance response"},
	"consultation_answer": {
		access.ClassOpen:   "id matter_id version",
		access.ClassAuthor: "person_id choice words cluster_id",
		access.ClassSecret: "mark",
	},
	"consultation_publication": {access.ClassOpen: "id unit_id form from_date to_date done_on version", access.ClassCell: "title responsible"},
	"consultation_opinion": {
		access.ClassOpen:   "id unit_id about_id state sent_on due responded_on version",
		access.ClassAuthor: "author_id title body response",
		access.ClassCell:   "meeting_id",
	},
}
