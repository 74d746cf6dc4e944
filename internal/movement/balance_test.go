package movement

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// histories makes random memberships of some people in some cells, each one's in
// the order of time.
func histories(r *rand.Rand, cells []org.ID, people int) (all []member.Turn) {
	ends := []string{member.ByTransfer, member.ByRemoval, member.ByExpulsion, member.ByLeaving, member.ByDeath, "recognised", ""}
	for n := range people {
		day := db.Date("2024-01-01").AddDays(r.IntN(500))
		id := member.ID(fmt.Sprintf("p%03d", n))
		for range 1 + r.IntN(5) {
			t := member.Turn{Person: id, Unit: cells[r.IntN(len(cells))], From: day}
			if r.IntN(3) == 0 {
				t.AdmittedOn = day
			}
			if r.IntN(5) > 0 {
				t.To, t.EndedBy = day.AddDays(r.IntN(200)), ends[r.IntN(len(ends))]
			}
			all = append(all, t)
			if t.To == "" {
				break
			}
			day = t.To
			if r.IntN(2) == 0 {
				day = day.AddDays(r.IntN(60))
			}
		}
	}
	return all
}

func headcount(all []member.Turn, on db.Date, units ...org.ID) map[org.ID]int {
	n := map[org.ID]int{}
	for _, t := range all {
		for _, u := range units {
			if t.Unit == u && t.From <= on && (t.To == "" || t.To > on) {
				n[u]++
			}
		}
	}
	return n
}

// touching are the memberships that begin or end in a span, as the register
// lists them.
func touching(all []member.Turn, from, until db.Date) (some []member.Turn) {
	for _, t := range all {
		if t.From >= from && t.From < until || t.To != "" && t.To >= from && t.To < until {
			some = append(some, t)
		}
	}
	return some
}

// A4, form B14: A + B − C = D, whatever happened, for every unit and period.
func TestBalanceAlwaysBalances(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 14))
	cells := []org.ID{"a", "b", "c"}
	for round := range 300 {
		all := histories(r, cells, 12)
		from := db.Date("2024-01-01").AddDays(r.IntN(700))
		until := from.AddDays(1 + r.IntN(400))
		for _, of := range [][]org.ID{{"a"}, {"b"}, {"a", "c"}, cells} {
			b := balance(headcount(all, from.AddDays(-1), of...), touching(all, from, until), from, until, nil, of...)
			want := 0
			for _, n := range headcount(all, until.AddDays(-1), of...) {
				want += n
			}
			if b.After() != want {
				t.Fatalf("round %d, %v in [%s, %s): %d + %d − %d = %d, want %d", round, of, from, until, b.Before, b.In(), b.Out(), b.After(), want)
			}
			if len(b.Changes) != b.In()+b.Out() {
				t.Fatalf("round %d: a change stands in no row", round)
			}
		}
	}
}

