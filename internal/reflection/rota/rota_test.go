package rota

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show writes a plan as "1: 001 002" for each month with a report.
func show(turns []Turn) []string {
	var all []string
	for m := 1; m <= 12; m++ {
		if who := inMonth(turns, m); len(who) > 0 {
			line := fmt.Sprintf("%d:", m)
			for _, id := range who {
				line += " " + id
			}
			all = append(all, line)
		}
	}
	return all
}

func solve(t *testing.T, p Problem) Plan {
	t.Helper()
	plan := Solve(p)
	if bad := broken(p, plan.Turns); len(bad) > 0 {
		t.Errorf("against the rules: %v", bad)
	}
	checkWhy(t, p, plan)
	return plan
}

func TestC2AYearInWords(t *testing.T) {
	for _, c := range []struct {
		name    string
		problem func() Problem
		plan    []string
		free    int
	}{
		{"fifteen members, eight months: all once, one place left; two volunteers and a leave respected", func() Problem {
			p := office(15)
			p.People[0].Key, p.People[1].Key, p.People[2].Key = true, true, true
			p.People[5].Wishes = []Month{12}
			p.People[6].Wishes = []Month{6, 7}
			p.People[3].Absent = []Month{1, 2, 3, 4, 5, 6}
			return p
		}, []string{"1: 001 002", "3: 003 005", "4: 008 009", "6: 007 010", "7: 004 011", "9: 012 013", "10: 014 015", "12: 006"}, 1},
		{"ten members: one year, each month with a report", func() Problem {
			return office(10)
		}, []string{"1: 001 002", "3: 003 004", "4: 005", "6: 006", "7: 007", "9: 008", "10: 009", "12: 010"}, 6},
		{"who waits longest comes first", func() Problem {
			p := office(10)
			p.Max = 1
			for i := range p.People {
				p.People[i].Last = 5 + i
			}
			return p
		}, []string{"1: 010", "3: 009", "4: 008", "6: 007", "7: 006", "9: 005", "10: 004", "12: 003"}, 0},
		{"a key cadre comes early, however short his wait", func() Problem {
			p := office(8)
			p.Max = 1
			p.People[7].Key, p.People[7].Last = true, 4
			return p
		}, []string{"1: 008", "3: 001", "4: 002", "6: 003", "7: 004", "9: 005", "10: 006", "12: 007"}, 0},
		{"a small cell of six: the second turns in the order of the first", func() Problem {
			p := office(6)
			p.Max, p.Twice = 1, true
			return p
		}, []string{"1: 001", "3: 002", "4: 003", "6: 004", "7: 005", "9: 006", "10: 001", "12: 002"}, 0},
		{"all absent in a month", func() Problem {
			p := office(4)
			p.Max = 1
			p.Open = [13]bool{1: true, 3: true, 4: true}
			for i := range p.People {
				p.People[i].Absent = []Month{3}
			}
			return p
		}, []string{"1: 001", "4: 002"}, 1},
		{"a member joins in May and is not asked before", func() Problem {
			p := office(8)
			p.Max = 1
			p.People[0].From = 5
			return p
		}, []string{"1: 002", "3: 003", "4: 004", "6: 001", "7: 005", "9: 006", "10: 007", "12: 008"}, 0},
		{"what is over gets nothing new", func() Problem {
			p := office(4)
			p.First = 7
			p.Fixed = []Turn{{"002", 1}}
			return p
		}, []string{"1: 002", "7: 001", "9: 003", "10: 004"}, 5},
		{"nobody", func() Problem { return office(0) }, nil, 16},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := solve(t, c.problem())
			if diff := cmp.Diff(c.plan, show(plan.Turns)); diff != "" {
				t.Error(diff)
			}
			if plan.Free != c.free {
				t.Errorf("%d places free, want %d", plan.Free, c.free)
			}
			if len(plan.Unmet) > 0 {
				t.Errorf("unmet: %+v", plan.Unmet)
			}
		})
	}
}

