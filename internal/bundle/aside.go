package bundle

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"chibo/internal/db"
	"chibo/internal/document"
)

// asideName is the folder inside the data folder in which Restore works.
const asideName = ".restore"

// ErrNotEmpty is returned for a data folder that holds something.
var ErrNotEmpty = errors.New("the data folder is not empty: name a new one with --data")

// aside is what Restore has made so far.
type aside struct {
	dir    string // the data folder
	made   bool   // it was not there before
	placed []string
	stored []document.Stored
}

// setAside makes sure that the data folder is there and empty but for what a
// Restore left that was killed, and begins anew.
func setAside(dir string) (*aside, error) {
	a := &aside{dir: dir}
	have, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		a.made, err = true, os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		return nil, err
	}
	for _, e := range have {
		if e.Name() != asideName {
			return nil, fmt.Errorf("%w (%s)", ErrNotEmpty, dir)
		}
	}
	if err := os.RemoveAll(a.path()); err != nil {
		return nil, err
	}
	return a, os.Mkdir(a.path(), 0o700)
}

func (a *aside) path() string { return filepath.Join(a.dir, asideName) }

// take writes a file, durably, under its hash.
func (a *aside) take(hash string, in io.Reader) error {
	path := filepath.Join(a.path(), filepath.FromSlash(document.Place(hash)))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	size, err := io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	a.stored = append(a.stored, document.Stored{Hash: hash, Size: size})
	return errors.Join(err, out.Close())
}

// sync makes the names of all files durable.
func (a *aside) sync() error {
	return filepath.WalkDir(a.path(), func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		return syncDir(path)
	})
}

// place moves what is complete to where chibo looks for it. The last name
// makes the data folder one of chibo.
func (a *aside) place(names ...string) error {
	for _, name := range names {
		err := os.Rename(filepath.Join(a.path(), name), filepath.Join(a.dir, name))
		if errors.Is(err, fs.ErrNotExist) && name == document.Folder {
			continue // no file was ever attached
		}
		if err != nil {
			return err
		}
		a.placed = append(a.placed, name)
	}
	return syncDir(a.dir)
}

// settled refuses a database whose last changes stand beside its file still.
func (a *aside) settled() error {
	journal, err := os.Stat(filepath.Join(a.path(), db.File+"-wal"))
	if err == nil && journal.Size() > 0 {
		return errors.New("SQLite did not finish the database file")
	}
	return nil
}

// keep makes clear leave what was placed.
func (a *aside) keep() { a.placed, a.made = nil, false }

// clear removes the folder aside, and after a failure everything else that was
// made.
func (a *aside) clear(failed bool) error {
	err := os.RemoveAll(a.path())
	if !failed {
		return err
	}
	for _, name := range a.placed {
		err = errors.Join(err, os.RemoveAll(filepath.Join(a.dir, name)))
	}
	if a.made {
		err = errors.Join(err, os.Remove(a.dir))
	}
	return err
}

func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
