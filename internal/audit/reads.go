package audit

import (
	"context"
	"log/slog"
	"maps"
	"sync"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
)

// KeepReads is how long the lines of reads are kept (safety, duty 10: five
// years, never less than 90 days).
const KeepReads = 5 * 365 * 24 * time.Hour

const (
	// oneRead is the time in which the same account reading the same record
	// again is the same read.
	oneRead = 10 * time.Minute
	// readsMax bounds what waits while the database cannot be written to:
	// pages stay readable on a full disk (safety R4).
	readsMax = 100_000
	// readsBatch is how many lines one statement writes.
	readsBatch = 100
	// dropEvery is how often old lines are looked for.
	dropEvery = 24 * time.Hour
)

type readKey struct{ account, kind, subject string }

type pendingRead struct {
	id                  string
	at                  db.Time
	key                 readKey
	actor, unit, person string
}

// reads is what was read and is not written yet.
type reads struct {
	writing sync.Mutex // one Flush at a time

	mu      sync.Mutex
	last    map[readKey]db.Time
	waiting []pendingRead
	cleared db.Time // when last was cleared of what no read can repeat
	dropped db.Time // when old lines were last looked for
}

// Read notes that by read a sensitive record: of a kind, with an id, in a
// unit, about a person. It does not wait: the line is written within a moment
// by the goroutine of Start, and at the latest when that is stopped. The same
// record read again by the same account within ten minutes is not noted again.
// Background work reads nothing for anybody and is not noted.
func (l *Log) Read(ctx context.Context, by access.Actor, unit, kind, subject, person string) {
	if by.Account == access.System.Account {
		return
	}
	now, key := l.db.Now(), readKey{by.Account, kind, subject}
	if !l.reads.add(now, pendingRead{db.NewID(), now, key, by.Person, unit, person}) {
		slog.ErrorContext(ctx, "audit: a read was not noted, too many wait", "account", by.Account, "kind", kind, "subject", subject)
	}
	l.rounds.Wake()
}

// add reports false if there is no room.
func (r *reads) add(now db.Time, p pendingRead) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if last, ok := r.last[p.key]; ok && !elapsed(last, now, oneRead) {
		return true
	}
	if len(r.waiting) == readsMax {
		return false
	}
	r.last[p.key] = now
	r.waiting = append(r.waiting, p)
	return true
}

// Flush writes the reads that wait. Commands that run without Start call it
// before they end. What could not be written waits on.
func (l *Log) Flush(ctx context.Context) error {
	l.reads.writing.Lock()
	defer l.reads.writing.Unlock()
	for {
		lines := l.reads.next(l.db.Now())
		if len(lines) == 0 {
			break
		}
		if err := l.db.System(ctx, func(tx *db.Tx) error { return putReads(tx, lines) }); err != nil {
			return err
		}
		l.reads.written(len(lines))
	}
	return l.dropOld(ctx)
}

// next gives the first lines that wait.
func (r *reads) next(now db.Time) []pendingRead {
	r.mu.Lock()
	defer r.mu.Unlock()
	if elapsed(r.cleared, now, oneRead) {
		maps.DeleteFunc(r.last, func(_ readKey, at db.Time) bool { return elapsed(at, now, oneRead) })
		r.cleared = now
	}
	return r.waiting[:min(len(r.waiting), readsBatch)]
}

func (r *reads) written(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiting = r.waiting[n:]
}

func (l *Log) dropOld(ctx context.Context) error {
	now := l.db.Now()
	if !l.reads.due(now) {
		return nil
	}
	return l.db.System(ctx, func(tx *db.Tx) error { return dropReads(tx, db.At(now.Add(-KeepReads))) })
}

func (r *reads) due(now db.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !elapsed(r.dropped, now, dropEvery) {
		return false
	}
	r.dropped = now
	return true
}

// atOnce is how far apart the clock may stand for goroutines that ask it at the
// same moment and go on in another order.
const atOnce = time.Minute

// elapsed reports whether d has gone by since an instant. It is true where the
// clock was set back before the instant: that must not hide a read.
func elapsed(since, now db.Time, d time.Duration) bool {
	gone := now.Sub(since.Time)
	return gone < -atOnce || gone >= d
}
