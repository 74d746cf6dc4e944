package commitment

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
)

// Bounds of what is typed.
const (
	ItemsMax = 12   // items of a pledge
	WorksMax = 30   // items of a programme
	TextMax  = 4000 // characters of a text
	lineMax  = 300  // characters of a heading or a due time
)

// ItemForm is what is typed of an item. ID is "" for a new one.
type ItemForm struct {
	ID      ItemID
	Heading string
	Work    string
	Measure string
	Due     string
	Theme   string // of a campaign, by its id; "" for none
}

// form is the item as its author may change it.
func (i Item) form() ItemForm {
	return ItemForm{ID: i.ID, Heading: i.Heading, Work: i.Work, Measure: i.Measure, Due: i.Due, Theme: i.Theme}
}

// field is a text of a form under its name.
type field struct {
	name string
	text *string
}

func (f *ItemForm) fields() []field {
	return []field{{"heading", &f.Heading}, {"work", &f.Work}, {"measure", &f.Measure}, {"due", &f.Due}}
}

// fieldOf names a field of the n-th item of a form: "item-2-heading".
func fieldOf(n int, name string) string { return "item-" + strconv.Itoa(n) + "-" + name }

// limitOf is how many characters a field of an item takes. Heading and due time
// are single lines.
func limitOf(field string) int {
	if field == "heading" || field == "due" {
		return lineMax
	}
	return TextMax
}

// tidy cleans the texts of the n-th item, notes what cannot be taken, and
// reports whether anything is typed.
func tidy(faults *fault.Form, n int, fields []field) (typed bool) {
	for _, f := range fields {
		*f.text = i18n.Clean(*f.text)
		limit := limitOf(f.name)
		if limit == lineMax {
			*f.text = strings.Join(strings.Fields(*f.text), " ")
		}
		sayable(faults, fieldOf(n, f.name), *f.text, limit)
		typed = typed || *f.text != ""
	}
	return typed
}

// checkItems cleans the items, leaves out empty ones and reports every fault at
// once, in fields such as item-2-work, counted as they were sent. tied says whether an
// item may answer to the theme that it names.
func checkItems(items []ItemForm, tied func(ItemForm) bool) ([]ItemForm, error) {
	var faults fault.Form
	var kept []ItemForm
	for n, f := range items {
		if !tidy(&faults, n+1, f.fields()) {
			continue
		}
		if kept = append(kept, f); !tied(f) {
			faults.Add(fieldOf(n+1, "theme"), "commitment.theme_gone")
		}
	}
	if len(kept) > ItemsMax {
		faults.Add("items", "commitment.items_too_many", ItemsMax)
	}
	return kept, faults.Err()
}

// complete reports what is missing before a pledge is sent.
func complete(items []Item) error {
	if len(items) == 0 {
		return fault.At("items", "commitment.items_missing")
	}
	var faults fault.Form
	for _, i := range items {
		if i.Heading == "" {
			faults.Add(fieldOf(i.Ordinal, "heading"), "commitment.heading_missing")
		}
	}
	return faults.Err()
}

// CallForm is what is typed to open the registration of a year in a unit.
type CallForm struct {
	Theme string // of the year, may be empty
	Due   db.Date
}

// check reports the faults of the fields theme and due.
func (f *CallForm) check(year int, today db.Date) error {
	f.Theme = i18n.Clean(f.Theme)
	var faults fault.Form
	sayable(&faults, "theme", f.Theme, TextMax)
	switch {
	case !f.Due.IsDay():
		faults.Add("due", "commitment.due_missing")
	case f.Due < today:
		faults.Add("due", "commitment.due_past")
	case f.Due.Year() > year:
		faults.Add("due", "commitment.due_after_year", yearText(year))
	}
	return faults.Err()
}

// WorkForm is what is typed of an item of a programme.
type WorkForm struct {
	ID      WorkID // "" for a new one
	Heading string
	Work    string
	Measure string
	Due     string
	Leader  member.ID // who answers for it, may be ""
}

func (f *WorkForm) fields() []field {
	return []field{{"heading", &f.Heading}, {"work", &f.Work}, {"measure", &f.Measure}, {"due", &f.Due}}
}

// checkWorks is checkItems for a programme; a heading is needed, and who
// answers for an item belongs to the unit, or answers for it already.
func checkWorks(works []WorkForm, people []member.Profile, known []Work) ([]WorkForm, error) {
	var faults fault.Form
	var kept []WorkForm
	for n, f := range works {
		if !tidy(&faults, n+1, f.fields()) {
			continue
		}
		if f.Heading == "" {
			faults.Add(fieldOf(n+1, "heading"), "commitment.heading_missing")
		}
		here := slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == f.Leader })
		stays := slices.ContainsFunc(known, func(w Work) bool { return w.ID == f.ID && w.Leader == f.Leader })
		if f.Leader != "" && !here && !stays {
			faults.Add(fieldOf(n+1, "leader"), "commitment.leader_elsewhere")
		}
		kept = append(kept, f)
	}
	if len(kept) > WorksMax {
		faults.Add("items", "commitment.items_too_many", WorksMax)
	}
	return kept, faults.Err()
}

// checkProgress reports the faults of the fields percent and note.
func checkProgress(percent int, note string) error {
	var faults fault.Form
	if percent < 0 || percent > whole {
		faults.Add("percent", "commitment.percent_invalid")
	}
	said(&faults, "note", note)
	return faults.Err()
}

// said notes a text that is missing or cannot be taken.
func said(faults *fault.Form, field, text string) {
	if text == "" {
		faults.Add(field, "commitment.text_missing")
	}
	sayable(faults, field, text, TextMax)
}

// sayable notes a text that cannot be taken. What was typed stays in the form:
// nothing is cut.
func sayable(faults *fault.Form, field, text string, limit int) {
	if key, args := unsayable(text, limit); key != "" {
		faults.Add(field, key, args...)
	}
}

// unsayable says why a text cannot be taken: it is too long, or marked as a
// state secret (I5); "" if it can.
func unsayable(text string, limit int) (key string, args []any) {
	if n := utf8.RuneCountInString(text); n > limit {
		return "commitment.too_long", []any{n, limit}
	}
	return fault.Key(document.CheckText("", text)), nil
}
