package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"chibo/internal/access"
	"chibo/internal/fault"
)

// Read runs f on one snapshot; f cannot write.
func (d *DB) Read(ctx context.Context, f func(tx *Tx) error) (err error) {
	ctx, watch := d.watched(ctx)
	defer func() { err = watch.end(err) }()
	t, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: d.postgres, Isolation: d.snapshot()})
	if err != nil {
		return translate(err)
	}
	defer t.Rollback() //nolint:errcheck // nothing to undo
	watch.rest()
	tx := &Tx{Now: d.Now(), ctx: ctx, q: t, postgres: d.postgres, mode: reading, queries: counter(ctx), watch: watch}
	return f(tx)
}

func (d *DB) snapshot() sql.IsolationLevel {
	if d.postgres {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}

// Write runs f and commits: when it returns nil, the change is durable. If f
// or the commit fails, nothing has changed. A change without Tx.Audit is
// refused. f may run more than once on PostgreSQL (after a deadlock), so it
// must have no effect outside tx but through AfterCommit. Write must not be
// called inside a transaction.
func (d *DB) Write(ctx context.Context, by access.Actor, f func(tx *Tx) error) error {
	key := takeKey(ctx)
	return d.run(ctx, writing, by, func(tx *Tx) error {
		if key != "" {
			if err := tx.takeKey(key); err != nil {
				return err
			}
		}
		if err := f(tx); err != nil {
			return err
		}
		if tx.wrote && !tx.audited {
			return errors.New("db: a write without an audit entry")
		}
		return nil
	})
}

// System runs bookkeeping: no audit entry, and only the tables named in
// bookkeeping.
func (d *DB) System(ctx context.Context, f func(tx *Tx) error) error {
	return d.run(ctx, system, access.System, f)
}

func (tx *Tx) takeKey(key string) error {
	n, err := tx.q.ExecContext(tx.ctx, "INSERT INTO db_key(key, account_id, at) VALUES($1, $2, $3) ON CONFLICT (key) DO NOTHING", key, tx.by.Account, tx.Now)
	if err != nil {
		return translate(err)
	}
	if c, err := n.RowsAffected(); err != nil || c == 0 {
		return errors.Join(err, fault.New(fault.Repeated, "ui.repeated"))
	}
	return nil
}

func (d *DB) run(ctx context.Context, m mode, by access.Actor, f func(tx *Tx) error) error {
	tx := &Tx{ctx: context.WithoutCancel(ctx), postgres: d.postgres, mode: m, by: by, queries: counter(ctx)}
	var err error
	if d.postgres {
		err = d.runPostgres(ctx, tx, f)
	} else {
		err = d.enqueue(ctx, &job{tx: tx, f: f, done: make(chan error, 1)})
	}
	if err == nil {
		d.committed(tx)
	}
	return err
}

func (d *DB) runPostgres(ctx context.Context, tx *Tx, f func(tx *Tx) error) error {
	for try := 1; ; try++ {
		tx.Now, tx.wrote, tx.audited, tx.after = d.Now(), false, false, nil
		err := d.tryPostgres(ctx, tx, f)
		if err == nil || !retryable(err) || try == 5 {
			return translate(err)
		}
	}
}

// tryPostgres runs f in a transaction. It begins only while somebody waits for
// it, and then runs to its end.
func (d *DB) tryPostgres(ctx context.Context, tx *Tx, f func(tx *Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	tx.ctx, tx.watch = d.watched(context.WithoutCancel(ctx))
	defer func() { err = tx.watch.end(err) }()
	if tx.conn, err = d.write.Conn(tx.ctx); err != nil {
		return err
	}
	defer tx.conn.Close()
	t, err := tx.conn.BeginTx(tx.ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = t.Rollback()
		}
	}()
	tx.watch.rest()
	tx.q = t
	if err := guard(tx, f); err != nil {
		return err
	}
	tx.watch.begin()
	return t.Commit()
}

// panicked carries a panic of a use case from the writer to its caller.
type panicked struct {
	value any
	stack []byte
}

func (p panicked) Error() string {
	return fmt.Sprintf("panic in a transaction: %v\n%s", p.value, p.stack)
}

func guard(tx *Tx, f func(tx *Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = panicked{p, debug.Stack()}
		}
	}()
	return f(tx)
}

