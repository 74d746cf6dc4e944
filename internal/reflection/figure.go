package reflection

import (
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// ConcludedCount counts reports on which a conclusion was made, in the month of the
// meeting that heard them: those of Party members, and those of mass organisations.
var ConcludedCount = figure.Flow("reflection.concluded", recountConcluded, figure.Dim{Name: org.BodyDim})

// tally counts a report as it is in place of what it was.
func tally(tx *db.Tx, was, is Report) error {
	body, err := org.BodyOf(tx, is.Unit)
	if err != nil {
		return err
	}
	return figure.Count(tx, was.counted(body, -1), is.counted(body, 1))
}

// counted is what n such reports add to the figure.
func (r Report) counted(body string, n int) figure.Delta {
	if r.State != Concluded && r.State != Final {
		return figure.Delta{}
	}
	return ConcludedCount.Delta(string(r.Unit), r.Month, n, body)
}
