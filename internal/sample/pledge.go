package sample

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// pledgeBook is what people register to do in a year, and how it goes.
type pledgeBook struct {
	Theme     string                  `yaml:"theme"`
	Pools     map[string][]pledgeSpec `yaml:"pools"` // by department, else by job
	All       []pledgeSpec            `yaml:"all"`
	Youth     []pledgeSpec            `yaml:"youth"`
	Union     []pledgeSpec            `yaml:"union"`
	Drafted   []pledgeSpec            `yaml:"drafted"`
	Wanted    string                  `yaml:"wanted"`  // of one that was returned
	Midyear   string                  `yaml:"midyear"` // from July on
	Programme []pledgeSpec            `yaml:"programme"`
}

// pledgeSpec is an item that somebody registers, or that a unit sets itself.
type pledgeSpec struct {
	Heading string `yaml:"heading"`
	Work    string `yaml:"work"`
	Measure string `yaml:"measure"`
	Due     string `yaml:"due"`
	Result  string `yaml:"result"` // so far
	Leader  int    `yaml:"leader"` // of a programme: who answers for it, counted from 0
}

// registered are the three items of the n-th person of a unit, with results
// said: two of his department, or of his job where it has none, and one of
// those for everybody of his kind of unit.
func (b pledgeBook) registered(u unitSpec, people []person, n int, today db.Date) []pledgeSpec {
	trade := func(p person) string {
		if _, ok := b.Pools[p.form.Department]; ok {
			return p.form.Department
		}
		return p.form.Job
	}
	mine, before := trade(people[n]), 0
	for _, p := range people[:n] {
		if trade(p) == mine {
			before++
		}
	}
	pool, rest := b.Pools[mine], b.All
	switch u.Kind {
	case "youth":
		rest = b.Youth
	case "union":
		rest = b.Union
	}
	items := []pledgeSpec{pool[2*before%len(pool)], pool[(2*before+1)%len(pool)], rest[n%len(rest)]}
	r := dice("pledge", u.Code, people[n].form.Name)
	for i := range items {
		items[i].Result = said(items[i].Result, monthOf(today.Time()), r)
	}
	return items
}

// register lists what opens the registration of the year in the units of a
// tree, and what their people have registered so far: those of the cells whose
// meetings are in the sample, and of the shown cell's chapters.
func (s Services) register(ctx context.Context, h *house, b pledgeBook, today db.Date) (jobs []func() error) {
	for _, u := range h.Units {
		if (u.Meets == nil || u.Meets.Past) && u.Parent != shown {
			continue
		}
		unit := h.units[u.Code]
		jobs = append(jobs, func() error {
			return s.Commitments.OpenCall(ctx, access.Console, unit, today.Year(), commitment.CallForm{Theme: b.Theme, Due: callDue(today)})
		})
		people := h.people[u.Code]
		for n, p := range people {
			state := pledgeState(n, len(people))
			if state == "" || !p.sits(today) {
				continue
			}
			r := registration{Services: s, book: b, spec: u, unit: unit, people: people, n: n, today: today}
			jobs = append(jobs, func() error { return r.bring(ctx, state) })
		}
		if u.Code == shown {
			jobs = append(jobs, func() error { return s.programme(ctx, unit, people, b, today) })
		}
	}
	return jobs
}

// callDue is the last day of a registration: near, and in its year.
func callDue(today db.Date) db.Date {
	return min(today.AddDays(4), db.Date(today[:len("2006")]+"-12-31"))
}

// pledgeState is how far the n-th of so many has come: the last ones are not
// done yet, and in a bigger unit one has not begun.
func pledgeState(n, of int) commitment.State {
	switch left := of - 1 - n; {
	case left == 0:
		return commitment.Returned
	case left == 1:
		return commitment.Drafting
	case left == 2, left == 3 && of >= committeeFrom+3:
		return commitment.Submitted
	case left == 5 && of >= committeeFrom+3:
		return ""
	}
	return commitment.Approved
}

// registration is somebody's pledge on its way into the database.
type registration struct {
	Services
	book   pledgeBook
	spec   unitSpec
	unit   org.ID
	people []person
	n      int // of the people
	today  db.Date
}

