package bulletin

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// Period is the months that a figure is of.
type Period string

// The periods.
const (
	ThisYear Period = "year"      // since the first of January
	LastYear Period = "last_year" // the whole of it
	Twelve   Period = "twelve"    // the twelve whole months before this one
	Weeks    Period = "weeks"     // the twelve whole weeks before this one, of a source that counts by week
)

// Periods lists them as pages show them.
var Periods = []Period{Twelve, ThisYear, LastYear, Weeks}

// Span gives the first and the last month of a period, as of a day; of Weeks the first
// and the last day.
func (p Period) Span(today db.Date) (from, through db.Date) {
	year := today[:4]
	switch p {
	case ThisYear:
		return year + "-01", today.Month()
	case LastYear:
		last := (year + "-01-01").AddMonths(-12)[:4]
		return last + "-01", last + "-12"
	case Weeks:
		now := Monday(today)
		return now.AddDays(-7 * 12), now.AddDays(-1)
	}
	first := today.Month() + "-01"
	return first.AddMonths(-12).Month(), first.AddMonths(-1).Month()
}

// Value is what a source says of a unit, with all under it.
type Value struct {
	N        int
	Before   int // of as many months, or weeks, before
	Compared bool
	Points   []Point // month by month, or week by week, if they are known
}

// Point is the amount of a month, or of the week that begins on a day.
type Point struct {
	On      db.Date
	N       float64
	Unknown bool `json:",omitempty"` // nobody counted it, so that it is not nought
}

// Monday is the first day of the week of a day.
func Monday(d db.Date) db.Date { return d.AddDays(-(int(d.Time().Weekday()) + 6) % 7) }

// Source is a kind of figure that the system knows: app sets those of the
// capabilities.
type Source struct {
	Key   string
	Text  string       // the text key of its name
	Class access.Class // who may see such a figure at most
	// Weekly: it counts by week, in the period Weeks alone.
	Weekly bool
	// Stock: it says how many there are, of which the amount before is that of a year
	// earlier, and not how many there were of something in a while.
	Stock bool
	// Of computes it for a unit with all under it, from a month through another, or for
	// the unit alone from a day through another if it is Weekly. The caller has
	// authorised.
	Of func(tx *db.Tx, u org.Unit, from, through db.Date) (Value, error)
}

// Figure is a number that stands in an article.
type Figure struct {
	Ordinal int
	Source  string // the key of a source; "" for one that the unit states itself
	Period  Period
	Label   string // what it is called in the article; "" is the source's name
	Words   string // the number, as the unit states it
	Note    string // below it: what it was before, where it comes from
	Goal    string // what is striven for in a month or a week, as typed; "" for nothing
	Value   Value
	Stock   bool    // as its source
	From    db.Date // the first and the last month of a source
	Through db.Date
	// FrozenOn is the day of its publication; "" while it is live.
	FrozenOn db.Date
}

// FigureForm is what is typed to put a figure into an article.
type FigureForm struct {
	Source string
	Period Period
	Label  string
	Words  string
	Note   string
	Goal   string
	Values string  // week by week, as the unit states them
	Last   db.Date // a day of the last of these weeks
	InText bool    // its mark is put at the end of the text too
}

// figuresMax is how many figures an article has at most.
const figuresMax = 6

// How many weeks a unit states at least, and at most.
const weeksLeast, weeksMost = 3, 53

