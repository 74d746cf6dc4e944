package vote

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rulebook"
)

// B5: who is elected, of whose votes 6 pass.
func TestElect(t *testing.T) {
	for _, c := range []struct {
		name   string
		needed int
		seats  int
		favour []int
		want   []Standing
	}{
		{"one for one seat", 6, 1, []int{6}, []Standing{Elected}},
		{"half is not more than half", 6, 1, []int{5}, []Standing{Short}},
		{"a seat stays empty", 6, 2, []int{9, 5}, []Standing{Elected, Short}},
		{"more pass than there are seats: highest first", 6, 2, []int{7, 9, 8}, []Standing{Beyond, Elected, Elected}},
		{"a tie above the last seat does not matter", 6, 2, []int{9, 9, 7}, []Standing{Elected, Elected, Beyond}},
		{"a tie at the last seat: none of the tied", 6, 2, []int{9, 7, 7}, []Standing{Elected, Tied, Tied}},
		{"three tie for two seats", 6, 2, []int{7, 7, 7}, []Standing{Tied, Tied, Tied}},
		{"below a tie", 6, 1, []int{8, 8, 7}, []Standing{Tied, Tied, Beyond}},
		{"a tie of those who do not pass", 6, 1, []int{5, 5}, []Standing{Short, Short}},
		{"nobody stands", 6, 1, nil, []Standing{}},
		{"no rule is known", 0, 1, []int{9}, []Standing{Undecided}},
		{"no seat", 6, 0, []int{9}, []Standing{Beyond}},
	} {
		if diff := cmp.Diff(c.want, Elect(c.favour, c.needed, c.seats)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// B5: an election is judged on ballots alone, of all official members called.
func TestJudgeElection(t *testing.T) {
	here, gone := official(member.Active, true), official(member.Active, false)
	c := Case{Matter: Election, Meeting: "regular", On: "2026-05-25", Voters: append(many(9, here), many(4, gone)...)}
	if _, _, err := Judge(rulebook.Default(), c, Count{Favour: 7}); !fault.Is(err, fault.Invalid) {
		t.Errorf("by show of hands: %v", err)
	}
	c.Ballots = true
	for favour, want := range map[int]Outcome{0: Failed, 6: Failed, 7: Passed} {
		p, got, err := Judge(rulebook.Default(), c, Count{Favour: favour})
		if err != nil || got != want || !p.Secret || p.Base.Size != 13 || p.Needed != 7 {
			t.Errorf("%d in favour: %s, %+v, %v", favour, got, p, err)
		}
	}
}

// B5: two thirds of those called make a congress valid; no rule asks it of
// other meetings.
func TestQuorum(t *testing.T) {
	c := Case{Matter: Election, Meeting: Congress, On: "2026-05-25", Voters: many(13, official(member.Active, true))}
	if n, by, ok := Quorum(rulebook.Default(), c); !ok || n != 9 || by.Doc.No == "" {
		t.Errorf("%d %+v %v", n, by, ok)
	}
	c.Meeting = "regular"
	if _, _, ok := Quorum(rulebook.Default(), c); ok {
		t.Error("a regular meeting has a quorum")
	}
	c.Meeting, c.On = Congress, "2005-05-25"
	if _, _, ok := Quorum(rulebook.Default(), c); ok {
		t.Error("a quorum before the rule")
	}
}
