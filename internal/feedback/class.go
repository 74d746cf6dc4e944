package feedback

import "chibo/internal/access"

// Classes says who may read what is stored about feedback: counts, and of nobody
// in particular. A list that waits is for those who lead the unit.
var Classes = access.Classes{
	"feedback_month": {access.ClassOpen: "unit_id month version"},
	"feedback_count": {access.ClassOpen: "unit_id month channel kind number"},
	"feedback_import": {
		access.ClassOpen:      "id unit_id state months made_at version",
		access.ClassCommittee: "file_name body",
	},
}
