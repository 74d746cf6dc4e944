package topic

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// F2: nothing leads out of what was presented or withdrawn, every other state
// leads on, and a topic is withdrawn from every state before it is presented.
func TestWorkflow(t *testing.T) {
	for _, s := range append([]State{Proposed, Returned, Withdrawn}, Stages...) {
		from := func(a Act) bool {
			return slices.ContainsFunc(Workflow, func(m Move) bool { return m.From == s && (a == "" || m.Act == a) })
		}
		if from("") != s.Ahead() || from(Withdrawing) != s.Ahead() {
			t.Errorf("%s: leads on %v, is withdrawn %v, lies ahead %v", s, from(""), from(Withdrawing), s.Ahead())
		}
		if from(Sending) != s.owed() {
			t.Errorf("%s: sent from there %v, waited for %v", s, from(Sending), s.owed())
		}
	}
}

func TestForm(t *testing.T) {
	const today = db.Date("2026-05-25")
	ok := Form{Title: "Dân vận khéo", Field: "Tiếp đón", Due: "2026-08-30", Month: "2026-09"}
	with := func(f func(*Form)) Form { g := ok; f(&g); return g }
	for name, c := range map[string]struct {
		form Form
		want string // the field with a fault
	}{
		"all right":           {ok, ""},
		"due today":           {with(func(f *Form) { f.Due = today }), ""},
		"no month":            {with(func(f *Form) { f.Month = "" }), ""},
		"no title":            {with(func(f *Form) { f.Title = " \t" }), "title"},
		"a secret title":      {with(func(f *Form) { f.Title = "TUYỆT MẬT" }), "title"},
		"no day":              {with(func(f *Form) { f.Due = "" }), "due"},
		"a month for a day":   {with(func(f *Form) { f.Due = "2026-08" }), "due"},
		"a day past":          {with(func(f *Form) { f.Due = "2026-05-24" }), "due"},
		"presented before it": {with(func(f *Form) { f.Month = "2026-07" }), "month"},
		"no such month":       {with(func(f *Form) { f.Month = "2026-13" }), "month"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fieldOf(c.form.check(true, today)); got != c.want {
				t.Errorf("a fault at %q, want %q", got, c.want)
			}
		})
	}
	proposal := with(func(f *Form) { f.Due = "long ago" })
	if err := proposal.check(false, today); err != nil || proposal.Due+proposal.Month != "" {
		t.Errorf("a proposal names no day: %v %q", err, proposal.Due)
	}
}

// B12: one or two of the cell present.
func TestBriefingForm(t *testing.T) {
	called := []member.Called{{Person: "a"}, {Person: "b"}, {Person: "s", State: member.Suspended}}
	ok := BriefingForm{HeldOn: "2026-06-01", Title: "Quy trình tiếp nhận mẫu", Presenter: "a", Second: "b"}
	with := func(f func(*BriefingForm)) BriefingForm { g := ok; f(&g); return g }
	for name, c := range map[string]struct {
		form BriefingForm
		want string
	}{
		"two":                 {ok, ""},
		"one":                 {with(func(f *BriefingForm) { f.Second = "" }), ""},
		"nobody":              {with(func(f *BriefingForm) { f.Presenter = "" }), "presenter"},
		"the same twice":      {with(func(f *BriefingForm) { f.Second = "a" }), "second"},
		"somebody else":       {with(func(f *BriefingForm) { f.Second = "x" }), "second"},
		"suspended":           {with(func(f *BriefingForm) { f.Presenter = "s" }), "presenter"},
		"no day":              {with(func(f *BriefingForm) { f.HeldOn = "" }), "held_on"},
		"no process":          {with(func(f *BriefingForm) { f.Title = "" }), "title"},
		"who left may remain": {with(func(f *BriefingForm) { f.Second = "gone" }), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fieldOf(c.form.check(called, "gone")); got != c.want {
				t.Errorf("a fault at %q, want %q", got, c.want)
			}
		})
	}
}

// F2: who has several topics counts once, by the one that has come farthest;
// what was withdrawn counts as none, a mere proposal is not given yet.
func TestCoverage(t *testing.T) {
	bond := func(unit, person string, state member.State) member.Bond {
		return member.Bond{Unit: org.ID(unit), Profile: member.Profile{Person: member.ID(person), State: state}}
	}
	cell := func(id string) org.Unit { return org.Unit{ID: org.ID(id), Kind: org.Kind{Holds: true}} }
	p := BelowPage{}
	p.sum(
		[]org.Unit{{ID: "above"}, cell("one"), cell("two"), {ID: "youth", Kind: org.Kind{Holds: true, Body: "mass"}}},
		[]member.Bond{bond("one", "a", ""), bond("one", "b", ""), bond("one", "c", ""), bond("one", "d", ""), bond("one", "s", member.Suspended), bond("youth", "y", "")},
		[]given{{"one", "a", Presented}, {"one", "a", Assigned}, {"one", "b", Withdrawn}, {"one", "c", Proposed}, {"one", "d", Proposed}, {"one", "d", Sent}, {"one", "s", Presented}},
	)
	want := BelowPage{
		Cells: []Below{{cell("one"), Coverage{Expected: 4, Given: 2, Presented: 1}}, {cell("two"), Coverage{}}},
		Sum:   Coverage{Expected: 4, Given: 2, Presented: 1},
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
}

func TestLate(t *testing.T) {
	for state, want := range map[State]int{Assigned: 3, Written: 3, Returned: 3, Sent: 0, Ready: 0, Presented: 0, Withdrawn: 0} {
		if got := (Topic{State: state, Due: "2026-05-22"}).Late("2026-05-25"); got != want {
			t.Errorf("%s is %d days late, want %d", state, got, want)
		}
	}
}

// fieldOf is the first field with a fault, "" for none.
func fieldOf(err error) string {
	f, ok := err.(*fault.Error)
	if !ok || len(f.Fields) == 0 {
		return ""
	}
	return f.Fields[0].Name
}