// next is the year after a year that went as planned.
func next(p Problem, plan Plan, meetings [][]string) (Problem, [][]string) {
	for m := 1; m <= 12; m++ {
		meetings = append(meetings, inMonth(plan.Turns, m))
	}
	done := Round(meetings)
	p.People = slices.Clone(p.People)
	for i := range p.People {
		q := &p.People[i]
		q.Done = done[q.ID]
		if held := ofPerson(plan.Turns, q.ID); held != 0 {
			q.Last = 12 - held.last()
		} else if q.Last < Never {
			q.Last += 12
		}
	}
	return p, meetings
}

func TestC2ThirtySevenMembersInThreeYears(t *testing.T) {
	p := office(37)
	var meetings [][]string
	seen := map[string]int{}
	for year, want := range []struct{ first, again int }{{16, 0}, {16, 0}, {5, 11}} {
		plan := solve(t, p)
		first, again := 0, 0
		for _, turn := range plan.Turns {
			if seen[turn.Person]++; seen[turn.Person] == 1 {
				first++
				continue
			}
			again++
			for id, q := range p.index() {
				if !q.Done && !slices.ContainsFunc(plan.Turns, func(u Turn) bool { return u.Person == id && u.Month <= turn.Month }) {
					t.Errorf("year %d: %v before %s", year+1, turn, id)
				}
			}
		}
		if first != want.first || again != want.again || len(plan.Waiting) != 37-16 {
			t.Errorf("year %d: %d first turns, %d again, %d wait; want %+v", year+1, first, again, len(plan.Waiting), want)
		}
		p, meetings = next(p, plan, meetings)
	}
	// The new round goes on: eleven have had its turn.
	done := 0
	for _, q := range p.People {
		if q.Done {
			done++
		}
	}
	if done != 11 {
		t.Errorf("%d have had the turn of the new round, want 11", done)
	}
}

func (p Problem) index() map[string]Person {
	all := map[string]Person{}
	for _, q := range p.People {
		all[q.ID] = q
	}
	return all
}

func TestC2AMemberLeavesAndThePlanIsMended(t *testing.T) {
	p := office(10)
	p.Max = 1
	plan := solve(t, p) // 001 … 008, one a month; 009 and 010 wait
	p.Fixed, p.Before = plan.Turns[:4], plan.Turns[4:]
	p.First = 4
	p.People[4].To = 3 // 005 was to report in July
	mended := solve(t, p)
	want := []string{"1: 001", "3: 002", "4: 003", "6: 004", "7: 009", "9: 006", "10: 007", "12: 008"}
	if diff := cmp.Diff(want, show(mended.Turns)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"010"}, mended.Waiting); diff != "" {
		t.Error(diff)
	}
}

func TestC2AnAnnouncedTurnStaysThoughItBreaksARule(t *testing.T) {
	p := office(3)
	p.Fixed = []Turn{{"001", 2}, {"001", 3}, {"002", 3}, {"003", 3}, {"moved away", 4}}
	plan := solve(t, p)
	if diff := cmp.Diff([]string{"2: 001", "3: 001 002 003", "4: moved away"}, show(plan.Turns)); diff != "" {
		t.Error(diff)
	}
}

