package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"chibo/internal/app"
	"chibo/internal/db"
)

// configFile is a flat file of settings. Flags and CHIBO_* variables win over
// it.
type configFile string

// BeforeResolve reads the file before flags get their values.
func (c configFile) BeforeResolve(k *kong.Kong, ctx *kong.Context, trace *kong.Path) error {
	path, _ := ctx.FlagValue(trace.Flag).(configFile)
	if path == "" {
		return nil
	}
	settings, err := readSettings(string(path))
	if err != nil {
		return err
	}
	ctx.AddResolver(kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, f *kong.Flag) (any, error) {
		if v, ok := settings[f.Name]; ok {
			return v, nil
		}
		return nil, nil
	}))
	return nil
}

func readSettings(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	settings := map[string]string{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			return nil, fmt.Errorf("%s, line %d: write «name = value»", path, n)
		}
		settings[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	return settings, lines.Err()
}

// state says where the data is.
type state struct {
	Data string `help:"Data folder." default:"data" type:"path" placeholder:"DIR"`
	DB   string `name:"db" help:"PostgreSQL instead of SQLite in the data folder." placeholder:"postgres://…"`
}

func (s state) options() app.Options { return app.Options{Dir: s.Data, URL: s.DB, Idle: true} }

// existing refuses a data folder that nobody has started yet, so that a
// mistyped one is not made by a command that only reads.
func (s state) existing() error {
	if s.DB != "" {
		return nil
	}
	if _, err := os.Stat(filepath.Join(s.Data, db.File)); err != nil {
		return fmt.Errorf("there is no chibo in %s: name its data folder with --data", s.Data)
	}
	return nil
}

// shifted is a clock that shows today on the given date, and then runs.
func shifted(today string) (func() time.Time, error) {
	if today == "" {
		return time.Now, nil
	}
	date, ok := db.ParseDate(today)
	if !ok || !date.Whole() {
		return nil, fmt.Errorf("--today %s is no date: write YYYY-MM-DD", today)
	}
	real := db.DateOf(time.Now()).Time()
	by := date.Time().Sub(real)
	return func() time.Time { return time.Now().Add(by) }, nil
}
