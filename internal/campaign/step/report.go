package step

import (
	"strings"
	"unicode/utf8"

	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ReportID names a learning report.
type ReportID string

// State is how far a learning report has come.
type State string

// The states.
const (
	Drafting State = "drafting"
	Sent     State = "sent"
	Returned State = "returned"
)

// States lists them in the order of a report's life.
var States = []State{Drafting, Sent, Returned}

// Deed is something done to a learning report.
type Deed string

// The deeds.
const (
	Saving    Deed = "save"
	Sending   Deed = "send"
	Recalling Deed = "recall"
	Remarking Deed = "remark"
	Returning Deed = "return"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Deed]
	Moves = workflow.Table[State, Deed]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else.
var Workflow = Moves{
	{Drafting, Saving, Drafting, Take},
	{Drafting, Sending, Sent, Take},
	{Sent, Recalling, Drafting, Take},
	{Sent, Remarking, Sent, Keep},
	{Sent, Returning, Returned, Keep},
	{Returned, Saving, Returned, Take},
	{Returned, Sending, Sent, Take},
}

// Learning is a learning report. Class: author and committee.
type Learning struct {
	ID        ReportID
	Theme     campaign.ThemeID
	Unit      org.ID
	Person    member.ID
	Name      string
	State     State
	Awareness string // nhận thức
	Duties    string // nhiệm vụ cụ thể của bản thân, one a line
	Wanted    string // why it was given back last
	Remark    string // what the leaders say to it
	SentOn    db.Date
	SavedAt   db.Time
	Version   int
}

// Tasks are the duties, one each.
func (l Learning) Tasks() []string { return lines(l.Duties) }

// lines parts a text by its lines and leaves out empty ones and their dashes.
func lines(text string) (all []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-–•+*")); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// theirs are the texts under the names of their fields, for who comes too late.
func (l Learning) theirs() map[string]string {
	return map[string]string{"awareness": l.Awareness, "duties": l.Duties, "words": l.Remark}
}

// Bounds of what is typed.
const (
	TextMax   = 8000 // characters of the awareness
	dutiesMax = 4000 // … of all duties
	wordsMax  = 2000 // … of what the leaders say
)

// ReportForm is what is typed of a learning report. The fields of faults are
// awareness and duties.
type ReportForm struct {
	Awareness string
	Duties    string
}

// tidy cleans the texts and reports what cannot be taken.
func (f *ReportForm) tidy() error {
	f.Awareness, f.Duties = i18n.Clean(f.Awareness), i18n.Clean(f.Duties)
	var faults fault.Form
	sayable(&faults, "awareness", f.Awareness, TextMax)
	sayable(&faults, "duties", f.Duties, dutiesMax)
	return faults.Err()
}

// complete reports what is missing before a report is sent.
func (l Learning) complete() error {
	var faults fault.Form
	if l.Awareness == "" {
		faults.Add("awareness", "step.awareness_missing")
	}
	if len(l.Tasks()) == 0 {
		faults.Add("duties", "step.duties_missing")
	}
	return faults.Err()
}

// checkWords cleans what the leaders say, and refuses nothing at all.
func checkWords(words string) (string, error) {
	words = i18n.Clean(words)
	var faults fault.Form
	if words == "" {
		faults.Add("words", "step.words_missing")
	}
	sayable(&faults, "words", words, wordsMax)
	return words, faults.Err()
}

// sayable notes a text that is too long, or marked as a state secret (I5).
func sayable(faults *fault.Form, field, text string, limit int) {
	if n := utf8.RuneCountInString(text); n > limit {
		faults.Add(field, "step.too_long", n, limit)
		return
	}
	faults.Take(field, document.CheckText("", text))
}
