package reflection

import (
	"cmp"
	"slices"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection/rota"
)

// mostReporters is how many may report in a month at the most: one or two (C2).
const mostReporters = 2

// Settings are how a unit arranges its reports of a year.
type Settings struct {
	Most    int  // reporters a month, one or two
	Twice   bool // two turns a year for one person
	Version int  // 0 while nothing was set
}

// turns is how many turns somebody may have in the year.
func (s Settings) turns() int {
	if s.Twice {
		return 2
	}
	return 1
}

// BoardMonth is a month of the rota. Class: cell.
type BoardMonth struct {
	Month    db.Date     // YYYY-MM
	Regular  *year.Slot  // nil where none is planned
	Thematic []year.Slot // such a month hears no report
	Turns    []Report    // that were not released, by name
	Over     bool        // nothing new is placed in it
}

// Open reports whether reports are possible: it has a regular meeting and no
// thematic one.
func (m BoardMonth) Open() bool { return m.Regular != nil && len(m.Thematic) == 0 }

// day is the day on which somebody must be there to report.
func (m BoardMonth) day() db.Date {
	if m.Regular != nil {
		return m.Regular.HeldOn
	}
	return m.Month + "-01"
}

// Participant is somebody who belongs to the unit in the course of the year, or
// has a turn in it. Class: cell; Absent and Away are the committee's and his
// own.
type Participant struct {
	Person member.ID
	Name   string
	Post   member.Post
	Key    bool // key cadre: early in the year as an example
	Status member.Status
	Gone   bool         // he belongs to the unit no more
	Spared bool         // he takes no part in any meeting left in the year, or is gone
	Wishes []rota.Month // for which he volunteered
	Absent []rota.Month // in which he cannot report, as the leaders entered
	Away   []rota.Month // in which he is exempt, elsewhere or kept from activity on the day

	from, to rota.Month // belongs on the days from … to; 0 where on none
	last     int        // months since his last turn before the year
	done     bool       // he had the turn of the running round
}

// Board is the rota of a year as the page shows it: who reports in which month.
// Class: cell; what is the committee's alone is left out for others.
type Board struct {
	Unit     org.Unit
	Year     int
	Today    db.Date
	Leads    bool      // the reader leads the unit
	Me       member.ID // the reader, "" if he is nobody of the unit
	Settings Settings
	Months   [12]BoardMonth // January first
	People   []Participant
	// Redraw is what drawing would make of the year now, with what it could not
	// do and why. Where it has no moves, that is said of the plan as it stands.
	Redraw Redraw
}

// Redraw is a new plan for what nobody was told of yet. Class: committee; the
// reader's own wishes are his.
type Redraw struct {
	Plan  rota.Plan
	Moves []Shift
}

// Shift is a turn that changes its month.
type Shift struct {
	Person member.ID
	Name   string
	From   rota.Month // 0: a new turn
	To     rota.Month // 0: the turn falls away
}

// Planned reports whether the unit has planned the meetings of the year: one
// that was called by itself is no plan.
func (b Board) Planned() bool {
	return slices.ContainsFunc(b.Months[:], func(m BoardMonth) bool { return m.Regular != nil && m.Regular.ID != "" })
}

// Drawn reports whether anybody has a turn in the year.
func (b Board) Drawn() bool {
	return slices.ContainsFunc(b.Months[:], func(m BoardMonth) bool { return len(m.Turns) > 0 })
}

// Free is how many places are left in a month in which reports are possible.
func (b Board) Free(n rota.Month) int {
	m := b.Months[n-1]
	if !m.Open() || m.Over {
		return 0
	}
	return max(0, b.Settings.Most-len(m.Turns))
}

// Next is the month of the next meeting that hears a report, 0 if there is
// none in the year.
func (b Board) Next() rota.Month {
	for i, m := range b.Months {
		if m.Open() && !m.Over {
			return i + 1
		}
	}
	return 0
}

// Turn is somebody's turn in a month, nil if he has none.
func (b Board) Turn(person member.ID, n rota.Month) *Report {
	turns := b.Months[n-1].Turns
	if i := slices.IndexFunc(turns, func(r Report) bool { return r.Person == person }); i >= 0 {
		return &turns[i]
	}
	return nil
}

