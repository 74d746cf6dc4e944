package contest

import "chibo/internal/access"

// Classes says who may read what is stored about contests. Purpose: to have entries
// judged fairly and to honour the best. A contest and what won are open to everybody
// at or under its unit; an entry to who handed it in, to the jury and the organisers,
// and to all once it is published and its author agreed; what a juror gave to himself
// until he closed.
var Classes = access.Classes{
	"campaign_contest":           {access.ClassOpen: "id unit_id theme_id title rules entrants opens_on closes_on files apart state decision_no decision_on reason version"},
	"campaign_contest_criterion": {access.ClassOpen: "contest_id ordinal title points weight"},
	"campaign_contest_entry": {
		access.ClassOpen:   "id contest_id unit_id kind shared state entered_on place version",
		access.ClassAuthor: "person_id authors title body prize",
	},
	"campaign_contest_juror": {access.ClassOpen: "contest_id unit_id closed_on", access.ClassCommittee: "person_id"},
	"campaign_contest_score": {access.ClassOpen: "entry_id ordinal", access.ClassAuthor: "person_id halves"},
}
