package amend

import "chibo/internal/access"

// Classes says who may read what is stored about amendments: all of the cell.
var Classes = access.Classes{
	"meeting_amendment": {access.ClassCell: "id meeting_id ordinal person_id part words instead reason state vote_id entered at version"},
}
