package target

import (
	"cmp"
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// session is a congress with its unit.
type session struct {
	Congress
	unit org.Unit
}

// sessionFor reads a congress and checks that the actor may do the action in
// its unit.
func sessionFor(tx *db.Tx, by access.Actor, action access.Action, id CongressID) (c session, err error) {
	if c.Congress, err = congressByID(tx, id); err != nil {
		return c, err
	}
	c.unit, err = org.Authorise(tx, by, action, c.Unit)
	return c, err
}

// turn reads a congress for an act that leads on from how it stands.
func turn(tx *db.Tx, by access.Actor, id CongressID, act Act) (c session, err error) {
	if err := tx.Lock("target_congress", string(id)); err != nil {
		return c, err
	}
	if c, err = sessionFor(tx, by, Lead, id); err != nil {
		return c, err
	}
	t, err := c.after(act)
	if err == nil {
		c.State = t.To
	}
	return c, err
}

func (c session) audit(tx *db.Tx, act Act, data any) error {
	return tx.Audit(db.Entry{Action: "target." + string(act) + "_congress", Unit: string(c.Unit), Kind: "target_congress", Subject: string(c.ID), Data: data})
}

// store keeps a congress after an act, over the version that the page showed.
func (c session) store(tx *db.Tx, version int, act Act) error {
	if err := putCongress(tx, c.Congress, version); err != nil {
		return err
	}
	return c.audit(tx, act, c.Congress)
}

// PlanCongress begins to prepare the congress of a unit. Faults name the fields
// ordinal, planned_on and papers.
func (s *Service) PlanCongress(ctx context.Context, by access.Actor, unit org.ID, f CongressForm) (id CongressID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := partyUnit(tx, by, Lead, unit)
		if err != nil {
			return err
		}
		titles, err := f.check()
		if err != nil {
			return err
		}
		c := session{unit: u, Congress: Congress{ID: CongressID(db.NewID()), Unit: unit, State: Planned}}
		c.take(f, titles)
		if err := insertCongress(tx, c.Congress); err != nil {
			if db.IsUnique(err) {
				return fault.New(fault.Invalid, "target.congress_ahead")
			}
			return err
		}
		id = c.ID
		return c.audit(tx, "plan", c.Congress)
	})
	return id, err
}

// take gives a congress what was typed; papers of the same title stay as they
// stand.
func (c *Congress) take(f CongressForm, titles []string) {
	before := c.Papers
	c.Ordinal, c.PlannedOn, c.Papers = f.Ordinal, f.PlannedOn, nil
	for _, title := range titles {
		p := Paper{ID: db.NewID(), Title: title}
		if i := slices.IndexFunc(before, func(old Paper) bool { return i18n.Fold(old.Title) == i18n.Fold(title) }); i >= 0 {
			p.ID, p.DoneOn = before[i].ID, before[i].DoneOn
			before = slices.Delete(slices.Clone(before), i, i+1)
		}
		c.Papers = append(c.Papers, p)
	}
}

// AmendCongress changes the plan of a congress, over the version that the page
// showed. Faults are as those of PlanCongress.
func (s *Service) AmendCongress(ctx context.Context, by access.Actor, id CongressID, version int, f CongressForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, err := turn(tx, by, id, Amending)
		if err != nil {
			return err
		}
		titles, err := f.check()
		if err != nil {
			return err
		}
		c.take(f, titles)
		return c.store(tx, version, Amending)
	})
}

// PaperField is the field in which the day of a paper is typed.
func PaperField(id string) string { return "paper_" + id }

// Tick notes for each paper of a congress the day on which it was ready; a paper
// without a day is not. Faults name PaperField of the paper.
func (s *Service) Tick(ctx context.Context, by access.Actor, id CongressID, version int, done map[string]db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, err := turn(tx, by, id, Ticking)
		if err != nil {
			return err
		}
		var faults fault.Form
		for i, p := range c.Papers {
			switch day := done[p.ID]; {
			case day != "" && !day.IsDay():
				faults.Add(PaperField(p.ID), "target.day_missing")
			case day > tx.Today():
				faults.Add(PaperField(p.ID), "target.day_ahead")
			default:
				c.Papers[i].DoneOn = day
			}
		}
		if err := faults.Err(); err != nil {
			return err
		}
		return c.store(tx, version, Ticking)
	})
}

