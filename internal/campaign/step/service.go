package step

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with the steps of a theme. Whoever is above a unit reads how
// many took them, and nobody's name.
var (
	View   = access.Declare("step.view", access.For(access.Here, access.Leaders...), access.For(access.Self, access.Belonging...))
	Take   = access.Declare("step.take", access.For(access.Self, access.Belonging...))
	Keep   = access.Declare("step.keep", access.For(access.Here, access.Leaders...))
	Cover  = access.Declare("step.cover", access.For(access.Here, access.Belonging...), access.For(access.Below, access.Officer))
	Choose = access.Declare("step.choose", access.For(access.Here, access.Secretary, access.Deputy), access.For(access.Below, access.Officer))
)

// Service holds the use cases.
type Service struct {
	// Notices tells people what is still to come; nil tells nobody.
	Notices *notify.Service

	db      *db.DB
	pledges *commitment.Service
}

// New makes the use cases over a database and its pledges.
func New(d *db.DB, pledges *commitment.Service) *Service { return &Service{db: d, pledges: pledges} }

// placed reads a theme and a unit of which it asks something, for an action in
// that unit; person is whose record it is, "" for nobody's. A unit that came under
// others since the theme was launched is asked for nothing, and reads on what it has
// of it.
func (s *Service) placed(tx *db.Tx, by access.Actor, action access.Action, theme campaign.ThemeID, unit org.ID, person string) (t campaign.Theme, u org.Unit, err error) {
	if u, err = org.AuthoriseFor(tx, by, action, unit, person); err != nil {
		return t, u, err
	}
	if t, err = campaign.Get(tx, by, theme); err == nil && t.Reaches(u.Path) || err != nil && !fault.Is(err, fault.NotFound) {
		return t, u, err
	}
	kept, err := keeps(tx, theme, unit)
	if err == nil && !kept {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	if err == nil {
		t, err = campaign.Get(tx, access.System, theme)
	}
	return t, u, err
}

// asked gives the steps that a theme asks for.
func asked(tx *db.Tx, theme campaign.ThemeID) (Asked, int, error) {
	steps, versions, err := askedOf(tx, theme)
	return steps[theme], versions[theme], err
}

// Choice is which steps a theme asks for, for its form.
type Choice struct {
	Theme   campaign.Theme
	Asked   Asked
	Version int // 0 while nobody chose
}

// Choice gives the steps that a theme asks for, to who may choose others.
func (s *Service) Choice(ctx context.Context, by access.Actor, theme campaign.ThemeID) (c Choice, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		c, err = choiceTx(tx, by, theme)
		return err
	})
	return c, err
}

func choiceTx(tx *db.Tx, by access.Actor, theme campaign.ThemeID) (c Choice, err error) {
	if c.Theme, err = campaign.Get(tx, by, theme); err != nil {
		return c, err
	}
	if _, err = org.Authorise(tx, by, Choose, c.Theme.Unit); err != nil {
		return c, err
	}
	c.Asked, c.Version, err = asked(tx, theme)
	return c, err
}

// Choose says which steps a theme asks for, over the version that the page showed;
// faults are at the field steps. What was taken of others stays on record.
func (s *Service) Choose(ctx context.Context, by access.Actor, theme campaign.ThemeID, version int, steps []Step) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, err := choiceTx(tx, by, theme)
		if err != nil {
			return err
		}
		if err := running(c.Theme, tx.Today()); err != nil {
			return err
		}
		is, err := checkAsked(steps)
		if err != nil {
			return err
		}
		if err := putAsked(tx, theme, version, is, c.Asked); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "step.choose", Unit: string(c.Theme.Unit), Kind: "campaign_theme", Subject: string(theme), Data: db.Change{From: c.Asked, To: is}})
	})
}

// note logs what was done about a theme in a unit.
func note(tx *db.Tx, action string, t campaign.Theme, unit org.ID, person member.ID, data any) error {
	return tx.Audit(db.Entry{Action: action, Unit: string(unit), Kind: "campaign_theme", Subject: string(t.ID), Person: string(person), Data: data})
}

// StepState is a step as a page shows it.
type StepState struct {
	Step Step
	Mark Mark // without a person where the step is still to come
}

// Done reports whether the step was taken.
func (s StepState) Done() bool { return s.Mark.Person != "" }

// Own is what a theme asks of the actor himself.
type Own struct {
	Theme    campaign.Theme
	Steps    []StepState   // those asked for
	Report   Learning      // without an id while none was begun
	Pledge   commitment.ID // tied to the theme; "" for none
	Running  bool
	ReportTo bool // the report may be written now
}

// Next is the first step that is still to come; ok is false when none is.
func (o Own) Next() (s Step, ok bool) {
	i := slices.IndexFunc(o.Steps, func(s StepState) bool { return !s.Done() && s.Step != Commend })
	if i < 0 {
		return "", false
	}
	return o.Steps[i].Step, true
}

// state gives a step of one's own, if the theme asks for it.
func (o Own) state(step Step) (StepState, bool) {
	i := slices.IndexFunc(o.Steps, func(s StepState) bool { return s.Step == step })
	if i < 0 {
		return StepState{}, false
	}
	return o.Steps[i], true
}

// Waits reports whether the theme asks for a step that is still to come.
func (o Own) Waits(step Step) bool {
	s, ok := o.state(step)
	return ok && o.Running && !s.Done()
}

// Mine is what the themes of a unit ask of the actor himself.
type Mine struct {
	Unit  org.Unit
	Today db.Date
	Own   []Own // of the themes that run, the latest first
}

// Mine gives what the themes that run for a unit ask of the actor himself. It
// makes at most seven queries.
func (s *Service) Mine(ctx context.Context, by access.Actor, unit org.ID) (m Mine, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if m.Unit, err = org.AuthoriseFor(tx, by, Take, unit, by.Person); err != nil {
			return err
		}
		m.Today = tx.Today()
		themes, err := campaign.Current(tx, m.Unit.Path, m.Today)
		if err != nil {
			return err
		}
		ids := make([]campaign.ThemeID, len(themes))
		for n, t := range themes {
			ids[n] = t.ID
		}
		steps, _, err := askedOf(tx, ids...)
		if err != nil {
			return err
		}
		person := member.ID(by.Person)
		marks, err := marksOf(tx, person)
		if err != nil {
			return err
		}
		reports, err := learningsBy(tx, person)
		if err != nil {
			return err
		}
		tied, err := registrationsBy(tx, person)
		if err != nil {
			return err
		}
		for _, t := range themes {
			m.Own = append(m.Own, ownOf(t, unit, steps[t.ID], marks, reports, tied, m.Today))
		}
		return nil
	})
	return m, err
}

// ownOf picks what belongs to a theme out of what somebody did in all of them.
// A step that was taken in another unit is taken.
func ownOf(t campaign.Theme, unit org.ID, steps Asked, marks []Mark, reports []Learning, tied []registration, today db.Date) Own {
	o := Own{Theme: t, Running: running(t, today) == nil}
	for _, s := range steps {
		state := StepState{Step: s}
		for _, m := range marks {
			if m.Theme == t.ID && m.Step == s && (!state.Done() || m.Unit == unit) {
				state.Mark = m
			}
		}
		o.Steps = append(o.Steps, state)
	}
	for _, l := range reports {
		if l.Theme == t.ID {
			o.Report = l
		}
	}
	for _, g := range tied {
		if g.theme == t.ID && g.unit == unit {
			o.Pledge = g.pledge
		}
	}
	o.ReportTo = o.Running && steps.Has(Report) && o.Report.State != Sent
	return o
}
