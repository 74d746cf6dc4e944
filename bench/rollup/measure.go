package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// timed runs f n times and tells the median and the 99th percentile.
func timed(what string, n int, f func(i int) error) error {
	times := make([]time.Duration, n)
	for i := range times {
		began := time.Now()
		if err := f(i); err != nil {
			return err
		}
		times[i] = time.Since(began)
	}
	slices.Sort(times)
	report(what, "p50 %.2f ms, p99 %.2f ms, of %d", ms(times[n/2]), ms(times[(n-1)*99/100]), n)
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// read asks for sums at the root and at random nodes of every level.
func (b *bench) read(ctx context.Context) error {
	chance := rand.New(rand.NewPCG(3, 4))
	today := b.Now().Date()
	yearAgo := today.AddMonths(-12)
	anywhere := func() string {
		nodes := b.levels[chance.IntN(len(b.levels))]
		return nodes[chance.IntN(len(nodes))].id
	}
	root := func() string { return b.root().id }
	for _, where := range []struct {
		name string
		n    int
		unit func() string
	}{{"at the root", 200, root}, {"at random nodes", 2000, anywhere}} {
		for _, question := range []struct {
			name string
			ask  func(tx *db.Tx, unit string) error
		}{
			{"members by status, sex, birth, today", func(tx *db.Tx, unit string) error { return parts(member.Headcount.At(tx, unit, today)) }},
			{"the same, a year ago", func(tx *db.Tx, unit string) error { return parts(member.Headcount.At(tx, unit, yearAgo)) }},
			{"meetings of 12 months", func(tx *db.Tx, unit string) error { return parts(meeting.HeldCount.Between(tx, unit, yearAgo, today)) }},
			{"members of each unit below", func(tx *db.Tx, unit string) error {
				_, err := member.Headcount.BelowAt(tx, unit, today)
				return err
			}},
			{"meetings of 12 months of each unit below", func(tx *db.Tx, unit string) error {
				_, err := meeting.HeldCount.BelowBetween(tx, unit, yearAgo, today)
				return err
			}},
		} {
			err := timed(question.name+", "+where.name, where.n, func(int) error {
				return b.Read(ctx, func(tx *db.Tx) error { return question.ask(tx, where.unit()) })
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// find looks for a name in one cell and another, as lists do (P10): nobody may
// look for one in all of them.
func (b *bench) find(ctx context.Context) error {
	chance := rand.New(rand.NewPCG(8, 9))
	return timed("a name among the members of a cell", 500, func(int) error {
		cell := b.cells()[chance.IntN(len(b.cells()))].id
		_, err := b.people.List(ctx, access.Console, org.ID(cell), member.Filter{Query: "nguyen van"})
		return err
	})
}

// parts makes the answer that a page shows: taken apart by what is counted.
func parts(s figure.Sums, err error) error {
	if s.Total() < 0 {
		return errors.New("a negative sum")
	}
	return err
}

// writers are how many enter members at once.
const writers = 16

// write enters members from many sides, with the folder at work.
func (b *bench) write(ctx context.Context) error {
	stop := b.folder.Start(ctx)
	var all sync.WaitGroup
	var n atomic.Int64
	failed := make(chan error, writers)
	began := time.Now()
	for w := range writers {
		all.Go(func() {
			chance := rand.New(rand.NewPCG(5, uint64(w)))
			for time.Since(began) < b.writing {
				f := member.Form{Person: member.Person{Name: "Trần Thị B", Sex: "female", Birth: "1990"}, Status: member.Official, From: b.Now().Date()}
				cell := b.cells()[chance.IntN(len(b.cells()))].id
				if _, err := b.people.Enter(ctx, access.Console, org.ID(cell), f); err != nil {
					failed <- err
					return
				}
				n.Add(1)
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	report("members entered, 16 writers", "%.0f/s", float64(n.Load())/took.Seconds())
	began = time.Now()
	stop()
	report("… and folded after the last", "%v", time.Since(began).Round(time.Millisecond))
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// move puts communes under another province.
func (b *bench) move(ctx context.Context) error {
	provinces, communes := b.levels[1], b.levels[2]
	if len(provinces) < 2 {
		return nil
	}
	chance := rand.New(rand.NewPCG(6, 7))
	return timed("a commune moves to another province", min(100, len(communes)), func(int) error {
		return b.under(ctx, communes[chance.IntN(len(communes))].id, provinces[chance.IntN(len(provinces))].id)
	})
}

// merge ends one province in favour of another, by decision.
func (b *bench) merge(ctx context.Context) error {
	provinces := b.levels[1]
	if len(provinces) < 2 {
		return nil
	}
	today := b.Now().Date()
	m := org.Merger{Units: []org.ID{org.ID(provinces[0].id)}, Into: org.ID(provinces[1].id), Decision: org.Decision{No: "1-QĐ/TW", Date: today, On: today}}
	plan, err := b.orgs.PreviewMerge(ctx, access.Console, m)
	if err != nil {
		return err
	}
	began := time.Now()
	_, err = b.orgs.Merge(ctx, access.Console, m)
	report("a province merges into another", "%d communes, %d units in all, %.0f ms", len(plan.Parts[0].Below), plan.Moves(), ms(time.Since(began)))
	return err
}

func (b *bench) under(ctx context.Context, unit, parent string) error {
	sheet, err := b.orgs.Get(ctx, access.Console, org.ID(unit))
	if err != nil {
		return err
	}
	u := sheet.Unit
	return b.orgs.Amend(ctx, access.Console, u.ID, u.Version, org.Form{Name: u.Name, Kind: u.Kind.ID, Parent: org.ID(parent), From: b.Now().Date()})
}

// count compares every sum of members with a count.
func (b *bench) count(ctx context.Context) error {
	if !b.verify {
		return nil
	}
	began := time.Now()
	wrong, err := figure.Verify(ctx, b.DB, member.Headcount)
	if err == nil && len(wrong) > 0 {
		err = fmt.Errorf("%d sums are wrong: %v", len(wrong), wrong[0])
	}
	report("counted again", "%d findings in %v", len(wrong), time.Since(began).Round(time.Millisecond))
	return err
}
