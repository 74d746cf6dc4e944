package directive

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// What can be done with documents from above. The owner registers, sends and
// withdraws; a unit that one came to handles it there.
var (
	View     = access.Declare("directive.view", access.For(access.Here, append([]access.Role{access.Officer}, access.Cell...)...))
	Register = access.Declare("directive.register", access.For(access.Here, append([]access.Role{access.Officer}, access.Committee...)...))
	Handle   = access.Declare("directive.handle", access.For(access.Here, append([]access.Role{access.Officer}, access.Committee...)...))
)

// Service holds the use cases.
type Service struct {
	db *db.DB
	// OnSend and OnWithdraw tell those whom it concerns, in the same
	// transaction, that a document was sent to the units, or that it was
	// withdrawn from them. nil tells nobody.
	OnSend, OnWithdraw func(tx *db.Tx, by access.Actor, d Directive, units []org.ID) error
}

// FileKind is the kind of record under which files of documents are attached.
const FileKind = "directive"

// New makes the use cases over a database. It becomes the owner of the files
// that are attached to documents from above.
func New(d *db.DB, documents *document.Service) *Service {
	s := &Service{db: d}
	documents.Owners[FileKind] = document.Owner{Read: readFiles, Write: writeFiles}
	return s
}

// readFiles lets a unit that a document came to read its files, until it is
// withdrawn; the owner reads them ever after.
func readFiles(tx *db.Tx, by access.Actor, subject string) error {
	d, err := byID(tx, ID(subject))
	if err != nil {
		return err
	}
	if _, err := concerned(tx, by, View, d.ID, ""); err != nil {
		return err
	}
	if d.State != Withdrawn {
		return nil
	}
	if _, err := org.Authorise(tx, by, View, d.Unit); err != nil {
		return fault.New(fault.Denied, "directive.files_withdrawn")
	}
	return nil
}

// writeFiles lets the owner add and take away files until the document is
// sent: what others have read does not change behind their backs.
func writeFiles(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	d, err := byID(tx, ID(subject))
	if err != nil {
		return "", err
	}
	if _, err := org.Authorise(tx, by, Register, d.Unit); err != nil {
		return "", err
	}
	if !d.May(Amending) {
		return "", fault.New(fault.Denied, "directive.files_fixed")
	}
	return d.Unit, nil
}

// Register enters a document in the unit's register. A unit that has members
// has received by this what it enters. Where the document stands there
// already, id is that of the earlier entry and the fault is at number.
func (s *Service) Register(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, Register, unit)
		if err != nil {
			return err
		}
		if u.Kind.Body != "party" {
			return fault.New(fault.Invalid, "directive.not_party")
		}
		if err := f.Check(tx.Today()); err != nil {
			return err
		}
		if id, err = single(tx, unit, f, ""); err != nil {
			return err
		}
		id = ID(db.NewID())
		if err := insert(tx, id, unit, f); err != nil {
			return err
		}
		if u.Kind.Holds {
			if err := insertReceipt(tx, id, unit, member.ID(by.Person), true); err != nil {
				return err
			}
		}
		return note(tx, id, unit, "directive.register", f)
	})
	return id, err
}

// single refuses a document that the unit has already, and tells which it is.
func single(tx *db.Tx, unit org.ID, f Form, other ID) (ID, error) {
	d, found, err := twin(tx, unit, f, other)
	if err != nil || !found {
		return "", err
	}
	return d.ID, fault.At("number", "directive.registered_already")
}

// note writes an entry about a document into the log.
func note(tx *db.Tx, id ID, unit org.ID, action string, data any) error {
	return tx.Audit(db.Entry{Action: action, Unit: string(unit), Kind: "directive", Subject: string(id), Data: data})
}

// owned gives a document to who keeps the register that it stands in.
func owned(tx *db.Tx, by access.Actor, id ID) (Directive, error) {
	d, err := byID(tx, id)
	if err != nil {
		return Directive{}, err
	}
	_, err = org.Authorise(tx, by, Register, d.Unit)
	return d, err
}

// Amend changes what was typed about a document, until it is sent. Where the
// unit has the same document already, twin is that entry and the fault is at
// number.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) (twin ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		d, err := owned(tx, by, id)
		if err != nil {
			return err
		}
		if !d.May(Amending) {
			return fault.New(fault.Invalid, "directive.not_now")
		}
		if err := f.Check(tx.Today()); err != nil {
			return err
		}
		if twin, err = single(tx, d.Unit, f, id); err != nil {
			return err
		}
		if err := rewrite(tx, d, version, f); err != nil {
			return err
		}
		return note(tx, id, d.Unit, "directive.amend", db.Change{From: d.form(), To: f})
	})
	return twin, err
}

