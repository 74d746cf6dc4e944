package target

import (
	"cmp"
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// audit logs what was done to a target.
func (t Target) audit(tx *db.Tx, act Act, data any) error {
	return tx.Audit(db.Entry{Action: "target." + string(act), Unit: string(t.Unit), Kind: "target", Subject: string(t.ID), Data: data})
}

// logged is what the log keeps of a target.
type logged struct {
	Year    int    `json:"year,omitempty"`
	Term    string `json:"term,omitempty"`
	Title   string `json:"title"`
	Measure string `json:"measure"`
	Value   Amount `json:"value"`
	Source  string `json:"source,omitempty"`
	Parent  ID     `json:"parent,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

func (t Target) logged() logged {
	return logged{Year: t.Period.Year, Term: t.Period.Term, Title: t.Title, Measure: t.Measure, Value: t.Value, Source: t.Source, Parent: t.Parent, Reason: t.Reason}
}

// Propose drafts a target of a unit's own. Faults name the fields period, title,
// measure, value and source.
func (s *Service) Propose(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := partyUnit(tx, by, Lead, unit); err != nil {
			return err
		}
		terms, err := org.TermsOf(tx, unit)
		if err != nil {
			return err
		}
		t := Target{ID: ID(db.NewID()), Unit: unit, State: Draft}
		if err := t.take(s, &f, terms, tx.Today()); err != nil {
			return err
		}
		if err := room(tx, unit, t.Period); err != nil {
			return err
		}
		id = t.ID
		if err := insert(tx, t); err != nil {
			return err
		}
		return t.audit(tx, "propose", t.logged())
	})
	return id, err
}

// room refuses more targets of a period than a page lists.
func room(tx *db.Tx, unit org.ID, p Period) error {
	if err := tx.Lock("target_unit", string(unit)); err != nil {
		return err
	}
	n, err := countIn(tx, unit, p)
	if err == nil && n >= perPeriod {
		err = fault.At("period", "target.too_many", perPeriod)
	}
	return err
}

// take gives the target what was typed.
func (t *Target) take(s *Service, f *Form, terms []org.Term, today db.Date) (err error) {
	t.Period, t.Value, err = f.check(s, terms, today)
	t.Title, t.Measure, t.Source = f.Title, f.Measure, f.Source
	return err
}

// Amend changes a draft, over the version that the page showed. Faults are as
// those of Propose.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := locked(tx, by, id, Amending)
		if err != nil {
			return err
		}
		terms, err := org.TermsOf(tx, a.Unit)
		if err != nil {
			return err
		}
		if err := a.take(s, &f, terms, tx.Today()); err != nil {
			return err
		}
		return a.step(tx, version, m)
	})
}

// step stores a target after an act, unless somebody saved after the version
// that the page showed, and logs it.
func (a about) step(tx *db.Tx, version int, m Move) error {
	a.State = m.To
	if err := put(tx, a.Target, version); err != nil {
		return err
	}
	return a.audit(tx, m.Act, a.logged())
}

// Settle sets a draft: from now on it is what the unit is to reach.
func (s *Service) Settle(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := locked(tx, by, id, Settling)
		if err != nil {
			return err
		}
		a.SetOn = tx.Today()
		return a.step(tx, version, m)
	})
}

// Change gives a target that was set another value, before its period ends,
// over the version that the page showed. Faults name the fields value and
// reason.
func (s *Service) Change(ctx context.Context, by access.Actor, id ID, version int, f ChangeForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := locked(tx, by, id, Changing)
		if err != nil {
			return err
		}
		value, err := f.check(a.Value)
		if err != nil {
			return err
		}
		if err := insertChange(tx, id, Change{Was: a.Value, Value: value, Reason: f.Reason}); err != nil {
			return err
		}
		a.Value, a.Reason = value, ""
		if err := a.step(tx, version, m); err != nil {
			return err
		}
		return s.tellGiven(tx, by, a.Target, a.giver, "change")
	})
}

// Withdraw takes a target back, before its period ends, for a reason, at the
// field reason. Shares that were given of it stay until they are withdrawn
// themselves.
func (s *Service) Withdraw(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := locked(tx, by, id, Withdrawing)
		if err != nil {
			return err
		}
		a.Reason = i18n.Clean(reason)
		var faults fault.Form
		said(&faults, "reason", a.Reason, "target.reason_missing", reasonMax)
		if err := faults.Err(); err != nil {
			return err
		}
		return a.step(tx, version, m)
	})
}

// Report enters what had been reached of a target by a day. Faults name the
// fields value, on and basis.
func (s *Service) Report(ctx context.Context, by access.Actor, id ID, f ResultForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := locked(tx, by, id, Reporting)
		if err != nil {
			return err
		}
		value, err := f.check(a.Period, tx.Today())
		if err != nil {
			return err
		}
		r := Result{Value: value, Known: true, On: f.On, Basis: f.Basis}
		if err := insertResult(tx, id, r); err != nil {
			return err
		}
		return a.audit(tx, m.Act, r)
	})
}

// ShareField is the field in which the share of a unit is typed.
func ShareField(unit org.ID) string { return "share_" + string(unit) }

// Give sets shares of a target for units right below that have none, as typed;
// a unit that is left empty gets none. Faults name ShareField of the unit, or
// the form as a whole.
func (s *Service) Give(ctx context.Context, by access.Actor, id ID, typed map[org.ID]string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("target", string(id)); err != nil {
			return err
		}
		a, err := authorise(tx, by, View, id)
		if err != nil {
			return err
		}
		all, err := shares(tx, by, a, nil)
		if err != nil {
			return err
		}
		sh := Sheet{Target: a.Target, Today: tx.Today(), Shares: all, Leads: a.leads}
		switch {
		case !a.leads:
			return fault.New(fault.Denied, "ui.denied")
		case !sh.MayGive():
			return fault.New(fault.Invalid, "target.give_none")
		}
		return s.give(tx, by, a, all, typed)
	})
}

// give makes the shares that were typed: all of them or, with any fault, none.
func (s *Service) give(tx *db.Tx, by access.Actor, a about, all []Share, typed map[org.ID]string) error {
	var faults fault.Form
	made := 0
	for _, sh := range all {
		text := i18n.Line(typed[sh.Unit.ID])
		if text == "" || sh.Target.ID != "" {
			continue
		}
		t := a.Target
		t.ID, t.Parent, t.Unit, t.State, t.SetOn, t.Version = ID(db.NewID()), a.ID, sh.Unit.ID, Set, tx.Today(), 1
		t.Value = amount(&faults, ShareField(sh.Unit.ID), text, false)
		if faults.Err() != nil {
			continue
		}
		if err := insert(tx, t); err != nil {
			return err
		}
		if err := t.audit(tx, "give", t.logged()); err != nil {
			return err
		}
		if err := s.tellGiven(tx, by, t, a.unit, "give"); err != nil {
			return err
		}
		made++
	}
	return cmp.Or(faults.Err(), nothing(made))
}

// nothing refuses a form in which no share was typed.
func nothing(made int) error {
	if made == 0 {
		return fault.New(fault.Invalid, "target.give_empty")
	}
	return nil
}
