package admission

import "chibo/internal/access"

// Classes says who may read what is stored about candidates. Purpose: to
// admit people to the Party as its Charter and the guidance on it ask (articles
// 4 and 5); of a candidate's family nothing is stored.
var Classes = access.Classes{
	"admission_candidate": {
		access.ClassOpen:      "id unit_id state",
		access.ClassCell:      "person_id chapter_id nominated_on since listed_on begins_on ends_on certified_on proposed_on decided_on admitted_on supported_on recognised_on official_on version",
		access.ClassCommittee: "nominated_by reason was listed_no certificate_no decision_no recognition_no outcome planned_on fostered_on",
	},
	"admission_mentor": {
		access.ClassCell:      "id candidate_id person_id from_date to_date",
		access.ClassCommittee: "reason",
	},
	"admission_note":     {access.ClassAuthor: "id candidate_id person_id noted_on help progress proposal at"},
	"admission_evidence": {access.ClassCommittee: "candidate_id kind body person_id at"},
	"admission_paper":    {access.ClassCommittee: "candidate_id code done_on"},
	"admission_opinion":  {access.ClassCommittee: "candidate_id phase origin bodies asked agreed against words given_on"},
}
