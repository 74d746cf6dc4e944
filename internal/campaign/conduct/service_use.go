package conduct

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Choosing is what the form needs by which a unit begins to use a code.
type Choosing struct {
	Unit  org.Unit
	Code  Code
	Rules []Rule
	Today db.Date
}

// Choosing gives what the form of a use needs. It makes three queries.
func (s *Service) Choosing(ctx context.Context, by access.Actor, unit org.ID, code ID) (c Choosing, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		c, err = choosing(tx, by, unit, code)
		return err
	})
	return c, err
}

func choosing(tx *db.Tx, by access.Actor, unit org.ID, code ID) (c Choosing, err error) {
	if c.Unit, err = unitOf(tx, by, Lead, unit); err != nil {
		return c, err
	}
	if c.Code, err = codeFor(tx, code, c.Unit.Path); err != nil {
		return c, err
	}
	c.Today = tx.Today()
	c.Rules, err = rulesOf(tx, code, c.Code.Edition)
	return c, err
}

// Choose has a unit use a code of its own or of an organisation above it. Faults
// are at from, span and lines.
func (s *Service) Choose(ctx context.Context, by access.Actor, unit org.ID, code ID, f UseForm) (id UseID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, err := choosing(tx, by, unit, code)
		if err != nil {
			return err
		}
		if c.Code.Retired != "" {
			return fault.New(fault.Invalid, "conduct.is_retired")
		}
		if err := f.check(c.Rules, c.Today); err != nil {
			return err
		}
		id = UseID(db.NewID())
		if err := insertUse(tx, id, unit, code, f); err != nil {
			return err
		}
		if err := putWatch(tx, id, f.Lines); err != nil {
			return err
		}
		return audit(tx, "choose", unit, "campaign_code_use", string(id), map[string]any{"code": code, "from": f.From, "span": f.Span, "rules": len(f.Lines)})
	})
	return id, err
}

// Sheet is what a unit observed of a code, over the last periods of a page.
type Sheet struct {
	Use     Use
	Unit    org.Unit
	Today   db.Date
	Periods []db.Date // YYYY-MM each, the earliest first
	Rows    []Row
	Voices  []Voices // of the public, by period; none where nobody counts them
	Earlier db.Date  // the last period of the page before; "" for none
	Leads   bool
	Notes   bool // the actor reads the words beside the numbers
}

// Get gives the observations of a use, over the periods until one, "" for the latest
// that was observed or ended. It makes at most seven queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id UseID, until db.Date) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Use, sh.Unit, err = useOf(tx, by, View, id); err != nil {
			return err
		}
		u := sh.Use
		sh.Today, sh.Leads, sh.Notes = tx.Today(), access.Can(by, Lead, sh.Unit.Place()), access.Can(by, within, sh.Unit.Place())
		last := cmp.Or(until, max(u.Usual(sh.Today), u.Last))
		if !last.IsMonth() || u.Span.Of(last+"-01") != last || last > max(u.Span.Of(sh.Today), u.Span.Of(u.From)) {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		sh.Periods = u.periodsUntil(last)
		if len(sh.Periods) > 0 && sh.Periods[0] > u.Span.Of(u.From) {
			sh.Earlier = u.Span.Shift(sh.Periods[0], -1)
		}
		watched, err := watchedOf(tx, u)
		if err != nil {
			return err
		}
		found, err := observed(tx, id, u.Span.Shift(last, 1-shown), last)
		if err != nil {
			return err
		}
		if !sh.Notes {
			for i := range found {
				found[i].Note = ""
			}
		}
		sh.Rows = rows(sh.Periods, watched, found)
		sh.Voices, err = s.voices(tx, sh.Unit, u.Span, sh.Periods...)
		return err
	})
	return sh, err
}

// useOf authorises an action on the use of a code.
func useOf(tx *db.Tx, by access.Actor, action access.Action, id UseID) (u Use, unit org.Unit, err error) {
	if u, err = useByID(tx, id); err != nil {
		return u, unit, err
	}
	unit, err = unitOf(tx, by, action, u.Unit)
	return u, unit, err
}

// Picking is what the form needs by which a unit picks the rules that it observes.
type Picking struct {
	Use   Use
	Unit  org.Unit
	Rules []Rule
	Lines []string // that are picked now
}

// Picking gives what the form of picking needs. It makes four queries.
func (s *Service) Picking(ctx context.Context, by access.Actor, id UseID) (p Picking, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = picking(tx, by, id)
		return err
	})
	return p, err
}

func picking(tx *db.Tx, by access.Actor, id UseID) (p Picking, err error) {
	if p.Use, p.Unit, err = useOf(tx, by, Lead, id); err != nil {
		return p, err
	}
	if p.Rules, err = rulesOf(tx, p.Use.Code.ID, p.Use.Code.Edition); err != nil {
		return p, err
	}
	watched, err := watchedOf(tx, p.Use)
	for _, r := range watched {
		p.Lines = append(p.Lines, r.Line)
	}
	return p, err
}

