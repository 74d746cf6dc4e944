package audit

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"

	"chibo/internal/db"
)

// batch bounds one round, which on SQLite holds the only writer: 500 entries
// keep it for a few milliseconds.
const batch = 500

// Sequence gives every committed entry that has none a leaf number, and
// returns how many it numbered. Within a round entries are numbered by their
// id, which sorts by time; one whose transaction took longer gets a later
// number. Calls from several goroutines and processes take turns. It fails,
// and numbers nothing, when the tree in the database has been damaged.
func (l *Log) Sequence(ctx context.Context) (int, error) {
	total := 0
	for {
		waiting := false
		err := l.db.Read(ctx, func(tx *db.Tx) (err error) {
			waiting, err = anyPending(tx)
			return err
		})
		// Looking first keeps an idle log from committing, and a commit
		// would wake the sequencer again.
		if err != nil || !waiting {
			return total, err
		}
		n := 0
		err = l.db.System(ctx, func(tx *db.Tx) (err error) {
			n, err = sequence(tx)
			return err
		})
		if err != nil {
			return total, err
		}
		total += n
	}
}

// sequence numbers one batch.
func sequence(tx *db.Tx) (int, error) {
	if err := tx.Lock("audit", "sequence"); err != nil {
		return 0, err
	}
	entries, err := pending(tx, batch)
	if err != nil || len(entries) == 0 {
		return 0, err // another process was faster
	}
	tree, err := loadFrontier(tx)
	if err != nil {
		return 0, err
	}
	first := tree.size
	hashes := make([]tlog.Hash, len(entries))
	var nodes []tlog.Hash
	for i, e := range entries {
		hashes[i] = tlog.RecordHash(e.leafData())
		grown, err := tree.append(hashes[i])
		if err != nil {
			return 0, err
		}
		nodes = append(nodes, grown...)
	}
	return len(entries), putLeaves(tx, first, entries, hashes, nodes)
}
