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
	// five; MineAll says how many there are.
	Mine    []Task
	MineAll int
	// Overdue are the unit's open tasks past their due day, the longest overdue
	// first, at most five of OverdueAll; none but for the committee.
	Overdue    []Task
	OverdueAll int
	MayArrange bool
}

// BriefTx gives what the actor's home page shows about the tasks of the unit,
// in one query. Sources are not filled in.
func (s *Service) BriefTx(tx *db.Tx, by access.Actor, u org.Unit) (b Brief, err error) {
	place := u.Place()
	place.Person = by.Person
	if err := access.Check(by, View, place); err != nil {
		return b, err
	}
	b.Today, b.MayArrange = tx.Today(), access.Can(by, Arrange, u.Place())
	rows, err := view{by: by, unit: u.ID}.brief(tx, briefSize)
	for _, r := range rows {
		b.MineAll, b.OverdueAll = r.mine, r.late
		if string(r.Assignee) == by.Person && len(b.Mine) < briefSize {
			b.Mine = append(b.Mine, r.Task)
		}
		if r.Due < b.Today && len(b.Overdue) < briefSize {
			b.Overdue = append(b.Overdue, r.Task)
		}
	}
	if !b.MayArrange {
		b.Overdue, b.OverdueAll = nil, 0
	}
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
