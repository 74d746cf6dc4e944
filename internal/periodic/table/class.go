package table

import "chibo/internal/access"

// Classes says who may read what is stored of tables. What a table asks for shows to
// whoever is asked; what a unit fills is its committee's, and of the committee that
// asks once it is sent.
var Classes = access.Classes{
	"periodic_table": {access.ClassOpen: "id unit_id title purpose many body due state made_at version"},
	"periodic_asked": {
		access.ClassOpen:      "id table_id unit_id state aside sends sent_on reminded_on version",
		access.ClassCommittee: "cells filler_id wanted",
	},
	"periodic_filled": {
		access.ClassOpen:      "asked_id ordinal sent_at aside",
		access.ClassCommittee: "cells filler_id",
	},
}
