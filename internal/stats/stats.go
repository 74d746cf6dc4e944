package stats

import (
	"cmp"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/org"
	"chibo/internal/quality"
)

// Length is how long a period is.
type Length string

// The lengths.
const (
	Month   Length = "month"
	Quarter Length = "quarter"
	Half    Length = "half"
	Year    Length = "year"
)

// Lengths lists them, the shortest first.
var Lengths = []Length{Month, Quarter, Half, Year}

// months is how many months it has, 0 for what is no length.
func (l Length) months() int {
	return map[Length]int{Month: 1, Quarter: 3, Half: 6, Year: 12}[l]
}

// Period is from the first day of the month, quarter, half or year in which a day
// lies until that day.
type Period struct {
	Length Length
	On     db.Date
}

// earliest is the first day of which figures are asked: what lies before is taken
// for a slip of the pen.
const earliest db.Date = "1930-02-03"

// check reports a length or a day that is none, at the fields length and on.
func (p Period) check(today db.Date) error {
	var faults fault.Form
	if p.Length.months() == 0 {
		faults.Add("length", "stats.no_length")
	}
	switch {
	case !p.On.IsDay():
		faults.Add("on", "stats.no_day")
	case p.On > today:
		faults.Add("on", "stats.day_ahead")
	case p.On < earliest:
		faults.Add("on", "stats.day_before")
	}
	return faults.Err()
}

// From is the first day.
func (p Period) From() db.Date {
	first := p.On.Month() + "-01"
	return first.AddMonths(-((int(first.Time().Month()) - 1) % p.Length.months()))
}

// Count is how many months it has until its day.
func (p Period) Count() int { return len(monthsOf(p.From(), p.On)) }

// monthsOf are the months from that of a day through that of another.
func monthsOf(from, through db.Date) (all []db.Date) {
	for m := from.Month() + "-01"; m.Month() <= through.Month(); m = m.AddMonths(1) {
		all = append(all, m.Month())
	}
	return all
}

// back is the month some months before that of a day.
func back(day db.Date, months int) db.Date { return (day.Month() + "-01").AddMonths(-months).Month() }

// Figures are those of one unit with everything under it.
type Figures struct {
	Members      int // official and probationary
	Probationary int
	Women        figure.Part // unsaid where it would show somebody
	Staff        int         // who works there, members and others; 0 where nobody said
	Cells        int         // that meet by themselves
	Regular      int         // meetings
	Thematic     int
	Bands        map[quality.Band]int // scores of regular meetings
	Reports      int                  // reports of contact with the people that were concluded
	Pledges      int                  // registrations of the year that were approved
	Admitted     int
	AdmittedYear int // … in the year so far
	Awards       int
	Concerns     int            // what the public complained of
	Trend        feedback.Trend // … of the twelve months until the period's end
	Overdue      int            // tasks
}

// Official is how many members are official.
func (f Figures) Official() int { return f.Members - f.Probationary }

// Scored is how many regular meetings have a score.
func (f Figures) Scored() (n int) {
	for _, of := range f.Bands {
		n += of
	}
	return n
}

// none reports whether nothing at all is counted.
func (f Figures) none() bool {
	return f.Members+f.Regular+f.Thematic+f.Scored()+f.Reports+f.Pledges+f.Admitted+f.Awards+f.Concerns+f.Overdue == 0
}

// Row is a unit of the overview.
type Row struct {
	Unit  org.ID
	Name  string
	Cell  bool         // people belong to it directly
	Opens bool         // the reader may see its sheet
	Place access.Place // where it stands today; zero where it stands no more
	Figures
	Strip []quality.Band // of each of the last six months the band that most of its meetings reached, of two the lower; "" where none has one
	order string         // its place among its siblings
}

// Column is a figure by which the overview can be sorted.
type Column string

// Columns lists them as they stand on the page.
var Columns = []Column{"members", "women", "share", "regular", "thematic", "quality", "reports", "pledges", "admitted", "awards", "concerns", "overdue"}

// value is what a column sorts by; a sum that stays unsaid is none.
func (c Column) value(f Figures) int {
	switch c {
	case "members":
		return f.Members
	case "women":
		return f.Women.N
	case "share":
		return f.Members * 100_000 / max(1, f.Staff)
	case "regular":
		return f.Regular
	case "thematic":
		return f.Thematic
	case "quality":
		return f.Bands[quality.Good] * 1000 / max(1, f.Scored())
	case "reports":
		return f.Reports
	case "pledges":
		return f.Pledges
	case "admitted":
		return f.Admitted
	case "awards":
		return f.Awards
	case "concerns":
		return f.Concerns
	}
	return f.Overdue
}

// Only is which rows of the overview are shown; "" are all.
type Only string

// The choices.
const (
	Unheld Only = "unheld" // no cell of theirs held a regular meeting in the period
	Late   Only = "late"   // they have tasks that are overdue
)

// Onlies lists them, all rows first.
var Onlies = []Only{"", Unheld, Late}

// keeps reports whether a row is one of them.
func (o Only) keeps(r Row) bool {
	switch o {
	case Unheld:
		return r.Cells > 0 && r.Regular == 0
	case Late:
		return r.Overdue > 0
	}
	return true
}

// Listing is which rows are shown and by which column they stand, the greatest first
// unless Up; without one they stand in the order of the tree.
type Listing struct {
	By   Column
	Up   bool
	Only Only
}

// sort puts rows in order; those that are alike stay in the order of the tree.
func (s Listing) sort(rows []Row) {
	slices.SortFunc(rows, func(a, b Row) int {
		by := 0
		if s.By != "" {
			by = cmp.Compare(s.By.value(b.Figures), s.By.value(a.Figures))
		}
		if s.Up {
			by = -by
		}
		return cmp.Or(by, cmp.Compare(a.order, b.order))
	})
}
