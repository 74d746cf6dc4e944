package mobilisation

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// Share is what one unit has of the sums of the unit above it.
type Share struct {
	Unit   org.ID
	Name   string
	Models Counts
	Items  Progressed
	Opens  bool // the actor may look there
}

// Overview is the models and programmes of a year at a unit with everything under it.
type Overview struct {
	Unit  org.Unit
	Year  int
	Own   Share
	Below []Share // of a committee: what stands directly under it today, by name
	Reads bool    // the actor reads the programme of the unit
	Today db.Date
}

// Overview counts a year, 0 for this one. It makes at most four queries.
func (s *Service) Overview(ctx context.Context, by access.Actor, unit org.ID, year int) (o Overview, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o.Unit, err = unitFor(tx, by, Survey, unit); err != nil {
			return err
		}
		o.Today, o.Reads = tx.Today(), access.Can(by, View, o.Unit.Place())
		if o.Year = year; year == 0 {
			o.Year = o.Today.Year()
		}
		if err := checkYear(o.Year, o.Today); err != nil {
			return err
		}
		from := db.Date(fmt.Sprintf("%04d-01-01", o.Year))
		asks := []figure.Ask{{Figure: ModelCount, From: from, Through: from.AddMonths(11)}, {Figure: ItemCount, From: from, Through: from.AddMonths(11)}}
		own, below, err := figure.SeveralBelow(tx, string(unit), asks...)
		if err != nil {
			return err
		}
		o.Own = Share{Unit: unit, Name: o.Unit.Name, Models: countsOf(own[0]), Items: progressOf(own[1])}
		if o.Unit.Kind.Holds {
			return nil
		}
		units, err := org.Under(tx, o.Unit.Path)
		for _, u := range units {
			if u.Parent != unit || u.Kind.Mass() || u.Kind.ID == "group" {
				continue
			}
			share := Share{Unit: u.ID, Name: u.Name, Models: Counts{Fields: map[Field]int{}}, Opens: access.Can(by, Survey, u.Place())}
			if sums := below[string(u.ID)]; len(sums) == len(asks) {
				share.Models, share.Items = countsOf(sums[0]), progressOf(sums[1])
			}
			o.Below = append(o.Below, share)
		}
		slices.SortStableFunc(o.Below, func(a, b Share) int { return cmp.Compare(i18n.Fold(a.Name), i18n.Fold(b.Name)) })
		return err
	})
	return o, err
}

// OpenIn counts the models of a unit of which it is not decided yet whether they are
// recognised, for a change of the tree. It is for capabilities that have authorised
// already.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) { return openIn(tx, unit) }
