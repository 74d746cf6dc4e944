package figure

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"time"

	"chibo/internal/db"
)

// Folder adds waiting deltas up the tree. Several processes may run one each on
// one database.
type Folder struct {
	db     *db.DB
	rounds *db.Rounds
}

// NewFolder makes the folder of a database. Nothing runs until Start.
func NewFolder(d *db.DB) *Folder {
	f := &Folder{db: d}
	f.rounds = db.NewRounds(gather, tick, f.round)
	return f
}

const (
	// gather is how long deltas collect after the first one: a sum is at most
	// two seconds old.
	gather = time.Second
	// tick finds what another process left behind when it was killed, and is the
	// pause after a failure.
	tick = 10 * time.Second
	// foldMax is how many deltas one transaction takes: other writers wait for
	// it.
	foldMax = 1000
)

// Start folds until ctx ends or stop is called. stop returns after a last
// round. Call it before db.Close.
func (f *Folder) Start(ctx context.Context) (stop func()) {
	f.db.OnCommit(f.rounds.Wake)
	return f.rounds.Start(ctx)
}

func (f *Folder) round(ctx context.Context) (ok bool) {
	if _, err := f.Fold(ctx); err != nil {
		slog.Error("figure: deltas wait to be folded", "error", err)
		return false
	}
	return true
}

// Fold adds everything that waits to the sums, some at a time, and returns how
// many deltas that were.
func (f *Folder) Fold(ctx context.Context) (n int, err error) {
	for {
		waits := false
		err := f.db.Read(ctx, func(tx *db.Tx) (err error) {
			waits, err = anyWaiting(tx)
			return err
		})
		if err != nil || !waits {
			return n, err
		}
		folded := 0
		err = f.db.System(ctx, func(tx *db.Tx) (err error) {
			folded, err = fold(tx, foldMax)
			return err
		})
		if err != nil {
			return n, err
		}
		n += folded
	}
}

// lock is held by whoever changes sums, or the tree that they follow.
func lock(tx *db.Tx) error { return tx.Lock("figure", "sums") }

func fold(tx *db.Tx, limit int) (n int, err error) {
	if err := lock(tx); err != nil {
		return 0, err
	}
	deltas, err := takeWaiting(tx, limit)
	if err != nil {
		return 0, err
	}
	l, err := rolledUp(tx, deltas)
	if err != nil {
		return 0, err
	}
	return len(deltas), l.enter(tx)
}

// rolledUp posts deltas at every unit above them.
func rolledUp(tx *db.Tx, deltas []Delta) (ledger, error) {
	units := map[string][]stay{}
	for _, d := range deltas {
		units[d.unit] = nil
	}
	t, err := treeOver(tx, slices.Sorted(maps.Keys(units)))
	if err != nil {
		return nil, err
	}
	l := ledger{}
	for _, d := range deltas {
		if units[d.unit] == nil {
			units[d.unit] = t.stays(d.unit)
		}
		l.post(d.change(), units[d.unit], 1)
	}
	return l, nil
}

// change is the delta as it is posted.
func (d Delta) change() change {
	return change{d.figure, d.stock, d.month, amounts{{d.key, d.amount}}}
}

// Moving runs a change of where units stand, none of which stands under another of
// them, and carries their sums over from the units that were above them to those
// that are, from the month on in which they differ. do must leave the parents of
// every other unit as they are.
func Moving(tx *db.Tx, units []string, do func() error) error {
	if err := lock(tx); err != nil {
		return err
	}
	before, err := above(tx, units)
	if err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	after, err := above(tx, units)
	if err != nil {
		return err
	}
	type way struct {
		lost, won []stay
		since     db.Date
	}
	ways, since := map[string]way{}, map[string]db.Date{}
	for _, u := range units {
		if lost, won, month, moved := parting(before[u], after[u]); moved {
			ways[u], since[u] = way{lost, won, month}, month
		}
	}
	rows, err := sumsSince(tx, since)
	if err != nil {
		return err
	}
	l := ledger{}
	for unit, w := range ways {
		for _, c := range standing(rows[unit], w.since) {
			l.post(c, w.lost, -1)
			l.post(c, w.won, 1)
		}
	}
	return l.enter(tx)
}

// above are the stays of units without the units themselves.
func above(tx *db.Tx, units []string) (map[string][]stay, error) {
	t, err := treeOver(tx, units)
	if err != nil {
		return nil, err
	}
	all := map[string][]stay{}
	for _, u := range units {
		all[u] = t.stays(u)
		for i := range all[u] {
			all[u][i].up = all[u][i].up[1:]
		}
	}
	return all, nil
}

// standing gives the rows of a unit from a month on as changes: of a stock, what
// was there at the end of that month, and then by how much it changed.
func standing(rows []sum, month db.Date) (changes []change) {
	level := map[string]amounts{} // by figure, for stocks
	for _, s := range rows {
		if s.period == "" { // before the months, in the order of the rows
			level[s.figure] = s.by
			continue
		}
		was, stock := level[s.figure]
		if stock && s.period <= month {
			continue // it is in the level
		}
		changes = append(changes, change{s.figure, stock, s.period, s.by})
		if stock {
			level[s.figure] = was.plus(s.by, -1)
		}
	}
	if month == "" {
		return changes // before the first month there is nothing
	}
	for figure, by := range level {
		changes = append(changes, change{figure, true, month, by})
	}
	return changes
}
