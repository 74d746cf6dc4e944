package commitment

import (
	"fmt"

	"chibo/internal/db"
	"chibo/internal/figure"
)

// ApprovedCount counts pledges that the unit approved, in the first month of the
// year that they are for.
var ApprovedCount = figure.Flow("commitment.approved", recountApproved)

// counted are what n such pledges add to the figure.
func (h Head) counted(n int) figure.Delta {
	if h.State != Approved && h.State != Closed {
		return figure.Delta{}
	}
	return ApprovedCount.Delta(string(h.Unit), db.Date(fmt.Sprintf("%04d-01", h.Year)), n)
}
