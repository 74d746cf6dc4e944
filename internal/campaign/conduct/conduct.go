package conduct

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// ID names a code.
type ID string

// RuleID names a rule of one edition.
type RuleID string

// UseID names the use of a code by a unit.
type UseID string

// Measure is how the keeping of a rule is told.
type Measure string

// The measures.
const (
	Count   Measure = "count"   // how often: a whole number
	Percent Measure = "percent" // a share: 0 to 100
	YesNo   Measure = "yes_no"  // 1 where it was kept, 0 where it was not
)

// Measures lists them as pages show them.
var Measures = []Measure{Count, Percent, YesNo}

// Source is where a number comes from.
type Source string

// The sources.
const (
	FromFeedback   Source = "feedback"
	FromInspection Source = "inspection"
	FromSelf       Source = "self"
	FromSurvey     Source = "survey"
	FromOther      Source = "other"
)

// Sources lists them as pages show them.
var Sources = []Source{FromFeedback, FromInspection, FromSelf, FromSurvey, FromOther}

// Code is a code of conduct, in its last edition.
type Code struct {
	ID       ID
	Unit     org.ID
	UnitName string
	Name     string
	Number   string // of the paper that it comes from, in words
	IssuedOn db.Date
	Issuer   string
	Edition  int
	Retired  db.Date // since when it is offered no more, "" while it is
	Rules    int     // how many the last edition has
	Version  int
}

// Rule is a rule of one edition.
type Rule struct {
	ID      RuleID
	Line    string // the same in every edition that keeps title and measure
	Ordinal int
	Title   string
	Body    string
	Measure Measure
	Source  Source // where its numbers usually come from
}

// Span is how long a period of observation is.
type Span string

// The spans.
const (
	Monthly   Span = "month"
	Quarterly Span = "quarter"
)

// Spans lists them as pages show them.
var Spans = []Span{Quarterly, Monthly}

// months is how many months a period has.
func (s Span) months() int {
	if s == Quarterly {
		return 3
	}
	return 1
}

// Of is the period in which a day lies: its first month, YYYY-MM.
func (s Span) Of(day db.Date) db.Date {
	first := day.Month() + "-01"
	if s == Quarterly {
		first = first.AddMonths(-((int(first.Time().Month()) - 1) % 3))
	}
	return first.Month()
}

// Shift is the period so many periods later, or earlier.
func (s Span) Shift(period db.Date, n int) db.Date {
	return (period + "-01").AddMonths(n * s.months()).Month()
}

// Use is the use of a code by a unit.
type Use struct {
	ID      UseID
	Unit    org.ID
	Code    Code
	Span    Span
	From    db.Date
	Until   db.Date // since when it is used no more, "" while it is
	Last    db.Date // the latest period that was observed, YYYY-MM; "" for none
	Watched int     // how many rules are observed
	Version int
}

// check refuses a period that is none of the use, or has not begun.
func (u Use) check(period, today db.Date) error {
	switch {
	case !period.IsMonth() || u.Span.Of(period+"-01") != period:
		return fault.At("month", "conduct.period_wrong")
	case period < u.Span.Of(u.From):
		return fault.At("month", "conduct.period_before", u.From)
	case period > u.Span.Of(today):
		return fault.At("month", "conduct.period_ahead")
	case u.Until != "" && period > u.Span.Of(u.Until):
		return fault.At("month", "conduct.period_after", u.Until)
	}
	return nil
}

// Usual is the period that is observed next: the one that ended last, the one that
// runs where the use began in it, and the last of a use that ended.
func (u Use) Usual(today db.Date) db.Date {
	usual := max(u.Span.Shift(u.Span.Of(today), -1), u.Span.Of(u.From))
	if u.Until != "" {
		return min(usual, u.Span.Of(u.Until))
	}
	return usual
}

// latest is the last period that may be observed on a day.
func (u Use) latest(today db.Date) db.Date {
	if u.Until != "" {
		return min(u.Span.Of(today), u.Span.Of(u.Until))
	}
	return u.Span.Of(today)
}

// Begun reports whether the first period of the use has begun.
func (u Use) Begun(today db.Date) bool { return u.Span.Of(u.From) <= u.Span.Of(today) }

// Observation is what was found of a rule in a period.
type Observation struct {
	Period db.Date
	Rule   Rule
	Value  int
	Note   string // the unit's own; "" for levels above
	Source Source
}

// Row is one rule over the periods of a page.
type Row struct {
	Rule    Rule
	Watched bool
	Cells   []*Observation // by the periods of the page; nil where nothing was observed
}

// Way is where a rule's number went from the period before to the latest.
type Way string

// The ways, none of which says whether it is good.
const (
	Up      Way = "up"
	Down    Way = "down"
	Level   Way = "level"
	Unknown Way = "unknown" // one of the two was not observed
)

// Change compares the last two periods of the row; by is how much, never below 0.
func (r Row) Change() (way Way, by int) {
	n := len(r.Cells)
	for n > 0 && r.Cells[n-1] == nil {
		n-- // the period that runs is observed once it is over
	}
	if n < 2 || r.Cells[n-2] == nil {
		return Unknown, 0
	}
	switch d := r.Cells[n-1].Value - r.Cells[n-2].Value; {
	case d > 0:
		return Up, d
	case d < 0:
		return Down, -d
	}
	return Level, 0
}

// rows puts what was observed beside the rules: those that are watched in the
// order of the code, then others that were once.
func rows(periods []db.Date, watched []Rule, found []Observation) (all []Row) {
	at := map[string]int{}
	add := func(r Rule, w bool) {
		if _, ok := at[r.Line]; !ok {
			at[r.Line] = len(all)
			all = append(all, Row{Rule: r, Watched: w, Cells: make([]*Observation, len(periods))})
		}
	}
	for _, r := range watched {
		add(r, true)
	}
	for i := len(found) - 1; i >= 0; i-- {
		add(found[i].Rule, false)
	}
	for i := range found {
		if p := slices.Index(periods, found[i].Period); p >= 0 {
			all[at[found[i].Rule.Line]].Cells[p] = &found[i]
		}
	}
	return all
}

// shown is how many periods a page shows.
const shown = 8

// periodsUntil are the periods of a page, the earliest first: at most shown, and
// none before the use began.
func (u Use) periodsUntil(last db.Date) (all []db.Date) {
	for i := shown - 1; i >= 0; i-- {
		if p := u.Span.Shift(last, -i); p >= u.Span.Of(u.From) {
			all = append(all, p)
		}
	}
	return all
}
