package contest

import (
	"cmp"
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Naming is what the form needs by which jurors are named.
type Naming struct {
	Contest Contest
	Unit    org.Unit
	Jurors  []Juror
	Units   []org.Unit       // whose people may be named
	From    org.ID           // … of which these are
	People  []member.Profile // who have an account and are no jurors yet
}

// Naming gives the people of a unit at or under the contest's who may be named
// jurors, "" for the first such unit. It makes at most eight queries.
func (s *Service) Naming(ctx context.Context, by access.Actor, id ID, from org.ID) (n Naming, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := contestOf(tx, by, Organise, id)
		if err != nil {
			return err
		}
		if n, err = naming(tx, a); err != nil {
			return err
		}
		n.From = cmp.Or(from, n.first())
		if n.From == "" {
			return nil
		}
		n.People, err = s.eligible(tx, n)
		return err
	})
	return n, err
}

func naming(tx *db.Tx, a about) (n Naming, err error) {
	n.Contest, n.Unit = a.Contest, a.unit
	if n.Jurors, err = jurorsOf(tx, a.ID); err != nil {
		return n, err
	}
	n.Units, err = org.Under(tx, a.unit.Path)
	n.Units = slices.DeleteFunc(n.Units, func(u org.Unit) bool { return !u.Kind.Holds })
	return n, err
}

func (n Naming) first() org.ID {
	if len(n.Units) == 0 {
		return ""
	}
	return n.Units[0].ID
}

// eligible lists who of the unit may be named.
func (s *Service) eligible(tx *db.Tx, n Naming) ([]member.Profile, error) {
	if !slices.ContainsFunc(n.Units, func(u org.Unit) bool { return u.ID == n.From }) {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	people, err := member.ProfilesIn(tx, n.From, tx.Today())
	if err != nil {
		return nil, err
	}
	ids := make([]member.ID, len(people))
	for i, p := range people {
		ids[i] = p.Person
	}
	var active map[member.ID]bool
	if s.Accounts != nil {
		if active, err = s.Accounts(tx, ids); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(people, func(p member.Profile) bool {
		return s.Accounts != nil && !active[p.Person] || slices.ContainsFunc(n.Jurors, func(j Juror) bool { return j.Person == p.Person })
	}), nil
}

// NamesJurors reports whether jurors may be named and released: until the points
// are decided on.
func (c Contest) NamesJurors() bool { return c.State == Called || c.State == Scoring }

// naming refuses that jurors change once the points are decided on.
func (c Contest) naming() error {
	if !c.NamesJurors() {
		return fault.New(fault.Invalid, "contest.not_when_"+string(c.State))
	}
	return nil
}

// Name names jurors of a unit. Faults are at people.
func (s *Service) Name(ctx context.Context, by access.Actor, id ID, f JurorForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("campaign_contest", string(id)); err != nil {
			return err
		}
		a, err := contestOf(tx, by, Organise, id)
		if err != nil {
			return err
		}
		if err := a.naming(); err != nil {
			return err
		}
		n, err := naming(tx, a)
		if err != nil {
			return err
		}
		n.From = f.Unit
		people, err := s.eligible(tx, n)
		if err != nil {
			return err
		}
		switch {
		case len(f.People) == 0:
			return fault.At("people", "contest.people_missing")
		case len(n.Jurors)+len(f.People) > jurorsMax:
			return fault.At("people", "contest.jurors_many", jurorsMax)
		}
		for _, person := range f.People {
			if !slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == person }) {
				return fault.At("people", "contest.people_unknown")
			}
			if err := insertJuror(tx, id, person, f.Unit); err != nil {
				return err
			}
		}
		if err := a.audit(tx, "name", map[string]any{"jurors": len(f.People)}); err != nil || a.State != Scoring {
			return err
		}
		all, err := jurorsOf(tx, id)
		if err != nil {
			return err
		}
		return s.tellJurors(tx, by, a.Contest, slices.DeleteFunc(all, func(j Juror) bool { return !slices.Contains(f.People, j.Person) }))
	})
}

