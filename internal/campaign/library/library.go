package library

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// Lengths in characters, and what a theme has at most.
const (
	titleMax     = 200
	aboutMax     = 1_000
	addressMax   = 500
	wordsMax     = 500
	optionMax    = 200
	materialsMax = 50
	questionsMax = 30
	// OptionsMin and OptionsMax bound how many options a question has.
	OptionsMin = 2
	OptionsMax = 5
)

// ID names a material.
type ID string

// Material is one thing to read. Class: open.
type Material struct {
	ID       ID
	Theme    campaign.ThemeID
	Title    string
	About    string // which part of it, and what to mind
	Address  string // where it is, as text; "" for none
	Required bool
	Version  int

	ordinal int
}

// Form is a material as it is typed.
type Form struct {
	Title    string
	About    string
	Address  string
	Required bool
}

// check cleans the form and reports every fault at its field.
func (f *Form) check() error {
	var faults fault.Form
	f.Title, f.About, f.Address = i18n.Line(f.Title), i18n.Clean(f.About), i18n.Line(f.Address)
	if f.Title == "" {
		faults.Add("title", "library.title_missing")
	}
	sayable(&faults, "title", f.Title, titleMax)
	sayable(&faults, "about", f.About, aboutMax)
	sayable(&faults, "address", f.Address, addressMax)
	return faults.Err()
}

func (m Material) with(f Form) Material {
	m.Title, m.About, m.Address, m.Required = f.Title, f.About, f.Address, f.Required
	return m
}

// theirs is what the form of the material shows as it is now.
func (m Material) theirs() map[string]string {
	required := ""
	if m.Required {
		required = "on"
	}
	return map[string]string{"title": m.Title, "about": m.About, "address": m.Address, "required": required}
}

// QuestionID names a question.
type QuestionID string

// Question is a question of the quiz. Class: open, without its answer.
type Question struct {
	ID      QuestionID
	Theme   campaign.ThemeID
	Words   string
	Options []string
	Answer  int // which option is right, from 1; 0 where it is withheld
	Version int
}

// QuestionForm is a question as it is typed.
type QuestionForm struct {
	Words   string
	Options string // one a line
	Answer  int    // from 1
}

// lines are the options of a form one by one, without empty ones.
func lines(text string) []string {
	var all []string
	for l := range strings.Lines(text) {
		if l = i18n.Line(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

// check cleans the form and reports every fault at its field.
func (f *QuestionForm) check() error {
	var faults fault.Form
	if f.Words = i18n.Clean(f.Words); f.Words == "" {
		faults.Add("words", "library.words_missing")
	}
	sayable(&faults, "words", f.Words, wordsMax)
	all := lines(f.Options)
	f.Options = strings.Join(all, "\n")
	distinct := slices.Clone(all)
	slices.Sort(distinct)
	switch {
	case len(all) < OptionsMin || len(all) > OptionsMax:
		faults.Add("options", "library.options_count", OptionsMin, OptionsMax)
	case len(slices.Compact(distinct)) < len(all):
		faults.Add("options", "library.options_twice")
	}
	for _, o := range all {
		sayable(&faults, "options", o, optionMax)
	}
	if f.Answer < 1 || f.Answer > max(len(all), 1) {
		faults.Add("answer", "library.answer_missing")
	}
	return faults.Err()
}

func (q Question) with(f QuestionForm) Question {
	q.Words, q.Options, q.Answer = f.Words, lines(f.Options), f.Answer
	return q
}

// theirs is what the form of the question shows as it is now.
func (q Question) theirs() map[string]string {
	return map[string]string{"words": q.Words, "options": strings.Join(q.Options, "\n"), "answer": strconv.Itoa(q.Answer)}
}

// withheld is the question without its answer.
func (q Question) withheld() Question {
	q.Answer = 0
	return q
}

// Result is what came of answering the quiz.
type Result struct {
	Right int
	Of    int
	Wrong []QuestionID
}

// Passed reports whether every question was answered rightly.
func (r Result) Passed() bool { return r.Of > 0 && r.Right == r.Of }

// AnswerField names the field of a question on the page of the quiz.
func AnswerField(id QuestionID) string { return "q_" + string(id) }

// judge compares what was chosen, by question and from 1, with the right options. A
// question that was left out is a fault at its field.
func judge(all []Question, chosen map[QuestionID]int) (r Result, err error) {
	var faults fault.Form
	for _, q := range all {
		switch n := chosen[q.ID]; {
		case n < 1 || n > len(q.Options):
			faults.Add(AnswerField(q.ID), "library.choose_one")
		case n == q.Answer:
			r.Right++
		default:
			r.Wrong = append(r.Wrong, q.ID)
		}
	}
	r.Of = len(all)
	return r, faults.Err()
}

// sayable notes a text that is too long or bears a mark of state secrecy (I5).
func sayable(faults *fault.Form, field, text string, limit int) {
	if n := len([]rune(text)); n > limit {
		faults.Add(field, "library.too_long", n, limit)
		return
	}
	if err := document.CheckText("", text); err != nil {
		faults.Add(field, fault.Key(err))
	}
}

// running refuses what is for a theme that runs, once it was halted or is over, or
// before it was launched.
func running(t campaign.Theme, today db.Date) error {
	if t.Runs(today) {
		return nil
	}
	return fault.New(fault.Invalid, "library.not_running")
}
