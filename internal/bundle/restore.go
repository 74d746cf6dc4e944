package bundle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/document"
)

// Target is the empty place into which an archive is put back.
type Target struct {
	Dir string // data folder: absent or empty
	URL string // postgres://… of an empty database; "" means SQLite in Dir
	// Unsound takes an archive whose log of changes does not verify, and so
	// did not when it was made.
	Unsound bool
}

// Restore puts an unsealed archive back, all or nothing, and brings its schema
// up to date. The place must be empty (ErrNotEmpty, db.ErrOccupied); the
// archive's rows, files, manifest and log are verified before anything stands
// in its place. A Restore that was killed has left the folder asideName in Dir
// and nothing else; the next one clears it away.
func Restore(ctx context.Context, in io.Reader, to Target) (s Summary, err error) {
	r, err := open(ctx, in)
	if err != nil {
		return Summary{}, err
	}
	aside, err := setAside(to.Dir)
	if err != nil {
		return Summary{}, err
	}
	defer func() { err = errors.Join(stopped(ctx, err), aside.clear(err != nil)) }()
	at := db.Options{Dir: aside.path(), URL: to.URL, Schema: r.head.Schema, Vacant: true}
	d, err := db.Open(ctx, at)
	if err != nil {
		return Summary{}, err
	}
	err = d.Load(ctx, func(l *db.Loader) error {
		if s, err = load(r, l, aside, to.Unsound); err != nil || to.URL == "" {
			return err
		}
		return aside.place(document.Folder)
	})
	if err := errors.Join(err, d.Close()); err != nil {
		return Summary{}, err
	}
	if to.URL == "" {
		if err := upgrade(ctx, at); err != nil {
			return Summary{}, err
		}
		if err := aside.settled(); err != nil {
			return Summary{}, err
		}
		return s, aside.place(document.Folder, db.File)
	}
	aside.keep()
	if err := upgrade(ctx, at); err != nil {
		return s, fmt.Errorf("everything was put back, but the schema is not up to date yet: start chibo to go on: %w", err)
	}
	return s, nil
}

// stopped says of an error that came of stopping that it did: a connection that
// is cut in the middle of a statement may tell no more than that.
func stopped(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil || errors.Is(err, ctx.Err()) {
		return err
	}
	return fmt.Errorf("%w: %w", ctx.Err(), err)
}

// upgrade brings what was put back to the schema of this program.
func upgrade(ctx context.Context, at db.Options) error {
	at.Schema, at.Vacant = 0, false
	d, err := db.Open(ctx, at)
	if err != nil {
		return err
	}
	return d.Close()
}

// load fills the database and the folder aside from the archive, and verifies
// both.
func load(r *reader, l *db.Loader, aside *aside, unsound bool) (Summary, error) {
	tables, err := archived(l.Tx)
	if err != nil {
		return Summary{}, err
	}
	if !slices.EqualFunc(tables, r.head.Tables, sameTable) {
		return Summary{}, damaged("its tables are not those of schema %d", r.head.Schema)
	}
	if err := l.Clear(tables); err != nil {
		return Summary{}, err
	}
	s, err := r.all(filler{l, aside})
	if err != nil {
		return Summary{}, err
	}
	named, err := document.AllStored(l.Tx)
	if err != nil {
		return Summary{}, err
	}
	if !slices.Equal(named, aside.stored) {
		return Summary{}, damaged("its files are not those that its tables name")
	}
	if err := aside.sync(); err != nil {
		return Summary{}, err
	}
	return s, verifyLog(l.Tx, r.head.Audit, unsound)
}

// sameTable compares a table of the schema with one of the archive. An engine
// may list columns that were added later in another order.
func sameTable(t db.Table, a Table) bool {
	return t.Name == a.Name && slices.Equal(slices.Sorted(slices.Values(t.Columns)), slices.Sorted(slices.Values(a.Columns)))
}

// verifyLog holds the log that was put back against the state that the archive
// names.
func verifyLog(tx *db.Tx, named audit.Checkpoint, unsound bool) error {
	// Entries that wait for their number have waited since the snapshot, and
	// get it when chibo runs again: that is no finding.
	tx.Now = db.Time{}
	report, err := audit.VerifyIn(tx)
	switch {
	case err != nil:
		return err
	case unsound:
		return nil
	case !report.Sound():
		return fmt.Errorf("%w: %s", ErrLog, report.Findings[0])
	case report.Checkpoint != named:
		return fmt.Errorf("%w: it ends at %s, not at %s", ErrLog, report.Checkpoint, named)
	}
	return nil
}

// filler is the sink of Restore.
type filler struct {
	load  *db.Loader
	aside *aside
}

func (f filler) table(t Table, next func() ([]any, error)) error {
	_, err := f.load.Fill(db.Table{Name: t.Name, Columns: t.Columns}, next)
	if err != nil {
		return fmt.Errorf("%s: %w", t.Name, err)
	}
	return nil
}

func (f filler) file(hash string, in io.Reader) error { return f.aside.take(hash, in) }
