package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
)

// SeatsTx fills in, for anyone of the cell, the called of a meeting whose head
// was read.
func (s *Service) SeatsTx(tx *db.Tx, by access.Actor, sh *Sheet) (err error) {
	if err = access.Check(by, View, sh.Unit.Place()); err != nil {
		return err
	}
	sh.Seats, err = seatsOf(tx, sh.Meeting)
	return err
}

// ChangedTx makes all who follow the meeting look again, after a change that
// another capability made of what their pages show.
func (s *Service) ChangedTx(tx *db.Tx, by access.Actor, id ID) error {
	if _, err := authorise(tx, by, View, id); err != nil {
		return err
	}
	return bump(tx, id)
}