// form B14: each way of coming and going stands in its row; what goes on at
// once within the unit is neither.
func TestBalanceSortsByReason(t *testing.T) {
	const from, until = db.Date("2026-01-01"), db.Date("2027-01-01")
	day := db.Date("2026-05-01")
	why := reasons{}
	why.of(Transfer{Person: "in", Host: "a", Distance: Country, ReceivedOn: day})
	why.of(Transfer{Person: "out", Home: "a", Distance: Province, ReceivedOn: day})
	why[way{"back", "a", day, true}] = InRestored
	for _, c := range []struct {
		name  string
		turns []member.Turn
		want  []Line
	}{
		{"admitted", []member.Turn{{Person: "p", Unit: "a", From: day, AdmittedOn: day}}, []Line{InAdmitted}},
		{"admitted, of whom the month is known", []member.Turn{{Person: "p", Unit: "a", From: day, AdmittedOn: "2026-05"}}, []Line{InAdmitted}},
		{"from another province", []member.Turn{{Person: "in", Unit: "a", From: day, AdmittedOn: "2001-01-01"}}, []Line{InCountry}},
		{"to elsewhere in the province", []member.Turn{{Person: "out", Unit: "a", From: "2001-01-01", To: day, EndedBy: member.ByTransfer}}, []Line{OutProvince}},
		{"restored", []member.Turn{{Person: "back", Unit: "a", From: day}}, []Line{InRestored}},
		{"entered without a reason", []member.Turn{{Person: "p", Unit: "a", From: day}}, []Line{InOther}},
		{"died", []member.Turn{{Person: "p", Unit: "a", From: "2001-01-01", To: day, EndedBy: member.ByDeath}}, []Line{OutDied}},
		{"admitted and died", []member.Turn{{Person: "p", Unit: "a", From: day, To: "2026-06-01", AdmittedOn: day, EndedBy: member.ByDeath}}, []Line{InAdmitted, OutDied}},
		{"recognised", []member.Turn{{Person: "p", Unit: "a", From: "2025-05-01", To: day, EndedBy: "recognised"}, {Person: "p", Unit: "a", From: day}}, nil},
		{"between two cells of the committee", []member.Turn{{Person: "p", Unit: "a", From: "2025-05-01", To: day, EndedBy: member.ByTransfer}, {Person: "p", Unit: "b", From: day}}, nil},
		{"left and came back later", []member.Turn{{Person: "p", Unit: "a", From: "2025-05-01", To: day, EndedBy: member.ByLeaving}, {Person: "p", Unit: "a", From: "2026-08-01"}}, []Line{OutLeft, InOther}},
		{"ended before another's beginning", []member.Turn{{Person: "p", Unit: "a", From: "2025-05-01", To: day, EndedBy: member.ByExpulsion}, {Person: "q", Unit: "a", From: day}}, []Line{OutExpelled, InOther}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := balance(nil, c.turns, from, until, why)
			var got []Line
			for _, x := range b.Changes {
				got = append(got, x.Line)
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// A4: who comes to a badge, by which of the four rounds, a year ahead.
func TestBadges(t *testing.T) {
	for _, c := range []struct {
		admitted db.Date
		years    int
		round    db.Date
		vague    bool
	}{
		{"1996-05-20", 30, "2026-09-02", false},
		{"1996-05-19", 0, "", false}, // the round of 19 May 2026 is over
		{"1996-09-02", 30, "2026-09-02", false},
		{"1996-09-03", 30, "2026-11-07", false},
		{"1986-12-01", 40, "2027-02-03", false},
		{"1997-06-01", 0, "", false},
		{"1937-01-01", 90, "2027-02-03", false},
		{"1976-10", 50, "2026-11-07", true},
		{"", 0, "", false},
	} {
		h := member.Holder{Person: "p", Party: member.Party{AdmittedOn: c.admitted, OfficialOn: "2000-01-01"}}
		got := badges(rulebook.Default(), []member.Holder{h}, "2026-05-25", "2027-05-25")
		switch {
		case c.years == 0 && len(got) == 0:
		case len(got) != 1 || got[0].Years != c.years || got[0].Round != c.round || got[0].Vague != c.vague:
			t.Errorf("admitted %q: %+v, want %d years by %s", c.admitted, got, c.years, c.round)
		}
	}
	h := member.Holder{Party: member.Party{AdmittedOn: "1996-05-20"}}
	if got := badges(rulebook.Default(), []member.Holder{h}, "2026-05-25", "2027-05-25"); len(got) != 0 {
		t.Errorf("a probationary member comes to %v", got)
	}
}

// A4: the days by which a transfer must begin and be presented, over the
// holidays; no holidays, no day.
func TestDue(t *testing.T) {
	for _, c := range []struct {
		t    Transfer
		want db.Date
	}{
		{Transfer{State: Requested, MovedOn: "2026-05-04"}, "2026-07-27"},
		{Transfer{State: Issued, MovedOn: "2026-01-01", LetterOn: "2026-05-25"}, "2026-07-06"},
		{Transfer{State: Presented, MovedOn: "2026-01-01", LetterOn: "2026-05-25"}, ""},
		{Transfer{State: Requested, MovedOn: "2199-05-04"}, ""},
	} {
		if got := c.t.Due(rulebook.Default()); got.On != c.want {
			t.Errorf("%s: due %s, want %s", c.t.State, got.On, c.want)
		}
	}
	if !(Deadline{On: "2026-05-24"}).Late("2026-05-25") || (Deadline{On: "2026-05-25"}).Late("2026-05-25") || (Deadline{}).Late("2026-05-25") {
		t.Error("a day is late once it is over")
	}
}
