package document

import (
	"strings"

	"chibo/internal/db"
)

// Stored is a file that the store holds, whatever it is attached to.
type Stored struct {
	Hash string // SHA-256 in hex
	Size int64  // bytes
}

// AllStored lists the files that the database knows, in the order of their
// hashes.
func AllStored(tx *db.Tx) ([]Stored, error) {
	return db.All(tx, func(r db.Row, s *Stored) error { return r.Scan(&s.Hash, &s.Size) }, `SELECT hash, size FROM document_file ORDER BY hash`)
}

// Folder is the part of the data folder in which the files lie.
const Folder = filesDir

// Place is where a file lies in the data folder, with slashes.
func Place(hash string) string { return placeOf(hash) }

// Unfinished reports whether the name of a file in Folder is of one that was
// not written to its end.
func Unfinished(name string) bool { return strings.HasPrefix(name, tempStart) }
