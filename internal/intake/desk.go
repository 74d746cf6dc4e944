package intake

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/sheet"
)

// Outcome is what taking a list would do, or did, apart from the records themselves.
// With any fault nothing can be taken.
type Outcome struct {
	ID      ID
	File    string
	State   State
	Version int
	Rows    int // data rows, faulty ones too
	Made    int // how many records it made, of a list that is done
	Make    int // how many it would make
	Faults  []Fault
}

// Ready reports whether the list can be taken.
func (o Outcome) Ready() bool { return o.State == Read && len(o.Faults) == 0 && o.Make > 0 }

// Sum is the outcome itself: what embeds one is a [Plan].
func (o Outcome) Sum() Outcome { return o }

// Plan is what a capability makes of a list: its outcome, and the records.
type Plan interface{ Sum() Outcome }

// Desk is where lists of one kind are taken in: it says what a capability makes of
// the steps that are the same for all.
type Desk[R any, P Plan] struct {
	DB   *db.DB
	Kind string
	// May says whether somebody may take in lists of the unit and year.
	May func(tx *db.Tx, by access.Actor, l List[R]) error
	// Rows reads a list from a spreadsheet, whose name was judged with it.
	Rows func(fileName string, book *sheet.Book) ([]R, error)
	// Plan tells what taking a list would do today. It authorises as May does, makes a
	// fixed number of queries, and fills in the faults and how many records there are.
	Plan func(tx *db.Tx, by access.Actor, l List[R], o Outcome) (P, error)
	// Take makes the records of a plan without faults.
	Take func(tx *db.Tx, by access.Actor, l List[R], p P) error
}

// Read reads a spreadsheet for the unit and year of l, and keeps its rows until they
// are taken or dropped; the file is not kept. It gives the id of the list. The error
// is a fault if no list could be read at all.
func (d Desk[R, P]) Read(ctx context.Context, by access.Actor, l List[R], fileName string, data []byte) (ID, error) {
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
		return note(tx, l, Read, len(l.Rows))
	})
	return l.ID, err
}

// note logs a step; n is how many rows were read, or records made.
func note[R any](tx *db.Tx, l List[R], to State, n int) error {
	data := map[string]any{"state": to, "n": n}
	if l.Year > 0 {
		data["year"] = l.Year
	}
	return tx.Audit(db.Entry{Action: l.Kind + ".import", Unit: l.Unit, Kind: l.Kind + "_import", Subject: string(l.ID), Data: data})
}

// Preview tells what taking a list would do today.
func (d Desk[R, P]) Preview(ctx context.Context, by access.Actor, id ID) (p P, err error) {
	err = d.DB.Read(ctx, func(tx *db.Tx) error {
		_, p, err = d.plan(tx, by, id)
		return err
	})
	return p, err
}

func (d Desk[R, P]) plan(tx *db.Tx, by access.Actor, id ID) (l List[R], p P, err error) {
	if l, err = Of[R](tx, d.Kind, id); err != nil {
		return l, p, err
	}
	p, err = d.Plan(tx, by, l, Outcome{ID: l.ID, File: l.File, State: l.State, Version: l.Version, Rows: len(l.Rows), Made: l.Made})
	return l, p, err
}

// Apply takes a list as a whole, as it is judged now, or not at all, and gives how
// many records it made.
func (d Desk[R, P]) Apply(ctx context.Context, by access.Actor, id ID, version int) (made int, err error) {
	err = d.DB.Write(ctx, by, func(tx *db.Tx) error {
		l, p, err := d.plan(tx, by, id)
		if err != nil {
			return err
		}
		made = p.Sum().Make
		if err := l.ready(version, len(p.Sum().Faults), made); err != nil {
			return err
		}
		if err := end(tx, l, version, Done, made); err != nil {
			return err
		}
		if err := d.Take(tx, by, l, p); err != nil {
			return err
		}
		return note(tx, l, Done, made)
	})
	return made, err
}

// Drop throws a waiting list away.
func (d Desk[R, P]) Drop(ctx context.Context, by access.Actor, id ID, version int) error {
	return d.DB.Write(ctx, by, func(tx *db.Tx) error {
		l, err := Of[R](tx, d.Kind, id)
		if err != nil {
			return err
		}
		if err := d.May(tx, by, l); err != nil {
			return err
		}
		if err := end(tx, l, version, Dropped, 0); err != nil {
			return err
		}
		return note(tx, l, Dropped, 0)
	})
}
