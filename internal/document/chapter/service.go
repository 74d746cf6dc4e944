package chapter

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Keep is everything that is done with the book: by the chapter's officers, in their
// own chapter.
var Keep = access.Declare("chapter.keep", access.For(access.Here, access.MassOfficer))

// FileKind is the kind of record under which files of the book are attached.
const FileKind = "chapter"

// PageSize is how many records a page lists.
const PageSize = 25

// Service holds the use cases.
type Service struct{ db *db.DB }

// New makes the use cases over a database. It becomes the owner of the files that are
// attached to records.
func New(d *db.DB, documents *document.Service) *Service {
	documents.Owners[FileKind] = document.Owner{
		Read: func(tx *db.Tx, by access.Actor, subject string) error {
			_, _, err := kept(tx, by, ID(subject))
			return err
		},
		Write: func(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
			r, _, err := kept(tx, by, ID(subject))
			if err == nil && r.PutAway {
				err = fault.New(fault.Denied, "chapter.is_away")
			}
			return r.Unit, err
		},
	}
	return &Service{db: d}
}

// kept reads a record for who keeps the book.
func kept(tx *db.Tx, by access.Actor, id ID) (r Record, u org.Unit, err error) {
	if r, err = byID(tx, id); err != nil {
		return r, u, err
	}
	u, err = org.Authorise(tx, by, Keep, r.Unit)
	return r, u, err
}

// Book is the records of a chapter.
type Book struct {
	Unit        org.Unit
	Records     []Record // a page of them, the latest first, without their words
	Away        bool     // those that were put away
	Today       db.Date
	Page, Pages int
}

// Book lists the records of a chapter: those in use, or those that were put away. It
// makes three queries.
func (s *Service) Book(ctx context.Context, by access.Actor, unit org.ID, away bool, page int) (b Book, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if b.Unit, err = bookOf(tx, by, unit); err != nil {
			return err
		}
		n, err := count(tx, unit, away)
		if err != nil {
			return err
		}
		b.Away, b.Today, b.Pages = away, tx.Today(), max(1, (n+PageSize-1)/PageSize)
		b.Page = min(max(1, page), b.Pages)
		b.Records, err = recordsOf(tx, unit, away, PageSize, (b.Page-1)*PageSize)
		return err
	})
	return b, err
}

// bookOf reads a chapter for who keeps its book.
func bookOf(tx *db.Tx, by access.Actor, unit org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, Keep, unit)
	if err == nil && !u.Kind.Mass() {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// Sheet is one record with its files.
type Sheet struct {
	Record
	Unit  org.Unit
	Files []document.Attachment
	Today db.Date
}

// Get gives one record. It makes three queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Record, sh.Unit, err = kept(tx, by, id); err != nil {
			return err
		}
		sh.Today = tx.Today()
		sh.Files, err = document.List(tx, FileKind, string(id))
		return err
	})
	return sh, err
}

// Write enters a record in the book.
func (s *Service) Write(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := bookOf(tx, by, unit); err != nil {
			return err
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		id = ID(db.NewID())
		if err := insert(tx, id, unit, f); err != nil {
			return err
		}
		return note(tx, id, unit, "write")
	})
	return id, err
}

// note logs what was done to a record: none of its words.
func note(tx *db.Tx, id ID, unit org.ID, action string) error {
	return tx.Audit(db.Entry{Action: "chapter." + action, Unit: string(unit), Kind: "document_chapter", Subject: string(id)})
}

// Amend changes a record that is in use.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, u, err := kept(tx, by, id)
		if err != nil {
			return err
		}
		if r.PutAway {
			return fault.New(fault.Invalid, "chapter.is_away")
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		if err := rewrite(tx, r, version, f); err != nil {
			return err
		}
		return note(tx, id, u.ID, "amend")
	})
}

// Place puts a record away, or takes it out again.
func (s *Service) Place(ctx context.Context, by access.Actor, id ID, version int, away bool) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		_, u, err := kept(tx, by, id)
		if err != nil {
			return err
		}
		if err := place(tx, id, version, away); err != nil {
			return err
		}
		return note(tx, id, u.ID, "place")
	})
}
