package deed

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
)

// readOf is the kind of record that the log of readings names.
const readOf = "admission_candidate"

// Service holds the use cases.
type Service struct {
	// OnRead lets the log note that somebody read what is known of a person: of a
	// kind, the record named and the person it is about; nil notes nothing.
	OnRead func(ctx context.Context, by access.Actor, unit, kind, subject, person string)

	db         *db.DB
	admissions *admission.Service
}

// New makes the use cases over a database and the candidates.
func New(d *db.DB, admissions *admission.Service) *Service {
	return &Service{db: d, admissions: admissions}
}

// Line is a paper that the reader may have, once the record holds what it says.
type Line struct {
	Kind  Kind
	Form  string // the number of its form, "" if it has none
	Ready bool
}

// Papers lists the papers of a candidate: to the committee all, to a mentor his
// own. It makes at most nine queries.
func (s *Service) Papers(ctx context.Context, by access.Actor, id admission.ID) (sh admission.Sheet, lines []Line, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var book *rulebook.Book
		if sh, book, err = s.admissions.Recorded(tx, by, id); err != nil {
			return err
		}
		ready := Available(sh)
		for _, k := range Kinds {
			if sh.Leads || k.mentors() {
				lines = append(lines, Line{k, k.form(book, sh.Today), slices.Contains(ready, k)})
			}
		}
		return nil
	})
	return sh, lines, err
}

// Paper composes a paper of a candidate for the committee, and a mentor's own
// for the mentors; with kind "" the first that can be had. A paper of which the
// record does not hold what it says is not found. It makes at most twelve
// queries.
func (s *Service) Paper(ctx context.Context, by access.Actor, id admission.ID, kind Kind) (sh admission.Sheet, d paper.Document, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var book *rulebook.Book
		if sh, book, err = s.admissions.Recorded(tx, by, id); err != nil {
			return err
		}
		all := Available(sh)
		if kind == "" && len(all) > 0 {
			kind = all[0]
		}
		if !slices.Contains(all, kind) {
			return fault.New(fault.NotFound, "dossier.not_yet")
		}
		c := Case{By: writer(sh, by), Sheet: sh}
		on := sh.Today
		if v, ok := passedIn(sh, kind.phase()); ok && (kind == Proposal || kind == Recognition) {
			on = v.HeldOn
		}
		c.Form = kind.form(book, on)
		if c.Person, err = personOf(tx, sh); err != nil {
			return err
		}
		c.Issuer, err = issuer(tx, sh.Unit, book, on)
		d = Compose(c, kind)
		return err
	})
	if err == nil && sh.Leads {
		s.read(ctx, by, sh.Unit.ID, string(id), sh.Candidate.Person)
	}
	return sh, d, err
}

// List composes the list of a cell's outstanding people for its committee. It
// makes at most nine queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, d paper.Document, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var all []admission.Source
		var book *rulebook.Book
		if u, all, book, err = s.admissions.Sources(tx, by, unit); err != nil {
			return err
		}
		ids := make([]member.ID, len(all))
		for i, l := range all {
			ids[i] = l.Candidate.Person
		}
		people, err := member.PersonsOf(tx, ids...)
		if err != nil {
			return err
		}
		i, err := issuer(tx, u, book, tx.Today())
		d = ComposeList(i, all, people)
		return err
	})
	if err == nil {
		s.read(ctx, by, unit, string(unit), "")
	}
	return u, d, err
}

func (s *Service) read(ctx context.Context, by access.Actor, unit org.ID, subject string, person member.ID) {
	if s.OnRead != nil {
		s.OnRead(ctx, by, string(unit), readOf, subject, string(person))
	}
}

// writer is the mentor in whose name a paper is written: the reader where he is
// one, else the first.
func writer(sh admission.Sheet, by access.Actor) (name string) {
	for i, m := range sh.Mentors {
		if i == 0 || m.To == "" && string(m.Person) == by.Person {
			name = m.Name
		}
	}
	return name
}

// personOf is what a paper says of the person: to the committee all of it, to a
// mentor what the cell knows.
func personOf(tx *db.Tx, sh admission.Sheet) (member.Person, error) {
	id := sh.Candidate.Person
	if !sh.Leads {
		briefs, err := member.BriefsOf(tx, id)
		b := briefs[id]
		return member.Person{Name: b.Name, Department: b.Department, Job: b.Job}, err
	}
	people, err := member.PersonsOf(tx, id)
	return people[id], err
}

// issuer is who issues a paper on a day: the cell, by its secretary or else its
// deputy, in the layout of that day.
func issuer(tx *db.Tx, u org.Unit, book *rulebook.Book, on db.Date) (Issuer, error) {
	i := Issuer{Unit: u, On: on}
	if layout, ok := rulebook.FormatPreset.At(book, string(on), nil); ok {
		i.Preset = layout.Value
	}
	called, err := member.CalledTo(tx, u.ID, on)
	head := member.HeadOf(called)
	for _, c := range called {
		if c.Person == head && head != "" {
			i.Signer, i.Post = c.Name, c.Post
		}
	}
	return i, err
}
