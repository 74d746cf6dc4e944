package named

import "chibo/internal/access"

// Classes says who may read what is stored about votes by name: all of the
// cell, as the minutes that print them.
var Classes = access.Classes{
	"meeting_named": {access.ClassCell: "id meeting_id item_id question matter state vote_id version"},
	"meeting_voice": {access.ClassCell: "named_id person_id choice asked version"},
}
