package chapter

import "chibo/internal/access"

// Classes says who may read the book: the chapter's own officers.
var Classes = access.Classes{
	"document_chapter": {
		access.ClassOpen:      "id unit_id version",
		access.ClassCommittee: "kind title body on_date put_away made_at",
	},
}
