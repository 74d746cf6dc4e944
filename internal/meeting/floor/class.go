package floor

import "chibo/internal/access"

// Classes says who may read what a meeting keeps while it runs. Of the lists the
// recorder alone sees names, and everyone else his own.
var Classes = access.Classes{
	"meeting_floor":   {access.ClassCell: "meeting_id changes arrivals", access.ClassSecret: "secret"},
	"meeting_speaker": {access.ClassCell: "id meeting_id item_id person_id guest_id kind ordinal asked_at given_at"},
	"meeting_arrival": {access.ClassCell: "meeting_id person_id scanned at"},
}