// TurnsOf lists somebody's turns of the year, by month.
func (b Board) TurnsOf(person member.ID) (all []Report) {
	for n := 1; n <= 12; n++ {
		if t := b.Turn(person, n); t != nil {
			all = append(all, *t)
		}
	}
	return all
}

// Of finds somebody of the year by id.
func (b Board) Of(person string) (Participant, bool) {
	i := slices.IndexFunc(b.People, func(p Participant) bool { return string(p.Person) == person })
	if i < 0 {
		return Participant{}, false
	}
	return b.People[i], true
}

// MayVolunteer reports whether somebody may volunteer for a month: reports are
// possible in it and he may still be given a turn.
func (b Board) MayVolunteer(person member.ID, n rota.Month) bool {
	p, ok := b.Of(string(person))
	m := b.Months[n-1]
	if !ok || p.Gone || !m.Open() || m.Over {
		return false
	}
	fixed := 0
	for _, t := range b.TurnsOf(person) {
		if t.State != Planned {
			fixed++
		}
	}
	return fixed < b.Settings.turns()
}

// lay puts the slots of the year and the turns into their months, and notes
// which months are over.
func (b *Board) lay(slots []year.Slot, turns []Report) {
	for i := range b.Months {
		b.Months[i].Month = monthNo(b.Year, i+1)
	}
	for i, s := range slots {
		m := &b.Months[year.MonthOf(s.Month)-1]
		switch s.Kind {
		case meeting.Regular:
			m.Regular = &slots[i]
		case meeting.Thematic:
			m.Thematic = append(m.Thematic, s)
		}
	}
	for _, t := range turns {
		m := &b.Months[year.MonthOf(t.Month)-1]
		m.Turns = append(m.Turns, t)
	}
	for i := range b.Months {
		m := &b.Months[i]
		m.Over = m.Month < b.Today.Month() || m.Month == b.Today.Month() && m.Regular != nil && (m.Regular.Begun() || m.Regular.HeldOn < b.Today)
	}
}

// monthNo is the month of that number, YYYY-MM.
func monthNo(year int, n rota.Month) db.Date {
	first, _ := yearOf(year)
	return (first + "-01").AddMonths(n - 1).Month()
}

// join adds those who belong to the unit in the course of the year, and those
// who have a turn in it without.
func (b *Board) join(stays []member.Stay) {
	for _, s := range stays {
		p := Participant{
			Person: s.Person, Name: s.Name, Post: s.Post, Status: s.Status,
			Key:  s.KeyCadre || s.Post != "" && s.Post != member.GroupLeader,
			Gone: s.To != "" && s.To <= b.Today, Spared: b.Next() > 0,
		}
		for i, m := range b.Months {
			day, n := m.day(), i+1
			if day < s.From || s.To != "" && day >= s.To {
				continue
			}
			if p.from == 0 {
				p.from = n
			}
			if p.to = n; !s.There(day) {
				p.Away = append(p.Away, n)
			} else if m.Open() && !m.Over {
				p.Spared = false
			}
		}
		b.People = append(b.People, p)
	}
	for _, m := range b.Months {
		for _, t := range m.Turns {
			if _, known := b.Of(string(t.Person)); !known {
				b.People = append(b.People, Participant{Person: t.Person, Name: t.Name, Gone: true, Spared: true})
			}
		}
	}
	b.People = slices.DeleteFunc(b.People, func(p Participant) bool { return p.from == 0 && len(b.TurnsOf(p.Person)) == 0 })
}

// mark notes what people wish, when they cannot report, and what they had
// before the year.
func (b *Board) mark(wishes, absences, before []months) {
	at := map[member.ID]*Participant{}
	for i := range b.People {
		at[b.People[i].Person] = &b.People[i]
		b.People[i].last = rota.Never
	}
	for _, w := range wishes {
		if p := at[w.person]; p != nil {
			p.Wishes = append(p.Wishes, year.MonthOf(w.month))
		}
	}
	for _, a := range absences {
		if p := at[a.person]; p != nil {
			p.Absent = append(p.Absent, year.MonthOf(a.month))
		}
	}
	var meetings [][]string
	for i, t := range before {
		if i == 0 || before[i-1].month != t.month {
			meetings = append(meetings, nil)
		}
		last := len(meetings) - 1
		meetings[last] = append(meetings[last], string(t.person))
		if p := at[t.person]; p != nil {
			p.last = 12*(b.Year-t.month.Year()) + 1 - year.MonthOf(t.month)
		}
	}
	for person := range rota.Round(meetings) {
		if p := at[member.ID(person)]; p != nil {
			p.done = true
		}
	}
}

