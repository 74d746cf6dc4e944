package org

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
)

// What can be done with organisations. The structure is no personal record:
// the administrator sees and arranges it.
var (
	View    = access.Declare("org.view", access.For(access.Anywhere, access.Administrator), access.For(access.Below, access.Officer), access.For(access.Here, access.Belonging...))
	Arrange = access.Declare("org.arrange", access.For(access.Anywhere, access.Administrator), access.For(access.Below, access.Officer))
	Govern  = access.Declare("org.govern", access.For(access.Below, access.Officer), access.For(access.Here, access.Secretary, access.Deputy))
)

// Service holds the use cases.
type Service struct {
	db *db.DB
	// BeforeDissolve lets those who keep something in the unit object, in the
	// same transaction.
	BeforeDissolve func(tx *db.Tx, by access.Actor, id ID, on db.Date) error
	// Keeper is asked and told when the tree is changed by decision.
	Keeper Keeper
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d, Keeper: alone} }

// Kinds lists the kinds of organisation.
func (s *Service) Kinds(ctx context.Context, by access.Actor) (kinds []Kind, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		kinds, err = Kinds(tx)
		return err
	})
	return kinds, err
}

// List gives the units that the actor may see, in the order of the tree.
func (s *Service) List(ctx context.Context, by access.Actor) (units []Unit, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		units, err = within(tx, access.ReachOf(by, View))
		return err
	})
	return arrange(units), err
}

// Sheet is everything about one unit that a page shows.
type Sheet struct {
	Unit       Unit
	Terms      []Term
	Regulation Regulation
	Staff      int
	StaffKnown bool
	Reforms    []Reform // by which it came about, changed or ended, the latest first
	// Open is what was left unfinished in a unit that has ended, for who leads that
	// which keeps its records.
	Open []Work
}

// Get gives one unit.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Unit, err = Authorise(tx, by, View, id); err != nil {
			return err
		}
		if sh.Terms, err = termsOf(tx, id); err != nil {
			return err
		}
		if sh.Regulation, err = regulationOn(tx, id, tx.Today()); err != nil {
			return err
		}
		if sh.Staff, sh.StaffKnown, err = Staff(tx, id, tx.Today()); err != nil {
			return err
		}
		if sh.Reforms, err = reformsOf(tx, id, reformsShown); err != nil {
			return err
		}
		if sh.Unit.Ended() && access.Can(by, Govern, sh.Unit.Kept()) {
			sh.Open, err = s.Keeper.Open(tx, id)
		}
		return err
	})
	return sh, err
}

// Found makes a unit, under a parent or as the root of a tree of its own.
func (s *Service) Found(ctx context.Context, by access.Actor, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		id, err = s.FoundTx(tx, by, f)
		return err
	})
	return id, err
}

// FoundTx is Found within a transaction.
func (s *Service) FoundTx(tx *db.Tx, by access.Actor, f Form) (ID, error) {
	var parent Unit
	var err error
	if f.Parent == "" {
		err = access.Check(by, Arrange, access.Place{})
	} else {
		parent, err = Authorise(tx, by, Arrange, f.Parent)
	}
	if err != nil {
		return "", err
	}
	kinds, err := Kinds(tx)
	if err != nil {
		return "", err
	}
	if err := f.Check(kinds, tx.Today()); err != nil {
		return "", err
	}
	if f.Parent != "" && f.From < parent.Since {
		return "", fault.At("from", "org.before_parent", parent.Since)
	}
	id := ID(db.NewID())
	if err := insertUnit(tx, id, f, parent.Path+label(id)); err != nil {
		return "", err
	}
	return id, audited(tx, "org.found", id, f)
}

// Amend renames a unit, changes its kind or moves it to another parent from a
// date on; what it was before stays in its history.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := Authorise(tx, by, Arrange, id)
		if err != nil {
			return err
		}
		var parent Unit
		if f.Parent != "" {
			if parent, err = Authorise(tx, by, Arrange, f.Parent); err != nil {
				return err
			}
			if err := mayMove(u, parent); err != nil {
				return err
			}
		} else if u.Parent != "" {
			if err := access.Check(by, Arrange, access.Place{}); err != nil {
				return err
			}
		}
		kinds, err := Kinds(tx)
		if err != nil {
			return err
		}
		if err := f.Check(kinds, tx.Today()); err != nil {
			return err
		}
		if f.From < u.Since {
			return fault.At("from", "org.before_last_change", u.Since)
		}
		if f.Parent != u.Parent && f.From < parent.Since {
			return fault.At("from", "org.before_parent", parent.Since)
		}
		if err := updateUnit(tx, id, version, f); err != nil {
			return stale(err, u)
		}
		if f.Name != u.Name || f.Kind != u.Kind.ID || f.Parent != u.Parent {
			moving := func() error { return move(tx, u, f, parent.Path+label(id)) }
			if err := figure.Moving(tx, []string{string(id)}, moving); err != nil {
				return err
			}
		}
		return audited(tx, "org.amend", id, db.Change{From: u, To: f})
	})
}

// stale adds what is stored now, so that the page can show both texts.
func stale(err error, u Unit) error {
	if fault.Is(err, fault.Stale) {
		return fault.Overtaken(map[string]string{"name": u.Name, "code": u.Code, "locality": u.Locality})
	}
	return err
}

// move gives the unit a new span and, if its path changed, everything under it too.
func move(tx *db.Tx, u Unit, f Form, path string) error {
	if path == u.Path {
		if err := closeSpan(tx, u.ID, f.From); err != nil {
			return err
		}
		return insertSpan(tx, u.ID, f, path)
	}
	if err := relocate(tx, []relocation{{u, f.Parent, path}}, f.From); err != nil {
		return err
	}
	return rename(tx, u.ID, f)
}

// Dissolve ends a unit from a date on. Nothing may stand under it any more.
func (s *Service) Dissolve(ctx context.Context, by access.Actor, id ID, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := Authorise(tx, by, Arrange, id)
		if err != nil {
			return err
		}
		n, err := countUnder(tx, u.Path)
		if err != nil {
			return err
		}
		switch {
		case n > 1:
			return fault.At("on", "org.not_empty", n-1)
		case !on.Whole() || on > tx.Today():
			return fault.At("on", "org.date_ahead")
		case on <= u.Since:
			return fault.At("on", "org.before_last_change", u.Since)
		}
		if s.BeforeDissolve != nil {
			if err := s.BeforeDissolve(tx, by, id, on); err != nil {
				return err
			}
		}
		if err := closeSpan(tx, id, on); err != nil {
			return err
		}
		return audited(tx, "org.dissolve", id, db.Change{From: u.Name})
	})
}

// unitKind is how the log knows a unit.
const unitKind = "unit"

// audited writes what was done to a unit.
func audited(tx *db.Tx, action string, id ID, data any) error {
	return tx.Audit(db.Entry{Action: action, Unit: string(id), Kind: unitKind, Subject: string(id), Data: data})
}

// historyMax is how many changes a page shows.
const historyMax = 100

// History gives what was done to the unit itself, the newest first, at most a
// hundred lines.
func (s *Service) History(ctx context.Context, by access.Actor, id ID) (u Unit, lines []audit.Line, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if u, err = Authorise(tx, by, Govern, id); err != nil {
			return err
		}
		lines, err = audit.History(tx, unitKind, string(id), historyMax)
		return err
	})
	return u, lines, err
}
