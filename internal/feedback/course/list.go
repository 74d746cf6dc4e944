package course

// Filter chooses what a list has.
type Filter string

// The filters.
const (
	Waiting Filter = ""
	Overdue Filter = "overdue"
	Ended   Filter = "ended"
)

// Filters lists them as pages show them.
var Filters = []Filter{Waiting, Overdue, Ended}

// Known is the filter, or the first for one that there is not.
func (f Filter) Known() Filter {
	if f != Overdue && f != Ended {
		return Waiting
	}
	return f
}

// Tally is how many there are for a reader.
type Tally struct {
	All, Waiting, Overdue int
}

// Of is how many a filter finds.
func (t Tally) Of(f Filter) int {
	switch f {
	case Waiting:
		return t.Waiting
	case Overdue:
		return t.Overdue
	}
	return t.All - t.Waiting
}

// PageSize is how many a page of a list has.
const PageSize = 25

// Page brings a page, from 1, within those that a filter finds, and says how many
// these are.
func (t Tally) Page(f Filter, page int) (within, pages int) {
	pages = max(1, (t.Of(f)+PageSize-1)/PageSize)
	return min(max(1, page), pages), pages
}
