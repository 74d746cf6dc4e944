package meeting

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/fault/faulttest"
	"chibo/internal/member"
	"chibo/internal/rulebook"
)

// B11: both parts in one sitting run one after the other; what opens or ends a
// meeting is done once.
func TestBothPartsInTurn(t *testing.T) {
	m := Meeting{Kind: Regular, Combined: true, HeldOn: "2026-05-25"}
	var keys []string
	minutes := 0
	for _, i := range m.agenda(rulebook.Default(), "") {
		keys = append(keys, i.Key)
		minutes += i.Minutes
	}
	want := strings.Fields(`opening minute_taker roll_call fee programme secretary_report tasks information discussion critique
		synthesis assignment ideology resolution purpose paper theme_discussion conclusion score minutes`)
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Error(diff)
	}
	if least := rulesOf(rulebook.Default(), m, nil); least.Least != 120 || minutes < 120 || least.Combining != "in_turn" {
		t.Errorf("%d minutes, at least %d, %q", minutes, least.Least, least.Combining)
	}
}

// B11: contents by type of cell stand before the discussion.
func TestContentsForReference(t *testing.T) {
	items := Meeting{Kind: Regular, HeldOn: "2026-05-25"}.agenda(rulebook.Default(), "hamlet")
	at := 0
	for i, item := range items {
		if item.Key == "hamlet_life" {
			at = i
		}
	}
	if at == 0 || items[at+1].Key != "hamlet_front" || items[at+2].Key != "discussion" {
		t.Errorf("contents of a hamlet: %v", items)
	}
}

// B1: before 42-HD both parts shared a sitting for hardship alone; where no rule
// is known the cell decides, and the page names the missing rule.
func TestWhenBothPartsMayShareASitting(t *testing.T) {
	for _, c := range []struct {
		name    string
		m       Meeting
		refused bool
		missing bool
	}{
		{"hardship without a word", Meeting{Combined: true, HeldOn: "2025-10-27"}, true, false},
		{"hardship that is told", Meeting{Combined: true, HeldOn: "2025-10-27", Why: "Đảng viên ở xa"}, false, false},
		{"one after the other", Meeting{Combined: true, HeldOn: "2025-10-28"}, false, false},
		{"no rule is known", Meeting{Combined: true, HeldOn: "2018-07-05"}, false, true},
		{"one part alone", Meeting{HeldOn: "2025-10-27"}, false, false},
	} {
		c.m.Kind = Regular
		if err := c.m.mayCombine(rulebook.Default()); c.refused {
			faulttest.Expect(t, err, "why", "meeting.combine_why")
		} else if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		missing := strings.Contains(strings.Join(rulesOf(rulebook.Default(), c.m, nil).Missing, " "), "meeting.combining")
		if missing != c.missing {
			t.Errorf("%s: missing %v", c.name, missing)
		}
	}
}

// B1, B4: the superior says which cell is small and how long it meets; a
// congress counts by the quorum of congresses and leaves out who is excused
// throughout.
func TestRulesOfTheKind(t *testing.T) {
	superior := func(key, value, unit string, facts rulebook.Facts) rulebook.Rule {
		return rulebook.Rule{
			Key: key, Value: value, Unit: unit, Scope: rulebook.Superior, AppliesIf: facts, From: "2026-01-01",
			Doc: rulebook.Doc{No: "05-QĐ/ĐU", Date: "2026-01-01", Issuer: "Đảng ủy"}, Confidence: rulebook.Verified,
		}
	}
	book, err := rulebook.Default().With([]rulebook.Rule{
		superior("org.small_below", "5", "members", nil),
		superior("meeting.min_duration", "60", "minutes", rulebook.Facts{rulebook.FactMeeting: "regular", rulebook.FactSize: "small"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	seats := []Seat{
		{Person: "a", Status: member.Official},
		{Person: "b", Status: member.Official},
		{Person: "c", Status: member.Official},
		{Person: "d", Status: member.Official},
		{Person: "v", Status: member.Official, State: member.Visiting},
		{Person: "p", Status: member.Probationary},
	}
	m := Meeting{Kind: Regular, HeldOn: "2026-05-25"}
	if r := rulesOf(book, m, seats); !r.Small || r.Least != 60 || r.LeastBy.Doc.No != "05-QĐ/ĐU" {
		t.Errorf("four official members: %+v", r)
	}
	if r := rulesOf(book, m, append(seats, Seat{Person: "e", Status: member.Official})); r.Small || r.Least != 90 {
		t.Errorf("five official members: %+v", r)
	}
	if r := rulesOf(rulebook.Default(), m, seats); r.Small || r.Least != 90 {
		t.Errorf("nobody said what is small: %+v", r)
	}
	m.Kind = Congress
	if r := rulesOf(book, m, seats); !r.QuorumOwn || r.Quorum != (rulebook.Threshold{Num: 2, Den: 3}) || r.QuorumBy.Doc.No == "" || r.Least != 0 {
		t.Errorf("congress: %+v", r)
	}
}
