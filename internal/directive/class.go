package directive

import "chibo/internal/access"

// Classes says who may read what is stored about documents from above. A unit
// to which one was sent reads it like its own; of a unit's receipt the sender
// reads the dates, and the report that is made to him.
var Classes = access.Classes{
	"directive_directive": {access.ClassCell: "id unit_id number issued_on issuer sign title kind due note state reason version"},
	"directive_receipt": {
		access.ClassOpen: "directive_id unit_id sent_at received_at studied_on reported_at version",
		access.ClassCell: "received_by study_meeting_id report",
	},
}
