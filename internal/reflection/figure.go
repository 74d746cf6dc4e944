package reflection

import "chibo/internal/figure"

// ConcludedCount counts reports on which a conclusion was made, in the month of the
// meeting that heard them.
var ConcludedCount = figure.Flow("reflection.concluded", recountConcluded)

// counted is what n such reports add to the figure.
func (r Report) counted(n int) figure.Delta {
	if r.State != Concluded && r.State != Final {
		return figure.Delta{}
	}
	return ConcludedCount.Delta(string(r.Unit), r.Month, n)
}
