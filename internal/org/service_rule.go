package org

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/rulebook"
)

// RuleSheet is the rules that apply in a unit.
type RuleSheet struct {
	Unit Unit
	// Local are the rules of the unit and of the committees above it, the
	// nearest first, ended and coming ones too.
	Local []LocalRule
	// National are the national rules in force today, by key and case. A local
	// rule of the same case outweighs them.
	National  []rulebook.Rule
	Today     db.Date
	MayGovern bool // the actor may set and end rules of this unit
}

// BookOf gives the rules of a unit: the national ones with its own and those
// of the committees above it today. It makes one query. Other capabilities
// take it as their Book.
func BookOf(tx *db.Tx, unit ID) (*rulebook.Book, error) {
	local, err := rulesAbove(tx, unit)
	if err != nil {
		return nil, err
	}
	return bookOf(local)
}

// Rules gives the rules that apply in the unit.
func (s *Service) Rules(ctx context.Context, by access.Actor, unit ID) (sh RuleSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Unit, err = Authorise(tx, by, View, unit); err != nil {
			return err
		}
		if sh.Local, err = rulesAbove(tx, unit); err != nil {
			return err
		}
		sh.Today = tx.Today()
		_, makes := sh.Unit.Kind.scope()
		sh.MayGovern = makes && access.Can(by, Govern, sh.Unit.Place())
		return explain(sh.Local, sh.Today)
	})
	sh.National = slices.DeleteFunc(rulebook.Default().Rules(), func(r rulebook.Rule) bool { return !r.ValidOn(string(sh.Today)) })
	return sh, err
}

// SetRule makes a rule of the unit's own, for its members and everything under
// it. A rule that weakens what national rules protect is taken; pages warn of
// it. Faults name the fields key, value, from, to, doc_no, doc_date,
// doc_clause and note.
func (s *Service) SetRule(ctx context.Context, by access.Actor, unit ID, f RuleForm) (id RuleID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := Authorise(tx, by, Govern, unit)
		if err != nil {
			return err
		}
		r, err := f.rule(u)
		if err != nil {
			return err
		}
		if err := tx.Lock("org_rule", string(unit)); err != nil {
			return err
		}
		local, err := rulesAbove(tx, unit)
		if err != nil {
			return err
		}
		if err := admit(local, r); err != nil {
			return err
		}
		id = RuleID(db.NewID())
		if err := insertRule(tx, id, unit, r); err != nil {
			return err
		}
		return audited(tx, "org.set_rule", unit, r)
	})
	return id, err
}

// Rule gives one rule of the unit's own, to who may end it.
func (s *Service) Rule(ctx context.Context, by access.Actor, unit ID, id RuleID) (u Unit, l LocalRule, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, l, err = ownRule(tx, by, unit, id)
		return err
	})
	return u, l, err
}

// EndRule ends a rule of the unit's own: on is the first day on which it is
// valid no more. A rule ended on its first day or before was a mistake and is
// taken back; the log keeps it.
func (s *Service) EndRule(ctx context.Context, by access.Actor, unit ID, id RuleID, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("org_rule", string(unit)); err != nil {
			return err
		}
		_, l, err := ownRule(tx, by, unit, id)
		if err != nil {
			return err
		}
		switch {
		case !on.Whole():
			return fault.At("on", "org.rule_date_missing")
		case l.Rule.To != "" && string(on) >= l.Rule.To:
			return fault.At("on", "org.rule_ended", db.Date(l.Rule.To))
		}
		if string(on) <= l.Rule.From {
			err = removeRule(tx, id)
		} else {
			err = endRule(tx, id, on)
		}
		if err != nil {
			return err
		}
		return audited(tx, "org.end_rule", unit, map[string]any{"rule": l.Rule, "on": on})
	})
}

func ownRule(tx *db.Tx, by access.Actor, unit ID, id RuleID) (Unit, LocalRule, error) {
	u, err := Authorise(tx, by, Govern, unit)
	if err != nil {
		return u, LocalRule{}, err
	}
	local, err := rulesAbove(tx, unit)
	if err != nil {
		return u, LocalRule{}, err
	}
	i := slices.IndexFunc(local, func(l LocalRule) bool { return l.ID == id && l.Unit == unit })
	if i < 0 {
		return u, LocalRule{}, db.ErrNone
	}
	return u, local[i], nil
}
