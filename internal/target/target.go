package target

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a target.
type ID string

// State is how far a target has come.
type State string

// The states of a target.
const (
	Draft     State = "draft"
	Set       State = "set"
	Withdrawn State = "withdrawn"
)

// Act is something done to a target or to a congress.
type Act string

// The acts on a target.
const (
	Amending    Act = "amend"
	Settling    Act = "settle"
	Changing    Act = "change"
	Withdrawing Act = "withdraw"
	Reporting   Act = "report"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else; whether the period still runs, and who gave
// the target, narrows it.
var Workflow = Moves{
	{Draft, Amending, Draft, Lead},
	{Draft, Settling, Set, Lead},
	{Draft, Withdrawing, Withdrawn, Lead},
	{Set, Changing, Set, Lead},
	{Set, Withdrawing, Withdrawn, Lead},
	{Set, Reporting, Set, Lead},
}

// Period is the time in which a target is to be reached: a calendar year or a
// term of office.
type Period struct {
	Year    int    // 0 for a term
	Term    string // its id; "" for a year
	Ordinal string // of the term, "" where it has none
	From    db.Date
	To      db.Date // the first day after it; "" while no end of a term is known
}

// YearPeriod is a calendar year.
func YearPeriod(year int) Period {
	first := func(y int) db.Date { return db.Date(strconv.Itoa(y) + "-01-01") }
	return Period{Year: year, From: first(year), To: first(year + 1)}
}

// termPeriod is a term of office.
func termPeriod(t org.Term) Period {
	return Period{Term: t.ID, Ordinal: t.Ordinal, From: t.From, To: t.To}
}

// Over reports whether the period has ended.
func (p Period) Over(today db.Date) bool { return p.To != "" && p.To <= today }

// Has reports whether a day lies in the period.
func (p Period) Has(day db.Date) bool { return p.From <= day && (p.To == "" || day < p.To) }

// Meets reports whether any day of the calendar year lies in the period.
func (p Period) Meets(year int) bool {
	y := YearPeriod(year)
	return p.From < y.To && (p.To == "" || p.To > y.From)
}

// Amount is a number of a measure, in hundredths.
type Amount int64

// amountMax bounds what is typed.
const amountMax Amount = 100_000_000_000

// Whole is the amount of n.
func Whole(n int) Amount { return Amount(n) * 100 }

// Local writes the amount as an office does: 1.005 and 4,5.
func (a Amount) Local(l i18n.Lang) string { return i18n.Number(l, float64(a)/100) }

// ParseAmount reads a number as a Vietnamese office writes it: a comma before at
// most two decimals, points between thousands. It is not ok for anything else,
// or for what is too big.
func ParseAmount(typed string) (Amount, bool) {
	whole, broken, cut := strings.Cut(strings.TrimSpace(typed), ",")
	if groups := strings.Split(whole, "."); len(groups) > 1 {
		if groups[0] == "" || len(groups[0]) > 3 || slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 }) {
			return 0, false
		}
		whole = strings.Join(groups, "")
	}
	if whole == "" || cut && broken == "" || len(broken) > 2 || strings.Trim(whole+broken, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+(broken + "00")[:2], 10, 64)
	return Amount(n), err == nil && Amount(n) <= amountMax
}

// Percent is how much of a target was reached, in whole per cent, rounded: 115
// of 50 is 230. It is not ok of nothing.
func Percent(result, value Amount) (percent int, ok bool) {
	if value <= 0 {
		return 0, false
	}
	return int((result*200 + value) / (value * 2)), true
}

// Target is a target as it stands. Class: open.
type Target struct {
	ID      ID
	Unit    org.ID
	Parent  ID // the target of the committee above that it is a share of; "" for one of the unit's own
	Period  Period
	Title   string
	Measure string
	Value   Amount
	Source  string // key of a Source, "" where results are entered by hand
	State   State
	SetOn   db.Date // "" while it is a draft
	Reason  string  // why it was withdrawn
	Version int
	Result  Result
}

// Percent is how much of the target was reached; not ok where no result is
// known.
func (t Target) Percent() (percent int, ok bool) {
	if !t.Result.Known {
		return 0, false
	}
	return Percent(t.Result.Value, t.Value)
}

// Result is what was reached in the period so far.
type Result struct {
	Value Amount
	Known bool
	On    db.Date // by which day, of one that was entered by hand
	Basis string  // the report that says so, of one that was entered by hand
}

// Change is one change of the value of a target that was set.
type Change struct {
	Was, Value Amount
	Reason     string
	At         db.Time
}

// allows refuses an act that does not lead on from how the target stands, or
// comes after its period.
func (t Target) allows(a Act, today db.Date) (Move, error) {
	m, err := Workflow.After(t.State, a, "target.not_when_"+string(t.State))
	switch {
	case err != nil:
		return m, err
	case t.State == Set && a != Reporting && t.Period.Over(today):
		return Move{}, fault.New(fault.Invalid, "target.period_over", t.Period.To.AddDays(-1))
	case a == Reporting && t.Source != "":
		return Move{}, fault.New(fault.Invalid, "target.counted")
	}
	return m, nil
}
