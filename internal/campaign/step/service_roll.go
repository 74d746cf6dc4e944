package step

import (
	"context"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// RollRow is how far one of a unit has come with a theme.
type RollRow struct {
	member.Profile
	Marks  map[Step]Mark
	Report ReportID // that was handed in; "" for none
}

// Lacks reports whether the step is still to come of him.
func (r RollRow) Lacks(s Step) bool { return r.Marks[s].Person == "" }

// Roll is how far everybody of a unit has come, to its leaders.
type Roll struct {
	Unit  org.Unit
	Theme campaign.Theme
	Asked Asked
	Today db.Date
	Rows  []RollRow // in the Vietnamese order of names
	Open  bool      // the theme runs: steps may be noted
	// Proposals are what the unit proposed to commend for the theme; Proposes says
	// that the actor may propose more.
	Proposals []commendation.Proposal
	Proposes  bool
}

// Proposed reports whether somebody was proposed, and that was not refused or taken
// back.
func (r Roll) Proposed(person member.ID) bool {
	return slices.ContainsFunc(r.Proposals, func(p commendation.Proposal) bool {
		return p.Person == person && (p.State.Open() || p.State == commendation.Granted)
	})
}

// Missing are those of whom the step is still to come, but who is kept from
// activity.
func (r Roll) Missing(s Step) []RollRow {
	return slices.DeleteFunc(slices.Clone(r.Rows), func(row RollRow) bool { return !row.Lacks(s) || row.Barred() })
}

// Done are those who took the step.
func (r Roll) Done(s Step) []RollRow {
	return slices.DeleteFunc(slices.Clone(r.Rows), func(row RollRow) bool { return row.Lacks(s) })
}

// Roll gives how far everybody of a unit has come with a theme, and whom it proposed
// to commend for it. It makes at most eight queries.
func (s *Service) Roll(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID) (r Roll, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if r, err = s.rollTx(tx, by, theme, unit); err != nil {
			return err
		}
		r.Proposes = !r.Unit.Kind.Mass() && access.Can(by, commendation.Lead, r.Unit.Place())
		r.Proposals, err = commendation.ForTheme(tx, unit, string(theme))
		return err
	})
	return r, err
}

func (s *Service) rollTx(tx *db.Tx, by access.Actor, theme campaign.ThemeID, unit org.ID) (r Roll, err error) {
	if r.Theme, r.Unit, err = s.placed(tx, by, Keep, theme, unit, ""); err != nil {
		return r, err
	}
	r.Today = tx.Today()
	r.Open = asks(r.Theme, r.Unit, r.Today) == nil && r.Today >= r.Theme.Starts
	if r.Asked, _, err = asked(tx, theme); err != nil {
		return r, err
	}
	people, err := member.ProfilesIn(tx, unit, r.Today)
	if err != nil {
		return r, err
	}
	marks, err := marksIn(tx, theme, unit)
	if err != nil {
		return r, err
	}
	reports, err := learningsIn(tx, theme, unit)
	if err != nil {
		return r, err
	}
	for _, p := range people {
		row := RollRow{Profile: p, Marks: map[Step]Mark{}}
		for _, m := range marks {
			if m.Person == p.Person {
				row.Marks[m.Step] = m
			}
		}
		for _, l := range reports {
			if l.Person == p.Person {
				row.Report = l.ID
			}
		}
		r.Rows = append(r.Rows, row)
	}
	return r, nil
}

// TickForm is what the leaders note: who took a step on a day. The fields of
// faults are on and people.
type TickForm struct {
	Step   Step
	On     db.Date
	People []member.ID
}

// Tick notes who of a unit took a step that its leaders note by hand. Of who has
// taken it already nothing changes.
func (s *Service) Tick(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID, f TickForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, err := s.rollTx(tx, by, theme, unit)
		if err != nil {
			return err
		}
		if err := r.check(f); err != nil {
			return err
		}
		for _, person := range f.People {
			m := Mark{Theme: theme, Unit: unit, Step: f.Step, Person: person, Body: r.Unit.Kind.Body, On: f.On, Way: ByUnit, By: member.ID(by.Person), counts: countedFor(r.Theme, unit)}
			if err := m.put(tx); err != nil {
				return err
			}
		}
		return note(tx, "step.tick", r.Theme, unit, "", map[string]any{"step": f.Step, "on": f.On, "people": f.People})
	})
}