func TestC2WhyAWishIsNotMet(t *testing.T) {
	for _, c := range []struct {
		name    string
		problem func() Problem
		want    Unmet
	}{
		{"closed, over, away", func() Problem {
			p := office(3)
			p.First = 4
			p.People[0].Wishes, p.People[0].Absent = []Month{2, 3, 6}, []Month{6}
			return p
		}, Unmet{
			Person: "001", Given: 4, Why: []Why{{Month: 2, Reason: Closed}, {Month: 3, Reason: Past}, {Month: 6, Reason: Away}},
			Help: []Help{{Kind: OtherMonth, Month: 7}},
		}},
		{"more volunteers than places", func() Problem {
			p := office(9)
			p.Max = 1
			for i := range 2 {
				p.People[i].Wishes = []Month{3}
			}
			p.People[0].Last = 20
			return p
		}, Unmet{
			Person: "001", Why: []Why{{Month: 3, Reason: Taken, People: []string{"002"}}},
			Help: []Help{{Kind: RaiseMax}, {Kind: OtherMonth, Month: 4}},
		}},
		{"announced turns fill the month; one of them could move", func() Problem {
			p := office(9)
			p.Max = 1
			p.Fixed = []Turn{{"002", 3}}
			p.People[0].Wishes = []Month{3}
			return p
		}, Unmet{
			Person: "001", Given: 1, Why: []Why{{Month: 3, Reason: Taken, People: []string{"002"}}},
			Help: []Help{{Kind: RaiseMax}, {Kind: OtherMonth, Month: 4}, {Kind: MoveTurn, Month: 3, Person: "002"}},
		}},
		{"the only one for another month", func() Problem {
			p := office(2)
			p.Max = 1
			p.Open = [13]bool{1: true, 3: true}
			p.People[0].Wishes = []Month{1}
			p.People[1].Absent = []Month{3}
			return p
		}, Unmet{Person: "001", Given: 3, Why: []Why{{Month: 1, Reason: NeedElsewhere, Months: []Month{3}}}}},
		{"others have not had their turns", func() Problem {
			p := office(4)
			p.Max = 1
			p.Open = [13]bool{1: true, 3: true, 4: true, 6: true}
			p.People[0].Done, p.People[0].Last, p.People[0].Wishes = true, 5, []Month{3}
			return p
		}, Unmet{Person: "001", Given: 6, Why: []Why{{Month: 3, Reason: HadTurn, People: []string{"002", "003", "004"}}}}},
		{"his own turn is announced for another month", func() Problem {
			p := office(3)
			p.Fixed = []Turn{{"001", 4}}
			p.People[0].Wishes = []Month{9}
			return p
		}, Unmet{
			Person: "001", Given: 4, Why: []Why{{Month: 9, Reason: Limit, Months: []Month{4}}},
			Help: []Help{{Kind: MoveTurn, Month: 4, Person: "001"}},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := solve(t, c.problem())
			if diff := cmp.Diff([]Unmet{c.want}, plan.Unmet); diff != "" {
				t.Errorf("%v\n%s", show(plan.Turns), diff)
			}
		})
	}
}

func TestC2WhyAMonthIsEmpty(t *testing.T) {
	p := office(2)
	p.Max = 1
	p.Open = [13]bool{1: true, 3: true, 4: true}
	p.People[0].Absent, p.People[1].Absent = []Month{4}, []Month{4}
	want := []Empty{{Month: 4, Reason: Away}}
	if diff := cmp.Diff(want, solve(t, p).Empty); diff != "" {
		t.Errorf("both away, and both had their turns: %s", diff)
	}

	p.People[0].Absent, p.People[1].Absent = nil, nil
	want = []Empty{{Month: 4, Reason: Limit, Full: []string{"001", "002"}, Twice: true}}
	if diff := cmp.Diff(want, solve(t, p).Empty); diff != "" {
		t.Errorf("all had their turns: %s", diff)
	}

	p.Open[3] = false
	p.People[1].Absent = []Month{1, 4}
	want = []Empty{{Month: 4, Reason: Away, Away: []string{"002"}, Full: []string{"001"}, Twice: true}}
	if diff := cmp.Diff(want, solve(t, p).Empty); diff != "" {
		t.Errorf("who is left is away: %s", diff)
	}

	p.Twice = true
	p.People[1].Absent, p.Fixed, p.Open[6] = nil, []Turn{{"002", 6}}, true
	want = []Empty{{Month: 4, Reason: HadTurn, Behind: []string{"001", "002"}, First: []string{"002"}}}
	if diff := cmp.Diff(want, solve(t, p).Empty); diff != "" {
		t.Errorf("002 comes first, and is announced for June: %s", diff)
	}
}

func TestC2Round(t *testing.T) {
	for _, c := range []struct {
		name     string
		meetings [][]string
		want     map[string]bool
	}{
		{"nothing yet", nil, map[string]bool{}},
		{"the first round", [][]string{{"a"}, {"b", "c"}}, map[string]bool{"a": true, "b": true, "c": true}},
		{"the next begins", [][]string{{"a"}, {"b"}, {"a"}}, map[string]bool{"a": true}},
		{"the last of a round beside the first of the next", [][]string{{"a"}, {"a", "b"}}, map[string]bool{"a": true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Round(c.meetings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
