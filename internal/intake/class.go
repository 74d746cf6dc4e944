package intake

import "chibo/internal/access"

// Classes says who may read what is stored: a list that waits is for those who
// lead the unit.
var Classes = access.Classes{
	"intake_list": {
		access.ClassOpen:      "id kind unit_id year state made made_at version",
		access.ClassCommittee: "file_name body",
	},
}
