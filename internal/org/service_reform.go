package org

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
)

// Carriage is what goes from one unit to another by a decision.
type Carriage struct {
	From, Into Unit
	People     []string // who goes; nil takes everyone, with the posts of the unit
	Decision
}

// Keeper is what the capabilities below know of who and what belongs to a unit,
// in the transaction of a change of the tree. App sets all of it.
type Keeper struct {
	// Held counts who belongs to a unit.
	Held func(tx *db.Tx, unit ID) (Holding, error)
	// Named finds who is named among those who belong to a unit, for an actor who
	// may enter its people; faults are at the field people.
	Named func(tx *db.Tx, by access.Actor, unit ID, lines []string) (people []string, err error)
	// Carry ends people's membership in one unit and begins it in another, in the
	// same standing; their posts end.
	Carry func(tx *db.Tx, by access.Actor, c Carriage) error
	// Open counts what is unfinished in a unit that ends.
	Open func(tx *db.Tx, unit ID) ([]Work, error)
	// Inherit gives what is unfinished, and can go on elsewhere, to the heir.
	Inherit func(tx *db.Tx, by access.Actor, c Carriage) error
}

// alone keeps nothing: no capability stands below.
var alone = Keeper{
	Held:    func(*db.Tx, ID) (Holding, error) { return Holding{}, nil },
	Named:   func(*db.Tx, access.Actor, ID, []string) ([]string, error) { return nil, nil },
	Carry:   func(*db.Tx, access.Actor, Carriage) error { return nil },
	Open:    func(*db.Tx, ID) ([]Work, error) { return nil, nil },
	Inherit: func(*db.Tx, access.Actor, Carriage) error { return nil },
}

// PreviewMerge checks a merger of a unit with others and says what it will do.
func (s *Service) PreviewMerge(ctx context.Context, by access.Actor, m Merger) (p Plan, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = s.planMerge(tx, by, &m)
		return err
	})
	return p, err
}

// planMerge authorises and checks a merger, and counts what it moves.
func (s *Service) planMerge(tx *db.Tx, by access.Actor, m *Merger) (p Plan, err error) {
	var units []Unit
	for i, id := range m.Units[:min(len(m.Units), unitsMax+1)] {
		if id == m.Into || slices.Contains(m.Units[:i], id) {
			continue
		}
		u, err := Authorise(tx, by, Arrange, id)
		if err != nil {
			return p, err
		}
		units = append(units, u)
	}
	if m.Into != "" {
		if p.Into, err = Authorise(tx, by, Arrange, m.Into); err != nil {
			return p, err
		}
	}
	if slices.ContainsFunc(units, Unit.Ended) || p.Into.Ended() {
		return p, fault.At("into", "org.reform_ended")
	}
	p.Kind, p.IntoName, p.On = ByMerger, p.Into.Name, m.On
	if err := m.check(units, p.Into, tx.Today()); err != nil {
		return p, err
	}
	if m.Into == "" {
		f := newUnit(m.Name, m.Code, units[0], m.On)
		if p.Into, err = s.proposed(tx, by, &f); err != nil {
			return p, err
		}
		m.Name, m.Code, p.IntoName = f.Name, f.Code, f.Name
	}
	for _, u := range units {
		part, err := s.ending(tx, u, m.Decision)
		if err != nil {
			return p, err
		}
		p.Parts = append(p.Parts, part)
	}
	return p, nil
}

// proposed checks the form of a unit that is to be founded, and gives it without
// an ID.
func (s *Service) proposed(tx *db.Tx, by access.Actor, f *Form) (Unit, error) {
	place := access.Place{}
	if f.Parent != "" {
		above, err := Of(tx, f.Parent)
		if err != nil {
			return Unit{}, err
		}
		place = above.Place()
	}
	if err := access.Check(by, Arrange, place); err != nil {
		return Unit{}, err
	}
	kinds, err := Kinds(tx)
	if err != nil {
		return Unit{}, err
	}
	kind, _ := KindByID(kinds, f.Kind)
	return Unit{Name: f.Name, Kind: kind, Parent: f.Parent}, f.Check(kinds, tx.Today())
}

// ending counts what a unit that ends gives away.
func (s *Service) ending(tx *db.Tx, u Unit, d Decision) (p Part, err error) {
	p.Unit = u
	if p.Below, err = below(tx, u.ID); err != nil {
		return p, err
	}
	all, err := countUnder(tx, u.Path)
	if err != nil {
		return p, err
	}
	p.Under = all - 1 - len(p.Below)
	var faults fault.Form
	d.since(&faults, false, p.Below...)
	if p.Holding, err = s.Keeper.Held(tx, u.ID); err != nil {
		return p, err
	}
	if p.Holding.Since > d.On {
		faults.Add("on", "org.came_later", u.Name, p.Holding.Since)
	}
	if err := faults.Err(); err != nil {
		return p, err
	}
	p.Open, err = s.Keeper.Open(tx, u.ID)
	return p, err
}

