package task

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// briefSize is how many tasks of each kind a home page names.
const briefSize = 5

// Brief is what a home page says about tasks.
type Brief struct {
	Today db.Date
	// Mine are the actor's own open tasks, the earliest due first, at most
	// five; Counts.Mine says how many there are.
	Mine []Task
	// Overdue are the unit's open tasks past their due day, the longest overdue
	// first, at most five; nil but for the committee.
	Overdue    []Task
	Counts     Counts // Latest and Forsaken are not counted
	MayArrange bool
}

// Brief gives what the actor's home page shows about the tasks of the unit. It
// makes at most four queries. Sources are not filled in.
func (s *Service) Brief(ctx context.Context, by access.Actor, unit org.ID) (b Brief, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err := org.Of(tx, unit)
		if err == nil {
			b, err = s.BriefTx(tx, by, u)
		}
		return err
	})
	return b, err
}

// BriefTx is Brief for a page that has read the unit already.
func (s *Service) BriefTx(tx *db.Tx, by access.Actor, u org.Unit) (b Brief, err error) {
	place := u.Place()
	place.Person = by.Person
	if err := access.Check(by, View, place); err != nil {
		return b, err
	}
	b.Today, b.MayArrange = tx.Today(), access.Can(by, Arrange, u.Place())
	v := view{by: by, unit: u.ID}
	if b.Counts, err = v.count(tx); err != nil {
		return b, err
	}
	if b.Mine, err = v.first(tx, Filter{Mine: true}, briefSize); err != nil || !b.MayArrange {
		return b, err
	}
	b.Overdue, err = v.first(tx, Filter{Overdue: true}, briefSize)
	return b, err
}

// Export gives every task of the unit in the order of due days, cancelled ones
// too, for the table that the committee hands over.
func (s *Service) Export(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, tasks []Task, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if u, err = org.Authorise(tx, by, Arrange, unit); err != nil {
			return err
		}
		if tasks, err = allOf(tx, unit); err != nil {
			return err
		}
		return s.dress(tx, tasks, nil)
	})
	return u, tasks, err
}
