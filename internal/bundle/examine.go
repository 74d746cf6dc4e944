package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"chibo/internal/db"
	"chibo/internal/document"
)

// State is what Examine found.
type State struct {
	Schema   int64    `json:"schema"`   // version of the schema
	Database []string `json:"database"` // what is wrong, in the engine's words
	Files    int      `json:"files"`    // that the database knows
	Damaged  []string `json:"damaged"`  // files that are missing or altered, and how
	// Files on the disk that the database does not know: they were being
	// attached when chibo stopped, or were left by an erasure. Not an error.
	Orphans int `json:"orphans"`
	// Files that were not written to their end. Not an error.
	Unfinished int `json:"unfinished"`
}

// Sound reports whether nothing is wrong.
func (s State) Sound() bool { return len(s.Database) == 0 && len(s.Damaged) == 0 }

// Examine has the engine check itself and holds every stored file against its
// hash. It changes nothing.
func Examine(ctx context.Context, d *db.DB, dir string) (s State, err error) {
	s = State{Schema: d.Schema(), Database: []string{}, Damaged: []string{}}
	wrong, err := d.Integrity(ctx)
	if err != nil {
		return s, err
	}
	s.Database = append(s.Database, wrong...)
	var known []document.Stored
	err = d.Read(ctx, func(tx *db.Tx) (err error) {
		known, err = document.AllStored(tx)
		return err
	})
	if err != nil {
		return s, err
	}
	s.Files = len(known)
	places := map[string]bool{}
	for _, f := range known {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		places[document.Place(f.Hash)] = true
		if wrong := examineFile(dir, f); wrong != "" {
			s.Damaged = append(s.Damaged, wrong)
		}
	}
	return s, s.strays(dir, places)
}

// examineFile says what is wrong with a stored file, "" if nothing.
func examineFile(dir string, f document.Stored) string {
	in, err := os.Open(filepath.Join(dir, filepath.FromSlash(document.Place(f.Hash))))
	if err != nil {
		return err.Error()
	}
	defer in.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, in)
	switch {
	case err != nil:
		return err.Error()
	case size != f.Size:
		return fmt.Sprintf("%s has %d bytes instead of %d", in.Name(), size, f.Size)
	case hex.EncodeToString(sum.Sum(nil)) != f.Hash:
		return in.Name() + " was altered"
	}
	return ""
}

// strays counts the files that the database does not know.
func (s *State) strays(dir string, known map[string]bool) error {
	err := fs.WalkDir(os.DirFS(dir), document.Folder, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || e.IsDir():
			return err
		case document.Unfinished(path.Base(name)):
			s.Unfinished++
		case !known[name]:
			s.Orphans++
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil // nothing was ever attached, or is being cleared away
	}
	return err
}
