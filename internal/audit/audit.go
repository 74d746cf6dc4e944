package audit

import (
	"context"
	"log/slog"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
)

// Log is the audit log of one database. It is safe for several goroutines.
type Log struct {
	db     *db.DB
	rounds *db.Rounds
	reads  reads
}

// New makes the log of a database. Nothing runs until Start.
func New(d *db.DB) *Log {
	l := &Log{db: d, reads: reads{last: map[readKey]db.Time{}}}
	l.rounds = db.NewRounds(gather, tick, l.round)
	return l
}

const (
	// gather is how long the sequencer lets entries collect after the first
	// one, so that ten thousand a second cost some fifty transactions.
	gather = 20 * time.Millisecond
	// tick finds what another process left behind when it was killed, and is
	// the pause after a failure.
	tick = 2 * time.Second
)

// Start runs the sequencer and the writer of reads until ctx ends or stop is
// called. stop returns after a last round: what was committed has its number
// and what was read is written. Call it before db.Close. Several processes may
// run at once on one database.
func (l *Log) Start(ctx context.Context) (stop func()) {
	l.db.OnCommit(l.rounds.Wake)
	return l.rounds.Start(ctx)
}

// round reports whether all went well.
func (l *Log) round(ctx context.Context) bool {
	ok := true
	if err := l.Flush(ctx); err != nil {
		slog.Error("audit: reads wait to be written", "error", err)
		ok = false
	}
	if _, err := l.Sequence(ctx); err != nil {
		slog.Error("audit: entries wait for their number", "error", err)
		ok = false
	}
	return ok
}

// Erased is the action of the entry that Erase writes. The data of an entry
// about a person may be missing only if such an entry about the same person
// comes after it.
const Erased = "audit.erase"

// Erase forgets what the log says about a person: the data of every entry
// about that person (db.Entry.Person) is deleted, the lines themselves and the
// lines of reads, which hold ids only, stay. The tree still verifies. The
// caller has judged whether by may do it.
func (l *Log) Erase(tx *db.Tx, by access.Actor, person string) error {
	if err := erasePayloads(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: Erased, Kind: "person", Subject: person, Person: person})
}
