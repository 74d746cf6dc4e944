package commitment

import "chibo/internal/access"

// Classes says who may read what is stored about commitments.
var Classes = access.Classes{
	"commitment_call": {access.ClassOpen: "unit_id year theme due opened_on version"},
	"commitment_pledge": {
		access.ClassOpen:   "id unit_id counted_id year state example submitted_on approved_on",
		access.ClassAuthor: "person_id wanted midyear yearend proxy saved_at version",
	},
	"commitment_item":     {access.ClassAuthor: "id pledge_id ordinal heading work measure due theme_id percent result"},
	"commitment_progress": {access.ClassAuthor: "id item_id percent note person_id at"},
	"commitment_programme": {
		access.ClassOpen: "unit_id year state issued_on version",
	},
	"commitment_work": {access.ClassCell: "id unit_id year ordinal heading work measure due leader_id percent result"},
}
