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
// each figure, in order.
func Verify(ctx context.Context, d *db.DB, figures ...*Figure) (wrong []Finding, err error) {
	wrong = []Finding{}
	err = d.Read(db.Patient(ctx), func(tx *db.Tx) error {
		t, err := wholeTree(tx)
		if err != nil {
			return err
		}
		for _, f := range figures {
			var found []Finding
			err := f.compare(tx, t, func(all []comparison) error {
				for _, c := range all {
					found = append(found, c.findings()...)
				}
				return nil
			})
			if err != nil {
				return err
			}
			slices.SortFunc(found, func(a, b Finding) int {
				return cmp.Or(cmp.Compare(a.Period, b.Period), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Key, b.Key))
			})
			wrong = append(wrong, found[:min(len(found), findingsMax)]...)
		}
		return nil
	})
	return wrong, err
}

// Recount counts the ordinary records anew and writes every sum that is not what
// they say. It returns how many it wrote. Each figure is one transaction: on SQLite
// others wait so long.
func Recount(ctx context.Context, d *db.DB, figures ...*Figure) (wrote int, err error) {
	for _, f := range figures {
		n := 0
		err := d.System(db.Patient(ctx), func(tx *db.Tx) error {
			n = 0 // the transaction may be tried again
			if err := lock(tx); err != nil {
				return err
			}
			t, err := wholeTree(tx)
			if err != nil {
				return err
			}
			return f.compare(tx, t, func(all []comparison) error {
				rows := make([]sum, len(all))
				for i, c := range all {
					rows[i] = sum{c.place, c.counted.plus(c.waiting, -1)}
				}
				n += len(rows)
				return putSums(tx, rows)
			})
		})
		if err != nil {
			return wrote, err
		}
		wrote += n
	}
	return wrote, nil
}

// comparison is a row of the sums that is not what it should be.
type comparison struct {
	place
	stored, waiting, counted amounts
}

// findings are what is wrong, key by key.
func (c comparison) findings() (wrong []Finding) {
	stored := c.stored.plus(c.waiting, 1)
	n := map[string]Finding{}
	for _, a := range stored {
		n[a.key] = Finding{c.unit, c.figure, c.period, a.key, a.n, 0}
	}
	for _, a := range c.counted {
		f := n[a.key]
		n[a.key] = Finding{c.unit, c.figure, c.period, a.key, f.Stored, a.n}
	}
	for _, off := range c.counted.plus(stored, -1) {
		wrong = append(wrong, n[off.key])
	}
	return wrong
}

// unitsAtOnce is of how many units compare holds the sums in memory.
const unitsAtOnce = 10_000

// compare counts the records and calls found, some units at a time, with the rows
// that are not what they say, in order.
func (f *Figure) compare(tx *db.Tx, t tree, found func([]comparison) error) error {
	counted, waiting := newCount(f, t), newCount(f, t)
	if err := f.recounted(tx, counted.take); err != nil {
		return err
	}
	outbox, err := waitingOf(tx, f.name)
	if err != nil {
		return err
	}
	for _, d := range outbox {
		waiting.take(d.unit, d.month, d.key, d.amount)
	}
	units := slices.Sorted(maps.Keys(t))
	for from := ""; ; {
		until := beyond
		if len(units) > unitsAtOnce {
			until = units[unitsAtOnce]
			units = units[unitsAtOnce:]
		}
		stored, err := f.sumsOf(tx, from, until)
		if err != nil {
			return err
		}
		if err := found(compared(stored, waiting.sums(from, until), counted.sums(from, until))); err != nil {
			return err
		}
		if from = until; until == beyond {
			return nil
		}
	}
}

// beyond sorts behind every id.
const beyond = "~"

// compared are the rows whose sums are wrong, in order.
func compared(rows []sum, waiting, counted ledger) (wrong []comparison) {
	stored, awaited := make(map[place]amounts, len(rows)), make(map[place]amounts, len(waiting))
	for _, s := range rows {
		stored[s.place] = s.by
	}
	for p, pile := range waiting {
		awaited[p] = pile.level()
	}
	look := func(p place, counted amounts) {
		by, there := stored[p]
		missing := p.period == "" && !there // it tells a stock, though it comes to nothing
		if missing || len(counted.plus(awaited[p], -1).plus(by, -1)) > 0 {
			wrong = append(wrong, comparison{p, by, awaited[p], counted})
		}
	}
	for p, pile := range counted {
		look(p, pile.level())
		delete(awaited, p) // it was looked at
		delete(stored, p)
	}
	for p := range awaited {
		look(p, nil)
		delete(stored, p)
	}
	for p := range stored {
		look(p, nil)
	}
	slices.SortFunc(wrong, func(a, b comparison) int { return a.place.compare(b.place) })
	return wrong
}

// count is what is counted of a figure, by the units where it was, and where they
// stood.
type count struct {
	*Figure
	tree
	by    map[string][]counted
	stood map[string][]stay
	known map[string]string // texts, each once
}

type counted struct {
	month db.Date
	amount
}

func newCount(f *Figure, t tree) *count {
	return &count{f, t, map[string][]counted{}, map[string][]stay{}, map[string]string{}}
}

func (c *count) take(unit string, month db.Date, key string, n int64) {
	c.by[unit] = append(c.by[unit], counted{db.Date(c.once(string(month))), amount{c.once(key), n}})
	if c.stood[unit] == nil {
		c.stood[unit] = c.stays(unit)
	}
}

func (c *count) once(text string) string {
	if _, ok := c.known[text]; !ok {
		c.known[text] = text
	}
	return c.known[text]
}

// sums are those at units from one up to another.
func (c *count) sums(from, until string) ledger {
	l := ledger{}
	for unit, all := range c.by {
		stays, any := among(c.stood[unit], from, until)
		if !any {
			continue
		}
		for _, x := range all {
			l.post(change{c.name, c.stock, x.month, amounts{x.amount}}, stays, 1)
		}
	}
	return l
}

// among leaves of stays the units from one up to another.
func among(stays []stay, from, until string) (these []stay, any bool) {
	these = make([]stay, len(stays))
	for i, s := range stays {
		these[i].from = s.from
		for _, u := range s.up {
			if u >= from && u < until {
				these[i].up, any = append(these[i].up, u), true
			}
		}
	}
	return these, any
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.unit, q.unit), cmp.Compare(p.figure, q.figure), cmp.Compare(p.period, q.period))
}
