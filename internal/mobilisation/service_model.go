package mobilisation

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
)

// PageSize is how many models a page lists; listMax, how many a printed list holds.
const (
	PageSize = 25
	listMax  = 5_000
)

// Filter narrows models.
type Filter struct {
	Year  int // in which they were registered; 0 means all
	State State
	Field Field
	Page  int // from 1
}

// List is a page of the models of a unit and, for officers, of all under it.
type List struct {
	Unit   org.Unit
	Filter Filter
	Models []Model // the latest first; names of members left out for who may not read them
	States map[State]int
	Total  int
	Page   int
	Pages  int
	Leads  bool // the actor registers models of the unit
	Reads  bool // … and reads its programme
	Today  db.Date
}

// Models gives a page of models. It makes three queries.
func (s *Service) Models(ctx context.Context, by access.Actor, unit org.ID, f Filter) (l List, err error) {
	return s.models(ctx, by, unit, f, false)
}

// AllModels gives all models that a filter leaves, for a file or paper.
func (s *Service) AllModels(ctx context.Context, by access.Actor, unit org.ID, f Filter) (l List, err error) {
	return s.models(ctx, by, unit, f, true)
}

func (s *Service) models(ctx context.Context, by access.Actor, unit org.ID, f Filter, whole bool) (l List, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = unitFor(tx, by, Survey, unit); err != nil {
			return err
		}
		l.Filter, l.Today, l.Leads = f, tx.Today(), access.Can(by, Lead, l.Unit.Place())
		l.Reads = access.Can(by, View, l.Unit.Place())
		reach := access.ReachOf(by, Survey)
		if l.States, err = statesUnder(tx, l.Unit.Path, reach, f); err != nil {
			return err
		}
		for state, n := range l.States {
			if f.State == "" || f.State == state {
				l.Total += n
			}
		}
		limit, offset := listMax, 0
		if !whole {
			l.Pages = max(1, (l.Total+PageSize-1)/PageSize)
			l.Page = min(max(1, f.Page), l.Pages)
			limit, offset = PageSize, (l.Page-1)*PageSize
		}
		l.Models, err = modelsUnder(tx, l.Unit.Path, reach, f, limit, offset)
		for i, m := range l.Models {
			l.Models[i] = m.seenBy(by)
		}
		return err
	})
	return l, err
}

// seenBy is the model as somebody who knows of it may see it: the member behind it
// has a name in his unit and for who decides on it.
func (m Model) seenBy(by access.Actor) Model {
	if m.Kind == Individual && !by.Trusted() && !slices.ContainsFunc(by.Duties, func(d access.Duty) bool {
		return d.Path == m.path && (d.Role == access.Officer || slices.Contains(access.Cell, d.Role)) || m.above() != "" && d.Path == m.above() && d.Role == access.Officer
	}) {
		m.Person, m.PersonName = "", ""
	}
	return m
}

// Choices is what the form of a model needs.
type Choices struct {
	Unit   org.Unit
	People []member.Profile
	Today  db.Date
}

// Registering gives what the form of a new model needs. It makes two queries.
func (s *Service) Registering(ctx context.Context, by access.Actor, unit org.ID) (c Choices, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		c, err = registering(tx, by, unit)
		return err
	})
	return c, err
}

func registering(tx *db.Tx, by access.Actor, unit org.ID) (c Choices, err error) {
	if c.Unit, err = unitFor(tx, by, Lead, unit); err != nil {
		return c, err
	}
	c.Today = tx.Today()
	c.People, err = peopleOf(tx, c.Unit)
	return c, err
}

// Register enters a model of a unit. Faults name the fields of ModelForm.
func (s *Service) Register(ctx context.Context, by access.Actor, unit org.ID, f ModelForm) (id ModelID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, err := registering(tx, by, unit)
		if err != nil {
			return err
		}
		if err := f.check(c.Unit, c.People, c.Today); err != nil {
			return err
		}
		m := Model{ID: ModelID(db.NewID()), Unit: unit, State: Registered, ActedOn: f.RegisteredOn}
		m.fill(f)
		if err := insertModel(tx, m); err != nil {
			return err
		}
		if err := figure.Count(tx, m.counted(1)); err != nil {
			return err
		}
		id = m.ID
		if err := m.audit(tx, "register"); err != nil {
			return err
		}
		return s.tellAbove(tx, by, m, c.Unit)
	})
	return id, err
}

func (m *Model) fill(f ModelForm) {
	m.Kind, m.Person, m.Collective, m.Field, m.Title, m.Body, m.RegisteredOn = f.Kind, f.Person, f.Collective, f.Field, f.Title, f.Body, f.RegisteredOn
}

// audit logs what was done with a model: never its words.
func (m Model) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{
		Action: "mobilisation." + what, Unit: string(m.Unit), Kind: "mobilisation_model", Subject: string(m.ID), Person: string(m.Person),
		Data: map[string]any{"kind": m.Kind, "field": m.Field, "state": m.State, "level": m.Level, "spread": m.Spread, "on": m.ActedOn},
	})
}

// ModelSheet is a model as its reader may see it.
type ModelSheet struct {
	Model Model
	Unit  org.Unit
	Steps []Step
	Moves // what the actor may do now
	// Units may have taken the model over, for who may say so.
	Units  []org.Unit
	People []member.Profile // for who may amend it
	Today  db.Date

	by access.Actor
}

// Leads reports whether the actor leads the unit of the model.
func (sh ModelSheet) Leads() bool { return access.Can(sh.by, Lead, sh.Unit.Place()) }