// Withdraw takes a document back, for a reason that its receivers read. What
// became of it so far stays.
func (s *Service) Withdraw(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		d, err := owned(tx, by, id)
		if err != nil {
			return err
		}
		if !d.May(Withdrawing) {
			return fault.New(fault.Invalid, "directive.not_now")
		}
		if reason, err = said("reason", reason); err != nil {
			return err
		}
		if err := advance(tx, id, version, Withdrawn, reason); err != nil {
			return err
		}
		if s.OnWithdraw != nil {
			to, err := sentTo(tx, d)
			if err != nil {
				return err
			}
			if err := s.OnWithdraw(tx, by, d, to); err != nil {
				return err
			}
		}
		return note(tx, id, d.Unit, "directive.withdraw", map[string]any{"from": d.State, "reason": reason})
	})
}

// Part names what a list shows of a unit's documents.
type Part string

// The parts.
const (
	All      Part = ""
	Unsent   Part = "unsent" // registered for others and not yet sent
	ForStudy Part = "study"  // came to the unit and wait to be studied
	Doing    Part = "doing"  // studied, or sent, and a report is still to come
	Near     Part = "soon"   // … by a day within nearDays, or past
)

// nearDays is from when on a due day counts as near: cells meet once a month,
// so that the next meeting may be the last before it.
const nearDays = 30

// PageSize is how many documents a list shows at once.
const PageSize = 20

// Filter says which documents of a unit to list.
type Filter struct {
	Part Part
	Page int // from 0
}

// Counts are how many documents each part has.
type Counts struct {
	All, Unsent, ForStudy, Doing, Near int
}

// Of is the count of a part.
func (c Counts) Of(v Part) int {
	switch v {
	case Unsent:
		return c.Unsent
	case ForStudy:
		return c.ForStudy
	case Doing:
		return c.Doing
	case Near:
		return c.Near
	}
	return c.All
}

// Row is a document as one unit sees it.
type Row struct {
	Directive
	Receipt Receipt // Version 0 where it did not come to this unit
	Tally   Tally   // of the owner's: zero for others
}

// Late is how many days the unit's report is overdue, or, for the owner, that
// of a unit that it was sent to; 0 where none is.
func (r Row) Late(today db.Date) int {
	switch {
	case r.State == Withdrawn:
		return 0
	case r.Receipt.Version > 0:
		return r.Receipt.Late(r.Due, today)
	case r.Tally.Reported < r.Tally.Sent:
		return Receipt{}.Late(r.Due, today)
	}
	return 0
}

// Page is one page of a list.
type Page struct {
	Unit   org.Unit
	Today  db.Date
	Rows   []Row
	Counts Counts
	Pages  int // how many pages the part fills
	// MayRegister: the actor keeps this register.
	MayRegister bool
}

// List gives a page of the unit's documents, the newest first. It makes three
// queries, however many there are.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, f Filter) (p Page, err error) {
	f.Page = max(f.Page, 0)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		p.Today, p.MayRegister = tx.Today(), access.Can(by, Register, p.Unit.Place())
		if p.Counts, err = count(tx, unit); err != nil {
			return err
		}
		p.Pages = (p.Counts.Of(f.Part) + PageSize - 1) / PageSize
		p.Rows, err = list(tx, unit, f)
		return err
	})
	return p, err
}

// Sheet is everything about one document that a page shows to a unit.
type Sheet struct {
	Row
	Here  org.Unit // the unit through which the actor sees it
	Today db.Date
	Files []document.Attachment // none for receivers of a withdrawn one
	// MayRegister: the actor keeps the register that it stands in. MayHandle:
	// it came to his unit and he acts for it.
	MayRegister bool
	MayHandle   bool
}

// Owner reports whether the page is that of the owner.
func (sh Sheet) Owner() bool { return sh.Here.ID == sh.Unit }

// Get gives one document to a unit that it concerns: the one asked for, or
// another of the actor's. It makes four queries.
func (s *Service) Get(ctx context.Context, by access.Actor, unit org.ID, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		at, err := concerned(tx, by, View, id, unit)
		if err != nil {
			return err
		}
		if sh.Here, err = org.Of(tx, at); err != nil {
			return err
		}
		if sh.Row, err = rowOf(tx, at, id); err != nil {
			return err
		}
		place := sh.Here.Place()
		sh.Today, sh.MayRegister = tx.Today(), sh.Owner() && access.Can(by, Register, place)
		sh.MayHandle = sh.State != Withdrawn && sh.Receipt.Version > 0 && access.Can(by, Handle, place)
		if sh.State != Withdrawn || sh.Owner() {
			sh.Files, err = document.List(tx, FileKind, string(id))
		}
		return err
	})
	return sh, err
}
