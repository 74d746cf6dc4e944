package movement

import (
	"context"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

func yearText(year int) string { return fmt.Sprintf("%04d", year) }

// Below is the table of one cell under a committee.
type Below struct {
	Unit org.Unit
	Balance
}

// BalancePage is the table of increase and decrease of a unit in a period.
type BalancePage struct {
	Unit          org.Unit
	From, Through db.Date // both included
	Balance
	// Prior is the same period of the year before, from PriorFrom through
	// PriorThrough, without names.
	PriorFrom, PriorThrough db.Date
	Prior                   Balance
	// Cells are a page of the cells under a committee, in the order of the tree;
	// none for a cell.
	Cells       []Below
	Page, Pages int
	Named       bool // the changes bear names: the reader leads this cell
	Today       db.Date
}

// Weigh gives the table of increase and decrease of a unit from one day through
// another, at most five years, to its committee and those above. Names stand in
// it for the committee of the cell alone. Faults name the fields from and
// through. It makes at most eleven queries.
func (s *Service) Weigh(ctx context.Context, by access.Actor, unit org.ID, from, through db.Date, page int) (p BalancePage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p, err = s.weigh(tx, by, unit, from, through); err != nil {
			return err
		}
		p.Pages = pages(len(p.Cells))
		p.Page = min(max(1, page), p.Pages)
		p.Cells = p.Cells[(p.Page-1)*PageSize : min(len(p.Cells), p.Page*PageSize)]
		return nil
	})
	if err == nil && p.Named {
		s.read(ctx, by, unit, "movement_list", string(unit), "")
	}
	return p, err
}

// WeighAll is Weigh with every cell of a committee at once, for a file.
func (s *Service) WeighAll(ctx context.Context, by access.Actor, unit org.ID, from, through db.Date) (p BalancePage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = s.weigh(tx, by, unit, from, through)
		return err
	})
	if err == nil && p.Named {
		s.read(ctx, by, unit, "movement_list", string(unit), "")
	}
	return p, err
}

func (s *Service) weigh(tx *db.Tx, by access.Actor, unit org.ID, from, through db.Date) (p BalancePage, err error) {
	if p.Unit, err = org.Authorise(tx, by, Weigh, unit); err != nil {
		return p, err
	}
	if p.Unit.Kind.Mass() {
		return p, fault.New(fault.NotFound, "ui.not_found")
	}
	if err := checkPeriod(from, through); err != nil {
		return p, err
	}
	p.From, p.Through, p.Today = from, through, tx.Today()
	until := through.AddDays(1)
	before, turns, err := member.TurnsUnder(tx, p.Unit.Path, from, until)
	if err != nil {
		return p, err
	}
	why, err := reasonsIn(tx, from, until)
	if err != nil {
		return p, err
	}
	p.Balance = balance(before, turns, from, until, why)
	p.PriorFrom, p.PriorThrough = yearBefore(from, through)
	if p.Prior, err = BalanceOf(tx, p.Unit, p.PriorFrom, p.PriorThrough); err != nil {
		return p, err
	}
	if p.Named = p.Unit.Kind.Holds && access.Can(by, List, p.Unit.Place()); p.Named {
		return p, p.name(tx)
	}
	if !p.Unit.Kind.Holds {
		err = p.spread(tx, before, turns, until, why)
	}
	return p, err
}

// yearBefore is a period, both days included, a year earlier: one that ends with
// a month ends with it there too.
func yearBefore(from, through db.Date) (db.Date, db.Date) {
	return from.AddMonths(-12), through.AddDays(1).AddMonths(-12).AddDays(-1)
}

// periodMax is the longest period of a table, in months.
const periodMax = 60

// checkPeriod judges a period, both days included.
func checkPeriod(from, through db.Date) error {
	var faults fault.Form
	switch {
	case !from.IsDay() || from.Year() < 1930:
		faults.Add("from", "movement.day_missing")
	case !through.IsDay() || through.Year() > 2200:
		faults.Add("through", "movement.day_missing")
	case through < from:
		faults.Add("through", "movement.to_before_from")
	case through >= from.AddMonths(periodMax):
		faults.Add("through", "movement.period_long", periodMax/12)
	}
	return faults.Err()
}

// reasonsIn gathers why memberships began or ended in [from, until).
func reasonsIn(tx *db.Tx, from, until db.Date) (reasons, error) {
	moved, err := received(tx, from, until)
	if err != nil {
		return nil, err
	}
	restored, err := restoredIn(tx, from, until)
	why := reasons{}
	for _, t := range moved {
		why.of(t)
	}
	for _, d := range restored {
		why[way{d.Person, d.Unit, d.From, true}] = InRestored
	}
	return why, err
}

// BalanceOf is the table of increase and decrease of a unit with everything under it
// from one day through another, without names. It makes four queries, and is for
// capabilities that have authorised already.
func BalanceOf(tx *db.Tx, u org.Unit, from, through db.Date) (b Balance, err error) {
	until := through.AddDays(1)
	before, turns, err := member.TurnsUnder(tx, u.Path, from, until)
	if err != nil {
		return b, err
	}
	why, err := reasonsIn(tx, from, until)
	return balance(before, turns, from, until, why), err
}

// name puts the names to the changes.
func (p *BalancePage) name(tx *db.Tx) error {
	var ids []member.ID
	for _, c := range p.Changes {
		ids = append(ids, c.Person)
	}
	holders, err := member.HoldersOf(tx, ids)
	for i, c := range p.Changes {
		p.Changes[i].Name = holders[c.Person].Name
	}
	return err
}

// spread makes the tables of the cells under a committee.
func (p *BalancePage) spread(tx *db.Tx, before map[org.ID]int, turns []member.Turn, until db.Date, why reasons) error {
	units, err := org.Under(tx, p.Unit.Path)
	if err != nil {
		return err
	}
	of := map[org.ID][]member.Turn{}
	for _, t := range turns {
		of[t.Unit] = append(of[t.Unit], t)
	}
	for _, u := range slices.DeleteFunc(units, func(u org.Unit) bool { return !isCell(u) }) {
		p.Cells = append(p.Cells, Below{u, balance(map[org.ID]int{u.ID: before[u.ID]}, of[u.ID], p.From, until, why)})
	}
	return nil
}

// BadgePage is who of a cell comes to a badge within a year.
type BadgePage struct {
	Unit           org.Unit
	From, Until    db.Date
	Badges         []Badge
	Known, Unknown int // members whose day of admission is known, or not
}

// Badges foresees, for the committee of a cell, who comes to a badge in the
// rounds of the coming year.
func (s *Service) Badges(ctx context.Context, by access.Actor, unit org.ID) (p BadgePage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = cellOf(tx, by, List, unit); err != nil {
			return err
		}
		p.From = tx.Today()
		p.Until = p.From.AddMonths(12)
		book, err := org.BookOf(tx, unit)
		if err != nil {
			return err
		}
		holders, err := member.HoldersIn(tx, unit, p.From)
		for _, h := range holders {
			if h.AdmittedOn == "" {
				p.Unknown++
			} else {
				p.Known++
			}
		}
		p.Badges = badges(book, holders, p.From, p.Until)
		return err
	})
	return p, err
}
