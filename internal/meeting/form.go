package meeting

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/rulebook"
)

// Lengths in characters.
const (
	placeMax = 200
	titleMax = 300
	nameMax  = 100
)

// TextMax is the longest note, content, conclusion or section of a paper, in
// characters.
const TextMax = 20_000

// minutesMax is the longest item, in minutes.
const minutesMax = 480

// Plan is what is typed to plan a meeting or to move it.
type Plan struct {
	Kind     Kind
	Combined bool    // a regular meeting with a thematic part; it is chosen once, when the meeting is planned
	Why      string  // of an extraordinary meeting, and of one that is combined for hardship
	Cell     string  // the type of the cell whose contents for reference go on the agenda, "" for none
	Month    db.Date // "YYYY-MM"; "" means that of HeldOn
	HeldOn   db.Date
	StartsAt string
	Place    string
	Chair    member.ID
	Minuter  member.ID
	Reason   string // why a meeting is moved whose notice went out
}

// farAhead is how many years a plan may reach.
const farAhead = 2

// Check cleans the plan and reports every fault at once, in the fields kind,
// combined, why, cell, held_on, month, starts_at and place. A date that no calendar has is refused.
func (p *Plan) Check(today db.Date) error {
	p.Place, p.StartsAt, p.Why = i18n.Line(p.Place), strings.TrimSpace(p.StartsAt), i18n.Line(p.Why)
	var faults fault.Form
	if !slices.Contains(Kinds, p.Kind) {
		faults.Add("kind", "meeting.kind_missing")
	}
	p.checkShape(&faults)
	switch {
	case p.HeldOn == "":
		faults.Add("held_on", "meeting.date_missing")
	case !p.HeldOn.IsDay():
		faults.Add("held_on", "meeting.date_invalid")
	case p.HeldOn > today.AddMonths(12*farAhead) || p.HeldOn < firstDay:
		faults.Add("held_on", "meeting.date_far")
	}
	if p.Month == "" && p.HeldOn.IsDay() {
		p.Month = p.HeldOn.Month()
	}
	switch {
	case !p.HeldOn.IsDay():
	case !p.Month.IsMonth():
		faults.Add("month", "meeting.month_invalid")
	case p.farOff():
		faults.Add("held_on", "meeting.date_month", p.Month)
	}
	if minuteOf(p.StartsAt) < 0 {
		faults.Add("starts_at", "meeting.time_invalid")
	}
	Sayable(&faults, "place", p.Place, placeMax)
	if p.Place == "" {
		faults.Add("place", "meeting.place_missing")
	}
	return faults.Err()
}

// farOff reports whether the meeting of a month is held more than a month before or
// after it: a slip in the year of the one or the other.
func (p *Plan) farOff() bool {
	first := p.HeldOn.Month() + "-01"
	return p.Month < first.AddMonths(-1).Month() || p.Month > first.AddMonths(1).Month()
}

// checkShape notes what does not go with the kind of the meeting.
func (p *Plan) checkShape(faults *fault.Form) {
	if p.Combined && p.Kind != Regular {
		faults.Add("combined", "meeting.combined_regular")
	}
	if p.Kind == Extraordinary && p.Why == "" {
		faults.Add("why", "meeting.why_missing")
	}
	Sayable(faults, "why", p.Why, titleMax)
	if p.Cell != "" && !slices.Contains(rulebook.CellTypes(), p.Cell) {
		faults.Add("cell", "meeting.cell_unknown")
	}
}

// firstDay is the founding of the Party: no cell met before.
const firstDay db.Date = "1930-02-03"

// checkRoles refuses a chair or minute taker who is not called or may not
// attend.
func checkRoles(seats []Seat, chair, minuter member.ID) error {
	var faults fault.Form
	for _, role := range []struct {
		field string
		id    member.ID
	}{{"chair", chair}, {"minuter", minuter}} {
		if role.id == "" {
			continue
		}
		if s, ok := SeatOf(seats, role.id); !ok || s.Barred() {
			faults.Add(role.field, "meeting.not_called")
		}
	}
	return faults.Err()
}

// ItemForm is what is typed about an item of the agenda.
type ItemForm struct {
	Title     string
	Kind      rulebook.Kind
	Minutes   int
	Presenter member.ID
	Papers    []document.ID // of the meeting, for this item; nil leaves them as they are
}

