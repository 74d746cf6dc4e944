package topic

import "chibo/internal/access"

// Classes says who may read what is stored about topics and briefings.
var Classes = access.Classes{
	"topic_call": {access.ClassCell: "unit_id year words due version"},
	"topic_topic": {
		access.ClassOpen: "id unit_id year state",
		access.ClassCell: "person_id title field folded due month meeting_id presented_on reason version",
	},
	"topic_draft":    {access.ClassPerson: "topic_id person_id body saved_at version"},
	"topic_sent":     {access.ClassAuthor: "topic_id body sent_at sent_by"},
	"topic_paper":    {access.ClassCell: "topic_id body at"},
	"topic_comment":  {access.ClassAuthor: "id topic_id person_id body at"},
	"topic_opinion":  {access.ClassCell: "id topic_id person_id body at"},
	"topic_briefing": {access.ClassCell: "id unit_id held_on title folded presenter_id second_id audience state reason version"},
}
