package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
)

// ChangedTx makes all who follow the meeting look again, after a change that
// another capability made of what their pages show.
func (s *Service) ChangedTx(tx *db.Tx, by access.Actor, id ID) error {
	if _, err := authorise(tx, by, View, id); err != nil {
		return err
	}
	return bump(tx, id)
}

// Asked is a question that those in the room are asked on their own devices.
type Asked struct {
	Question string
	Href     string // where they answer it; "" where nothing is asked
}
