package theme

import "chibo/internal/access"

// Classes says who may read what is stored about themes.
var Classes = access.Classes{
	"meeting_theme": {
		access.ClassOpen: "meeting_id passed_on version",
		access.ClassCell: "difficulty topic author_id expert_id expert_name passed_by measures",
	},
}
