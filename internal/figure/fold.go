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
		l.post(d, units[d.unit], 1)
	}
	return l, nil
}

// Moving runs a change of where a unit stands, and carries its sums over from
// the units that were above it to those that are, from the month on in which
// they differ. change must leave the parents of every other unit as they are.
func Moving(tx *db.Tx, unit string, change func() error) error {
	if err := lock(tx); err != nil {
		return err
	}
	before, err := above(tx, unit)
	if err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	after, err := above(tx, unit)
	if err != nil {
		return err
	}
	month, moved := diverge(before, after)
	if !moved {
		return nil
	}
	rows, err := sumsSince(tx, unit, month)
	if err != nil {
		return err
	}
	l := ledger{}
	for _, d := range standing(rows, month) {
		l.post(d, before, -1)
		l.post(d, after, 1)
	}
	return l.enter(tx)
}

// above are the stays of a unit without the unit itself.
func above(tx *db.Tx, unit string) ([]stay, error) {
	t, err := treeOver(tx, []string{unit})
	if err != nil {
		return nil, err
	}
	all := t.stays(unit)
	for i := range all {
		all[i].up = all[i].up[1:]
	}
	return all, nil
}

// standing gives the rows of a unit from a month on as deltas: of a stock, what
// was there at the end of that month, and then by how much it changed.
func standing(rows []sum, month db.Date) (deltas []Delta) {
	level := map[string]amounts{} // by figure, for stocks
	for _, s := range rows {
		if s.period == "" { // before the months, in the order of the rows
			level[s.figure] = s.by
			continue
		}
		_, stock := level[s.figure]
		if stock && s.period <= month {
			continue // it is in the level
		}
		deltas = append(deltas, deltasOf(s, s.period, stock)...)
		if stock {
			level[s.figure].add(s.by, -1)
		}
	}
	if month == "" {
		return deltas // before the first month there is nothing
	}
	for figure, by := range level {
		deltas = append(deltas, deltasOf(sum{place{figure: figure}, by}, month, true)...)
	}
	return deltas
}

func deltasOf(s sum, month db.Date, stock bool) (deltas []Delta) {
	for key, n := range s.by {
		deltas = append(deltas, Delta{s.figure, stock, "", month, key, n})
	}
	return deltas
}
