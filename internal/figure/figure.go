package figure

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chibo/internal/db"
)

// Figure is something that is counted. A package variable of the capability
// that owns the records.
type Figure struct {
	name    string
	stock   bool
	dims    []Dim
	recount string
}

// Dim is a dimension by which a figure is counted.
type Dim struct {
	Name  string // "sex"
	Trait bool   // a trait of persons: small sums by it are hidden
}

// Stock declares how many there are of something: its deltas last from their
// month on. The name begins with the capability's: "member.count". recount is
// SQL over the ordinary records, the truth that Verify compares with: a row is
// unit, month (YYYY-MM), amount, and the value of each dimension; rows may
// repeat, and one who left is a row of his own, with a negative amount.
func Stock(name, recount string, dims ...Dim) *Figure {
	return &Figure{name: name, stock: true, dims: dims, recount: recount}
}

// Flow declares how many events there were in a month; otherwise as Stock.
func Flow(name, recount string, dims ...Dim) *Figure {
	return &Figure{name: name, dims: dims, recount: recount}
}

// String is the name.
func (f *Figure) String() string { return f.name }

// Delta is a change of a figure. The zero Delta changes nothing.
type Delta struct {
	figure string
	stock  bool
	unit   string
	month  db.Date
	key    string
	amount int64
}

// Delta is a change by n in the month of a date, at the unit where it is
// counted, with a value of each dimension, "" where it is not known. No value
// holds a slash or a space.
func (f *Figure) Delta(unit string, on db.Date, n int, values ...string) Delta {
	if len(values) != len(f.dims) {
		panic(fmt.Sprintf("figure: %s has %d dimensions, not %d", f.name, len(f.dims), len(values)))
	}
	return Delta{f.name, f.stock, unit, on.Month(), strings.Join(values, "/"), int64(n)}
}

// ErrNoMonth is returned for a change whose date does not name a month.
var ErrNoMonth = errors.New("figure: a change without a month")

// Count drops changes into the outbox, in the transaction that makes them.
// Those that cancel each other are not written.
func Count(tx *db.Tx, changes ...Delta) error {
	amounts := map[Delta]int64{}
	for _, d := range changes {
		n := d.amount
		d.amount = 0
		amounts[d] += n
	}
	var waiting []Delta
	for d, n := range amounts {
		if n == 0 {
			continue
		}
		if d.month == "" {
			return fmt.Errorf("%w: %s of %s", ErrNoMonth, d.figure, d.unit)
		}
		d.amount = n
		waiting = append(waiting, d)
	}
	slices.SortFunc(waiting, func(a, b Delta) int {
		return cmp.Or(cmp.Compare(a.figure, b.figure), cmp.Compare(a.unit, b.unit), cmp.Compare(a.month, b.month), cmp.Compare(a.key, b.key))
	})
	return insertDeltas(tx, waiting)
}

// Sums are the amounts of a figure at a unit, with everything under it.
type Sums struct {
	figure *Figure
	by     amounts
	months int
}

// Months is in how many of the months that were asked for anything happened, of a
// flow.
func (s Sums) Months() int { return s.months }

// Total is the sum over all keys: a headcount, or how many events there were. It
// is never hidden.
func (s Sums) Total() int {
	var n int64
	for _, a := range s.by {
		n += a.n
	}
	return int(n)
}

// Where leaves of the sums those of one value of a dimension. It panics for a trait
// of persons: their small sums are hidden, and a total is not.
func (s Sums) Where(dim, value string) Sums {
	i := s.place(dim)
	if s.figure.dims[i].Trait {
		panic("figure: " + dim + " of " + s.figure.name + " is a trait")
	}
	var left amounts
	for _, a := range s.by {
		if a.value(i) == value {
			left = append(left, a)
		}
	}
	s.by = left
	return s
}

// Part is the sum of one value, or band of values, of a dimension.
type Part struct {
	Value  string // "" where it is not known
	N      int    // 0 where it is hidden
	Hidden bool   // too few to be told, or beside one that is: shown as "<3"
}

// By gives the sums by a dimension, in the order of its values. Where band is
// not nil, values of the same band are added: years of birth to ages.
func (s Sums) By(dim string, band func(value string) string) []Part {
	found := s.values(dim, band)
	parts := make([]Part, 0, len(found))
	sums := make([]int, 0, len(found))
	for _, value := range slices.Sorted(maps.Keys(found)) {
		parts = append(parts, Part{Value: value, N: found[value]})
		sums = append(sums, found[value])
	}
	if s.figure.dims[s.place(dim)].Trait {
		for j, hidden := range Hide(sums) {
			if hidden {
				parts[j].N, parts[j].Hidden = 0, true
			}
		}
	}
	return parts
}

// values adds the amounts up by the values, or bands, of a dimension.
func (s Sums) values(dim string, band func(value string) string) map[string]int {
	i, found := s.place(dim), map[string]int{}
	for _, a := range s.by {
		value := a.value(i)
		if band != nil {
			value = band(value)
		}
		found[value] += int(a.n)
	}
	return found
}

// value is that of the i-th dimension in the key.
func (a amount) value(i int) string {
	key := a.key
	for ; i > 0; i-- {
		_, key, _ = strings.Cut(key, "/")
	}
	value, _, _ := strings.Cut(key, "/")
	return value
}

// place is where in a key a dimension stands.
func (s Sums) place(dim string) int {
	i := slices.IndexFunc(s.figure.dims, func(d Dim) bool { return d.Name == dim })
	if i < 0 {
		panic("figure: " + s.figure.name + " is not counted by " + dim)
	}
	return i
}