// Merge ends units and gives what stands under them, who belongs to them and what
// goes on to one that stands, or to a new one. It returns which that is. Figures
// of the months before stay where they were.
func (s *Service) Merge(ctx context.Context, by access.Actor, m Merger) (into ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("org", "tree"); err != nil {
			return err
		}
		p, err := s.planMerge(tx, by, &m)
		if err != nil {
			return err
		}
		if m.Into == "" {
			if p.Into, err = s.foundBeside(tx, by, newUnit(m.Name, m.Code, p.Parts[0].Unit, m.On)); err != nil {
				return err
			}
		}
		into = p.Into.ID
		for _, part := range p.Parts {
			if err := s.mergeOne(tx, by, part, p.Into, m.Decision); err != nil {
				return err
			}
		}
		return audited(tx, "org.merge", into, m)
	})
	return into, err
}

// foundBeside founds a unit and gives it as it stands.
func (s *Service) foundBeside(tx *db.Tx, by access.Actor, f Form) (Unit, error) {
	id, err := s.FoundTx(tx, by, f)
	if err != nil {
		return Unit{}, err
	}
	return Of(tx, id)
}

// mergeOne ends one unit in favour of another.
func (s *Service) mergeOne(tx *db.Tx, by access.Actor, p Part, into Unit, d Decision) error {
	if err := carryUnits(tx, p.Below, into, d.On); err != nil {
		return err
	}
	c := Carriage{From: p.Unit, Into: into, Decision: d}
	if err := s.Keeper.Carry(tx, by, c); err != nil {
		return err
	}
	if err := s.Keeper.Inherit(tx, by, c); err != nil {
		return err
	}
	if err := endTerms(tx, p.Unit.ID, d.On); err != nil {
		return err
	}
	if err := closeSpan(tx, p.Unit.ID, d.On); err != nil {
		return err
	}
	if err := insertReform(tx, ByMerger, p.Unit.ID, into.ID, d); err != nil {
		return err
	}
	return audited(tx, "org.merge", p.Unit.ID, db.Change{From: p.Unit.Name, To: into.Name})
}

// carryUnits puts units with everything under them under another one.
func carryUnits(tx *db.Tx, units []Unit, into Unit, on db.Date) error {
	ids, all := make([]string, len(units)), make([]relocation, len(units))
	for i, u := range units {
		ids[i], all[i] = string(u.ID), relocation{u, into.ID, into.Path + label(u.ID)}
	}
	return figure.Moving(tx, ids, func() error { return relocate(tx, all, on) })
}

// PreviewSplit checks a division of a unit and says what it will do.
func (s *Service) PreviewSplit(ctx context.Context, by access.Actor, id ID, d Division) (p Plan, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, _, err = s.planSplit(tx, by, id, &d)
		return err
	})
	return p, err
}

// planSplit authorises and checks a division, and finds who goes.
func (s *Service) planSplit(tx *db.Tx, by access.Actor, id ID, d *Division) (p Plan, people []string, err error) {
	u, err := Authorise(tx, by, Arrange, id)
	if err == nil && u.Ended() {
		err = fault.At("on", "org.reform_ended")
	}
	if err != nil {
		return p, nil, err
	}
	p.Kind, p.On = BySplit, d.On
	standing, err := below(tx, id)
	if err != nil {
		return p, nil, err
	}
	slices.Sort(d.Children)
	d.Children = slices.Compact(d.Children)
	if err := d.check(u, standing, tx.Today()); err != nil {
		return p, nil, err
	}
	f := newUnit(d.Name, d.Code, u, d.On)
	if p.Into, err = s.proposed(tx, by, &f); err != nil {
		return p, nil, err
	}
	d.Name, d.Code, p.IntoName = f.Name, f.Code, f.Name
	part := Part{Unit: u}
	for _, c := range standing {
		if !slices.Contains(d.Children, c.ID) {
			continue
		}
		n, err := countUnder(tx, c.Path)
		if err != nil {
			return p, nil, err
		}
		part.Below = append(part.Below, c)
		part.Under += n - 1
	}
	if len(d.People) > 0 {
		if people, err = s.leaving(tx, by, u, d); err != nil {
			return p, nil, err
		}
		part.Holding.People = len(people)
	}
	p.Parts = []Part{part}
	return p, people, nil
}