// job is one write that waits for the SQLite writer.
type job struct {
	tx   *Tx
	f    func(tx *Tx) error
	done chan error
}

func (d *DB) enqueue(ctx context.Context, j *job) error {
	select {
	case <-d.closing:
		return fault.New(fault.Busy, "ui.busy")
	case <-ctx.Done():
		return ctx.Err()
	case d.queue <- j:
	}
	return <-j.done
}

const batchMax = 256

// writer is the only one who writes to SQLite. It takes what is waiting, runs
// each write in its own savepoint, commits once, and then answers all. It
// never waits for more.
func (d *DB) writer() {
	defer d.done.Done()
	writes := 0 // since the log was last carried over
	for {
		select {
		case j := <-d.queue:
			batch := d.collect(j)
			d.commitBatch(batch)
			if writes += len(batch); writes >= checkpointAfter {
				writes = 0
				d.checkpoint()
			}
		case <-d.closing:
			for len(d.queue) > 0 {
				d.commitBatch(d.collect(<-d.queue))
			}
			return
		}
	}
}

func (d *DB) collect(first *job) []*job {
	batch := []*job{first}
	for len(batch) < batchMax {
		select {
		case j := <-d.queue:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// commitBatch answers every job of the batch exactly once.
func (d *DB) commitBatch(batch []*job) {
	results := make([]error, len(batch))
	err := d.inTransaction(func(conn *sql.Conn) error {
		if len(batch) == 1 { // it needs no savepoint, which costs the more the more it writes
			results[0] = batch[0].run(conn, d.Now())
			return results[0]
		}
		for i, j := range batch {
			results[i] = d.runJob(conn, j)
		}
		return nil
	})
	if err != nil && len(batch) > 1 {
		// One job may have made the whole commit fail (a full disk): each
		// gets a chance of its own.
		for _, j := range batch {
			d.commitBatch([]*job{j})
		}
		return
	}
	for i, j := range batch {
		if results[i] == nil {
			results[i] = translate(err)
		}
		j.done <- results[i]
	}
}

func (d *DB) inTransaction(f func(conn *sql.Conn) error) error {
	ctx := context.Background()
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	begin := "BEGIN IMMEDIATE"
	if d.postgres {
		begin = "BEGIN"
	}
	if _, err := conn.ExecContext(ctx, begin); err != nil {
		return err
	}
	if err := f(conn); err != nil {
		return errors.Join(err, rollback(conn))
	}
	if _, err := conn.ExecContext(ctx, "COMMIT"); err != nil {
		return errors.Join(err, rollback(conn))
	}
	return nil
}

// rollback ends the transaction; SQLite may have ended it by itself.
func rollback(conn *sql.Conn) error {
	if _, err := conn.ExecContext(context.Background(), "ROLLBACK"); err != nil {
		slog.Debug("rollback", "error", err)
	}
	return nil
}

// run runs the job in the transaction of the connection.
func (j *job) run(conn *sql.Conn, now Time) error {
	tx := j.tx
	tx.Now, tx.wrote, tx.audited, tx.after, tx.q = now, false, false, nil, conn
	return translate(guard(tx, j.f))
}

func (d *DB) runJob(conn *sql.Conn, j *job) error {
	tx := j.tx
	if _, err := conn.ExecContext(tx.ctx, "SAVEPOINT job"); err != nil {
		return translate(err)
	}
	err := j.run(conn, d.Now())
	if err != nil {
		if _, rerr := conn.ExecContext(tx.ctx, "ROLLBACK TO job"); rerr != nil {
			return translate(errors.Join(err, rerr))
		}
	}
	if _, rerr := conn.ExecContext(tx.ctx, "RELEASE job"); rerr != nil {
		return translate(errors.Join(err, rerr))
	}
	return translate(err)
}

// keyLife is how long the key of a form is remembered.
const keyLife = 7 * 24 * time.Hour

// ForgetKeys forgets the keys of forms that were taken more than seven days
// ago.
func (d *DB) ForgetKeys(ctx context.Context) error {
	return d.System(ctx, func(tx *Tx) error {
		_, err := tx.Exec(`DELETE FROM db_key WHERE at < $1`, At(tx.Now.Add(-keyLife)))
		return err
	})
}
