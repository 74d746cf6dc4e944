package task

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
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
		u, err := authorise(tx, by, View, unit, member.ID(by.Person))
		if err != nil {
			return err
		}
		b.Today, b.MayArrange = tx.Today(), access.Can(by, Arrange, u.Place())
		v := view{by: by, unit: unit}
		if b.Counts, err = v.count(tx); err != nil {
			return err
		}
		if b.Mine, err = v.first(tx, Filter{Mine: true}, briefSize); err != nil || !b.MayArrange {
			return err
		}
		b.Overdue, err = v.first(tx, Filter{Overdue: true}, briefSize)
		return err
	})
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
