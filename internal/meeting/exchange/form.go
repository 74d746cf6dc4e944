package exchange

import (
	"regexp"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// Lengths in characters.
const (
	lineMax = 300
	textMax = 4_000
)

// guestsMax is how many guests an event may have: with the host five cells.
const guestsMax = 4

// farAhead is how many years ahead an event may be planned.
const farAhead = 2

// Form is what is typed to propose an event or to amend it.
type Form struct {
	Meeting   meeting.ID // of the host, that the guests join; "" for a visit
	HeldOn    db.Date
	StartsAt  string // HH:MM
	Place     string
	Purpose   string
	Topic     string
	Programme string
	// Guests are cells of the own tree by their id, or any by its exact code.
	// An event that was proposed keeps its guests.
	Guests []string
}

var clock = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// check cleans the form and reports every fault at once, but for those of the
// guests and of the meeting.
func (f *Form) check(today db.Date) error {
	f.StartsAt, f.Place, f.Topic = i18n.Line(f.StartsAt), i18n.Line(f.Place), i18n.Line(f.Topic)
	f.Purpose, f.Programme = i18n.Clean(f.Purpose), i18n.Clean(f.Programme)
	var faults fault.Form
	switch {
	case f.HeldOn == "":
		faults.Add("held_on", "exchange.day_missing")
	case !f.HeldOn.IsDay() || f.HeldOn < today || f.HeldOn > today.AddMonths(12*farAhead):
		faults.Add("held_on", "exchange.day_invalid")
	}
	if !clock.MatchString(f.StartsAt) {
		faults.Add("starts_at", "exchange.time_invalid")
	}
	needed(&faults, "place", f.Place, lineMax, "exchange.place_missing")
	needed(&faults, "topic", f.Topic, lineMax, "exchange.topic_missing")
	needed(&faults, "purpose", f.Purpose, textMax, "exchange.purpose_missing")
	meeting.Sayable(&faults, "programme", f.Programme, textMax)
	return faults.Err()
}

// needed notes a text that is missing, too long, or marked as a state secret.
func needed(faults *fault.Form, field, text string, limit int, missing string) {
	if text == "" {
		faults.Add(field, missing)
		return
	}
	meeting.Sayable(faults, field, text, limit)
}

// moves reports whether the form offers another day, time or place: then all
// guests are asked again.
func (f Form) moves(e Exchange) bool {
	return f.HeldOn != e.HeldOn || f.StartsAt != e.StartsAt || f.Place != e.Place
}

// said cleans a reason that must say something.
func said(field, text, missing string) (string, error) {
	text = i18n.Clean(text)
	var faults fault.Form
	needed(&faults, field, text, textMax, missing)
	return text, faults.Err()
}

// check cleans the texts of the minutes; whole asks for both.
func (m *Minutes) check(whole bool) error {
	m.Course, m.Points = i18n.Clean(m.Course), i18n.Clean(m.Points)
	var faults fault.Form
	for _, t := range []struct{ field, text, missing string }{
		{"course", m.Course, "exchange.course_missing"}, {"points", m.Points, "exchange.points_missing"},
	} {
		if whole && t.text == "" {
			faults.Add(t.field, t.missing)
		}
		meeting.Sayable(&faults, t.field, t.text, meeting.TextMax)
	}
	return faults.Err()
}

// Use is what becomes of a lesson.
type Use string

// The uses.
const (
	AsModel Use = "model" // kept as a model to learn from
	AsTask  Use = "task"
)

// Uses lists them as a form offers them.
var Uses = []Use{AsTask, AsModel}

// LessonForm is what is typed about a lesson; the last two are of a task.
type LessonForm struct {
	Title    string
	Body     string
	Use      Use
	Assignee member.ID
	Due      db.Date
}

// check cleans the form and reports its faults, but for those that the task
// itself has.
func (f *LessonForm) check() error {
	f.Title, f.Body = i18n.Line(f.Title), i18n.Clean(f.Body)
	var faults fault.Form
	needed(&faults, "title", f.Title, lineMax, "exchange.lesson_missing")
	meeting.Sayable(&faults, "body", f.Body, textMax)
	if f.Use != AsModel && f.Use != AsTask {
		faults.Add("use", "exchange.use_missing")
	}
	return faults.Err()
}
