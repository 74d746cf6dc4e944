package commitment

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

// The table of states says all that is said of it: every act is done by the
// author or the leaders, never by both, and nothing leaves a closed pledge.
func TestMoves(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range Workflow {
		key := string(m.From) + " " + string(m.Act)
		if seen[key] || m.From == Closed || m.Who.Name != Workflow.Who(m.Act).Name {
			t.Errorf("%+v", m)
		}
		seen[key] = true
		if m.Act == Saving && (m.From != m.To || !m.From.Written()) {
			t.Errorf("saving leads from %s to %s", m.From, m.To)
		}
	}
	for _, s := range States {
		if _, err := Workflow.After(s, Saving, "commitment.not_now"); (err == nil) != s.Written() {
			t.Errorf("%s: %v", s, err)
		}
	}
}

// D1, C8: who is to register, in a cell and in a chapter.
func TestExpected(t *testing.T) {
	for _, c := range []struct {
		name          string
		who           member.Profile
		cell, chapter bool
	}{
		{"a member", member.Profile{Status: member.Official, InCell: true}, true, false},
		{"on probation", member.Profile{Status: member.Probationary, InCell: true}, true, false},
		{"staff", member.Profile{Status: member.Associate}, true, true},
		{"exempt", member.Profile{State: member.Exempt}, false, false},
		{"temporarily elsewhere", member.Profile{State: member.Away}, true, true},
		{"suspended", member.Profile{State: member.Suspended}, false, false},
		{"detained", member.Profile{State: member.Detained}, false, false},
	} {
		if expected(c.who, false) != c.cell || expected(c.who, true) != c.chapter {
			t.Errorf("%s: %v in a cell, %v in a chapter", c.name, expected(c.who, false), expected(c.who, true))
		}
	}
}

// D4: leaders' own are marked as example.
func TestExemplary(t *testing.T) {
	for post, want := range map[member.Post]bool{
		"": false, member.GroupLeader: false, member.Secretary: true, member.Deputy: true, member.CommitteeMember: true, member.MassHead: true, member.MassDeputy: true,
	} {
		if got := exemplary(member.Profile{Post: post}); got != want {
			t.Errorf("%q: %v", post, got)
		}
	}
	if !exemplary(member.Profile{KeyCadre: true}) {
		t.Error("a key cadre is no example")
	}
}

// Nobody judges himself while another can, and nobody one who has left.
func TestMayJudge(t *testing.T) {
	a, b := member.Profile{Person: "a", Post: member.Secretary}, member.Profile{Person: "b", Post: member.Deputy}
	gone := member.Profile{Person: "b", Post: member.Deputy, State: member.Suspended}
	for _, c := range []struct {
		name   string
		author member.ID
		act    Act
		people []member.Profile
		want   string
	}{
		{"another's", "b", Approving, []member.Profile{a, b}, ""},
		{"his own, the deputy can", "a", Approving, []member.Profile{a, b}, "commitment.own_judged"},
		{"his own, the deputy can close it too", "a", Closing, []member.Profile{a, b}, "commitment.own_judged"},
		{"his own, the deputy is suspended", "a", Approving, []member.Profile{a, gone}, ""},
		{"his own, alone", "a", Returning, []member.Profile{a}, ""},
		{"of one who has left", "c", Approving, []member.Profile{a, b}, "commitment.author_left"},
		{"closing it", "c", Closing, []member.Profile{a, b}, ""},
	} {
		if err := mayJudge(Head{Person: c.author}, c.act, access.Actor{Person: "a"}, c.people); fault.Key(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// The year of a pledge is chosen; at its turn nothing jumps.
func TestYears(t *testing.T) {
	for _, c := range []struct {
		year  int
		today db.Date
		ok    bool
		asOf  db.Date
	}{
		{1999, "2026-05-25", false, "1999-12-31"},
		{2000, "2026-05-25", true, "2000-12-31"},
		{2026, "2026-12-31", true, "2026-12-31"},
		{2027, "2026-12-31", true, "2026-12-31"},
		{2028, "2026-12-31", false, "2026-12-31"},
		{2026, "2028-02-29", true, "2026-12-31"},
	} {
		if err := checkYear(c.year, c.today); (err == nil) != c.ok {
			t.Errorf("%d on %s: %v", c.year, c.today, err)
		}
		if got := asOf(c.year, c.today); got != c.asOf {
			t.Errorf("people of %d on %s are counted on %s", c.year, c.today, got)
		}
	}
	p := Pledge{Head: Head{Year: 2026}, Yearend: "xong"}
	for today, want := range map[db.Date]string{"2026-12-31": "commitment.year_not_over", "2027-01-01": ""} {
		if err := mayClose(p, today); fault.Key(err) != want {
			t.Errorf("closed on %s: %v", today, err)
		}
	}
	if err := mayClose(Pledge{Head: Head{Year: 2026}}, "2027-01-01"); fault.Key(err) != "commitment.yearend_missing" {
		t.Error(err)
	}
}

func TestStageOf(t *testing.T) {
	c := Call{OpenedOn: "2026-05-01", Due: "2026-06-05"}
	for today, want := range map[db.Date]string{
		"2026-05-28": "", "2026-05-29": "7", "2026-06-03": "7", "2026-06-04": "1", "2026-06-05": "1", "2026-06-06": "",
	} {
		if got := stageOf(c, today); got != want {
			t.Errorf("%s: %q, want %q", today, got, want)
		}
	}
	if got := stageOf(Call{OpenedOn: "2026-06-04", Due: "2026-06-05"}, "2026-06-04"); got != "" {
		t.Errorf("on the day of the opening: %q", got)
	}
}

// Two of one name are told apart by their birth; else the list says so.
func TestPlan(t *testing.T) {
	people := []member.Profile{
		{Person: "1", Name: "Nguyễn Văn A", Birth: "1980-02-01"}, {Person: "2", Name: "Nguyễn Văn A", Birth: "1985"}, {Person: "3", Name: "Trần Thị Hòa"},
	}
	row := func(name, birth string) importRow {
		return importRow{Row: 2, Name: name, Birth: birth, Heading: "Học tập"}
	}
	for _, c := range []struct {
		row  importRow
		want string
	}{
		{row("Nguyễn Văn A", "01/02/1980"), "1"},
		{row("NGUYỄN VĂN A", "1985"), "2"},
		{row("Nguyễn Văn A", "12/05/1985"), "2"},
		{row("Nguyễn Văn A", ""), "name commitment.import_ambiguous"},
		{row("Nguyễn Văn A", "1990"), "birth commitment.import_birth_other"},
		{row("Tran Thi Hoà", "1990"), "3"},
		{row("Lê Văn C", ""), "name commitment.import_unknown"},
		{row("", ""), "name commitment.import_name_missing"},
		{row("Nguyễn Văn A", "hôm nay"), "birth commitment.import_birth_invalid"},
	} {
		pledges, faults := plan([]importRow{c.row}, people, nil)
		got := ""
		for _, p := range pledges {
			got += string(p.Person)
		}
		for _, f := range faults {
			got += f.Column + " " + f.Key
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%+v: %s", c.row, diff)
		}
	}
	var many []importRow
	for n := range ItemsMax + 1 {
		many = append(many, importRow{Row: n, Name: "Trần Thị Hòa", Heading: fmt.Sprint("Nội dung ", n)})
	}
	if pledges, faults := plan(many, people, nil); len(pledges[0].Items) != ItemsMax || len(faults) != 1 || faults[0].Key != "commitment.items_too_many" {
		t.Errorf("too many items: %+v", faults)
	}
}
