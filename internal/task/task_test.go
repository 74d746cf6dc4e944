package task

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/fault/faulttest"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

const today db.Date = "2026-05-25"

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
			if diff := cmp.Diff(c.want, faulttest.Fields(n.Check(today))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every state and act is either in the table or refused.
func TestApply(t *testing.T) {
	acts := []Act{Progressing, Asking, Declining, Reporting, Returning, Accepting, Extending, Urging, Helping, Reassigning, Cancelling}
	for _, s := range []State{Assigned, Reported, Done, Cancelled} {
		from := Task{State: s, Assignee: "b", Due: "2026-05-22"}
		if s == Assigned {
			from.AskedDue = "2026-06-30"
		}
		moves := 0
		for _, a := range acts {
			c := change{act: a, note: "đã làm", due: "2026-06-30", assignee: "c", verdict: Verdict{Evaluation: DoneAsIs}}
			got, err := apply(from, c, today)
			i := slices.IndexFunc(Workflow, func(m Move) bool { return m.Act == a && m.From == s })
			if i < 0 {
				if fault.Key(err) != "task.not_now" {
					t.Errorf("%s %s: %v, want it refused", s, a, err)
				}
				continue
			}
			moves++
			if err != nil || got.State != Workflow[i].To {
				t.Errorf("%s %s: got %s %v, want %s", s, a, got.State, err, Workflow[i].To)
			}
			c.note = ""
			if _, err := apply(from, c, today); (err == nil) == Said(Workflow[i]) {
				t.Errorf("%s %s without words: %v", s, a, err)
			}
		}
		if open := moves > 0; open != s.Open() {
			t.Errorf("%s: %d moves", s, moves)
		}
	}
}

// B9: what a change sets, and what falls with it.
func TestChange(t *testing.T) {
	asked := Task{State: Assigned, Assignee: "b", Due: "2026-05-22", Percent: new(40), AskedDue: "2026-06-30"}
	reported := Task{State: Reported, Assignee: "b", Due: "2026-05-22", Percent: new(100), Result: "xong", ReportedOn: "2026-05-20"}
	with := func(t Task, f func(t *Task)) Task {
		f(&t)
		return t
	}
	for _, c := range []struct {
		name string
		from Task
		do   change
		want Task
	}{
		{"progress", asked, change{act: Progressing, note: "x", percent: new(60)}, with(asked, func(t *Task) { t.Percent = new(60) })},
		{"progress in words alone", asked, change{act: Progressing, note: "x"}, asked},
		{"asked again", asked, change{act: Asking, note: "x", due: "2026-07-01"}, with(asked, func(t *Task) { t.AskedDue = "2026-07-01" })},
		{"declined", asked, change{act: Declining, note: "x"}, with(asked, func(t *Task) { t.AskedDue = "" })},
		{"extended", asked, change{act: Extending, note: "x", due: "2026-06-15"}, with(asked, func(t *Task) { t.Due, t.AskedDue = "2026-06-15", "" })},
		{"reported", asked, change{act: Reporting, note: "x"}, with(asked, func(t *Task) { t.State, t.Result, t.ReportedOn, t.AskedDue = Reported, "x", today, "" })},
		{"returned", reported, change{act: Returning, note: "x"}, with(reported, func(t *Task) { t.State, t.ReportedOn = Assigned, "" })},
		{
			"accepted as not done", reported,
			change{act: Accepting, verdict: Verdict{Evaluation: NotDone, Lesson: "bài học"}},
			with(reported, func(t *Task) { t.State, t.Evaluation, t.Lesson, t.DoneOn = Done, NotDone, "bài học", today }),
		},
		{
			"given to another", with(reported, func(t *Task) { t.Measure = "m" }),
			change{act: Reassigning, note: "x", assignee: "c", due: "2026-06-01"},
			Task{State: Assigned, Assignee: "c", Due: "2026-06-01", Measure: "m"},
		},
	} {
		got, err := apply(c.from, c.do, today)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// B9: every fault of a change, at its field.
func TestChangeRefused(t *testing.T) {
	task := Task{State: Assigned, Assignee: "b", Due: "2026-05-27"}
	for _, c := range []struct {
		name string
		do   change
		want map[string]string
	}{
		{"below nothing", change{act: Progressing, note: "x", percent: new(-1)}, map[string]string{"percent": "task.percent_invalid"}},
		{"more than all", change{act: Progressing, percent: new(101)}, map[string]string{"percent": "task.percent_invalid", "note": "task.note_missing"}},
		{"no day", change{act: Asking, note: "x"}, map[string]string{"due": "task.due_missing"}},
		{"a month", change{act: Extending, note: "x", due: "2026-06"}, map[string]string{"due": "task.due_missing"}},
		{"yesterday", change{act: Extending, note: "x", due: "2026-05-24"}, map[string]string{"due": "task.due_past"}},
		{"the day that it is", change{act: Asking, note: "x", due: "2026-05-27"}, map[string]string{"due": "task.due_no_later"}},
		{"no verdict", change{act: Accepting, note: "x"}, map[string]string{"evaluation": "task.evaluation_missing"}},
		{"a verdict that is none", change{act: Accepting, note: "x", verdict: Verdict{Evaluation: "good"}}, map[string]string{"evaluation": "task.evaluation_missing"}},
		{"a lesson too long", change{act: Accepting, note: "x", verdict: Verdict{Evaluation: DoneWell, Lesson: strings.Repeat("ộ", 4001)}}, map[string]string{"lesson": "task.too_long"}},
		{"to nobody", change{act: Reassigning, note: "x"}, map[string]string{"assignee": "task.assignee_missing"}},
		{"to the same", change{act: Reassigning, note: "x", assignee: "b", due: "2026-05-24"}, map[string]string{"assignee": "task.assignee_same", "due": "task.due_past"}},
		{"words marked secret", change{act: Urging, note: "TỐI MẬT\nKế hoạch"}, map[string]string{"note": "document.secret"}}, // I5
	} {
		_, err := apply(task, c.do, today)
		if diff := cmp.Diff(c.want, faulttest.Fields(err)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	if _, err := apply(task, change{act: Declining, note: "x"}, today); fault.Key(err) != "task.not_now" {
		t.Errorf("a request that nobody made was refused: %v", err)
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

// Screen 13: each due day falls into one group.
func TestSpanOf(t *testing.T) {
	for _, c := range []struct {
		due, today db.Date
		want       Span
	}{
		{"2026-05-24", "2026-05-25", Overdue},
		{"2026-05-25", "2026-05-25", ThisWeek},
		{"2026-05-31", "2026-05-25", ThisWeek},
		{"2026-06-01", "2026-05-25", NextMonth},
		{"2026-06-30", "2026-05-25", NextMonth},
		{"2026-07-01", "2026-05-25", Afterward},
		{"2026-05-11", "2026-05-05", ThisMonth},
		{"2026-05-31", "2026-05-05", ThisMonth},
		{"2026-06-05", "2026-05-31", NextMonth}, // a Sunday: the week ends today
		{"2027-01-02", "2026-12-30", ThisWeek},
		{"2027-01-04", "2026-12-30", NextMonth},
		{"2027-02-01", "2026-12-30", Afterward},
	} {
		if got := SpanOf(c.due, c.today); got != c.want {
			t.Errorf("due %s on %s: %s, want %s", c.due, c.today, got, c.want)
		}
	}
}

// B9: reminders before and after the due day, and one made up for.
func TestStage(t *testing.T) {
	task := Task{State: Assigned, AssignedOn: "2026-05-01", Due: "2026-05-25"}
	for day, want := range map[db.Date]string{
		"2026-05-21": "", "2026-05-22": "3", "2026-05-23": "3", "2026-05-24": "1", "2026-05-25": "1",
		"2026-05-26": "late0", "2026-06-01": "late0", "2026-06-02": "late1", "2026-06-09": "late2",
	} {
		if got := stage(task, day); got != want {
			t.Errorf("on %s: %q, want %q", day, got, want)
		}
	}
	for _, s := range []State{Reported, Done, Cancelled} {
		if got := stage(Task{State: s, AssignedOn: "2026-05-01", Due: "2026-05-20"}, today); got != "" {
			t.Errorf("%s: %q", s, got)
		}
	}
	if got := stage(Task{State: Assigned, AssignedOn: today, Due: "2026-05-26"}, today); got != "" {
		t.Errorf("on the day of the assignment: %q", got)
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
