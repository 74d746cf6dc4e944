package topic

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// Lengths in characters.
const (
	titleMax   = 200
	lineMax    = 120
	reasonMax  = 1_000
	commentMax = 4_000
	// TextMax is the longest paper.
	TextMax = meeting.TextMax
)

// Form is what is typed to give, propose or amend a topic. A proposal is for
// whoever makes it and names no day.
type Form struct {
	Person member.ID // the author; of an amendment "" is who it was
	Title  string
	Field  string  // of work, may be empty
	Due    db.Date // the last day for the paper
	Month  db.Date // YYYY-MM of the meeting that is to hear it; may be empty
}

// check cleans the form and reports every fault at its field: title, field,
// due, month. due says whether a last day must be named; earliest is the first
// day that may be.
func (f *Form) check(due bool, earliest db.Date) error {
	f.Title, f.Field = i18n.Line(f.Title), i18n.Line(f.Field)
	var faults fault.Form
	if f.Title == "" {
		faults.Add("title", "topic.title_missing")
	}
	meeting.Sayable(&faults, "title", f.Title, titleMax)
	meeting.Sayable(&faults, "field", f.Field, lineMax)
	switch {
	case !due:
		f.Due, f.Month = "", ""
	case !f.Due.IsDay():
		faults.Add("due", "topic.due_missing")
	case f.Due < earliest:
		faults.Add("due", "topic.due_past")
	}
	switch {
	case f.Month == "":
	case !f.Month.IsMonth():
		faults.Add("month", "topic.month_invalid")
	case f.Due.IsDay() && f.Month < f.Due.Month():
		faults.Add("month", "topic.month_before_due")
	}
	return faults.Err()
}

// BriefingForm is what is typed to plan or amend a briefing.
type BriefingForm struct {
	HeldOn    db.Date
	Title     string
	Presenter member.ID
	Second    member.ID // "" where one presents alone
	Audience  string    // who listens; may be empty
}

// check cleans the form and reports every fault at its field: held_on, title,
// presenter, second, audience. was are the presenters so far, who may stay.
func (f *BriefingForm) check(called []member.Called, was ...member.ID) error {
	f.Title, f.Audience = i18n.Line(f.Title), i18n.Line(f.Audience)
	var faults fault.Form
	if !f.HeldOn.IsDay() {
		faults.Add("held_on", "topic.day_missing")
	}
	if f.Title == "" {
		faults.Add("title", "topic.process_missing")
	}
	meeting.Sayable(&faults, "title", f.Title, titleMax)
	meeting.Sayable(&faults, "audience", f.Audience, lineMax)
	if f.Presenter == "" {
		faults.Add("presenter", "topic.presenter_missing")
	} else if !slices.Contains(was, f.Presenter) {
		faults.Take("presenter", mayPresent(called, "presenter", f.Presenter))
	}
	switch {
	case f.Second == "" || slices.Contains(was, f.Second) && f.Second != f.Presenter:
	case f.Second == f.Presenter:
		faults.Add("second", "topic.presenter_twice")
	default:
		faults.Take("second", mayPresent(called, "second", f.Second))
	}
	return faults.Err()
}

// mayPresent refuses somebody who is not called to the cell's meetings, or may
// not take part in them.
func mayPresent(called []member.Called, field string, person member.ID) error {
	i := slices.IndexFunc(called, func(c member.Called) bool { return c.Person == person })
	switch {
	case i < 0:
		return fault.At(field, "topic.person_elsewhere")
	case barred(called[i]):
		return fault.At(field, "topic.person_suspended")
	}
	return nil
}

// barred reports whether somebody is kept from activity in the cell.
func barred(c member.Called) bool { return c.State == member.Suspended || c.State == member.Detained }

// CallForm is what the committee asks of everybody in a year.
type CallForm struct {
	Words string
	Due   db.Date // the last day for papers
}

// check cleans the form and reports every fault, in the fields words and due.
func (f *CallForm) check(year int) error {
	f.Words = i18n.Clean(f.Words)
	var faults fault.Form
	if f.Words == "" {
		faults.Add("words", "topic.words_missing")
	}
	meeting.Sayable(&faults, "words", f.Words, commentMax)
	switch {
	case !f.Due.IsDay():
		faults.Add("due", "topic.due_missing")
	case f.Due.Year() != year:
		faults.Add("due", "topic.due_other_year", year)
	}
	return faults.Err()
}

// said cleans words that must not be empty, and refuses those that are too
// long or bear a mark of state secrecy, at their field.
func said(field, text, missing string, limit int) (string, error) {
	text = i18n.Clean(text)
	var faults fault.Form
	if text == "" {
		faults.Add(field, missing)
	}
	meeting.Sayable(&faults, field, text, limit)
	return text, faults.Err()
}

// folded is how a title and what stands beside it are searched.
func folded(title, beside string) string { return i18n.Fold(title + " " + beside) }
