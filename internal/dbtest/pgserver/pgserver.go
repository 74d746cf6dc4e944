package pgserver

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// Env names the setting that holds the address of the server to test against.
const Env = "CHIBO_TEST_POSTGRES"

const (
	startLimit = 30 * time.Second
	stopLimit  = 10 * time.Second
	// socketLimit keeps the path of the socket within the 107 bytes that Linux
	// allows, with room for "/.s.PGSQL.5432".
	socketLimit = 80
)

// settings trade safety for speed: a test database outlives nothing.
var settings = []string{
	"fsync=off",
	"synchronous_commit=off",
	"full_page_writes=off",
	"listen_addresses=",
	"max_connections=200",
	"shared_buffers=64MB",
	"timezone=UTC",
}

// Server is a PostgreSQL server for tests. The zero value is not usable: see
// Start.
type Server struct {
	dsn string

	// What follows is empty for a server that was found running.
	dir     string
	cmd     *exec.Cmd
	exited  chan struct{}
	stopped sync.Once
}

// Start returns a server that answers: the one named by CHIBO_TEST_POSTGRES,
// or a new one of its own. It returns ErrNoPostgres where none can be made.
// The caller stops it, also when ctx has ended in the meantime.
func Start(ctx context.Context) (*Server, error) {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	if dsn := os.Getenv(Env); dsn != "" {
		s := &Server{dsn: dsn}
		if err := s.ping(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", Env, err)
		}
		return s, nil
	}
	bin, err := Find()
	if err != nil {
		return nil, err
	}
	s, err := start(ctx, bin)
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL of %s: %w", bin, err)
	}
	return s, nil
}

// start makes and starts a server with the programs in bin.
func start(ctx context.Context, bin string) (*Server, error) {
	dir, err := tempDir()
	if err != nil {
		return nil, err
	}
	s := &Server{dsn: socketAddress(dir), dir: dir, exited: make(chan struct{})}
	if err := s.launch(ctx, bin); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.wait(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("%w; its log ends with: %s", err, s.logEnd()), s.Stop())
	}
	return s, nil
}

// tempDir makes the server's folder, whose path is short enough for a socket.
func tempDir() (string, error) {
	parent := os.TempDir()
	if len(parent) > socketLimit-len("/chibo-pg-1234567890") {
		parent = "/tmp"
	}
	return os.MkdirTemp(parent, "chibo-pg-")
}

// socketAddress is the address of database postgres of the server in dir.
func socketAddress(dir string) string {
	query := url.Values{"host": {dir}, "sslmode": {"disable"}}
	return "postgres://postgres@/postgres?" + query.Encode()
}

// launch makes the data folder and starts the server without waiting for it.
func (s *Server) launch(ctx context.Context, bin string) error {
	data := filepath.Join(s.dir, "data")
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"),
		"--locale=C", "-E", "UTF8", "-A", "trust", "-U", "postgres", "--no-sync", "-D", data)
	initdb.SysProcAttr = unprivileged()
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}

	args := []string{"-D", data, "-k", s.dir}
	for _, setting := range settings {
		args = append(args, "-c", setting)
	}
	// Not CommandContext: the server lives until Stop, however long ctx does.
	s.cmd = exec.Command(filepath.Join(bin, "postgres"), args...)
	s.cmd.SysProcAttr = unprivileged()
	log, err := os.Create(s.logPath())
	if err != nil {
		return err
	}
	defer log.Close() // the server has its own handle
	s.cmd.Stdout, s.cmd.Stderr = log, log
	if err := s.cmd.Start(); err != nil {
		return err
	}
	go func() {
		_ = s.cmd.Wait() // how it ended is told by its log
		close(s.exited)
	}()
	return nil
}

// wait returns once the server answers, or says why it will not.
func (s *Server) wait(ctx context.Context) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		err := s.ping(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.exited:
			return errors.New("the server stopped while starting")
		case <-ctx.Done():
			return fmt.Errorf("the server does not answer: %w", err)
		case <-tick.C:
		}
	}
}

func (s *Server) ping(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.dsn)
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

// DSN returns the address of one database of the server, which need not exist
// yet: see NewDatabase. The server's own database is "postgres".
func (s *Server) DSN(database string) string {
	dsn, err := withDatabase(s.dsn, database)
	if err != nil {
		// Start has connected with this very address: it can be parsed.
		panic(err)
	}
	return dsn
}

// NewDatabase makes an empty database, whose text compares by bytes whatever
// the server's own locale is, and returns its address.
func (s *Server) NewDatabase(ctx context.Context, name string) (string, error) {
	conn, err := pgx.Connect(ctx, s.dsn)
	if err != nil {
		return "", err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	statement := "CREATE DATABASE " + pgx.Identifier{name}.Sanitize() +
		" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
	if _, err := conn.Exec(ctx, statement); err != nil {
		return "", err
	}
	return s.DSN(name), nil
}

// Stop ends a server that Start started, breaking off its connections, and
// removes its folder; a server that was found running stays. Calling it again
// does nothing.
func (s *Server) Stop() error {
	if s.cmd == nil {
		return nil
	}
	var err error
	s.stopped.Do(func() { err = s.stop() })
	return err
}

func (s *Server) stop() error {
	// SIGINT is PostgreSQL's "fast" shutdown: it waits for no client.
	_ = s.cmd.Process.Signal(syscall.SIGINT)
	var err error
	select {
	case <-s.exited:
	case <-time.After(stopLimit):
		err = fmt.Errorf("the server did not stop within %v; its log ends with: %s", stopLimit, s.logEnd())
		_ = s.cmd.Process.Signal(syscall.SIGQUIT)
		<-s.exited
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}

func (s *Server) logPath() string { return filepath.Join(s.dir, "log") }

// logEnd returns the last lines that the server has logged.
func (s *Server) logEnd() string {
	log, err := os.ReadFile(s.logPath())
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(log)), "\n")
	return strings.Join(lines[max(0, len(lines)-5):], "\n")
}
