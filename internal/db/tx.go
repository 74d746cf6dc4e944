package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sync/atomic"

	"chibo/internal/access"
	"chibo/internal/fault"
)

type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

type mode int

const (
	reading mode = iota
	writing
	system
)

// Tx is one transaction. It is not safe for use by several goroutines, and
// not after the function that received it has returned.
type Tx struct {
	Now Time // fixed for the whole transaction

	ctx      context.Context
	q        querier
	conn     *sql.Conn // of a write on PostgreSQL, for ExecAll
	postgres bool
	mode     mode
	by       access.Actor
	wrote    bool
	audited  bool
	after    []func()
	queries  *atomic.Int64
	watch    *watch
	shape    *shapes      // of the schema, once it was asked for
	trace    *[]Rewritten // see Trace
}

// Today is the date of Now in the installation's time zone.
func (tx *Tx) Today() Date { return tx.Now.Date() }

// Reading reports whether the transaction only reads.
func (tx *Tx) Reading() bool { return tx.mode == reading }

// Context is the transaction's own context: it ends with the process, not
// with the request, so that one caller who leaves does not undo the others.
func (tx *Tx) Context() context.Context { return tx.ctx }

// AfterCommit has f run once the change is durable, never before, and not at
// all if it is undone.
func (tx *Tx) AfterCommit(f func()) { tx.after = append(tx.after, f) }

// bookkeeping are the only tables that a System transaction may change.
var bookkeeping = []string{
	"account_session", "account_throttle", "account_view", "audit_leaf", "audit_node", "audit_pending", "audit_read", "bulletin_read",
	"campaign_learning",
	"commitment_item", "commitment_pledge", "commitment_progress", "consultation_answer", "consultation_slip", "db_key", "figure_delta", "figure_sum", "member_merge", "meeting_arrival", "meeting_floor", "meeting_opened", "meeting_speaker",
	"notify_mail", "notify_notice", "periodic_draft", "poll_ballot", "reflection_draft", "topic_draft",
}

var target = regexp.MustCompile(`(?is)^\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)`)

// mayRun refuses a statement that the transaction may not run.
func (tx *Tx) mayRun(query string) error {
	switch tx.mode {
	case reading:
		return errors.New("db: a write inside Read")
	case system:
		if m := target.FindStringSubmatch(query); m == nil || !slices.Contains(bookkeeping, m[1]) {
			return fmt.Errorf("db: System may not run %q", query)
		}
	}
	return nil
}

// Exec changes rows and returns how many.
func (tx *Tx) Exec(query string, args ...any) (int64, error) {
	if err := tx.mayRun(query); err != nil {
		return 0, err
	}
	defer tx.statement()()
	tx.wrote = true
	r, err := tx.q.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return 0, translate(err)
	}
	return r.RowsAffected()
}

// Row is one row of an answer.
type Row interface{ Scan(dest ...any) error }

// ErrNone is returned by One when no row answers; it is a NotFound fault.
var ErrNone = fault.New(fault.NotFound, "ui.not_found")

// One reads a single row. It returns ErrNone if there is none.
func One[T any](tx *Tx, scan func(Row, *T) error, query string, args ...any) (T, error) {
	var v T
	defer tx.statement()()
	err := scan(tx.q.QueryRowContext(tx.ctx, query, args...), &v)
	if errors.Is(err, sql.ErrNoRows) {
		return v, ErrNone
	}
	return v, translate(err)
}

// All reads every row, in the order of the query.
func All[T any](tx *Tx, scan func(Row, *T) error, query string, args ...any) ([]T, error) {
	defer tx.statement()()
	rows, err := tx.q.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, translate(rows.Err())
}

// Value scans the only column of a row: db.One(tx, db.Value[int], …).
func Value[T any](r Row, v *T) error { return r.Scan(v) }

// Lock makes other transactions that take the same lock wait until this one
// ends. On SQLite, which has one writer, it does nothing.
func (tx *Tx) Lock(kind, id string) error {
	if !tx.postgres {
		return nil
	}
	tx.watch.begin()
	defer tx.watch.rest()
	_, err := tx.q.ExecContext(tx.ctx, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", kind+" "+id)
	return translate(err)
}

// statement begins one statement and returns what ends it.
func (tx *Tx) statement() (end func()) {
	if tx.queries != nil {
		tx.queries.Add(1)
	}
	tx.watch.begin()
	return tx.watch.rest
}

type counterKey struct{}

// CountQueries returns a context whose transactions count their statements:
// tests assert with it that a page makes a fixed number of queries.
func CountQueries(ctx context.Context) (context.Context, *atomic.Int64) {
	n := new(atomic.Int64)
	return context.WithValue(ctx, counterKey{}, n), n
}

func counter(ctx context.Context) *atomic.Int64 {
	n, _ := ctx.Value(counterKey{}).(*atomic.Int64)
	return n
}

type formKey struct{}

// WithKey returns a context whose first Write also takes the key of the form
// that was sent: the same key again is refused as Repeated, in the same
// transaction that would have written.
func WithKey(ctx context.Context, key string) context.Context {
	if key == "" {
		return ctx
	}
	return context.WithValue(ctx, formKey{}, &key)
}

// takeKey gives the form's key once.
func takeKey(ctx context.Context) string {
	p, _ := ctx.Value(formKey{}).(*string)
	if p == nil {
		return ""
	}
	key := *p
	*p = ""
	return key
}
