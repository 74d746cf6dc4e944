package feedback

import "chibo/internal/access"

// Classes says who may read what is stored about feedback: counts, and of nobody
// in particular.
var Classes = access.Classes{
	"feedback_month": {access.ClassOpen: "unit_id month version"},
	"feedback_count": {access.ClassOpen: "unit_id month channel kind number"},
}
