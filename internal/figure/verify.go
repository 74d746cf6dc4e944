package figure

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"chibo/internal/db"
)

// Finding is a sum that is not what the ordinary records say.
type Finding struct {
	Unit    string  `json:"unit"`
	Figure  string  `json:"figure"`
	Period  db.Date `json:"period"` // a month; "" for what all months of a stock come to
	Key     string  `json:"key"`
	Stored  int64   `json:"stored"`
	Counted int64   `json:"counted"`
}

// String is a line for the operator.
func (f Finding) String() string {
	return fmt.Sprintf("%s of unit %s, %s %s: %d is stored, %d counted", f.Figure, f.Unit, cmp.Or(string(f.Period), "in all"), f.Key, f.Stored, f.Counted)
}

// findingsMax is how many findings of one figure are told.
const findingsMax = 100

// Verify counts the ordinary records anew, rolls them up and compares every sum,
// with what still waits in the outbox. It returns at most a hundred findings of
// each figure, in order. It holds the sums of one figure in memory.
func Verify(ctx context.Context, d *db.DB, figures ...*Figure) (wrong []Finding, err error) {
	wrong = []Finding{}
	err = d.Read(ctx, func(tx *db.Tx) error {
		t, err := wholeTree(tx)
		if err != nil {
			return err
		}
		for _, f := range figures {
			found, err := f.verify(tx, t)
			if err != nil {
				return err
			}
			wrong = append(wrong, found[:min(len(found), findingsMax)]...)
		}
		return nil
	})
	return wrong, err
}

// verify posts what is counted, and takes from it what waits and what is stored:
// what is left over is wrong.
func (f *Figure) verify(tx *db.Tx, t tree) (wrong []Finding, err error) {
	counted, stored := ledger{}, ledger{}
	stays := map[string][]stay{}
	post := func(l ledger, d Delta) {
		if stays[d.unit] == nil {
			stays[d.unit] = t.stays(d.unit)
		}
		l.post(d, stays[d.unit], 1)
	}
	if err := f.recounted(tx, func(d Delta) { post(counted, d) }); err != nil {
		return nil, err
	}
	outbox, err := waiting(tx, f.name)
	if err != nil {
		return nil, err
	}
	for _, d := range outbox {
		post(stored, d)
	}
	err = f.eachSum(tx, func(s sum) {
		if stored[s.place] == nil {
			stored[s.place] = amounts{}
		}
		stored[s.place].add(s.by, 1)
	})
	for p := range stored {
		if counted[p] == nil {
			counted[p] = amounts{}
		}
	}
	for p, by := range counted {
		wrong = append(wrong, compare(p, stored[p], by)...)
	}
	slices.SortFunc(wrong, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Period, b.Period), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Key, b.Key))
	})
	return wrong, err
}

func compare(p place, stored, counted amounts) (wrong []Finding) {
	keys := maps.Clone(counted)
	maps.Copy(keys, stored)
	for key := range keys {
		if stored[key] != counted[key] {
			wrong = append(wrong, Finding{p.unit, p.figure, p.period, key, stored[key], counted[key]})
		}
	}
	return wrong
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.unit, q.unit), cmp.Compare(p.figure, q.figure), cmp.Compare(p.period, q.period))
}
