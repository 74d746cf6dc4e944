package task

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

const today db.Date = "2026-05-25"

// faultsOf gives field → key of an Invalid fault.
func faultsOf(err error) map[string]string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return nil
	}
	m := map[string]string{}
	for _, f := range e.Fields {
		m[f.Name] = f.Key
	}
	return m
}

// B9
func TestCheckNew(t *testing.T) {
	good := New{Title: "Lập sổ theo dõi tái khám", Assignee: "p", Due: "2026-06-15"}
	for _, c := range []struct {
		name   string
		change func(n *New)
		want   map[string]string
	}{
		{"good", func(*New) {}, nil},
		{"due on the day itself", func(n *New) { n.Due = today }, nil},
		{"entered later", func(n *New) { n.On, n.Due = "2026-05-04", "2026-05-20" }, nil},
		{"no title", func(n *New) { n.Title = " \u200b " }, map[string]string{"title": "task.title_missing"}},
		{"long title", func(n *New) { n.Title = strings.Repeat("ộ", 301) }, map[string]string{"title": "task.too_long"}},
		{"long measure", func(n *New) { n.Measure = strings.Repeat("ộ", 4001) }, map[string]string{"measure": "task.too_long"}},
		{"nobody", func(n *New) { n.Assignee = "" }, map[string]string{"assignee": "task.assignee_missing"}},
		{"no due day", func(n *New) { n.Due = "" }, map[string]string{"due": "task.due_missing"}},
		{"due in a month", func(n *New) { n.Due = "2026-06" }, map[string]string{"due": "task.due_missing"}},
		{"a day that no calendar has", func(n *New) { n.Due = "2026-06-31" }, map[string]string{"due": "task.due_missing"}},
		{"due before", func(n *New) { n.Due = "2026-05-24" }, map[string]string{"due": "task.due_before_assignment"}},
		{"assigned tomorrow", func(n *New) { n.On = "2026-05-26" }, map[string]string{"on": "task.on_ahead"}},
		{"marked secret", func(n *New) { n.Measure = "TỐI MẬT\nKế hoạch" }, map[string]string{"measure": "document.secret"}}, // I5
		{"all at once", func(n *New) { *n = New{} }, map[string]string{"title": "task.title_missing", "assignee": "task.assignee_missing", "due": "task.due_missing"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := good
			c.change(&n)
			if diff := cmp.Diff(c.want, faultsOf(n.Check(today))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every state and act is either in the table or refused.
func TestApply(t *testing.T) {
	acts := []Act{Reporting, Returning, Accepting, Extending, Urging, Helping, Cancelling}
	for _, s := range []State{Assigned, Reported, Done, Cancelled} {
		allowed := map[Act]Move{}
		for _, m := range From(s) {
			allowed[m.Act] = m
		}
		for _, a := range acts {
			to, err := Apply(s, a, "đã làm")
			m, ok := allowed[a]
			switch {
			case ok && (err != nil || to != m.To):
				t.Errorf("%s %s: got %s %v, want %s", s, a, to, err, m.To)
			case !ok && fault.Key(err) != "task.not_now":
				t.Errorf("%s %s: %v, want it refused", s, a, err)
			}
			if _, err := Apply(s, a, ""); ok && (err == nil) == m.Said {
				t.Errorf("%s %s without words: %v", s, a, err)
			}
		}
		if open := len(From(s)) > 0; open != s.Open() {
			t.Errorf("%s: %d moves", s, len(From(s)))
		}
	}
}

// B9: overdue is visible, in days.
func TestLate(t *testing.T) {
	for _, c := range []struct {
		due   db.Date
		state State
		want  int
	}{
		{"2026-05-22", Assigned, 3},
		{"2026-05-15", Reported, 10},
		{"2026-05-25", Assigned, 0},
		{"2026-05-26", Assigned, 0},
		{"2026-02-28", Assigned, 86},
		{"2026-05-22", Done, 0},
		{"2026-05-22", Cancelled, 0},
	} {
		if got := (Task{Due: c.due, State: c.state}).Late(today); got != c.want {
			t.Errorf("due %s, %s: %d days late, want %d", c.due, c.state, got, c.want)
		}
	}
	if got := (Task{Due: "2026-06-01"}).Left(today); got != 7 {
		t.Errorf("%d days left", got)
	}
}

func TestExtension(t *testing.T) {
	task := Task{Due: "2026-05-22"}
	for due, want := range map[db.Date]string{"": "task.due_missing", "2026-06": "task.due_missing", "2026-05-24": "task.due_past", "2026-05-25": "", "2026-06-30": ""} {
		if got := fault.Key(extension(task, due, today)); got != want {
			t.Errorf("%s: %q, want %q", due, got, want)
		}
	}
	if got := fault.Key(extension(Task{Due: "2026-06-30"}, "2026-06-29", today)); got != "task.due_no_later" {
		t.Error(got)
	}
}

func TestMayCarry(t *testing.T) {
	called := []member.Called{{Person: "a"}, {Person: "v", State: member.Visiting}, {Person: "e", State: member.Exempt}, {Person: "s", State: member.Suspended}, {Person: "d", State: member.Detained}}
	for who, want := range map[member.ID]string{"a": "", "v": "", "e": "", "s": "task.assignee_suspended", "d": "task.assignee_suspended", "x": "task.assignee_elsewhere"} {
		if got := fault.Key(mayCarry(called, who)); got != want {
			t.Errorf("%s: %q, want %q", who, got, want)
		}
	}
}
