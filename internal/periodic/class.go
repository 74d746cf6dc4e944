package periodic

import "chibo/internal/access"

// Classes says who may read what is stored of reports: a unit's committee all of
// it. What was sent, the committees above read too: that is what it was sent for.
var Classes = access.Classes{
	"periodic_report": {
		access.ClassOpen:      "id unit_id length from_date state due facts counted_at sends sent_on received_on aside version",
		access.ClassCommittee: "wanted",
	},
	"periodic_draft": {
		access.ClassOpen:      "report_id saved_at version",
		access.ClassCommittee: "results limits ahead proposals",
	},
	"periodic_sent": {
		access.ClassOpen:      "report_id ordinal sent_at facts aside",
		access.ClassCommittee: "results limits ahead proposals",
	},
}
