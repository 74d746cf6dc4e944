package commendation

import (
	"context"
	"errors"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// What can be done. Officers see collectives and counts of the units under their
// committee; what Judge allows is only for who holds the proposal.
var (
	View   = access.Declare("commendation.view", access.For(access.Here, access.Cell...), access.For(access.Below, access.Officer))
	Lead   = access.Declare("commendation.lead", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))
	Record = access.Declare("commendation.record", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
	Judge  = access.Declare("commendation.judge", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
)

// reads is View without officers above: who sees people's names.
var reads = access.Declare("commendation.view", access.For(access.Here, access.Cell...))

// Service holds the use cases.
type Service struct {
	// Notices tells committees and people what becomes of proposals; nil tells
	// nobody.
	Notices *notify.Service
	// Theme finds the theme of a campaign by its id; nil knows none.
	Theme func(tx *db.Tx, u org.Unit, id string) (Theme, error)
	// Rated tells how a unit was rated for a year, or a member by the unit that
	// proposes him; nil knows nothing.
	Rated func(tx *db.Tx, by org.ID, s Subject, year int) (Rating, error)

	db *db.DB
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// Rating is the level of a year-end review: a fact beside a proposal. Class: cell.
type Rating struct {
	Title   string // "" where none is known
	Decided bool   // by the superior; else the cell proposes it
}

// Theme is the theme of a campaign that a proposal comes of.
type Theme struct {
	ID       string
	Title    string
	Concerns bool // it concerns the unit that proposes
}

// theme finds the theme of a proposal; without an id where it names none.
func (s *Service) theme(tx *db.Tx, u org.Unit, id string) (Theme, error) {
	if id == "" || s.Theme == nil {
		return Theme{}, nil
	}
	return s.Theme(tx, u, id)
}

// concerning is theme for a proposal that begins: the theme concerns its unit.
func (s *Service) concerning(tx *db.Tx, u org.Unit, id string) (Theme, error) {
	t, err := s.theme(tx, u, id)
	if err == nil && t.ID != "" && !t.Concerns {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return t, err
}

// unitOf authorises an action in a unit of the Party.
func unitOf(tx *db.Tx, by access.Actor, action access.Action, unit org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, unit)
	if err == nil && u.Kind.Mass() {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// whole reports whether the actor sees a register as the unit itself does:
// officers above see no names of people.
func whole(by access.Actor, u org.Unit) bool {
	return access.Can(by, reads, u.Place()) || access.Can(by, Lead, u.Place())
}

// awardOf authorises an action on an award: levels above see those of
// collectives.
func awardOf(tx *db.Tx, by access.Actor, action access.Action, id ID) (a Award, u org.Unit, err error) {
	if a, err = byID(tx, id); err != nil {
		return a, u, err
	}
	if u, err = unitOf(tx, by, action, a.Unit); err != nil {
		return a, u, err
	}
	if !whole(by, u) && a.Kind != Collective {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return a, u, err
}

// AwardSheet is an award as its reader may see it.
type AwardSheet struct {
	Award Award
	Unit  org.Unit
	Leads bool
	Whole bool // the reason and the proposal are shown
	// Named says whether the rule of the day names the form for the level; it
	// tells nothing where Known is false.
	Named, Known bool
	Rule         rulebook.Source
	Today        db.Date
}

// Award gives one award. It makes three queries.
func (s *Service) Award(ctx context.Context, by access.Actor, id ID) (sh AwardSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, u, err := awardOf(tx, by, View, id)
		if err != nil {
			return err
		}
		sh = AwardSheet{Award: a, Unit: u, Leads: access.Can(by, Lead, u.Place()), Whole: whole(by, u), Today: tx.Today()}
		if !sh.Whole {
			sh.Award.Reason, sh.Award.Proposal, sh.Award.Struck = "", "", ""
		}
		book, err := org.BookOf(tx, u.ID)
		if err != nil {
			return err
		}
		sh.Named, sh.Rule, sh.Known = Named(book, a.Merit, a.GrantedOn)
		return nil
	})
	return sh, err
}

// Choices is whom a form may name.
type Choices struct {
	Unit   org.Unit
	People []member.Profile // who belongs to the cell; nobody for who may not see names
	Units  []org.Unit       // the unit and what stands under it
	Theme  Theme            // that a proposal comes of; without an id for none
	Today  db.Date
}

// Prepare gives, for its form, a unit in which the actor may do the action: Lead
// to propose, also for a theme of a campaign, Record to enter awards.
func (s *Service) Prepare(ctx context.Context, by access.Actor, unit org.ID, action access.Action, theme string) (c Choices, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if c.Unit, err = unitOf(tx, by, action, unit); err != nil {
			return err
		}
		if c.Theme, err = s.concerning(tx, c.Unit, theme); err != nil {
			return err
		}
		c.Today = tx.Today()
		if c.Units, err = org.Under(tx, c.Unit.Path); err != nil {
			return err
		}
		c.Units = slices.DeleteFunc(c.Units, func(u org.Unit) bool { return u.Kind.Mass() })
		c.People, err = belonging(tx, by, c.Unit)
		return err
	})
	return c, err
}

// belonging lists who belongs to a cell, for who may see it. Who left is named in
// words.
func belonging(tx *db.Tx, by access.Actor, u org.Unit) ([]member.Profile, error) {
	if !u.Kind.Holds || !whole(by, u) {
		return nil, nil
	}
	return member.ProfilesIn(tx, u.ID, tx.Today())
}

// resolve checks whom a form names, and finds them as they stood on a day; faults
// are at their fields.
func resolve(tx *db.Tx, by access.Actor, u org.Unit, f *SubjectForm, on db.Date, one bool, faults *fault.Form) (all []placed, err error) {
	f.check(faults, one)
	for _, line := range f.lines() {
		all = append(all, placed{Subject{Kind: f.Kind, Key: keyOf(f.Kind, u.ID, line), Name: line}, u.ID})
	}
	if f.Unit != "" {
		about, err := resolveUnit(tx, u, f.Unit, on)
		if err != nil && !faults.Take("unit_id", err) {
			return nil, err
		}
		all = append(all, about)
	}
	if len(f.People) == 0 {
		return all, nil
	}
	people, err := belonging(tx, by, u)
	for _, person := range f.People {
		i := slices.IndexFunc(people, func(p member.Profile) bool { return p.Person == person })
		if i < 0 {
			faults.Add("people", "commendation.person_elsewhere")
			break
		}
		all = append(all, placed{Subject{Kind: Individual, Key: string(person), Person: person, Name: people[i].Name}, u.ID})
	}
	return all, err
}

// keyOf is the key of a subject that a register knows by name alone.
func keyOf(kind Kind, register org.ID, name string) string {
	return string(kind) + " " + string(register) + " " + i18n.Fold(name)
}

// placed is a subject with the unit in whose register it stands.
type placed struct {
	Subject
	register org.ID
}

// resolveUnit finds an organisation that is the unit or stands under it, and that
// existed on the day.
func resolveUnit(tx *db.Tx, u org.Unit, about org.ID, on db.Date) (placed, error) {
	l, err := lifeOf(tx, about)
	if errors.Is(err, db.ErrNone) || err == nil && !strings.HasPrefix(l.path, u.Path) {
		return placed{}, fault.At("unit_id", "commendation.unit_elsewhere")
	}
	if err != nil || !on.IsDay() {
		return placed{}, err
	}
	if err := l.on(on); err != nil {
		return placed{}, err
	}
	name, err := nameOn(tx, about, on)
	return placed{Subject{Kind: Collective, Key: string(about), About: about, Name: name}, about}, err
}

// Enter records awards of one decision in the registers where they belong: those
// of the unit, and of an organisation under it in its own. It gives the last one.
// Who is not of the unit enters only collectives.
func (s *Service) Enter(ctx context.Context, by access.Actor, unit org.ID, f AwardForm) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := unitOf(tx, by, Record, unit)
		if err != nil {
			return err
		}
		var faults fault.Form
		f.check(&faults, tx.Today())
		if f.Kind == Individual && !whole(by, u) {
			faults.Add("kind", "commendation.names_below")
		}
		all, err := resolve(tx, by, u, &f.SubjectForm, f.On, false, &faults)
		if err == nil {
			err = faults.Err()
		}
		if err != nil {
			return err
		}
		for _, p := range all {
			a := Award{Subject: p.Subject, Merit: f.Merit, ID: ID(db.NewID()), Unit: p.register, Giver: f.Giver, Number: f.Number, GrantedOn: f.On}
			if err := enter(tx, a); err != nil {
				return err
			}
			id = a.ID
		}
		return nil
	})
	return id, err
}

