package vote

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rulebook"
)

func official(state member.State, present bool) Voter {
	return Voter{Status: member.Official, State: state, Present: present}
}

func many(n int, v Voter) []Voter { return slices.Repeat([]Voter{v}, n) }

// B4: who counts, by the rules of the day of the meeting.
func TestDenominator(t *testing.T) {
	here, gone := official(member.Active, true), official(member.Active, false)
	excused := Voter{Status: member.Official, Excused: true}
	for _, c := range []struct {
		name    string
		meeting string
		voters  []Voter
		want    Base
	}{
		{"exam case: 20 official, 3 absent, denominator 20", "regular", append(many(17, here), many(3, gone)...), Base{Official: 20, Size: 20, Present: 17}},
		{"on a business trip still counts", "regular", []Voter{here, excused}, Base{Official: 2, Size: 2, Present: 1}},
		{"probationary never votes", "regular", []Voter{here, {Status: member.Probationary, Present: true}}, Base{Official: 1, Size: 1, Present: 1}},
		{"temporarily elsewhere", "regular", []Voter{here, official(member.Away, false)}, Base{Official: 2, Size: 1, Present: 1, Left: map[string]int{"transferred_out": 1}}},
		{"temporarily elsewhere, but here today", "regular", []Voter{here, official(member.Away, true)}, Base{Official: 2, Size: 1, Present: 1, Left: map[string]int{"transferred_out": 1}}},
		{"exempt and absent", "regular", []Voter{here, official(member.Exempt, false)}, Base{Official: 2, Size: 1, Present: 1, Left: map[string]int{"exempt_absent": 1}}},
		{"exempt and here", "regular", []Voter{here, official(member.Exempt, true)}, Base{Official: 2, Size: 2, Present: 2}},
		{
			"suspended, detained", "regular",
			[]Voter{here, official(member.Suspended, false), official(member.Detained, false)},
			Base{Official: 3, Size: 1, Present: 1, Left: map[string]int{"suspended": 1, "detained": 1}},
		},
		{"a visitor votes at home", "regular", []Voter{here, official(member.Visiting, true)}, Base{Official: 1, Size: 1, Present: 1}},
		{"a congress leaves out who is excused throughout", "congress", []Voter{here, excused}, Base{Official: 2, Size: 1, Present: 1, Left: map[string]int{"excused_throughout": 1}}},
		{"nobody", "regular", nil, Base{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Ahead(rulebook.Default(), Case{Matter: Ordinary, Meeting: c.meeting, On: "2026-06-03", Voters: c.voters}).Base
			if c.want.Left == nil {
				c.want.Left = map[string]int{}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("base (-want +got):\n%s", diff)
			}
		})
	}
}

// B4, as a property: the base never counts a voter whom the rules leave out.
func TestBaseNeverCountsAnExcludedVoter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	states := []member.State{member.Active, member.Exempt, member.Away, member.Visiting, member.Suspended, member.Detained}
	excluded := func(v Voter) bool {
		return v.Status != member.Official || v.State == member.Away || v.State == member.Suspended || v.State == member.Detained ||
			v.State == member.Visiting || v.State == member.Exempt && !v.Present
	}
	book := rulebook.Default()
	for range 2000 {
		var voters []Voter
		for range r.IntN(30) {
			status := member.Official
			if r.IntN(4) == 0 {
				status = member.Probationary
			}
			present := r.IntN(3) > 0
			voters = append(voters, Voter{Status: status, State: states[r.IntN(len(states))], Present: present, Excused: !present && r.IntN(2) == 0})
		}
		counted := slices.DeleteFunc(slices.Clone(voters), excluded)
		all := Ahead(book, Case{Matter: Ordinary, Meeting: "regular", On: "2026-06-03", Voters: voters}).Base
		only := Ahead(book, Case{Matter: Ordinary, Meeting: "regular", On: "2026-06-03", Voters: counted}).Base
		if all.Size != len(counted) || all.Size != only.Size || all.Present != only.Present || all.Present > all.Size || all.Size > all.Official {
			t.Fatalf("%+v of %+v; without the excluded %+v", all, voters, only)
		}
	}
}

