package db

import "log/slog"

// checkpointAfter is after how many writes SQLite's log is carried into the database.
const checkpointAfter = 100

// checkpoint wakes the checkpointer; it never blocks.
func (d *DB) checkpoint() {
	select {
	case d.logged <- struct{}{}:
	default: // awake already
	}
}

// checkpointer carries the log into the database beside the writer, who would wait for
// the disk meanwhile. While he writes without a pause the log does not begin anew: then
// it grows until he carries over himself what is left of it (wal_autocheckpoint).
func (d *DB) checkpointer() {
	defer d.done.Done()
	for {
		select {
		case <-d.logged:
			d.carrying.Lock()
			_, err := d.read.Exec("PRAGMA wal_checkpoint(PASSIVE)")
			d.carrying.Unlock()
			if err != nil {
				slog.Warn("db: the log waits to be carried into the database", "error", err)
			}
		case <-d.closing:
			return
		}
	}
}