// Pick changes which rules are observed from now on. Faults are at lines.
func (s *Service) Pick(ctx context.Context, by access.Actor, id UseID, version int, lines []string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		p, err := picking(tx, by, id)
		if err != nil {
			return err
		}
		if p.Use.Until != "" {
			return fault.New(fault.Invalid, "conduct.is_over")
		}
		if err := checkLines(lines, p.Rules); err != nil {
			return err
		}
		if err := touchUse(tx, id, version, ""); err != nil {
			return err
		}
		if err := putWatch(tx, id, lines); err != nil {
			return err
		}
		return audit(tx, "pick", p.Unit.ID, "campaign_code_use", string(id), db.Change{From: len(p.Lines), To: len(lines)})
	})
}

// Stop ends the use of a code today; what was observed stays.
func (s *Service) Stop(ctx context.Context, by access.Actor, id UseID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, unit, err := useOf(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if u.Until != "" {
			return fault.New(fault.Invalid, "conduct.is_over")
		}
		if err := touchUse(tx, id, version, max(tx.Today(), u.From)); err != nil {
			return err
		}
		return audit(tx, "stop", unit.ID, "campaign_code_use", string(id), nil)
	})
}

// Observing is what the form of a period needs.
type Observing struct {
	Use     Use
	Unit    org.Unit
	Period  db.Date // YYYY-MM
	Rules   []Rule  // that are asked for, by the edition of the period
	Found   []Observation
	Version int       // 0 while nothing was observed
	Periods []db.Date // that may be entered, the latest first
	Voices  []Voices  // of the public, of this period; none where nobody counts them
}

// Of finds what was observed of a rule.
func (o Observing) Of(id RuleID) (Observation, bool) {
	i := slices.IndexFunc(o.Found, func(f Observation) bool { return f.Rule.ID == id })
	if i < 0 {
		return Observation{}, false
	}
	return o.Found[i], true
}

// Observing gives, for its form, a period of a use, "" for the usual one. It makes at
// most seven queries.
func (s *Service) Observing(ctx context.Context, by access.Actor, id UseID, period db.Date) (o Observing, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		o, err = observing(tx, by, id, period)
		if fault.Is(err, fault.Invalid) {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		if err != nil {
			return err
		}
		o.Voices, err = s.voices(tx, o.Unit, o.Use.Span, o.Period)
		return err
	})
	return o, err
}

func observing(tx *db.Tx, by access.Actor, id UseID, period db.Date) (o Observing, err error) {
	if o.Use, o.Unit, err = useOf(tx, by, Lead, id); err != nil {
		return o, err
	}
	today := tx.Today()
	o.Period = cmp.Or(period, o.Use.Usual(today))
	if err := o.Use.check(o.Period, today); err != nil {
		return o, err
	}
	for p := o.Use.latest(today); p >= o.Use.Span.Of(o.Use.From) && len(o.Periods) < shown; p = o.Use.Span.Shift(p, -1) {
		o.Periods = append(o.Periods, p)
	}
	edition, version, err := periodOf(tx, id, o.Period)
	if err != nil {
		return o, err
	}
	o.Version = version
	if edition > 0 {
		if o.Found, err = observed(tx, id, o.Period, o.Period); err != nil {
			return o, err
		}
	}
	o.Rules, err = askedFor(tx, o.Use, cmp.Or(edition, o.Use.Code.Edition), o.Period)
	return o, err
}

// Observe stores the observations of a period as a whole, over the version that the
// page showed, 0 for none. Faults are at month, and at value_n, note_n and source_n
// of the n-th rule of Observing.
func (s *Service) Observe(ctx context.Context, by access.Actor, id UseID, period db.Date, version int, findings []Finding) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		o, err := observing(tx, by, id, period)
		if err != nil {
			return err
		}
		all, err := read(findings, o.Rules)
		if err != nil {
			return err
		}
		if err := putPeriod(tx, o, version); err != nil {
			return err
		}
		if err := putObservations(tx, id, o.Period, all); err != nil {
			return err
		}
		return audit(tx, "observe", o.Unit.ID, "campaign_code_use", string(id), map[string]any{"month": o.Period, "rules": len(all)})
	})
}

// theirs is what the form of the period shows as it is now.
func (o Observing) theirs() map[string]string {
	all := map[string]string{}
	for i, r := range o.Rules {
		f, ok := o.Of(r.ID)
		all[RuleField("value", i+1)], all[RuleField("note", i+1)], all[RuleField("source", i+1)] = "", f.Note, string(cmp.Or(f.Source, r.Source))
		if ok {
			all[RuleField("value", i+1)] = strconv.Itoa(f.Value)
		}
	}
	return all
}