// B4, B5: thresholds by matter and date, with the rule that gave them.
func TestJudge(t *testing.T) {
	room := append(many(11, official(member.Active, true)), many(2, official(member.Active, false))...)
	for _, c := range []struct {
		name   string
		matter Matter
		on     db.Date
		count  Count
		want   Outcome
		needed int
		by     string
		fault  string
	}{
		{"7 of 13 is more than half", Ordinary, "2026-06-03", Count{7, 4, 0}, Passed, 7, "Điều lệ Đảng", ""},
		{"6 of 13 is not, though more than half of those here", Ordinary, "2026-06-03", Count{6, 2, 3}, Failed, 7, "Điều lệ Đảng", ""},
		{"admission: 9 of 13", Admission, "2026-06-03", Count{9, 2, 0}, Passed, 9, "Điều lệ Đảng", ""},
		{"admission: 8 of 13", Admission, "2026-06-03", Count{8, 3, 0}, Failed, 9, "Điều lệ Đảng", ""},
		{"recognition: 8 of 13", Recognition, "2026-06-03", Count{8, 3, 0}, Failed, 9, "Điều lệ Đảng", ""},
		{"expulsion: 9 of 13", Expulsion, "2026-06-03", Count{9, 0, 0}, Passed, 9, "Điều lệ Đảng", ""},
		{"another discipline: 7 of 13", Discipline, "2026-06-03", Count{7, 0, 0}, Passed, 7, "Điều lệ Đảng", ""},
		{"not all need to vote", Ordinary, "2026-06-03", Count{7, 0, 0}, Passed, 7, "Điều lệ Đảng", ""},
		{"before any rule is known", Ordinary, "1999-06-03", Count{13 - 2, 0, 0}, Unjudged, 0, "", ""},
		{"more hands than voters here", Ordinary, "2026-06-03", Count{11, 1, 0}, "", 7, "Điều lệ Đảng", "vote.too_many"},
		{"no hand", Ordinary, "2026-06-03", Count{}, "", 7, "Điều lệ Đảng", "vote.count_missing"},
		{"below zero", Ordinary, "2026-06-03", Count{-1, 1, 1}, "", 7, "Điều lệ Đảng", "ui.form_invalid"},
		{"no matter", "", "2026-06-03", Count{1, 0, 0}, "", 0, "", "ui.form_invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, got, err := Judge(rulebook.Default(), Case{Matter: c.matter, Meeting: "regular", On: c.on, Voters: room}, c.count)
			if fault.Key(err) != c.fault || got != c.want || p.Needed != c.needed || p.By.Doc.No != c.by {
				t.Errorf("outcome %q (want %q), needed %d (want %d) by %q (want %q), %v", got, c.want, p.Needed, c.needed, p.By.Doc.No, c.by, err)
			}
			if c.want == Unjudged && !slices.Equal(p.Missing, []string{"vote.excluded", "vote.threshold.ordinary"}) {
				t.Errorf("missing rules %v", p.Missing)
			}
		})
	}
	if p := Ahead(rulebook.Default(), Case{Matter: Expulsion, Meeting: "regular", On: "2026-06-03"}); !p.Secret {
		t.Error("the rules want expulsion decided by secret ballot")
	}
}

func TestNobodyPresent(t *testing.T) {
	_, _, err := Judge(rulebook.Default(), Case{Matter: Ordinary, Meeting: "regular", On: "2026-06-03", Voters: many(3, official(member.Active, false))}, Count{Favour: 1})
	if fault.Key(err) != "vote.nobody_present" {
		t.Error(err)
	}
}

func TestShare(t *testing.T) {
	v := Vote{Count: Count{Favour: 11}, Prospect: Prospect{Base: Base{Size: 13}}}
	if got := v.Share("vi"); got != "84,6%" {
		t.Error(got)
	}
}

func TestQuestion(t *testing.T) {
	for _, c := range []struct{ in, want, key string }{
		{"  Nghị  quyết tháng 6 ", "Nghị quyết tháng 6", ""},
		{"Nghi\u0323 quye\u0302\u0301t", "Nghị quyết", ""},
		{"👍", "👍", ""},
		{" \n", "", "vote.question_missing"},
		{string(slices.Repeat([]rune("đ"), 501)), "", "vote.too_long"},
	} {
		if got, err := CheckQuestion(c.in); got != c.want || fault.Key(err) != c.key {
			t.Errorf("%.20q: %q, %v", c.in, got, err)
		}
	}
}
