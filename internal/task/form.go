package task

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// New is what is given to assign a task.
type New struct {
	Unit       org.ID
	Title      string
	Measure    string
	Assignee   member.ID
	Due        db.Date
	OriginKind string // the record that it comes from; "" for the committee itself
	OriginID   string
	// On is the day of the assignment, where minutes are entered later; ""
	// means today.
	On db.Date
}

// Lengths in characters.
const (
	titleMax = 300
	textMax  = 4000
)

// Check cleans the form, takes today for a missing day of assignment, and
// reports every fault at once, in the fields title, measure, assignee, due, on.
func (n *New) Check(today db.Date) error {
	n.Title, n.Measure = strings.Join(strings.Fields(i18n.Clean(n.Title)), " "), i18n.Clean(n.Measure)
	if n.On == "" {
		n.On = today
	}
	var faults fault.Form
	if n.Title == "" {
		faults.Add("title", "task.title_missing")
	} else if err := sayable("title", n.Title, titleMax); err != nil {
		faults.Take("title", err)
	}
	faults.Take("measure", sayable("measure", n.Measure, textMax))
	if n.Assignee == "" {
		faults.Add("assignee", "task.assignee_missing")
	}
	if !n.On.IsDay() {
		faults.Add("on", "task.date_invalid")
	} else if n.On > today {
		faults.Add("on", "task.on_ahead")
	}
	if !n.Due.IsDay() {
		faults.Add("due", "task.due_missing")
	} else if n.Due < n.On {
		faults.Add("due", "task.due_before_assignment", n.On)
	}
	return faults.Err()
}

// Verdict is how the committee closes a task.
type Verdict struct {
	Evaluation Evaluation
	Remark     string // may be empty only if there is a report
	Lesson     string // rút kinh nghiệm, may be empty
}

// change is what is done to a task.
type change struct {
	act      Act
	note     string
	due      db.Date
	percent  *int
	assignee member.ID
	verdict  Verdict
	on       db.Date // the day on which it was done; "" means today
}

// apply gives the task after a change, or refuses the change with every fault
// at its field: note, due, percent, assignee, evaluation, lesson.
func apply(t Task, c change, today db.Date) (Task, error) {
	m, err := Workflow.After(t.State, c.act, "task.not_now")
	if err != nil || !t.Allows(m) {
		return t, fault.New(fault.Invalid, "task.not_now")
	}
	if err := c.check(t, m, today); err != nil {
		return t, err
	}
	on := cmp.Or(c.on, today)
	switch c.act {
	case Progressing:
		t.Percent = cmp.Or(c.percent, t.Percent)
	case Asking:
		t.AskedDue = c.due
	case Declining:
		t.AskedDue = ""
	case Reporting:
		t.Result, t.ReportedOn, t.AskedDue = c.note, on, ""
	case Returning:
		t.ReportedOn = ""
	case Accepting:
		t.DoneOn, t.Evaluation, t.Lesson, t.AskedDue = on, c.verdict.Evaluation, c.verdict.Lesson, ""
	case Extending:
		t.Due, t.AskedDue = c.due, ""
	case Reassigning:
		t.Assignee, t.Due = c.assignee, cmp.Or(c.due, t.Due)
		t.Percent, t.Result, t.ReportedOn, t.AskedDue = nil, "", "", ""
	case Cancelling:
		t.AskedDue = ""
	}
	t.State = m.To
	return t, nil
}

// check reports every fault of a change that the table of states allows.
func (c change) check(t Task, m Move, today db.Date) error {
	var faults fault.Form
	if Said(m) && c.note == "" {
		faults.Add("note", "task.note_missing")
	}
	faults.Take("note", sayable("note", c.note, textMax))
	switch c.act {
	case Progressing:
		if c.percent != nil && (*c.percent < 0 || *c.percent > 100) {
			faults.Add("percent", "task.percent_invalid")
		}
	case Asking, Extending:
		faults.Take("due", later(t, c.due, today))
	case Accepting:
		if !slices.Contains(Evaluations, c.verdict.Evaluation) {
			faults.Add("evaluation", "task.evaluation_missing")
		}
		faults.Take("lesson", sayable("lesson", c.verdict.Lesson, textMax))
	case Reassigning:
		switch {
		case c.assignee == "":
			faults.Add("assignee", "task.assignee_missing")
		case c.assignee == t.Assignee:
			faults.Add("assignee", "task.assignee_same")
		}
		if c.due != "" {
			faults.Take("due", ahead(c.due, today))
		}
	}
	return faults.Err()
}

// ahead refuses a due day that is none or lies in the past.
func ahead(due, today db.Date) error {
	switch {
	case !due.IsDay():
		return fault.At("due", "task.due_missing")
	case due < today:
		return fault.At("due", "task.due_past")
	}
	return nil
}

// later refuses a new due day that is none, lies in the past or is no later
// than the old one.
func later(t Task, due, today db.Date) error {
	if err := ahead(due, today); err != nil {
		return err
	}
	if due <= t.Due {
		return fault.At("due", "task.due_no_later", t.Due)
	}
	return nil
}

// sayable bounds a text and keeps what is marked as a state secret out (I5).
func sayable(field, text string, limit int) error {
	if utf8.RuneCountInString(text) > limit {
		return fault.At(field, "task.too_long", limit)
	}
	if err := document.CheckText("", text); err != nil {
		return fault.At(field, fault.Key(err))
	}
	return nil
}
