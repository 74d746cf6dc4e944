package year

import "chibo/internal/access"

// Classes says who may read what is stored about a year's plan.
var Classes = access.Classes{
	"meeting_year": {
		access.ClassOpen: "id unit_id year kind month held_on version",
		access.ClassCell: "topic",
	},
}