// problem is the year as the solver takes it: what was told stays, what is
// planned is kept where that costs nothing.
func (b Board) problem() rota.Problem {
	p := rota.Problem{Max: b.Settings.Most, Twice: b.Settings.Twice, First: 13}
	for i, m := range b.Months {
		n := i + 1
		p.Open[n] = m.Open()
		if !m.Over && p.First > n {
			p.First = n
		}
		for _, t := range m.Turns {
			turn := rota.Turn{Person: string(t.Person), Month: n}
			if t.State == Planned {
				p.Before = append(p.Before, turn)
			} else {
				p.Fixed = append(p.Fixed, turn)
			}
		}
	}
	for _, q := range b.People {
		if q.from == 0 {
			continue
		}
		p.People = append(p.People, rota.Person{
			ID: string(q.Person), Key: q.Key, Last: q.last, Done: q.done, From: q.from, To: q.to,
			Absent: slices.Concat(q.Absent, q.Away), Wishes: q.Wishes,
		})
	}
	return p
}

// solve draws the year anew and compares that with what is planned.
func (b *Board) solve() {
	p := b.problem()
	b.Redraw.Plan = rota.Solve(p)
	// Who is spared to the end of the year waits for no turn.
	b.Redraw.Plan.Waiting = slices.DeleteFunc(b.Redraw.Plan.Waiting, func(id string) bool {
		q, _ := b.Of(id)
		return q.Spared
	})
	for _, q := range b.People {
		now := ofPerson(p.Before, q.Person)
		next := without(ofPerson(b.Redraw.Plan.Turns, q.Person), ofPerson(p.Fixed, q.Person))
		from, to := without(now, next), without(next, now)
		for i := range max(len(from), len(to)) {
			s := Shift{Person: q.Person, Name: q.Name}
			if i < len(from) {
				s.From = from[i]
			}
			if i < len(to) {
				s.To = to[i]
			}
			b.Redraw.Moves = append(b.Redraw.Moves, s)
		}
	}
	slices.SortStableFunc(b.Redraw.Moves, func(x, y Shift) int { return cmp.Compare(cmp.Or(x.To, 13), cmp.Or(y.To, 13)) })
}

// ofPerson are the months of somebody's turns, in their order.
func ofPerson(turns []rota.Turn, person member.ID) (all []rota.Month) {
	for _, t := range turns {
		if t.Person == string(person) {
			all = append(all, t.Month)
		}
	}
	slices.Sort(all)
	return all
}

// without are the months of all that are not among some.
func without(all, some []rota.Month) []rota.Month {
	return slices.DeleteFunc(slices.Clone(all), func(n rota.Month) bool { return slices.Contains(some, n) })
}

// narrow leaves out what is the committee's, for who is not of it: absences and
// the reasons of others, and what drawing again would change.
func (b *Board) narrow() {
	if b.Leads {
		return
	}
	for i := range b.People {
		if p := &b.People[i]; p.Person != b.Me {
			p.Absent, p.Away = nil, nil
		}
	}
	if b.Redraw.Plan.Turns = nil; len(b.Redraw.Moves) > 0 { // it speaks of a plan that the reader does not see
		b.Redraw = Redraw{}
	}
	b.Redraw.Plan.Unmet = slices.DeleteFunc(b.Redraw.Plan.Unmet, func(u rota.Unmet) bool { return u.Person != string(b.Me) })
	for i := range b.Redraw.Plan.Empty {
		b.Redraw.Plan.Empty[i].Away = nil
	}
}

// Untold lists the turns that nobody was told of, from today's month through
// another, by month.
func (b Board) Untold(through rota.Month) (all []Report) {
	for n, m := range b.Months {
		for _, t := range m.Turns {
			if n < through && t.State == Planned && t.Month >= b.Today.Month() {
				all = append(all, t)
			}
		}
	}
	return all
}