// leaving finds who goes when a unit is split. Somebody has to stay.
func (s *Service) leaving(tx *db.Tx, by access.Actor, u Unit, d *Division) ([]string, error) {
	people, err := s.Keeper.Named(tx, by, u.ID, d.People)
	if err != nil {
		return nil, err
	}
	all, err := s.Keeper.Held(tx, u.ID)
	switch {
	case err != nil:
		return nil, err
	case all.Since > d.On:
		return nil, fault.At("on", "org.came_later", u.Name, all.Since)
	case len(people) >= all.People:
		return nil, fault.At("people", "org.split_all", u.Name)
	}
	return people, nil
}

// Split founds a unit beside one, of its kind, which takes a part of those who
// belong to it and of the units under it. It returns the new one.
func (s *Service) Split(ctx context.Context, by access.Actor, id ID, d Division) (into ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("org", "tree"); err != nil {
			return err
		}
		p, people, err := s.planSplit(tx, by, id, &d)
		if err != nil {
			return err
		}
		part := p.Parts[0]
		u, err := s.foundBeside(tx, by, newUnit(d.Name, d.Code, part.Unit, d.On))
		if err != nil {
			return err
		}
		into = u.ID
		if err := carryUnits(tx, part.Below, u, d.On); err != nil {
			return err
		}
		if len(people) > 0 {
			if err := s.Keeper.Carry(tx, by, Carriage{part.Unit, u, people, d.Decision}); err != nil {
				return err
			}
		}
		if err := insertReform(tx, BySplit, id, into, d.Decision); err != nil {
			return err
		}
		d.People = nil // the log knows people by their ids
		if err := audited(tx, "org.split", into, d); err != nil {
			return err
		}
		return audited(tx, "org.split", id, db.Change{From: part.Unit.Name, To: d.Name})
	})
	return into, err
}

// PreviewMove checks that a unit may come under another committee and says what
// goes with it.
func (s *Service) PreviewMove(ctx context.Context, by access.Actor, id ID, t Transfer) (p Plan, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = s.planMove(tx, by, id, &t)
		return err
	})
	return p, err
}

func (s *Service) planMove(tx *db.Tx, by access.Actor, id ID, t *Transfer) (p Plan, err error) {
	u, err := Authorise(tx, by, Arrange, id)
	if err != nil {
		return p, err
	}
	if t.Parent == "" {
		return p, fault.At("parent", "org.move_nowhere")
	}
	if p.Into, err = Authorise(tx, by, Arrange, t.Parent); err != nil {
		return p, err
	}
	var faults fault.Form
	t.check(&faults, tx.Today())
	t.since(&faults, false, u, p.Into)
	switch {
	case u.Ended() || p.Into.Ended():
		faults.Add("parent", "org.reform_ended")
	case u.Parent == t.Parent:
		faults.Add("parent", "org.move_same", u.Name, p.Into.Name)
	case mayMove(u, p.Into) != nil:
		faults.Add("parent", "org.under_itself")
	case p.Into.Kind.Mass() || p.Into.Kind.ID == groupKind, p.Into.Kind.Holds && !u.Kind.Mass() && u.Kind.ID != groupKind:
		faults.Add("parent", "org.move_not_there", u.Name, p.Into.Name)
	}
	if err := faults.Err(); err != nil {
		return p, err
	}
	n, err := countUnder(tx, u.Path)
	if err != nil {
		return p, err
	}
	p.Kind, p.IntoName, p.On = ByMove, p.Into.Name, t.On
	p.Parts = []Part{{Unit: u, Under: n - 1}}
	return p, nil
}

// Move puts a unit with everything under it under another committee, by a
// decision. Amend does it without one.
func (s *Service) Move(ctx context.Context, by access.Actor, id ID, t Transfer) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("org", "tree"); err != nil {
			return err
		}
		p, err := s.planMove(tx, by, id, &t)
		if err != nil {
			return err
		}
		u := p.Parts[0].Unit
		if err := carryUnits(tx, []Unit{u}, p.Into, t.On); err != nil {
			return err
		}
		if err := insertReform(tx, ByMove, id, t.Parent, t.Decision); err != nil {
			return err
		}
		return audited(tx, "org.move", id, db.Change{From: u.ParentName, To: p.Into.Name})
	})
}

// reformsShown is how many changes the page of a unit shows; PageSize, how many a
// page of all of them.
const (
	reformsShown = 20
	PageSize     = 50
)

// Reforms gives a page, from 1, of the changes of the tree that the actor may see,
// the latest first.
func (s *Service) Reforms(ctx context.Context, by access.Actor, page int) (all []Reform, pages int, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var total int
		all, total, err = reformsWithin(tx, access.ReachOf(by, View), PageSize, (max(page, 1)-1)*PageSize)
		pages = max(1, (total+PageSize-1)/PageSize)
		return err
	})
	return all, pages, err
}
