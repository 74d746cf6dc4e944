package calendar

import "chibo/internal/access"

// Classes says who may read what is stored of visits: that somebody of a committee
// comes is said to whoever may see the unit.
var Classes = access.Classes{
	"meeting_visit": {access.ClassOpen: "id meeting_id unit_id person_id guest_id assigned_by made_at"},
}