// Release takes a juror off who has given no points yet.
func (s *Service) Release(ctx context.Context, by access.Actor, id ID, person member.ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("campaign_contest", string(id)); err != nil {
			return err
		}
		a, err := contestOf(tx, by, Organise, id)
		if err != nil {
			return err
		}
		if err := a.naming(); err != nil {
			return err
		}
		n, err := releaseJuror(tx, id, person)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Invalid, "contest.has_scored")
		}
		return a.audit(tx, "release", nil)
	})
}

// Give stores the points that the actor, as a juror, gives an entry; what he leaves
// empty is taken back. Faults are at the fields of ScoreField.
func (s *Service) Give(ctx context.Context, by access.Actor, id EntryID, given []Given) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := entrySheet(tx, by, Score, id)
		if err != nil {
			return err
		}
		if err := tx.Lock("campaign_contest", string(sh.Contest.ID)); err != nil {
			return err
		}
		if sh, err = entrySheet(tx, by, Score, id); err != nil {
			return err
		}
		if err := sh.judge(); err != nil {
			return err
		}
		if sh.Barred {
			return fault.New(fault.Denied, "contest.barred")
		}
		scores, err := readScores(given, sh.Criteria)
		if err != nil {
			return err
		}
		if err := putScores(tx, id, sh.Me.Person, scores); err != nil {
			return err
		}
		return sh.Contest.audit(tx, Judging, map[string]any{"entry": id, "criteria": len(scores)})
	})
}

// judge refuses who may give no points now.
func (sh Sheet) judge() error {
	if sh.Me == nil {
		return fault.New(fault.Denied, "ui.denied")
	}
	if _, err := sh.Contest.after(Judging); err != nil {
		return err
	}
	if sh.Me.Closed != "" {
		return fault.New(fault.Invalid, "contest.closed_already")
	}
	return nil
}

// Bench is what a juror has to judge.
type Bench struct {
	Sheet
	Todo []Assessed // in an order that says nothing of who handed in first
}

// Assessed is an entry before a juror.
type Assessed struct {
	Entry  Entry
	Barred bool
	Given  int // points that he gave, by criteria
}

// Left is how many entries still want points of the juror.
func (b Bench) Left() (n int) {
	for _, a := range b.Todo {
		if !a.Barred && a.Given < len(b.Criteria) {
			n++
		}
	}
	return n
}

// Bench gives a juror what he has to judge. It makes at most seven queries.
func (s *Service) Bench(ctx context.Context, by access.Actor, id ID) (b Bench, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		b, err = bench(tx, by, id)
		return err
	})
	return b, err
}

func bench(tx *db.Tx, by access.Actor, id ID) (b Bench, err error) {
	a, err := contestOf(tx, by, Score, id)
	if err != nil {
		return b, err
	}
	if b.Sheet, err = sheet(tx, by, a); err != nil {
		return b, err
	}
	switch {
	case b.Me == nil:
		return b, fault.New(fault.Denied, "ui.denied")
	case a.State == Called || a.State == Cancelled:
		return b, fault.New(fault.Invalid, "contest.not_when_"+string(a.State))
	}
	entries, err := allEntries(tx, id)
	if err != nil {
		return b, err
	}
	scores, err := scoresOf(tx, id)
	for _, e := range entries {
		one := Assessed{Entry: e, Barred: a.barred(*b.Me, e)}
		for _, s := range scores {
			if s.Entry == e.ID && s.Person == b.Me.Person {
				one.Given++
			}
		}
		b.Todo = append(b.Todo, one)
	}
	return b, err
}

// Stand closes the points of the actor, as a juror, once he has given all: they
// change no more.
func (s *Service) Stand(ctx context.Context, by access.Actor, id ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("campaign_contest", string(id)); err != nil {
			return err
		}
		b, err := bench(tx, by, id)
		if err != nil {
			return err
		}
		if err := b.judge(); err != nil {
			return err
		}
		if n := b.Left(); n > 0 {
			return fault.New(fault.Invalid, "contest.left", n)
		}
		if err := closeScores(tx, id, b.Me.Person); err != nil {
			return err
		}
		return b.Contest.audit(tx, "stand", nil)
	})
}
