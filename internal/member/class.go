package member

import "chibo/internal/access"

// Classes says who may read what is stored about people. Purpose of all of it:
// the work of the organisation that the person belongs to (Charter; Luật
// 91/2025/QH15). Kept as long as the membership and its history are.
var Classes = access.Classes{
	"member_person": {
		access.ClassCell:      "id name sort_key folded department job",
		access.ClassCommittee: "birth_name alias sex birth ethnicity religion hometown residence phone email schooling qualification theory merged_into version",
	},
	"member_party": {
		access.ClassCell:      "person_id",
		access.ClassCommittee: "admitted_on official_on card old_card card_on card_place",
	},
	"member_membership": {
		access.ClassCell:      "id person_id unit_id body status from_date to_date",
		access.ClassCommittee: "ended_by",
	},
	"member_state":    {access.ClassCommittee: "id person_id unit_id kind from_date to_date decision"},
	"member_position": {access.ClassCell: "id person_id unit_id term_id post title key_cadre from_date to_date"},
	"member_duty":     {access.ClassCell: "id unit_id person_id year body version"},
	"member_past":     {access.ClassCommittee: "id unit_id person_id name sort_key folded birth nominated_on decided_on decision_no admitted_on official_on mentor struck_for version"},
	"member_merge":    {access.ClassCommittee: "id unit_id from_id into_id at merged_by moved undone_at", access.ClassSecret: "changes"},
	"member_apart":    {access.ClassCommittee: "id one_id other_id reason set_by at"},
	"member_import":   {access.ClassAuthor: "id unit_id file_name sheet body mapping others state added changed created_at version"},
}
