package library

import (
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Readers counts, by theme and body, who has read all that is required of a theme that
// a committee above launched, from the month of the day on. It stands at the unit to
// which people belong today.
var Readers = figure.Stock("campaign.reader", recountReaders, figure.Dim{Name: "theme"})

// valueOf is the value of the figure's dimension; recountReaders writes the same.
func valueOf(t campaign.ThemeID, body string) string { return string(t) + "." + body }

// reader is who has begun to learn of a theme, at a unit to which he belongs.
type reader struct {
	theme  campaign.ThemeID
	person member.ID
	unit   org.ID
	body   string
	counts string
	done   db.Date // "" while something that is required is still to be read
}

// Where readers count.
const (
	countsAbove = "above" // at their unit and the committees above
	countsHere  = "here"  // a unit's own theme: nobody above asks for it
)

// delta is what n times the reader adds to the figure.
func (r reader) delta(n int) figure.Delta {
	if r.counts != countsAbove || r.done == "" {
		return figure.Delta{}
	}
	return Readers.Delta(string(r.unit), r.done, n, valueOf(r.theme, r.body))
}

// CountOf is what n times the readings of people add to the figures.
func CountOf(tx *db.Tx, n int, people ...member.ID) (all []figure.Delta, err error) {
	for _, person := range people {
		readers, err := readersOf(tx, person)
		if err != nil {
			return nil, err
		}
		for _, r := range readers {
			all = append(all, r.delta(n))
		}
	}
	return all, nil
}
