package figure

import (
	"cmp"
	"slices"

	"chibo/internal/db"
)

// At gives a stock at a unit with everything under it, as it was at the end of
// the month of a date. It makes one query. The caller has authorised.
func (f *Figure) At(tx *db.Tx, unit string, on db.Date) (Sums, error) {
	return f.Between(tx, unit, on, on)
}

// Between gives what happened at a unit with everything under it, from the month
// of a date through that of another. It makes one query. The caller has
// authorised.
func (f *Figure) Between(tx *db.Tx, unit string, from, through db.Date) (Sums, error) {
	rows, err := f.sums(tx, ofUnit, unit, from.Month(), through.Month())
	s := Sums{figure: f, months: len(rows)}
	for _, r := range rows {
		s.by = s.by.plus(r.by, f.sign(r.period))
	}
	return s, err
}

// sign is how a row counts: a stock is what all months come to, less the months
// after the one that is asked for.
func (f *Figure) sign(period db.Date) int64 {
	if f.stock && period != "" {
		return -1
	}
	return 1
}

// Share is what one unit has of the sums of the unit above it.
type Share struct {
	Unit string
	Sums Sums
}

// BelowAt is At for each unit that stood directly under one in the month, in the
// order of ids. It makes two queries, however many they are.
func (f *Figure) BelowAt(tx *db.Tx, unit string, on db.Date) ([]Share, error) {
	return f.BelowBetween(tx, unit, on, on)
}

// BelowBetween is Between for each unit that stood directly under one in any of
// the months, in the order of ids: of each, what happened in the months in which
// it stood there. It makes two queries, however many they are.
func (f *Figure) BelowBetween(tx *db.Tx, unit string, from, through db.Date) ([]Share, error) {
	from, through = from.Month(), through.Month()
	t, err := treeBelow(tx, unit)
	if err != nil {
		return nil, err
	}
	found := map[string]*Sums{}
	for child := range t {
		if t.under(child, unit, from, through) {
			found[child] = &Sums{figure: f}
		}
	}
	rows, err := f.sums(tx, belowUnit, unit, from, through)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if s := found[r.unit]; s != nil && (f.stock || t.parent(r.unit, r.period) == unit) {
			s.by = s.by.plus(r.by, f.sign(r.period))
			s.months++
		}
	}
	shares := make([]Share, 0, len(found))
	for child, s := range found {
		shares = append(shares, Share{child, *s})
	}
	slices.SortFunc(shares, func(a, b Share) int { return cmp.Compare(a.Unit, b.Unit) })
	return shares, nil
}

// under reports whether a unit stood directly under another in any month of
// two and those between.
func (t tree) under(unit, parent string, from, through db.Date) bool {
	for i, s := range t[unit] {
		end := db.Date("")
		if i+1 < len(t[unit]) {
			end = t[unit][i+1].from
		}
		if s.parent == parent && s.from <= through && (end == "" || end > from) {
			return true
		}
	}
	return false
}