// TakeOverTx notes who of a unit took a step on a day, as the book says that the unit
// kept on paper: registrations too, which otherwise follow from pledges. Only who is
// trusted takes a book over.
func (s *Service) TakeOverTx(tx *db.Tx, by access.Actor, theme campaign.ThemeID, unit org.ID, step Step, on db.Date, people ...member.ID) error {
	if !by.Trusted() {
		return fault.New(fault.Denied, "ui.denied")
	}
	t, u, err := s.placed(tx, by, Keep, theme, unit, "")
	if err != nil {
		return err
	}
	for _, person := range people {
		m := Mark{Theme: theme, Unit: unit, Step: step, Person: person, Body: u.Kind.Body, On: on, Way: ByUnit, counts: countedFor(t, unit)}
		if err := m.put(tx); err != nil {
			return err
		}
	}
	return note(tx, "step.take_over", t, unit, "", map[string]any{"step": step, "on": on, "people": people})
}

// check reports the faults of a form.
func (r Roll) check(f TickForm) error {
	if !f.Step.Ticked() || !r.Asked.Has(f.Step) {
		return fault.New(fault.Invalid, "step.not_asked")
	}
	if err := asks(r.Theme, r.Unit, r.Today); err != nil {
		return err
	}
	var faults fault.Form
	checkDay(&faults, r.Theme, f.On, r.Today)
	if len(f.People) == 0 {
		faults.Add("people", "step.people_missing")
	}
	for _, person := range f.People {
		if !slices.ContainsFunc(r.Rows, func(row RollRow) bool { return row.Person == person }) {
			faults.Add("people", "step.person_elsewhere")
			break
		}
	}
	return faults.Err()
}

// Untick takes back that somebody took a step that the leaders note, for it was
// noted by mistake.
func (s *Service) Untick(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID, step Step, person member.ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, err := s.rollTx(tx, by, theme, unit)
		if err != nil {
			return err
		}
		if err := asks(r.Theme, r.Unit, r.Today); err != nil {
			return err
		}
		for _, row := range r.Done(step) {
			m := row.Marks[step]
			if row.Person != person || m.Way == ByRecord {
				continue
			}
			if err := m.drop(tx); err != nil {
				return err
			}
			return note(tx, "step.untick", r.Theme, unit, person, map[string]any{"step": step})
		}
		return fault.New(fault.NotFound, "ui.not_found")
	})
}

// Remind tells those of a unit of whom a step is still to come, each once a day,
// and gives how many they are.
func (s *Service) Remind(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID, step Step) (told int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, err := s.rollTx(tx, by, theme, unit)
		if err != nil {
			return err
		}
		if err := asks(r.Theme, r.Unit, r.Today); err != nil {
			return err
		}
		if !r.Asked.Has(step) || step == Commend {
			return fault.New(fault.Invalid, "step.not_asked")
		}
		missing := r.Missing(step)
		if told = len(missing); told == 0 {
			return fault.New(fault.Invalid, "step.nobody_missing")
		}
		if err := note(tx, "step.remind", r.Theme, unit, "", map[string]any{"step": step, "told": told}); err != nil || s.Notices == nil {
			return err
		}
		notices := make([]notify.Notice, told)
		for n, row := range missing {
			notices[n] = notify.Notice{
				Person: row.Person, Unit: unit, Key: "step.tell_" + string(step), Args: []any{r.Theme.Title}, Link: "/step?unit=" + string(unit), Mail: notify.Deadline,
				Once: fmt.Sprint("step ", theme, " ", step, " ", r.Today),
			}
		}
		return s.Notices.TellTx(tx, by, notices...)
	})
	return told, err
}
