package movement

import "chibo/internal/access"

// Classes says who may read what is stored about the coming and going of
// members: the leadership of the unit, and each person what is his own. Levels
// above see counts.
var Classes = access.Classes{
	"movement_transfer": {
		access.ClassOpen:      "id home_id host_id",
		access.ClassCommittee: "person_id outside distance state moved_on reviewed_on review letter_no letter_on fee_until enclosed presented_on received_on reason version",
	},
	"movement_decision": {
		access.ClassOpen:      "id unit_id",
		access.ClassCommittee: "person_id kind ground number decided_on from_date to_date host_id outside informed_on",
	},
	"movement_fee_month": {access.ClassOpen: "unit_id month version"},
	"movement_fee":       {access.ClassCommittee: "person_id month unit_id"},
}
