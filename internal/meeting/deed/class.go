package deed

import "chibo/internal/access"

// Classes says who may read what is stored about deeds.
var Classes = access.Classes{
	"meeting_deed":  {access.ClassCell: "id meeting_id kind number texts written posted_on posted_by sent version"},
	"meeting_draft": {access.ClassCell: "meeting_id body hash shared_by shared_at version"},
	"meeting_paper": {access.ClassCell: "deed_id ordinal body hash frozen_by frozen_at"}, // one that was sent up is read there
}
