package intake

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/sheet"
)

// Desk is where lists of one kind are taken in: it says what a capability makes of
// the steps that are the same for all.
type Desk[R any] struct {
	DB   *db.DB
	Kind string
	// May says whether somebody may take in lists of the unit and year.
	May func(tx *db.Tx, by access.Actor, l List[R]) error
	// Rows reads a list from a spreadsheet, whose name was judged with it.
	Rows func(fileName string, book *sheet.Book) ([]R, error)
	// Note logs a step; n is how many rows were read, or records made.
	Note func(tx *db.Tx, l List[R], to State, n int) error
}

// Read reads a spreadsheet for the unit and year of l, and keeps its rows until they
// are taken or dropped; the file is not kept. It gives the id of the list. The error
// is a fault if no list could be read at all.
func (d Desk[R]) Read(ctx context.Context, by access.Actor, l List[R], fileName string, data []byte) (string, error) {
	if err := d.DB.Read(ctx, func(tx *db.Tx) error { return d.May(tx, by, l) }); err != nil {
		return "", err
	}
	book, err := Open(fileName, data)
	if err != nil {
		return "", err
	}
	if l.Rows, err = d.Rows(fileName, book); err != nil {
		return "", err
	}
	l.Kind, l.File = d.Kind, fileName
	err = d.DB.Write(ctx, by, func(tx *db.Tx) error {
		if err := d.May(tx, by, l); err != nil {
			return err
		}
		if err := Keep(tx, &l); err != nil {
			return err
		}
		return d.Note(tx, l, Read, len(l.Rows))
	})
	return l.ID, err
}

// Drop throws a waiting list away.
func (d Desk[R]) Drop(ctx context.Context, by access.Actor, id string, version int) error {
	return d.DB.Write(ctx, by, func(tx *db.Tx) error {
		l, err := Of[R](tx, d.Kind, id)
		if err != nil {
			return err
		}
		if err := d.May(tx, by, l); err != nil {
			return err
		}
		if err := End(tx, l, version, Dropped, 0); err != nil {
			return err
		}
		return d.Note(tx, l, Dropped, 0)
	})
}
