package admission

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/intake"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Enlist is to take in lists of who was admitted in former years (I10): the committee
// of its cell, and an officer above for the cells below. What was taken in the cell
// alone sees.
var Enlist = access.Declare("admission.import", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))

// keptList is a list of former years that waits.
type keptList = intake.List[importRow]

func (s *Service) lists() intake.Desk[importRow, Import] {
	return intake.Desk[importRow, Import]{
		DB: s.db, Kind: "admission", Rows: document.Listed(readRows), Plan: planOf, Take: s.take,
		May: func(tx *db.Tx, by access.Actor, l keptList) error {
			_, err := partyUnit(tx, by, org.ID(l.Unit))
			return err
		},
	}
}

// partyUnit authorises the taking in of lists in a cell or a committee.
func partyUnit(tx *db.Tx, by access.Actor, unit org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, Enlist, unit)
	if err == nil && u.Kind.Mass() {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// planOf matches a list with the members, and with what was entered before.
func planOf(tx *db.Tx, by access.Actor, l keptList, o intake.Outcome) (i Import, err error) {
	u, err := partyUnit(tx, by, org.ID(l.Unit))
	if err != nil {
		return i, err
	}
	g := registry{unit: u, today: tx.Today()}
	units, err := org.Under(tx, u.Path)
	if err != nil {
		return i, err
	}
	for _, c := range units {
		if c.Kind.Holds && !c.Kind.Mass() {
			g.cells = append(g.cells, c)
		}
	}
	names := namesOf(l.Rows)
	if g.ever, err = member.EverUnder(tx, u.Path, names); err != nil {
		return i, err
	}
	if g.known, err = member.PastUnder(tx, u.Path, names); err != nil {
		return i, err
	}
	i = Import{Outcome: o, Unit: u}
	i.Past, i.Faults = g.plan(l.Rows)
	i.Make = len(i.Past)
	return i, nil
}

// take enters the admissions of a list, cell by cell.
func (s *Service) take(tx *db.Tx, by access.Actor, l keptList, i Import) error {
	if err := tx.Lock("admission_import", l.Unit); err != nil {
		return err
	}
	var cells []org.ID
	inCell := map[org.ID][]member.Past{}
	for _, p := range i.Past {
		if inCell[p.Unit] == nil {
			cells = append(cells, p.Unit)
		}
		inCell[p.Unit] = append(inCell[p.Unit], p.Past)
	}
	for _, cell := range cells {
		if err := s.members.EnterPastTx(tx, by, cell, inCell[cell]); err != nil {
			return err
		}
	}
	return nil
}

// ListUnit gives the unit for which the actor may take in a list.
func (s *Service) ListUnit(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err = partyUnit(tx, by, unit)
		return err
	})
	return u, err
}

// ReadImport reads a list of who was admitted in former years, .xlsx or .csv, in a
// cell or, where its rows name them, in the cells of a committee, and keeps its rows
// until they are taken or dropped. What is wrong in the list is told by
// PreviewImport; the error is a fault if no list could be read.
func (s *Service) ReadImport(ctx context.Context, by access.Actor, unit org.ID, fileName string, data []byte) (intake.ID, error) {
	return s.lists().Read(ctx, by, keptList{Unit: string(unit)}, fileName, data)
}

// PreviewImport tells what taking a list would do today.
func (s *Service) PreviewImport(ctx context.Context, by access.Actor, id intake.ID) (Import, error) {
	return s.lists().Preview(ctx, by, id)
}

// ApplyImport takes a list as a whole, as it is judged now, or not at all, and gives
// how many admissions it entered.
func (s *Service) ApplyImport(ctx context.Context, by access.Actor, id intake.ID, version int) (made int, err error) {
	return s.lists().Apply(ctx, by, id, version)
}

// DropImport throws a waiting list away.
func (s *Service) DropImport(ctx context.Context, by access.Actor, id intake.ID, version int) error {
	return s.lists().Drop(ctx, by, id, version)
}

// PastPage is one page of who was admitted in a cell in former years, as lists say.
type PastPage struct {
	Unit        org.Unit
	Past        []member.Past
	Total       int
	Page, Pages int // from 1
}

// Past lists who was admitted in a cell in former years, as lists that were taken in
// say, to its committee. It makes three queries.
func (s *Service) Past(ctx context.Context, by access.Actor, unit org.ID, page int) (p PastPage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = cellOf(tx, by, Lead, unit); err != nil {
			return err
		}
		p.Page = max(1, page)
		p.Past, p.Total, err = member.PastIn(tx, unit, PageSize, (p.Page-1)*PageSize)
		p.Pages = max(1, (p.Total+PageSize-1)/PageSize)
		return err
	})
	return p, err
}

// Entry is one admission of former years with its cell.
type Entry struct {
	member.Past
	Cell org.Unit
}

// PastOne gives one entry of former years to the committee of its cell.
func (s *Service) PastOne(ctx context.Context, by access.Actor, id member.PastID) (e Entry, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		e, err = entryOf(tx, by, id)
		return err
	})
	return e, err
}

func entryOf(tx *db.Tx, by access.Actor, id member.PastID) (e Entry, err error) {
	if e.Past, err = member.PastOf(tx, id); err != nil {
		return e, err
	}
	e.Cell, err = cellOf(tx, by, Lead, e.Past.Unit)
	return e, err
}

// StrikePast takes an entry of former years that was a mistake out of the counts, for
// a reason at the field reason. It stays in the list.
func (s *Service) StrikePast(ctx context.Context, by access.Actor, id member.PastID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		e, err := entryOf(tx, by, id)
		if err != nil {
			return err
		}
		if e.Struck != "" {
			return fault.New(fault.Invalid, "admission.past_struck")
		}
		var faults fault.Form
		reason = said(&faults, "reason", reason, "admission.reason_missing")
		if err := faults.Err(); err != nil {
			return err
		}
		return s.members.StrikePastTx(tx, by, e.Past, version, reason)
	})
}
