package document

import (
	"chibo/internal/access"
	"chibo/internal/db"
)

// NumberPapers is setting the numbers at which a unit's papers begin. Who may
// attach and read files is for the owner of the record to say.
var NumberPapers = access.Declare("document.number", access.For(access.Here, access.Committee...))

// Service holds the use cases.
type Service struct {
	db *db.DB
}

// New makes the use cases over a database and the data folder.
func New(d *db.DB, dir string) *Service {
	return &Service{db: d}
}
