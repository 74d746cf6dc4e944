package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"modernc.org/sqlite"
)

// File is the name of the SQLite database in the data folder.
const File = "chibo.db"

// Options say where the state lives.
type Options struct {
	Dir   string           // data folder; SQLite is File inside it
	URL   string           // postgres://… instead of SQLite
	Clock func() time.Time // nil means the machine's clock
	// MaxPages bounds the SQLite file (PRAGMA max_page_count); 0 leaves it
	// unbounded. Tests fill a database with it.
	MaxPages int
	// Schema is the version to which the schema is brought; 0 means the newest.
	// An archive of an older version is put back into its own schema first.
	Schema int64
	// AsIs leaves the schema at the version that it has: a backup before an
	// upgrade changes nothing. There must be one (ErrNotStarted).
	AsIs bool
	// Vacant refuses a database in which anything was ever done, or that is
	// not chibo's (ErrOccupied).
	Vacant bool
}

// DB is an open database with its schema up to date.
type DB struct {
	read, write *sql.DB
	postgres    bool
	clock       func() time.Time
	schema      int64
	queue       chan *job
	logged      chan struct{} // see checkpointer
	carrying    sync.Mutex    // of two who carry SQLite's log over, it turns one away
	done        sync.WaitGroup
	closing     chan struct{}
	ending      sync.Once
	mu          sync.RWMutex
	listeners   []func()
}

// Errors that keep chibo from starting. Their text is for the operator.
var (
	ErrNewerSchema = errors.New("the database was made by a newer chibo: install that version, or restore the backup made before the upgrade")
	ErrCollation   = errors.New("PostgreSQL compares text by a language's rules here: create the database with CREATE DATABASE chibo TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
	ErrOccupied    = errors.New("the database is not empty: name a new one")
	ErrNotStarted  = errors.New("there is no chibo in this database")
)

// Open opens the database, brings the schema up to date and starts the
// writer. It refuses a schema newer than the binary (ErrNewerSchema) and a
// PostgreSQL whose collation is not C (ErrCollation).
func Open(ctx context.Context, o Options) (*DB, error) {
	d := &DB{clock: o.Clock, closing: make(chan struct{})}
	if d.clock == nil {
		d.clock = time.Now
	}
	var err error
	if o.URL != "" {
		err = d.openPostgres(ctx, o.URL)
	} else {
		err = d.openSQLite(o)
	}
	if err != nil {
		return nil, err
	}
	if err := d.prepare(ctx, o); err != nil {
		return nil, errors.Join(err, d.closePools())
	}
	if !d.postgres {
		d.queue = make(chan *job, 1024)
		d.logged = make(chan struct{}, 1)
		d.done.Add(2)
		go d.writer()
		go d.checkpointer()
	}
	return d, nil
}

// prepare brings the schema to the version that is asked for.
func (d *DB) prepare(ctx context.Context, o Options) error {
	if o.Vacant {
		if err := vacant(ctx, d.write, d.postgres); err != nil {
			return err
		}
	}
	if o.AsIs {
		tables, err := Tables(&Tx{ctx: ctx, q: d.write, postgres: d.postgres, mode: reading})
		if err != nil {
			return err
		}
		if !started(tables) {
			return ErrNotStarted
		}
	}
	files, err := dialectFiles(d.postgres)
	if err != nil {
		return err
	}
	d.schema, err = migrate(ctx, d.write, d.postgres, files, o)
	return err
}

func (d *DB) openPostgres(ctx context.Context, dsn string) error {
	d.postgres = true
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return fmt.Errorf("the PostgreSQL address cannot be read: %w", err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	pool.SetConnMaxLifetime(30 * time.Minute)
	d.read, d.write = pool, pool
	var c bool
	if err := pool.QueryRowContext(ctx, "SELECT 'B' < 'a'").Scan(&c); err != nil {
		return errors.Join(fmt.Errorf("PostgreSQL does not answer: %w", err), pool.Close())
	}
	if !c {
		return errors.Join(ErrCollation, pool.Close())
	}
	return nil
}

func (d *DB) openSQLite(o Options) error {
	pragmas := []string{"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "secure_delete(ON)", "cache_size(-16000)"}
	if o.MaxPages > 0 {
		pragmas = append(pragmas, fmt.Sprintf("max_page_count(%d)", o.MaxPages))
	}
	file := filepath.Join(o.Dir, File)
	var err error
	// temp_store: what a savepoint would put back is kept in memory; in a file it takes
	// the writer a fifth of its time. wal_autocheckpoint: he carries the log into the
	// database himself only where it has grown to 64 MB (see checkpointer).
	if d.write, err = sqlitePool(file, 1, append(pragmas, "txlock=immediate", "temp_store(MEMORY)", "wal_autocheckpoint(16384)")); err != nil {
		return err
	}
	if err := d.write.Ping(); err != nil {
		return errors.Join(fmt.Errorf("the database file %s cannot be opened: %w", file, err), d.write.Close())
	}
	d.read, err = sqlitePool(file, 8, append(pragmas, "query_only(ON)"))
	return err
}

func sqlitePool(file string, size int, pragmas []string) (*sql.DB, error) {
	q := make([]string, 0, len(pragmas))
	for _, p := range pragmas {
		if lock, ok := strings.CutPrefix(p, "txlock="); ok {
			q = append(q, "_txlock="+lock)
			continue
		}
		q = append(q, "_pragma="+p)
	}
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: strings.Join(q, "&")}).String()
	connector, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	pool := sql.OpenDB(remembering{connector})
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return pool, nil
}

// Close ends the writer after the waiting writes and closes the connections.
// A second call does nothing.
func (d *DB) Close() error {
	var err error
	d.ending.Do(func() {
		close(d.closing)
		d.done.Wait()
		err = d.closePools()
	})
	return err
}

func (d *DB) closePools() error {
	err := d.write.Close()
	if d.read != d.write && d.read != nil {
		err = errors.Join(err, d.read.Close())
	}
	return err
}

// Postgres reports which engine holds the state.
func (d *DB) Postgres() bool { return d.postgres }

// Schema is the version of the schema.
func (d *DB) Schema() int64 { return d.schema }

// Now is the installation's time: the machine's, or shifted for a demo.
func (d *DB) Now() Time { return At(d.clock()) }

// OnCommit has f called after every committed write; f must not block.
func (d *DB) OnCommit(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.listeners = append(d.listeners, f)
}

func (d *DB) committed(tx *Tx) {
	for _, f := range tx.after {
		func() {
			defer func() {
				if p := recover(); p != nil {
					slog.Error("after commit", "panic", p)
				}
			}()
			f()
		}()
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, f := range d.listeners {
		f()
	}
}