// check brings the form into shape and notes its faults at the fields source, period,
// label, words, note, goal, values and last.
func (f *FigureForm) check(sources []Source, a Article, today db.Date) error {
	var faults fault.Form
	f.Label, f.Words, f.Note, f.Goal, f.Values = i18n.Line(f.Label), i18n.Line(f.Words), i18n.Line(f.Note), i18n.Line(f.Goal), i18n.Line(f.Values)
	limit(&faults, "note", "", f.Note, lineMax)
	if _, ok := read(f.Goal); f.Goal != "" && !ok {
		faults.Add("goal", "bulletin.number_missing")
	}
	if f.Source == "" {
		limit(&faults, "label", "bulletin.label_missing", f.Label, lineMax)
		limit(&faults, "words", "bulletin.words_missing", f.Words, lineMax)
		f.checkWeeks(&faults, today)
		f.Period = ""
		return faults.Err()
	}
	f.Words, f.Values = "", ""
	limit(&faults, "label", "", f.Label, lineMax)
	at := slices.IndexFunc(sources, func(s Source) bool { return s.Key == f.Source })
	switch {
	case at < 0:
		faults.Add("source", "bulletin.source_unknown")
	case !a.Audience.Shows(sources[at].Class):
		faults.Add("source", "bulletin.source_narrow")
	}
	if f.Period = cmp.Or(f.Period, Twelve); !slices.Contains(Periods, f.Period) {
		faults.Add("period", "bulletin.period_missing")
	} else if at >= 0 && sources[at].Weekly != (f.Period == Weeks) {
		faults.Add("period", map[bool]string{true: "bulletin.period_weekly", false: "bulletin.period_monthly"}[sources[at].Weekly])
	}
	return faults.Err()
}

// checkWeeks notes what is wrong with the amounts of weeks, if there are any.
func (f *FigureForm) checkWeeks(faults *fault.Form, today db.Date) {
	if f.Values == "" {
		if f.Goal != "" {
			faults.Add("values", "bulletin.values_missing")
		}
		return
	}
	if n := len(f.series()); n < weeksLeast || n > weeksMost {
		faults.Add("values", "bulletin.values_wrong", weeksLeast, weeksMost)
	}
	if !f.Last.IsDay() || Monday(f.Last) > today || f.Last < today.AddDays(-3660) {
		faults.Add("last", "bulletin.last_missing")
	}
}

// series are the amounts of weeks as they were typed, the last one in the week of
// Last; none if one of them is no number.
func (f FigureForm) series() (all []Point) {
	typed := strings.FieldsFunc(f.Values, func(r rune) bool { return r == ';' || r == ' ' })
	for i, t := range typed {
		n, ok := read(t)
		if !ok {
			return nil
		}
		all = append(all, Point{On: Monday(f.Last).AddDays(-7 * (len(typed) - 1 - i)), N: n})
	}
	return all
}

// Aim is the number that is striven for, if there is one.
func (f Figure) Aim() (n float64, ok bool) { return read(f.Goal) }

// read reads a number as an office types it.
func read(typed string) (n float64, ok bool) {
	if !measured.MatchString(typed) {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.Replace(typed, ",", ".", 1), 64)
	return n, err == nil
}

// compute fills the figures of the system anew: as of the day of publication, before
// that as of today.
func (s *Service) compute(tx *db.Tx, a Article, figures []Figure) error {
	var u org.Unit
	for i := range figures {
		f := &figures[i]
		at := slices.IndexFunc(s.Sources, func(s Source) bool { return s.Key == f.Source })
		if at < 0 {
			continue
		}
		if f.Stock = s.Sources[at].Stock; f.FrozenOn != "" {
			continue
		}
		var err error
		if u.ID == "" {
			if u, err = org.Known(tx, a.Unit); err != nil {
				return err
			}
		}
		f.From, f.Through = f.Period.Span(cmp.Or(a.PublishedOn, tx.Today()))
		if f.Value, err = s.Sources[at].Of(tx, u, f.From, f.Through); err != nil {
			return err
		}
	}
	return nil
}

// narrow refuses an audience that may not see one of the figures.
func (s *Service) narrow(audience Audience, figures []Figure) error {
	for _, f := range figures {
		for _, src := range s.Sources {
			if src.Key == f.Source && !audience.Shows(src.Class) {
				return fault.At("audience", "bulletin.audience_wide", f.Ordinal)
			}
		}
	}
	return nil
}

// points are stored as one text.
func (v Value) points() (string, error) {
	if len(v.Points) == 0 {
		return "", nil
	}
	b, err := json.Marshal(v.Points)
	return string(b), err
}
