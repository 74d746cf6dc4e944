package periodic

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/stats"
	"chibo/internal/workflow"
)

// ID names a report.
type ID string

// Period is a month, a quarter, half a year or a year.
type Period struct {
	Length stats.Length
	From   db.Date // its first day
}

// PeriodAt is the period of a length in which a day lies.
func PeriodAt(l stats.Length, day db.Date) Period {
	return Period{l, stats.Period{Length: l, On: day}.From()}
}

// lengths is how many months a period has.
var lengths = map[stats.Length]int{stats.Month: 1, stats.Quarter: 3, stats.Half: 6, stats.Year: 12}

// Through is the last day of the period.
func (p Period) Through() db.Date { return p.From.AddMonths(lengths[p.Length]).AddDays(-1) }

// Over reports whether its last day has come.
func (p Period) Over(today db.Date) bool { return p.Through() <= today }

// Until is the period as figures take it: until its last day, or until today while
// that has not come.
func (p Period) Until(today db.Date) stats.Period {
	return stats.Period{Length: p.Length, On: min(p.Through(), today)}
}

// Words names the period in running text: «quý II/2026».
func (p Period) Words() string { return stats.Period{Length: p.Length, On: p.From}.Words() }

// earliestYear bounds what is typed.
const earliestYear = 2000

// check refuses what is no period, and one that has not begun, at the field
// period.
func (p Period) check(today db.Date) error {
	var faults fault.Form
	switch {
	case lengths[p.Length] == 0:
		faults.Add("period", "periodic.no_period")
	case !p.From.IsDay() || p.From.Year() < earliestYear:
		faults.Add("period", "periodic.no_period")
	case p.From > today:
		faults.Add("period", "periodic.ahead")
	case p != PeriodAt(p.Length, p.From):
		faults.Add("period", "periodic.no_period")
	}
	return faults.Err()
}

// Expected is the longest period that had ended last on a day: the one of which a
// report is owed.
func Expected(today db.Date) Period {
	end := (today.Month() + "-01").AddDays(-1)
	for _, l := range slices.Backward(stats.Lengths) {
		if p := PeriodAt(l, end); p.Through() == end {
			return p
		}
	}
	return PeriodAt(stats.Month, end)
}

// Recent are the periods of a length that a form offers: the one in which a day
// lies and those before it, the latest first.
func Recent(l stats.Length, today db.Date, n int) (all []Period) {
	for p := PeriodAt(l, today); len(all) < n; p = PeriodAt(l, p.From.AddDays(-1)) {
		all = append(all, p)
	}
	return all
}

// dueOn is the last day for sending by the rules of a book; "" where none is known.
func (p Period) dueOn(book *rulebook.Book) db.Date {
	days, ok := rulebook.PeriodicDueDays.At(book, string(p.Through()), rulebook.Facts{rulebook.FactPeriod: string(p.Length)})
	if !ok {
		return ""
	}
	return p.Through().AddDays(days.Value)
}

// State is how far a report has come.
type State string

// The states.
const (
	Drafted  State = "drafted"
	Sent     State = "sent"
	Received State = "received"
	Returned State = "returned"
)

// States lists them in their order.
var States = []State{Drafted, Sent, Received, Returned}

// Up reports whether the report lies with the committee above.
func (s State) Up() bool { return s == Sent || s == Received }

// Act is something done to a report.
type Act string

// The acts.
const (
	Refreshing Act = "refresh"
	Sending    Act = "send"
	Receiving  Act = "receive"
	Returning  Act = "return"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow, what
// stands here and nothing else.
var Workflow = Moves{
	{Drafted, Refreshing, Drafted, Write},
	{Drafted, Sending, Sent, Write},
	{Sent, Receiving, Received, Receive},
	{Sent, Returning, Returned, Receive},
	{Received, Returning, Returned, Receive},
	{Returned, Refreshing, Returned, Write},
	{Returned, Sending, Sent, Write},
}

// Report is a report as it stands.
type Report struct {
	ID         ID
	Unit       org.ID
	UnitName   string
	Period     Period
	State      State
	Due        db.Date // "" where no rule is known
	Facts      Facts
	CountedAt  db.Time
	Sends      int
	SentOn     db.Date // the last time; "" before
	ReceivedOn db.Date
	Wanted     string // what the committee above asked for when it returned it last
	Aside      bool   // the committee directly above enters it for the unit, which may take it over
	Version    int
}

// after finds the row of an act that leads on from how the report stands.
func (r Report) after(a Act) (Move, error) {
	m, err := Workflow.After(r.State, a, "periodic.not_when_"+string(r.State))
	if err != nil && a == Sending { // B: a report sent twice
		err = fault.New(fault.Invalid, "periodic.sent_already", r.SentOn)
	}
	return m, err
}

// Late is how many days ago the report should have been sent, and was not.
func (r Report) Late(today db.Date) int {
	if r.State.Up() {
		return 0
	}
	return daysLate(r.Due, today)
}

// daysLate is how many days lie after a last day; 0 where there is none.
func daysLate(due, today db.Date) int {
	if due == "" || today <= due {
		return 0
	}
	return int(today.Time().Sub(due.Time()).Hours() / 24)
}

// Part is one of the texts, by the name of its field.
type Part string

// The parts, in the order of the paper.
const (
	Results   Part = "results"
	Limits    Part = "limits"
	Ahead     Part = "ahead"
	Proposals Part = "proposals"
)

// Parts lists them.
var Parts = []Part{Results, Limits, Ahead, Proposals}

// Texts are what is written. Class: committee.
type Texts struct{ Results, Limits, Ahead, Proposals string }

// Of gives one part.
func (t Texts) Of(p Part) string { return *t.at(p) }

func (t *Texts) at(p Part) *string {
	switch p {
	case Results:
		return &t.Results
	case Limits:
		return &t.Limits
	case Ahead:
		return &t.Ahead
	}
	return &t.Proposals
}

// TextMax is how many characters a part may have.
const TextMax = 20_000

// check brings the texts into the form that is stored. Faults name the parts.
func (t *Texts) check() error {
	var faults fault.Form
	for _, p := range Parts {
		text := t.at(p)
		*text = i18n.Clean(*text)
		meeting.Sayable(&faults, string(p), *text, TextMax)
	}
	return faults.Err()
}

// needed are the parts without which no report is sent.
var needed = []Part{Results, Ahead}

// whole refuses texts that are not sent so: the results and what lies ahead are said.
func (t Texts) whole() error {
	var faults fault.Form
	for _, p := range needed {
		if t.Of(p) == "" {
			faults.Add(string(p), "periodic."+string(p)+"_missing")
		}
	}
	return faults.Err()
}

// Draft is what is being written.
type Draft struct {
	Texts
	SavedAt db.Time
	Version int // 0 where nothing was saved
}

// against refuses a version that is not the newest, unless it says the same.
func (d Draft) against(version int, t Texts) error {
	if version == d.Version || d.Texts == t {
		return nil
	}
	theirs := map[string]string{}
	for _, p := range Parts {
		if d.Of(p) != t.Of(p) {
			theirs[string(p)] = d.Of(p)
		}
	}
	return fault.Overtaken(theirs)
}

// Copy is a report as it was sent.
type Copy struct {
	Ordinal int
	SentAt  db.Time
	Aside   bool // the committee directly above sent it for the unit
	Facts   Facts
	Texts
}
