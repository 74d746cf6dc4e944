package bundle

import (
	"errors"
	"fmt"
	"regexp"

	"chibo/internal/audit"
	"chibo/internal/db"
)

// format is the version of the archive's own layout.
const format = 1

const (
	headName     = "archive.json"
	manifestName = "manifest.json"
	filesPrefix  = "files/"
)

// partName is the name of a table's nth member, counted from 1.
func partName(table string, n int) string { return fmt.Sprintf("tables/%s/%06d.ndjson", table, n) }

// fileName is the member of a stored file.
var fileName = regexp.MustCompile(`^` + filesPrefix + `([0-9a-f]{64})$`)

// left are the tables that an archive leaves out: they belong to the moment
// and the machine.
var left = []string{"account_session", "account_throttle", "db_key"}

// Head says what an archive is of.
type Head struct {
	Format int              `json:"format"`
	Chibo  string           `json:"chibo"`  // version of the program that wrote it
	Schema int64            `json:"schema"` // version of the schema
	Engine string           `json:"engine"` // "sqlite" or "postgres"
	At     db.Time          `json:"at"`     // of the snapshot
	Audit  audit.Checkpoint `json:"audit"`  // the log in the snapshot
	Tables []Table          `json:"tables"`
}

// Table is a table of the archive; its rows hold the columns in this order.
type Table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
}

// member is a line of the manifest.
type member struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	Rows   int64  `json:"rows,omitempty"`
}

// Summary is what an archive was found to hold.
type Summary struct {
	Head
	Rows  int64
	Files int
	Bytes int64 // of all members, before sealing
}

// Errors of archives. Their text is for the operator.
var (
	ErrDamaged = errors.New("the archive is damaged, or not whole")
	ErrNewer   = errors.New("the archive was made by a newer chibo: install that version")
	ErrForeign = errors.New("this is no archive of chibo")
	ErrLocked  = errors.New("the archive is encrypted: name its key, or its passphrase")
	ErrKey     = errors.New("this key does not open the archive")
	ErrLog     = errors.New("the log of changes in the archive does not verify")
)

// damaged is ErrDamaged with what was met.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrDamaged, fmt.Errorf(format, args...))
}

// summary counts the members.
func summary(h Head, members []member) Summary {
	s := Summary{Head: h}
	for _, m := range members {
		s.Rows += m.Rows
		s.Bytes += m.Bytes
		if fileName.MatchString(m.Name) {
			s.Files++
		}
	}
	return s
}
