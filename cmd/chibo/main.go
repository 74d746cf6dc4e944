// Command chibo runs the work of a Party cell: the web application and what
// its operator needs at the command line.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is set when the program is built.
var version = "unversioned"

// Exit codes, which scripts depend on.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

type commands struct {
	Config configFile `help:"File of settings, one «name = value» a line, named like the flags." type:"path" env:"CHIBO_CONFIG"`

	Serve   serveCmd   `cmd:"" help:"Serve the web application."`
	Demo    demoCmd    `cmd:"" help:"Serve five sample organisations to try."`
	Import  importCmd  `cmd:"" help:"Import a list of members from a spreadsheet."`
	Export  exportCmd  `cmd:"" help:"Export a list."`
	Backup  backupCmd  `cmd:"" help:"Write everything into one file, while chibo runs."`
	Restore restoreCmd `cmd:"" help:"Put a backup back into an empty place."`
	Figures figuresCmd `cmd:"" help:"The figures that the five articles state, from the sample organisations."`
	Doctor  doctorCmd  `cmd:"" help:"Check that what is stored is sound."`
	Admin   adminCmd   `cmd:"" help:"Accounts and roles, for whoever runs the machine."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run executes one command and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c commands
	exit := -1
	parser, err := kong.New(&c, kong.Name("chibo"), kong.Description("The work of a Party cell, run by itself."), kong.UsageOnError(),
		kong.DefaultEnvars("CHIBO"), kong.Writers(stdout, stderr), kong.Exit(func(code int) { exit = code }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(stdout, (*io.Writer)(nil)))
	if err != nil {
		panic(err) // the commands' own declarations are wrong
	}
	k, err := parser.Parse(args)
	if exit >= 0 {
		return exit // --help
	}
	if err != nil {
		tell(stderr, err)
		return exitUsage
	}
	if err := k.Run(); err != nil {
		tell(stderr, err)
		return exitFailed
	}
	return exitDone
}

// tell says in one line why a command failed.
func tell(stderr io.Writer, err error) {
	fmt.Fprintf(stderr, "chibo: %s\n", strings.Join(strings.Fields(err.Error()), " "))
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(out io.Writer) error {
	_, err := fmt.Fprintln(out, version)
	return err
}
