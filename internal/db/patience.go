package db

import (
	"context"
	"errors"
	"time"

	"chibo/internal/fault"
)

const (
	// patience is how long PostgreSQL may take to answer one statement, or to
	// give a connection. After that it counts as away: a person who waits is
	// told so within ten seconds (safety R6).
	patience = 8 * time.Second
	// connectTimeout is how long making a connection may take.
	connectTimeout = 5 * time.Second
	connections    = 16
)

var errSilent = errors.New("db: PostgreSQL gives no answer")

// watch ends a transaction on a connection that has fallen silent. It runs
// only while a statement does: what the program itself computes meanwhile does
// not count. A nil watch, for SQLite, watches nothing.
type watch struct {
	timer  *time.Timer
	cancel context.CancelCauseFunc
	ctx    context.Context // ended by the watch, with errSilent as its cause
}

type patientKey struct{}

// Patient returns a context whose statements may take as long as they need: of work
// that goes through all records, for which nobody waits at a page.
func Patient(ctx context.Context) context.Context {
	return context.WithValue(ctx, patientKey{}, true)
}

// watched starts a watch and returns the context under which the transaction
// runs. The caller ends it.
func (d *DB) watched(ctx context.Context) (context.Context, *watch) {
	if !d.postgres || ctx.Value(patientKey{}) != nil {
		return ctx, nil
	}
	w := &watch{}
	w.ctx, w.cancel = context.WithCancelCause(ctx)
	w.timer = time.AfterFunc(patience, func() {
		w.cancel(errSilent)
		d.forgetIdle()
	})
	return w.ctx, w
}

// forgetIdle drops the connections that nobody uses: they may have fallen
// silent too, and each would cost the next caller his patience.
func (d *DB) forgetIdle() {
	d.write.SetMaxIdleConns(0)
	d.write.SetMaxIdleConns(connections)
}

// begin gives the next statement its time.
func (w *watch) begin() {
	if w != nil {
		w.timer.Reset(patience)
	}
}

// rest stops the time until the next statement.
func (w *watch) rest() {
	if w != nil {
		w.timer.Stop()
	}
}

// end stops watching, and puts what the watch did into a fault.
func (w *watch) end(err error) error {
	if w == nil {
		return err
	}
	w.timer.Stop()
	silent := context.Cause(w.ctx) == errSilent
	w.cancel(nil)
	if err != nil && silent {
		return fault.Wrap(errors.Join(errSilent, err), fault.Busy, "ui.busy")
	}
	return err
}
