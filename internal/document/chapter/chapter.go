package chapter

import (
	"slices"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// ID names a record.
type ID string

// Kind is a kind of record.
type Kind string

// The kinds.
const (
	Note    Kind = "note"    // ghi chép
	Plan    Kind = "plan"    // kế hoạch
	List    Kind = "list"    // danh sách
	Minutes Kind = "minutes" // biên bản
)

// Kinds lists the kinds as forms offer them.
var Kinds = []Kind{Note, Plan, List, Minutes}

// Record is one entry of the book. Class: committee, of the chapter.
type Record struct {
	ID      ID
	Unit    org.ID
	Kind    Kind
	Title   string
	Body    string
	On      db.Date
	PutAway bool
	Version int
}

// Form is what is typed of a record. Faults name kind, title, body and on.
type Form struct {
	Kind  Kind
	Title string
	Body  string
	On    db.Date
}

// Lengths in characters.
const (
	titleMax = 200
	bodyMax  = 20_000
)

// check brings the form into what is stored, and reports every fault at once.
func (f *Form) check(today db.Date) error {
	f.Title, f.Body = i18n.Line(f.Title), i18n.Clean(f.Body)
	var faults fault.Form
	if !slices.Contains(Kinds, f.Kind) {
		faults.Add("kind", "chapter.kind_missing")
	}
	switch {
	case !f.On.IsDay():
		faults.Add("on", "chapter.on_missing")
	case f.On > today.AddDays(366) || f.On < today.AddDays(-20*366):
		faults.Add("on", "chapter.on_far")
	}
	if f.Title == "" {
		faults.Add("title", "chapter.title_missing")
	}
	sayable(&faults, "title", f.Title, titleMax)
	sayable(&faults, "body", f.Body, bodyMax)
	return faults.Err()
}

// sayable bounds a text and keeps what is marked as a state secret out (I5).
func sayable(faults *fault.Form, field, text string, most int) {
	if utf8.RuneCountInString(text) > most {
		faults.Add(field, "chapter.too_long", most)
		return
	}
	faults.Take(field, document.CheckText("", text))
}