// ItemKinds are the kinds that a cell may add to its agenda, in the order in
// which forms offer them.
var ItemKinds = []rulebook.Kind{
	rulebook.KindTask, rulebook.KindReport, rulebook.KindStudy, rulebook.KindDiscussion,
	rulebook.KindCritique, rulebook.KindVote, rulebook.KindProcedural,
}

// check cleans the item and reports every fault, in the fields title, kind,
// minutes and presenter.
func (f *ItemForm) check(was rulebook.Kind, seats []Seat) error {
	f.Title = i18n.Line(f.Title)
	var faults fault.Form
	if f.Title == "" {
		faults.Add("title", "meeting.title_missing")
	}
	Sayable(&faults, "title", f.Title, titleMax)
	if f.Kind != was && !slices.Contains(ItemKinds, f.Kind) {
		faults.Add("kind", "meeting.item_kind_missing")
	}
	if f.Minutes < 0 || f.Minutes > minutesMax {
		faults.Add("minutes", "meeting.minutes_invalid", minutesMax)
	}
	if f.Presenter != "" {
		if s, ok := SeatOf(seats, f.Presenter); !ok || s.Barred() {
			faults.Add("presenter", "meeting.not_called")
		}
	}
	return faults.Err()
}

// NoteForm is an opinion as it is noted; either Speaker or Guest is set.
type NoteForm struct {
	Speaker member.ID
	Guest   GuestID
	Kind    NoteKind
	Body    string
}

// check cleans the note and reports every fault, in the fields speaker, kind
// and body.
func (f *NoteForm) check(seats []Seat, guests []Guest) error {
	f.Body = i18n.Clean(f.Body)
	var faults fault.Form
	seat, called := SeatOf(seats, f.Speaker)
	invited := slices.ContainsFunc(guests, func(g Guest) bool { return g.ID == f.Guest })
	switch {
	case f.Speaker == "" && f.Guest == "":
		faults.Add("speaker", "meeting.speaker_missing")
	case f.Speaker != "" && f.Guest != "" || f.Speaker != "" && !called || f.Guest != "" && !invited:
		faults.Add("speaker", "meeting.not_called")
	case f.Speaker != "" && (seat.Mark == Excused || seat.Mark == Unexcused):
		faults.Add("speaker", "meeting.speaker_absent")
	}
	checkNote(&faults, f.Kind, f.Body)
	return faults.Err()
}

// checkNote notes what is wrong with kind and text of a note.
func checkNote(faults *fault.Form, kind NoteKind, body string) {
	if !slices.Contains(NoteKinds, kind) {
		faults.Add("kind", "meeting.note_kind_missing")
	}
	if body == "" {
		faults.Add("body", "meeting.note_missing")
	}
	Sayable(faults, "body", body, TextMax)
}

// Sign is what is typed to close or to finish a meeting.
type Sign struct {
	OpenedAt string // "HH:MM"
	ClosedAt string
	Summary  string
}

// check cleans the form and reports every fault, in the fields opened_at,
// closed_at and summary. The meeting ends on the day on which it began.
func (f *Sign) check() error {
	f.OpenedAt, f.ClosedAt, f.Summary = strings.TrimSpace(f.OpenedAt), strings.TrimSpace(f.ClosedAt), i18n.Clean(f.Summary)
	var faults fault.Form
	from, to := minuteOf(f.OpenedAt), minuteOf(f.ClosedAt)
	if from < 0 {
		faults.Add("opened_at", "meeting.time_invalid")
	}
	switch {
	case to < 0:
		faults.Add("closed_at", "meeting.time_invalid")
	case from >= 0 && to <= from:
		faults.Add("closed_at", "meeting.ends_before_start", f.OpenedAt)
	}
	Sayable(&faults, "summary", f.Summary, TextMax)
	return faults.Err()
}

// Sayable notes a text that is longer than so many characters or marked as a
// state secret (I5). What was typed stays in the form: nothing is cut.
func Sayable(faults *fault.Form, field, text string, limit int) {
	if n := utf8.RuneCountInString(text); n > limit {
		faults.Add(field, "meeting.too_long", n, limit)
		return
	}
	if err := document.CheckText("", text); err != nil {
		faults.Add(field, fault.Key(err))
	}
}

// minuteOf is a time of day "HH:MM" in minutes since midnight, -1 for anything
// else.
func minuteOf(s string) int {
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return -1
	}
	return t.Hour()*60 + t.Minute()
}