// bring writes the pledge until the state.
func (r registration) bring(ctx context.Context, state commitment.State) error {
	items := r.book.registered(r.spec, r.people, r.n, r.today)
	if state == commitment.Drafting && r.spec.Code == shown {
		items = r.book.Drafted
	}
	c, by := r.Commitments, as(r.people[r.n].id)
	id, err := c.Begin(ctx, by, r.unit, r.people[r.n].id, r.today.Year(), false)
	if err != nil {
		return err
	}
	forms := make([]commitment.ItemForm, len(items))
	for i, p := range items {
		forms[i] = commitment.ItemForm{Heading: p.Heading, Work: p.Work, Measure: p.Measure, Due: p.Due}
	}
	version, err := c.Save(ctx, by, id, 1, forms)
	if err != nil || state == commitment.Drafting {
		return err
	}
	if err := c.Submit(ctx, by, id, version); err != nil {
		return err
	}
	leader := as(judge(r.people, r.n))
	switch state {
	case commitment.Returned:
		return c.Return(ctx, leader, id, version+1, r.book.Wanted)
	case commitment.Approved:
		if err := c.Approve(ctx, leader, id, version+1); err != nil {
			return err
		}
		return r.follow(ctx, id, version+2, items)
	}
	return nil
}

// judge is who of the leaders judges what the n-th wrote: not himself, unless
// nobody else leads.
func judge(people []person, n int) member.ID {
	at := slices.IndexFunc(people, func(p person) bool { return p.post != "" && p.id != people[n].id })
	return people[max(at, 0)].id
}

// as is the console in the name of a person.
func as(id member.ID) access.Actor {
	by := access.Console
	by.Person = string(id)
	return by
}

// follow says how the first items go, as far as the year has come.
func (r registration) follow(ctx context.Context, id commitment.ID, version int, items []pledgeSpec) error {
	by, p := as(r.people[r.n].id), r.people[r.n]
	var stored []commitment.Item
	err := r.DB.Read(ctx, func(tx *db.Tx) (err error) {
		stored, err = r.Commitments.PledgedTx(tx, by, r.unit, p.id, r.today.Year())
		return err
	})
	if err != nil {
		return err
	}
	rolled, told := dice("progress", r.spec.Code, p.form.Name), stored[:1]
	if r.spec.Code == shown || r.spec.Parent == shown {
		told = stored
	}
	for i, item := range told {
		percent := min(gone(r.today)-9+rolled.IntN(18), 95)
		if percent < 5 {
			continue // the year has only begun
		}
		if err := r.Commitments.Progress(ctx, by, id, version, item.ID, percent, items[i].Result); err != nil {
			return err
		}
		version++
	}
	if r.spec.Code != shown || r.today.Time().Month() <= 6 {
		return nil
	}
	return r.Commitments.Look(ctx, by, id, version, commitment.Midyear, r.book.Midyear)
}

// gone is how much of the year has passed, in percent.
func gone(today db.Date) int { return today.Time().YearDay() * 100 / 366 }

// programme issues the programme of a cell, with what has come of it so far.
func (s Services) programme(ctx context.Context, unit org.ID, people []person, b pledgeBook, today db.Date) error {
	by, year := as(people[0].id), today.Year()
	works := make([]commitment.WorkForm, len(b.Programme))
	for i, w := range b.Programme {
		works[i] = commitment.WorkForm{Heading: w.Heading, Work: w.Work, Measure: w.Measure, Due: w.Due, Leader: people[w.Leader].id}
	}
	version, err := s.Commitments.SaveProgramme(ctx, by, unit, year, 0, works)
	if err != nil {
		return err
	}
	if err := s.Commitments.Issue(ctx, by, unit, year, version); err != nil {
		return err
	}
	sheet, err := s.Commitments.Programme(ctx, by, unit, year)
	if err != nil {
		return err
	}
	r := dice("programme", string(today))
	version = sheet.Programme.Version
	for i, w := range sheet.Programme.Works {
		percent := min(gone(today)-6+r.IntN(18), 95)
		if percent < 5 {
			continue
		}
		if err := s.Commitments.ProgrammeProgress(ctx, by, w.ID, version, percent, said(b.Programme[i].Result, monthOf(today.Time()), r)); err != nil {
			return err
		}
		version++
	}
	return nil
}
