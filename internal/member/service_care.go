package member

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// endingDays is how many days ahead the end of a probationary period is told:
// the cell meets twice within them.
const endingDays = 60

// Care is what a committee has to think of among its members.
type Care struct {
	Total int
	// Ending are the probationary members whose months are over or will be
	// within sixty days, the earliest first.
	Ending []Ending
}

// Ending is somebody whose probation ends.
type Ending struct {
	Person ID
	Name   string
	On     db.Date
}

// CareTx gives what the committee's home page says about the members of a
// unit. It makes one query.
func (s *Service) CareTx(tx *db.Tx, by access.Actor, u org.Unit) (care Care, err error) {
	if err := access.Check(by, List, u.Place()); err != nil {
		return Care{}, err
	}
	rows, total, err := probationers(tx, u.ID)
	care.Total = total
	for _, r := range rows {
		if on, ok := r.Party.ProbationEnds(); ok && on <= tx.Today().AddDays(endingDays) {
			care.Ending = append(care.Ending, Ending{r.Person, r.Name, on})
		}
	}
	slices.SortStableFunc(care.Ending, func(a, b Ending) int { return a.On.Time().Compare(b.On.Time()) })
	return care, err
}
