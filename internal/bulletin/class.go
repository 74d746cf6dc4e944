package bulletin

import "chibo/internal/access"

// Classes says who may read what is stored of the bulletin: an article reaches the
// members of its unit, and a wider audience by being published to it.
var Classes = access.Classes{
	"bulletin_article": {
		access.ClassOpen: "id unit_id reach_id kind field audience state published_on version",
		access.ClassCell: "author_id title lede body folded reason consent_on consent_note",
	},
	"bulletin_figure":  {access.ClassCell: "article_id ordinal source period label words note goal value before_value facts from_date through_date frozen_on"},
	"bulletin_caption": {access.ClassCell: "picture_id article_id alt caption"},
	"bulletin_read":    {access.ClassPerson: "article_id person_id at"}, // counted only
	"bulletin_comment": {access.ClassCell: "id article_id unit_id person_id body at hidden_on", access.ClassCommittee: "reason"},
	"bulletin_adoption": {
		access.ClassOpen:      "id article_id unit_id state started_on ended_on meeting_id version",
		access.ClassCell:      "steps measure before_value after_value result",
		access.ClassCommittee: "person_id reason",
	},
}