// HoldCongress notes that a congress took place on a day, at the field on: today
// or before.
func (s *Service) HoldCongress(ctx context.Context, by access.Actor, id CongressID, version int, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, err := turn(tx, by, id, Holding)
		if err != nil {
			return err
		}
		switch {
		case !on.IsDay() || on.Year() < FirstYear:
			return fault.At("on", "target.day_missing")
		case on > tx.Today():
			return fault.At("on", "target.day_ahead")
		}
		c.HeldOn = on
		return c.store(tx, version, Holding)
	})
}

// CancelCongress ends the preparation of a congress, for a reason, at the field
// reason.
func (s *Service) CancelCongress(ctx context.Context, by access.Actor, id CongressID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, err := turn(tx, by, id, Cancelling)
		if err != nil {
			return err
		}
		c.Reason = i18n.Clean(reason)
		var faults fault.Form
		said(&faults, "reason", c.Reason, "target.reason_missing", reasonMax)
		if err := faults.Err(); err != nil {
			return err
		}
		return c.store(tx, version, Cancelling)
	})
}

// CongressSheet is everything about one congress that a page shows.
type CongressSheet struct {
	Congress Congress
	Unit     org.Unit
	Today    db.Date
	Term     org.Term // that runs on its day; a zero one where none is recorded
	Meeting  string   // id of its meeting, where the actor may open it
	Turns             // what the actor may do now
}

// Congress gives one congress. It makes at most five queries.
func (s *Service) Congress(ctx context.Context, by access.Actor, id CongressID) (sh CongressSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		c, err := sessionFor(tx, by, View, id)
		if err != nil {
			return err
		}
		sh = CongressSheet{Congress: c.Congress, Unit: c.unit, Today: tx.Today()}
		sh.Turns = Course.From(c.State, func(t Turn) bool { return access.Can(by, t.Who, c.unit.Place()) })
		if sh.Term, err = org.TermOn(tx, c.Unit, c.Day()); err != nil || s.Meeting == nil {
			return err
		}
		sh.Meeting, err = s.Meeting(tx, by, c.unit, c.Day())
		return err
	})
	return sh, err
}

// CongressPage is the congresses of a unit and how those under it stand.
type CongressPage struct {
	Unit       org.Unit
	Today      db.Date
	Terms      []org.Term // the latest first
	Congresses []Congress // the latest first
	Below      []Standing // of all units of the Party under a committee, by name
	Leads      bool
}

// Ahead reports whether a congress of the unit is being prepared.
func (p CongressPage) Ahead() bool {
	return slices.ContainsFunc(p.Congresses, func(c Congress) bool { return c.State == Planned })
}

// Held is how many units below have held a congress since their present term
// began; that which began the term counts.
func (p CongressPage) Held() (n int) {
	for _, s := range p.Below {
		if s.Last.State == Held && s.Last.HeldOn >= s.Term.From {
			n++
		}
	}
	return n
}

// Congresses gives the congresses of a unit, to its members and to officers
// above, and of a committee how the units under it stand. It makes at most six
// queries.
func (s *Service) Congresses(ctx context.Context, by access.Actor, unit org.ID) (p CongressPage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = partyUnit(tx, by, View, unit); err != nil {
			return err
		}
		p.Today, p.Leads = tx.Today(), access.Can(by, Lead, p.Unit.Place())
		if p.Terms, err = org.TermsOf(tx, unit); err != nil {
			return err
		}
		if p.Congresses, err = congressesOf(tx, unit); err != nil || p.Unit.Kind.Holds {
			return err
		}
		p.Below, err = standings(tx, p.Unit)
		return err
	})
	return p, err
}

// standings lists the units under a committee.
func standings(tx *db.Tx, above org.Unit) ([]Standing, error) {
	units, err := org.Under(tx, above.Path)
	if err != nil {
		return nil, err
	}
	terms, err := org.TermsUnder(tx, above.Path, tx.Today())
	if err != nil {
		return nil, err
	}
	latest, err := latestUnder(tx, above.Path)
	if err != nil {
		return nil, err
	}
	var all []Standing
	for _, u := range units {
		if u.ID == above.ID || !Kept(u) {
			continue
		}
		all = append(all, Standing{Unit: u, Term: terms[u.ID], Last: latest[u.ID]})
	}
	slices.SortStableFunc(all, func(a, b Standing) int {
		return cmp.Compare(i18n.Fold(a.Unit.Name), i18n.Fold(b.Unit.Name))
	})
	return all, nil
}
