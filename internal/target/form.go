package target

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// Lengths in characters, and how many there may be.
const (
	titleMax   = 200
	measureMax = 40
	reasonMax  = 1_000
	ordinalMax = 20
	papersMax  = 20
	// perPeriod is how many targets a unit has in one period at the most: more
	// are no targets, and a page lists them all.
	perPeriod = 50
)

// FirstYear is the first year of which targets and congresses are kept.
const FirstYear = 1990

// yearsAhead is for how many years ahead targets are set.
const yearsAhead = 5

// Form is what is typed of a target that is not set yet.
type Form struct {
	Year    int    // 0 for a term
	Term    string // id of a term of the unit, "" for a year
	Title   string
	Measure string
	Value   string // as typed
	Source  string // "" where results are entered by hand
}

// check cleans the form and reports every fault at its field: period, title,
// measure, value, source.
func (f *Form) check(s *Service, terms []org.Term, today db.Date) (p Period, value Amount, err error) {
	f.Title, f.Measure = i18n.Line(f.Title), i18n.Line(f.Measure)
	var faults fault.Form
	known := slices.IndexFunc(terms, func(t org.Term) bool { return t.ID == f.Term })
	switch {
	case f.Term != "" && known >= 0:
		p = termPeriod(terms[known])
	case f.Term == "" && f.Year >= FirstYear && f.Year <= today.Year()+yearsAhead:
		p = YearPeriod(f.Year)
	default:
		faults.Add("period", "target.period_missing")
	}
	said(&faults, "title", f.Title, "target.title_missing", titleMax)
	said(&faults, "measure", f.Measure, "target.measure_missing", measureMax)
	value = amount(&faults, "value", f.Value, false)
	if _, ok := s.source(f.Source); f.Source != "" && !ok {
		faults.Add("source", "target.source_missing")
	}
	return p, value, faults.Err()
}

// ChangeForm is what is typed to change the value of a target that was set.
type ChangeForm struct {
	Value  string // as typed
	Reason string
}

// check cleans the form and reports every fault at its field: value, reason.
func (f *ChangeForm) check(was Amount) (value Amount, err error) {
	f.Reason = i18n.Clean(f.Reason)
	var faults fault.Form
	if value = amount(&faults, "value", f.Value, false); value == was {
		faults.Add("value", "target.value_same")
	}
	said(&faults, "reason", f.Reason, "target.reason_missing", reasonMax)
	return value, faults.Err()
}

// ResultForm is what is typed of a result.
type ResultForm struct {
	Value string // as typed
	On    db.Date
	Basis string
}

// check cleans the form and reports every fault at its field: value, on, basis.
func (f *ResultForm) check(p Period, today db.Date) (value Amount, err error) {
	f.Basis = i18n.Line(f.Basis)
	var faults fault.Form
	value = amount(&faults, "value", f.Value, true)
	switch {
	case !f.On.IsDay():
		faults.Add("on", "target.day_missing")
	case f.On > today:
		faults.Add("on", "target.day_ahead")
	case f.On < p.From:
		faults.Add("on", "target.day_before", p.From)
	}
	said(&faults, "basis", f.Basis, "target.basis_missing", titleMax)
	return value, faults.Err()
}

// amount reads a number; zero says whether it may be none.
func amount(faults *fault.Form, field, typed string, zero bool) Amount {
	value, ok := ParseAmount(typed)
	if !ok || value == 0 && !zero {
		faults.Add(field, "target.value_invalid")
	}
	return value
}

// said notes a text that is missing, longer than so many characters, or marked
// as a state secret (I5), at its field. missing may be "" where none is needed.
func said(faults *fault.Form, field, text, missing string, limit int) {
	switch n := utf8.RuneCountInString(text); {
	case text == "" && missing != "":
		faults.Add(field, missing)
	case n > limit:
		faults.Add(field, "target.too_long", n, limit)
	default:
		if err := document.CheckText("", text); err != nil {
			faults.Add(field, fault.Key(err))
		}
	}
}

// CongressForm is what is typed to plan or amend a congress.
type CongressForm struct {
	Ordinal   string
	PlannedOn db.Date
	Papers    string // one title a line
}

// check cleans the form, reports every fault at its field, ordinal, planned_on
// and papers, and gives the titles of the papers.
func (f *CongressForm) check() (titles []string, err error) {
	f.Ordinal, f.Papers = i18n.Line(f.Ordinal), i18n.Clean(f.Papers)
	var faults fault.Form
	said(&faults, "ordinal", f.Ordinal, "", ordinalMax)
	if !f.PlannedOn.IsDay() || f.PlannedOn.Year() < FirstYear {
		faults.Add("planned_on", "target.day_missing")
	}
	titles = linesOf(f.Papers)
	switch {
	case len(titles) == 0:
		faults.Add("papers", "target.papers_missing")
	case len(titles) > papersMax:
		faults.Add("papers", "target.papers_many", len(titles), papersMax)
	case slices.ContainsFunc(titles, func(t string) bool { return utf8.RuneCountInString(t) > titleMax }):
		faults.Add("papers", "target.paper_long", titleMax)
	default:
		said(&faults, "papers", f.Papers, "", papersMax*(titleMax+1))
	}
	return titles, faults.Err()
}

// linesOf splits a text into its lines, without empty ones and with single
// blanks.
func linesOf(text string) (all []string) {
	for line := range strings.Lines(text) {
		if line = i18n.Line(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
