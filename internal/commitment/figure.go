package commitment

import (
	"cmp"
	"fmt"

	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// ApprovedCount counts pledges that the unit approved, in the first month of the
// year that they are for: those of Party members, and those of mass organisations.
var ApprovedCount = figure.Flow("commitment.approved", recountApproved, figure.Dim{Name: org.BodyDim})

// tally counts a pledge as it is in place of what it was; the zero Head was none.
func tally(tx *db.Tx, was, is Head) error {
	body, err := org.BodyOf(tx, is.countedIn())
	if err != nil {
		return err
	}
	return figure.Count(tx, was.counted(body, -1), is.counted(body, 1))
}

// countedIn is the unit for which it is counted.
func (h Head) countedIn() org.ID { return cmp.Or(h.Counted, h.Unit) }

// counted are what n such pledges add to the figure.
func (h Head) counted(body string, n int) figure.Delta {
	if h.State != Approved && h.State != Closed {
		return figure.Delta{}
	}
	return ApprovedCount.Delta(string(h.countedIn()), db.Date(fmt.Sprintf("%04d-01", h.Year)), n, body)
}
