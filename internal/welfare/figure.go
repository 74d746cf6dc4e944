package welfare

import (
	"chibo/internal/db"
	"chibo/internal/figure"
)

// What is counted of care, at the unit where a request was raised, or which visited:
// requests by kind in the month in which they were raised, answers by whether they
// were in time in that of the answer, what was done in that of its end; occasions, and
// how many people they reached.
var (
	RaisedCount   = figure.Flow("welfare.raised", recountRaised, figure.Dim{Name: "kind"})
	AnsweredCount = figure.Flow("welfare.answered", recountAnswered, figure.Dim{Name: "in_time"})
	DoneCount     = figure.Flow("welfare.done", recountDone)
	VisitCount    = figure.Flow("welfare.visit", recountVisits, figure.Dim{Name: "form"})
	CaredCount    = figure.Flow("welfare.cared", recountCared, figure.Dim{Name: "form"})
)

// deltas are what n times a request adds to the figures.
func (r Request) deltas(n int) (all []figure.Delta) {
	if r.State == Withdrawn {
		return nil
	}
	all = append(all, RaisedCount.Delta(string(r.Unit), r.RaisedOn, n, r.Kind))
	if r.AnsweredOn != "" {
		all = append(all, AnsweredCount.Delta(string(r.Unit), r.AnsweredOn, n, inTime(r.InTime)))
	}
	if r.State == Done {
		all = append(all, DoneCount.Delta(string(r.Unit), r.ClosedOn, n))
	}
	return all
}

func inTime(ok bool) string {
	if ok {
		return "1"
	}
	return "0"
}

// deltas are what n times a visit adds to the figures.
func (v Visit) deltas(n int) []figure.Delta {
	if v.Struck != "" {
		return nil
	}
	return []figure.Delta{VisitCount.Delta(string(v.Unit), v.HeldOn, n, v.Form), CaredCount.Delta(string(v.Unit), v.HeldOn, n*v.Persons, v.Form)}
}

// recorded stores that something that was counted is another thing now.
func recorded(tx *db.Tx, was, now []figure.Delta) error {
	return figure.Count(tx, append(was, now...)...)
}

// Numbers are those of a unit with all under it in a year.
type Numbers struct {
	Raised, Answered, InTime, Done int
	Visits, Cared                  int // occasions, and people that they reached
	ByKind                         map[string]int
}

// asks are the figures of a year, in the order that numbersOf reads.
func asks(year db.Date) []figure.Ask {
	from, through := year+"-01", year+"-12"
	var all []figure.Ask
	for _, f := range []*figure.Figure{RaisedCount, AnsweredCount, DoneCount, VisitCount, CaredCount} {
		all = append(all, figure.Ask{Figure: f, From: from, Through: through})
	}
	return all
}

func numbersOf(sums []figure.Sums) (n Numbers) {
	n = Numbers{Raised: sums[0].Total(), Answered: sums[1].Total(), Done: sums[2].Total(), Visits: sums[3].Total(), Cared: sums[4].Total(), ByKind: map[string]int{}}
	for _, p := range sums[0].By("kind", nil) {
		n.ByKind[p.Value] = p.N
	}
	for _, p := range sums[1].By("in_time", nil) {
		if p.Value == inTime(true) {
			n.InTime = p.N
		}
	}
	return n
}
