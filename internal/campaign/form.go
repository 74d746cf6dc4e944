package campaign

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
)

// How long texts may be, in characters.
const (
	titleMax  = 200
	numberMax = 60
	wordsMax  = 2000
)

// firstYear is the first of which themes are kept.
const firstYear = 1945

// text notes at a field that a text is missing, where it must not be, or too long, or
// bears a mark of state secrecy (I5).
func text(faults *fault.Form, field, text string, most int, needed bool) {
	switch n := utf8.RuneCountInString(text); {
	case n == 0 && needed:
		faults.Add(field, "campaign."+field+"_missing")
	case n > most:
		faults.Add(field, "campaign.text_long", most)
	default:
		if err := document.CheckText("", text); err != nil {
			faults.Add(field, fault.Key(err))
		}
	}
}

// dated notes at a field that it holds no day, where it must or may hold one.
func dated(faults *fault.Form, field string, d db.Date, needed bool) bool {
	switch {
	case d == "" && !needed:
		return false
	case !d.IsDay() || d.Year() < firstYear:
		faults.Add(field, "campaign.day_missing")
		return false
	}
	return true
}

// Form is what is typed of a campaign.
type Form struct {
	Title     string
	Number    string // of the document that it comes from
	IssuedOn  db.Date
	Issuer    string
	Directive string // id of that document in the unit's register, "" for none there
	From, To  db.Date
}

// check brings the form into shape; faults are at title, number, issued_on, issuer,
// from and to.
func (f *Form) check(today db.Date) error {
	var faults fault.Form
	f.Title, f.Number, f.Issuer = i18n.Line(f.Title), i18n.Line(f.Number), i18n.Line(f.Issuer)
	text(&faults, "title", f.Title, titleMax, true)
	text(&faults, "number", f.Number, numberMax, f.IssuedOn != "" || f.Issuer != "")
	text(&faults, "issuer", f.Issuer, titleMax, f.Number != "")
	if dated(&faults, "issued_on", f.IssuedOn, f.Number != "") && f.IssuedOn > today {
		faults.Add("issued_on", "campaign.day_ahead")
	}
	begun := dated(&faults, "from", f.From, true)
	if dated(&faults, "to", f.To, false) && begun && f.To < f.From {
		faults.Add("to", "campaign.to_before", f.From)
	}
	return faults.Err()
}

// holds refuses a span that leaves out days of a theme; faults are at from and to.
func (f Form) holds(themes []Listed) error {
	var faults fault.Form
	for _, t := range themes {
		if t.Starts < f.From {
			faults.Add("from", "campaign.from_after_theme", strconv.Itoa(t.Year), t.Starts)
		}
		if f.To != "" && f.To < t.Ends {
			faults.Add("to", "campaign.to_before_theme", strconv.Itoa(t.Year), t.Ends)
		}
	}
	return faults.Err()
}

// ThemeForm is what is typed of a theme.
type ThemeForm struct {
	Year    int
	Title   string
	Starts  db.Date
	Interim db.Date
	Ends    db.Date
	Due     db.Date
	Goals   string // one a line, each with a number
}

// check brings the form into shape; faults are at year, title, starts, interim, ends,
// due and goals.
func (f *ThemeForm) check(c Campaign) error {
	var faults fault.Form
	f.Title, f.Goals = i18n.Line(f.Title), lines(f.Goals)
	if f.Year < firstYear || f.Year > 2200 {
		faults.Add("year", "campaign.year_missing")
	}
	text(&faults, "title", f.Title, titleMax, true)
	text(&faults, "goals", f.Goals, wordsMax, false)
	for l := range strings.SplitSeq(f.Goals, "\n") {
		if l != "" && !strings.ContainsFunc(l, unicode.IsDigit) {
			faults.Add("goals", "campaign.goal_bare", l)
			break
		}
	}
	started, ended := dated(&faults, "starts", f.Starts, true), dated(&faults, "ends", f.Ends, true)
	switch {
	case started && f.Starts < c.From:
		faults.Add("starts", "campaign.starts_before", c.From)
	case started && ended && f.Ends < f.Starts:
		faults.Add("ends", "campaign.ends_before", f.Starts)
	case ended && c.To != "" && f.Ends > c.To:
		faults.Add("ends", "campaign.ends_after", c.To)
	}
	for field, d := range map[string]db.Date{"interim": f.Interim, "due": f.Due} {
		if dated(&faults, field, d, false) && started && ended && (d < f.Starts || d > f.Ends) {
			faults.Add(field, "campaign.not_within", f.Starts, f.Ends)
		}
	}
	return faults.Err()
}

