package theme

import (
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// Lengths in characters.
const (
	topicMax      = 300
	difficultyMax = 2000
	expertMax     = 200
)

// Theme is what a thematic meeting is about. Class: cell.
type Theme struct {
	Difficulty string // of the unit, that the meeting starts from
	Topic      string
	Author     member.ID // who writes the paper, "" while nobody is named
	AuthorName string
	Expert     member.ID // of the cell; "" where it is somebody from outside, or nobody
	ExpertName string    // "" while nobody is named
	PassedOn   db.Date   // the day on which the committee passed the draft, "" before
	PassedBy   member.ID // who entered that, "" for the program itself
	PasserName string
	Measures   string // for the work programme, one a line
	Version    int    // 0 while nothing of it is stored
}

// Lines are the measures, one by one.
func (t Theme) Lines() []string {
	return slices.DeleteFunc(strings.Split(t.Measures, "\n"), func(l string) bool { return l == "" })
}

// Form is what the committee writes down of a theme. An expert is either one of
// the called or a name.
type Form struct {
	Difficulty string
	Topic      string
	Author     member.ID
	Expert     member.ID
	ExpertName string // of somebody from outside
}

// check cleans the form and reports every fault, in the fields difficulty,
// topic, author, expert and expert_name.
func (f *Form) check(seats []meeting.Seat) error {
	f.Difficulty, f.Topic, f.ExpertName = i18n.Clean(f.Difficulty), i18n.Line(f.Topic), i18n.Line(f.ExpertName)
	var faults fault.Form
	if f.Topic == "" {
		faults.Add("topic", "theme.topic_missing")
	}
	meeting.Sayable(&faults, "difficulty", f.Difficulty, difficultyMax)
	meeting.Sayable(&faults, "topic", f.Topic, topicMax)
	meeting.Sayable(&faults, "expert_name", f.ExpertName, expertMax)
	for _, role := range []struct {
		field string
		id    member.ID
	}{{"author", f.Author}, {"expert", f.Expert}} {
		if s, ok := meeting.SeatOf(seats, role.id); role.id != "" && (!ok || s.Barred()) {
			faults.Add(role.field, "meeting.not_called")
		}
	}
	if f.Expert != "" && f.ExpertName != "" {
		faults.Add("expert_name", "theme.two_experts")
	}
	return faults.Err()
}

// write takes over what the committee wrote. Another topic is another draft.
func (t Theme) write(f Form) Theme {
	if t.Topic != f.Topic {
		t.PassedOn, t.PassedBy, t.PasserName = "", "", ""
	}
	t.Difficulty, t.Topic, t.Author, t.Expert, t.ExpertName = f.Difficulty, f.Topic, f.Author, f.Expert, f.ExpertName
	return t
}

// mayPass refuses a draft without a topic, and a day that has not come or lies
// behind the meeting, in the field passed_on.
func (t Theme) mayPass(day, heldOn, today db.Date) error {
	switch {
	case t.Topic == "":
		return fault.At("passed_on", "theme.topic_missing")
	case day == "":
		return fault.At("passed_on", "meeting.date_missing")
	case !day.IsDay():
		return fault.At("passed_on", "meeting.date_invalid")
	case day > today:
		return fault.At("passed_on", "theme.passed_ahead")
	case day > heldOn:
		return fault.At("passed_on", "theme.passed_late", heldOn)
	}
	return nil
}

// checkMeasures cleans the measures, one a line.
func checkMeasures(text string) (string, error) {
	var lines []string
	for l := range strings.Lines(i18n.Clean(text)) {
		if l = strings.TrimLeft(i18n.Line(l), "-• "); l != "" {
			lines = append(lines, l)
		}
	}
	text = strings.Join(lines, "\n")
	var faults fault.Form
	meeting.Sayable(&faults, "measures", text, meeting.TextMax)
	return text, faults.Err()
}