// enter stores an award and logs it.
func enter(tx *db.Tx, a Award) error {
	if known, err := twin(tx, a); err != nil {
		return err
	} else if known {
		return fault.At("on", "commendation.entered_already", a.Name)
	}
	if err := insertAward(tx, a); err != nil {
		return err
	}
	return a.audit(tx, "enter", a.change())
}

// audit logs what was done to an award: never its reason.
func (a Award) audit(tx *db.Tx, what string, data any) error {
	return tx.Audit(db.Entry{Action: "commendation." + what, Unit: string(a.Unit), Kind: "commendation", Subject: string(a.ID), Person: string(a.Person), Data: data})
}

// change is what the log keeps of an award.
func (a Award) change() map[string]any {
	return map[string]any{"kind": a.Kind, "form": a.Form, "level": a.Level, "year": a.Year, "number": a.Number, "on": a.GrantedOn}
}

// Amend corrects what is known of an award; its subject stays.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f AwardForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, _, err := awardOf(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if a.Struck != "" {
			return fault.New(fault.Invalid, "commendation.is_struck")
		}
		var faults fault.Form
		f.check(&faults, tx.Today())
		if err := faults.Err(); err != nil {
			return err
		}
		if err := amendable(tx, a, f.On); err != nil {
			return err
		}
		was := a
		a.Merit, a.Giver, a.Number, a.GrantedOn = f.Merit, f.Giver, f.Number, f.On
		if known, err := twin(tx, a); err != nil {
			return err
		} else if known {
			return fault.At("on", "commendation.entered_already", a.Name)
		}
		if err := putAward(tx, a, version, was); err != nil {
			return err
		}
		return a.audit(tx, "amend", a.change())
	})
}

// standing refuses a day outside the life of a unit.
func standing(tx *db.Tx, about org.ID, on db.Date) error {
	l, err := lifeOf(tx, about)
	if err != nil {
		return err
	}
	return l.on(on)
}

// amendable refuses a day on which the award cannot have been given.
func amendable(tx *db.Tx, a Award, on db.Date) error {
	if a.About != "" {
		if err := standing(tx, a.About, on); err != nil {
			return err
		}
	}
	if a.Proposal == "" {
		return nil
	}
	p, err := proposalByID(tx, a.Proposal)
	if err == nil && on < p.VotedOn {
		err = fault.At("on", "commendation.before_vote", p.VotedOn)
	}
	return err
}

// Strike takes an award that was entered by mistake out of the counts, for a
// reason at the field words. It stays in the register.
func (s *Service) Strike(ctx context.Context, by access.Actor, id ID, version int, words string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, _, err := awardOf(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if a.Struck != "" {
			return fault.New(fault.Invalid, "commendation.is_struck")
		}
		was := a
		if a.Struck, err = said(words); err != nil {
			return err
		}
		if err := putAward(tx, a, version, was); err != nil {
			return err
		}
		return a.audit(tx, "strike", nil)
	})
}
