package commitment

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// Day is what the page of the day says about pledges.
type Day struct {
	Year  int
	Theme string
	Due   db.Date // the last day of the call; "" where there is none
	// Own is the state of the actor's own pledge, "" where he has none, and
	// Items how its items go.
	Own   State
	ID    ID
	Items []Item // heading and percent alone
	// Registered are the people of the unit whose pledge was sent, for its
	// leaders alone.
	Registered int
}

// DayTx gives what the actor's page of the day shows, of the year of
// DefaultYear, in one query.
func (s *Service) DayTx(tx *db.Tx, by access.Actor, u org.Unit) (d Day, err error) {
	place := u.Place()
	place.Person = by.Person
	if err := access.Check(by, View, place); err != nil {
		return d, err
	}
	d, err = dayOf(tx, u.ID, by.Person)
	if !access.Can(by, Judge, u.Place()) {
		d.Registered = 0
	}
	return d, err
}
