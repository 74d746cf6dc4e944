package carry

import "chibo/internal/access"

// Classes says who may read what is stored about the backlog: the committee,
// which arranges agendas.
var Classes = access.Classes{
	"meeting_backlog": {access.ClassCommittee: "id unit_id kind title minutes left_id state item_id reason at version"},
}