// lines brings a list of sentences into shape: one a line, none empty.
func lines(s string) string {
	var all []string
	for l := range strings.Lines(i18n.Clean(s)) {
		if l = i18n.Line(l); l != "" {
			all = append(all, l)
		}
	}
	return strings.Join(all, "\n")
}

// DraftForm is how far a unit is with its programme.
type DraftForm struct {
	Remark string // «lấy ý kiến chi bộ»
	Due    db.Date
}

// check brings the form into shape; faults are at remark and due.
func (f *DraftForm) check(today db.Date) error {
	var faults fault.Form
	f.Remark = i18n.Line(f.Remark)
	text(&faults, "remark", f.Remark, titleMax, false)
	if dated(&faults, "due", f.Due, false) && f.Due < today {
		faults.Add("due", "campaign.due_past")
	}
	return faults.Err()
}

// IssueForm is under which number and on which day a programme is issued. Without a
// number the unit's next one is given.
type IssueForm struct {
	Number string
	On     db.Date
}

// check brings the form into shape; faults are at number and on.
func (f *IssueForm) check(today db.Date) error {
	var faults fault.Form
	f.Number = i18n.Line(f.Number)
	text(&faults, "number", f.Number, numberMax, false)
	if dated(&faults, "on", f.On, true) && f.On > today {
		faults.Add("on", "campaign.day_ahead")
	}
	return faults.Err()
}

// ItemForm is what is typed of a work item.
type ItemForm struct {
	Content string
	Person  member.ID // who does it: one of the unit, …
	Owner   string    // … or in words
	Due     db.Date
	Measure string
	Follows ItemID // the item above that it comes from, "" for one of the unit's own
}

// check brings the form into shape; faults are at content, person, owner, due,
// measure and follows. called are those of the unit, above the items of the programme
// over it.
func (f *ItemForm) check(t Theme, called []member.Called, above []Item) error {
	var faults fault.Form
	f.Content, f.Owner, f.Measure = i18n.Clean(f.Content), i18n.Line(f.Owner), i18n.Clean(f.Measure)
	text(&faults, "content", f.Content, wordsMax, true)
	text(&faults, "measure", f.Measure, wordsMax, false)
	switch {
	case f.Person != "" && !knows(called, f.Person):
		faults.Add("person", "campaign.person_unknown")
	case f.Person == "":
		text(&faults, "owner", f.Owner, titleMax, true)
	default:
		text(&faults, "owner", f.Owner, titleMax, false)
	}
	if dated(&faults, "due", f.Due, false) && (f.Due < t.Starts || f.Due > t.Ends) {
		faults.Add("due", "campaign.not_within", t.Starts, t.Ends)
	}
	if f.Follows != "" && !has(above, f.Follows) {
		faults.Add("follows", "campaign.follows_unknown")
	}
	return faults.Err()
}

// NoteForm is what is typed of how a work item goes.
type NoteForm struct {
	Percent int // 0–100; below 0 for what was no number
	Words   string
}

// check brings the form into shape; faults are at percent and words.
func (f *NoteForm) check() error {
	var faults fault.Form
	f.Words = i18n.Clean(f.Words)
	if f.Percent < 0 || f.Percent > 100 {
		faults.Add("percent", "campaign.percent_invalid")
	}
	text(&faults, "words", f.Words, wordsMax, true)
	return faults.Err()
}
