package evaluation

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// Day is what the page of the day says about reviews.
type Day struct {
	Review        // the unit's latest; without id where it never opened one
	Counts Counts // of its files
	Own    FileID // the actor's; "" where he has none
	Waits  bool   // … for what he writes
}

// Missing reports whether December has come and the year's review was not opened. A
// quarter's goes before it while it lies with the unit.
func (d Day) Missing(today db.Date) bool {
	return today[5:7] == "12" && (d.Period.Year < today.Year() || d.Period.Quarter > 0 && !d.Runs())
}

// Runs reports whether the review lies with the unit.
func (d Day) Runs() bool { return d.ID != "" && !d.up() }

// DayTx gives what the actor's page of the day shows of the unit's latest review,
// that of a whole year before those of its quarters, in one query. Who belongs
// to no cell sees nothing.
func (s *Service) DayTx(tx *db.Tx, by access.Actor, u org.Unit) (Day, error) {
	if !access.Can(by, Read, u.Place()) {
		return Day{}, nil
	}
	return dayOf(tx, u.ID, by.Person)
}

// Waiting is how many reviews of a period wait for a committee.
type Waiting struct {
	Period
	N int
}

// WaitingTx counts the reviews that were sent to a committee and that it has
// neither returned nor decided, for its officers, the latest period first, in one
// query.
func (s *Service) WaitingTx(tx *db.Tx, by access.Actor, committee org.Unit) ([]Waiting, error) {
	if !access.Can(by, Oversee, committee.Place()) {
		return nil, nil
	}
	return waitingAt(tx, committee)
}