// Permit is nil for an act that the actor may do now; else it says why he cannot.
func (sh ModelSheet) Permit(a Act) error {
	if !may(sh.by, ModelWorkflow.Who(a), sh.Unit) {
		return fault.New(fault.Denied, "ui.denied")
	}
	_, err := sh.Model.after(a)
	return err
}

// may reports whether the actor may do what an act of the unit's model takes. What the
// committee above decides, whoever serves the committee directly above enters; where
// there is none here, the unit does.
func may(by access.Actor, who access.Action, u org.Unit) bool {
	switch {
	case !access.Can(by, who, u.Place()):
		return false
	case who.Name == Lead.Name || by.Trusted():
		return true
	case u.Parent == "":
		return access.Can(by, Lead, u.Place())
	}
	return u.AnswersTo(by)
}

// Model gives one model. It makes at most five queries.
func (s *Service) Model(ctx context.Context, by access.Actor, id ModelID) (sh ModelSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		m, err := modelByID(tx, id)
		if err != nil {
			return err
		}
		sh = ModelSheet{Model: m.seenBy(by), Today: tx.Today(), by: by}
		if sh.Unit, err = org.Authorise(tx, by, Survey, m.Unit); err != nil {
			return err
		}
		sh.Moves = ModelWorkflow.From(m.State, func(w Move) bool { return may(by, w.Who, sh.Unit) })
		if sh.Steps, err = stepsOf(tx, id); err != nil {
			return err
		}
		if sh.May(Amending) {
			if sh.People, err = peopleOf(tx, sh.Unit); err != nil {
				return err
			}
		}
		if sh.May(Spreading) {
			sh.Units, err = takers(tx, sh.Unit)
		}
		return err
	})
	return sh, err
}

// takers are the units that may take a unit's model over: all under the committee
// directly above, where there is none all under the unit.
func takers(tx *db.Tx, u org.Unit) ([]org.Unit, error) {
	root := u.Path
	if u.Parent != "" {
		above, err := org.Of(tx, u.Parent)
		if err != nil {
			return nil, err
		}
		root = above.Path
	}
	all, err := org.Under(tx, root)
	return slices.DeleteFunc(all, func(o org.Unit) bool {
		return o.ID == u.ID || o.Path == root || o.Kind.Mass() || o.Kind.ID == "group"
	}), err
}

// acting reads a model for an act that its state and the actor allow.
func acting(tx *db.Tx, by access.Actor, id ModelID, a Act) (m Model, u org.Unit, err error) {
	if m, err = modelByID(tx, id); err != nil {
		return m, u, err
	}
	if u, err = org.Authorise(tx, by, ModelWorkflow.Who(a), m.Unit); err != nil {
		return m, u, err
	}
	if !may(by, ModelWorkflow.Who(a), u) {
		return m, u, fault.New(fault.Denied, "ui.denied")
	}
	_, err = m.after(a)
	return m, u, err
}

// Amend corrects a model that was not appraised yet. Faults name the fields of
// ModelForm.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ModelID, version int, f ModelForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		was, u, err := acting(tx, by, id, Amending)
		if err != nil {
			return err
		}
		people, err := peopleOf(tx, u)
		if err != nil {
			return err
		}
		if err := f.check(u, people, tx.Today()); err != nil {
			return err
		}
		is := was
		is.fill(f)
		if was.State == Registered {
			is.ActedOn = f.RegisteredOn
		} else if f.RegisteredOn > was.ActedOn {
			return fault.At("registered_on", "mobilisation.day_late", was.ActedOn)
		}
		if err := putModel(tx, is, version); err != nil {
			return err
		}
		if err := figure.Count(tx, was.counted(-1), is.counted(1)); err != nil {
			return err
		}
		return is.audit(tx, string(Amending))
	})
}

// Step does the other acts of ModelWorkflow. Faults name the fields of StepForm.
func (s *Service) Step(ctx context.Context, by access.Actor, id ModelID, version int, a Act, f StepForm) error {
	if a == Amending {
		return fault.New(fault.Invalid, "ui.not_found")
	}
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		was, u, err := acting(tx, by, id, a)
		if err != nil {
			return err
		}
		f, err := f.check(was, a, tx.Today())
		if err == nil && a == Spreading {
			err = taken(tx, id, u, f.Unit)
		}
		if err != nil {
			return err
		}
		m, err := was.after(a)
		if err != nil {
			return err
		}
		is := was
		is.State, is.ActedOn = m.To, f.On
		switch a {
		case Recognising:
			is.Level = f.Level
		case Spreading:
			is.Spread++
		}
		if err := putModel(tx, is, version); err != nil {
			return err
		}
		if err := insertStep(tx, id, version+1, a, f); err != nil {
			return err
		}
		if err := figure.Count(tx, was.counted(-1), is.counted(1)); err != nil {
			return err
		}
		if err := is.audit(tx, string(a)); err != nil {
			return err
		}
		return s.tell(tx, by, is, a)
	})
}

// taken refuses a unit that cannot take a model over, or did already, at unit_id.
func taken(tx *db.Tx, id ModelID, of org.Unit, unit org.ID) error {
	all, err := takers(tx, of)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(u org.Unit) bool { return u.ID == unit }) {
		return fault.At("unit_id", "mobilisation.unit_elsewhere")
	}
	known, err := tookOver(tx, id, unit)
	if err == nil && known {
		err = fault.At("unit_id", "mobilisation.spread_already")
	}
	return err
}
