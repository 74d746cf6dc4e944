package figure

import "chibo/internal/db"

// Ask is a figure over the months from that of a date through that of another;
// of a stock only the latter counts.
type Ask struct {
	Figure        *Figure
	From, Through db.Date
}

// Several is Between for many asks at once, in their order. It makes one query,
// however many they are.
func Several(tx *db.Tx, unit string, asks ...Ask) ([]Sums, error) {
	rows, err := several(tx, ofUnit, unit, asks)
	return answer(asks, rows, nil), err
}

// SeveralBelow is BelowBetween for many asks at once, and Several for the unit
// itself: of each unit that stood directly under it in any of the months an answer
// to every ask, empty where it did not stand there then. It makes two queries,
// however many they are.
func SeveralBelow(tx *db.Tx, unit string, asks ...Ask) (own []Sums, below map[string][]Sums, err error) {
	t, err := treeBelow(tx, unit)
	if err != nil {
		return nil, nil, err
	}
	rows, err := several(tx, ofUnitAndBelow, unit, asks)
	if err != nil {
		return nil, nil, err
	}
	byUnit := map[string][]sum{}
	for _, r := range rows {
		byUnit[r.unit] = append(byUnit[r.unit], r)
	}
	below = map[string][]Sums{}
	for child := range t {
		stood := make([]bool, len(asks))
		any := false
		for i, a := range asks {
			stood[i] = t.under(child, unit, a.first(), a.Through.Month())
			any = any || stood[i]
		}
		if any {
			below[child] = answer(asks, byUnit[child], func(i int, period db.Date) bool {
				return stood[i] && (asks[i].Figure.stock || t.parent(child, period) == unit)
			})
		}
	}
	return answer(asks, byUnit[unit], nil), below, nil
}

// first is the first month in which a unit must stand somewhere to be counted there.
func (a Ask) first() db.Date {
	if a.Figure.stock {
		return a.Through.Month()
	}
	return a.From.Month()
}

// takes reports whether a row is part of the answer.
func (a Ask) takes(r sum) bool {
	switch {
	case r.figure != a.Figure.name:
		return false
	case a.Figure.stock:
		return r.period == "" || r.period > a.Through.Month()
	}
	return r.period >= a.From.Month() && r.period <= a.Through.Month()
}

// answer adds up rows of one unit; where counts is not nil it says which of them.
func answer(asks []Ask, rows []sum, counts func(i int, period db.Date) bool) []Sums {
	all := make([]Sums, len(asks))
	for i, a := range asks {
		all[i] = Sums{figure: a.Figure}
		for _, r := range rows {
			if a.takes(r) && (counts == nil || counts(i, r.period)) {
				all[i].by = all[i].by.plus(r.by, a.Figure.sign(r.period))
				all[i].months++ // a unit has one row for a month
			}
		}
	}
	return all
}
