package bulletin

import (
	"cmp"
	"encoding/json"
	"slices"

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
)

// Periods lists them as pages show them.
var Periods = []Period{Twelve, ThisYear, LastYear}

// Span gives the first and the last month of a period, as of a day.
func (p Period) Span(today db.Date) (from, through db.Date) {
	year := today[:4]
	switch p {
	case ThisYear:
		return year + "-01", today.Month()
	case LastYear:
		last := (year + "-01-01").AddMonths(-12)[:4]
		return last + "-01", last + "-12"
	}
	first := today.Month() + "-01"
	return first.AddMonths(-12).Month(), first.AddMonths(-1).Month()
}

// Value is what a source says of a unit, with all under it.
type Value struct {
	N        int
	Before   int // of as many months before
	Compared bool
	Points   []Point // month by month, if the source knows them
}

// Point is the amount of a month.
type Point struct {
	Month db.Date
	N     int
}

// Source is a kind of figure that the system knows: app sets those of the
// capabilities.
type Source struct {
	Key   string
	Text  string       // the text key of its name
	Class access.Class // who may see such a figure at most
	// Of computes it for a unit with all under it, from a month through another. The
	// caller has authorised.
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
	Value   Value
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
	InText bool // its mark is put at the end of the text too
}

// figuresMax is how many figures an article has at most.
const figuresMax = 6

// check brings the form into shape and notes its faults at the fields source, period,
// label, words and note.
func (f *FigureForm) check(sources []Source, a Article) error {
	var faults fault.Form
	f.Label, f.Words, f.Note = i18n.Line(f.Label), i18n.Line(f.Words), i18n.Line(f.Note)
	limit(&faults, "note", "", f.Note, lineMax)
	if f.Source == "" {
		limit(&faults, "label", "bulletin.label_missing", f.Label, lineMax)
		limit(&faults, "words", "bulletin.words_missing", f.Words, lineMax)
		f.Period = ""
		return faults.Err()
	}
	f.Words = ""
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
	}
	return faults.Err()
}

// compute fills the figures of the system anew, as of today.
func (s *Service) compute(tx *db.Tx, a Article, figures []Figure) error {
	var u org.Unit
	for i := range figures {
		f := &figures[i]
		at := slices.IndexFunc(s.Sources, func(s Source) bool { return s.Key == f.Source })
		if at < 0 || f.FrozenOn != "" {
			continue
		}
		var err error
		if u.ID == "" {
			if u, err = org.Known(tx, a.Unit); err != nil {
				return err
			}
		}
		f.From, f.Through = f.Period.Span(tx.Today())
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
