package commitment

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/intake"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/sheet"
)

// keptList is a list of pledges that waits.
type keptList = intake.List[importRow]

// importKind names the lists of this capability.
const importKind = "commitment"

// ReadImport reads a list of what people of a unit registered for a year that
// has begun, .xlsx or .csv, and keeps its rows until they are taken or dropped.
// The file is not kept. What is wrong in the list is told by PreviewImport; the
// error is a fault if no list could be read at all.
func (s *Service) ReadImport(ctx context.Context, by access.Actor, unit org.ID, year int, fileName string, data []byte) (ImportID, error) {
	id, err := s.lists().Read(ctx, by, keptList{Unit: string(unit), Year: year}, fileName, data)
	return ImportID(id), err
}

func (s *Service) lists() intake.Desk[importRow] {
	return intake.Desk[importRow]{
		DB: s.db, Kind: importKind, Note: noteList, May: mayImport,
		Rows: func(fileName string, book *sheet.Book) ([]importRow, error) {
			if err := document.CheckText(fileName, ""); err != nil {
				return nil, err
			}
			return readRows(book)
		},
	}
}

// mayImport judges who reads lists, and of which years.
func mayImport(tx *db.Tx, by access.Actor, l keptList) error {
	if _, err := org.Authorise(tx, by, Judge, org.ID(l.Unit)); err != nil {
		return err
	}
	if l.Year < firstYear || l.Year > tx.Today().Year() {
		return fault.At("year", "commitment.year_invalid", yearText(firstYear), yearText(tx.Today().Year()))
	}
	return nil
}

func noteList(tx *db.Tx, l keptList, to intake.State, n int) error {
	data := map[string]any{"state": to, "n": n, "file": l.File, "year": l.Year}
	return tx.Audit(db.Entry{Action: "commitment.import", Unit: l.Unit, Kind: "commitment_import", Subject: l.ID, Data: data})
}

// PreviewImport tells what taking a list would do today.
func (s *Service) PreviewImport(ctx context.Context, by access.Actor, id ImportID) (i Import, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		i, _, err = previewOf(tx, by, id)
		return err
	})
	return i, err
}

func previewOf(tx *db.Tx, by access.Actor, id ImportID) (i Import, l keptList, err error) {
	if l, err = intake.Of[importRow](tx, importKind, string(id)); err != nil {
		return i, l, err
	}
	i = Import{ID: id, Year: l.Year, File: l.File, State: l.State, Version: l.Version, Rows: len(l.Rows), Made: l.Made}
	if i.Unit, err = org.Authorise(tx, by, Judge, org.ID(l.Unit)); err != nil {
		return Import{}, l, err
	}
	people, err := member.ProfilesIn(tx, i.Unit.ID, tx.Today())
	if err != nil {
		return i, l, err
	}
	pledges, err := pledgesOf(tx, i.Unit.ID, l.Year)
	taken := make([]member.ID, len(pledges))
	for n, p := range pledges {
		taken[n] = p.Person
	}
	i.Pledges, i.Faults = plan(l.Rows, people, taken)
	return i, l, err
}

// ApplyImport takes a list as a whole, as it is judged now, or not at all, and
// gives how many pledges it made. Those of a year that is over are closed, of
// this year approved; they count as written by a leader.
func (s *Service) ApplyImport(ctx context.Context, by access.Actor, id ImportID, version int) (made int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		i, l, err := previewOf(tx, by, id)
		if err != nil {
			return err
		}
		made = len(i.Pledges)
		if err := l.Ready(version, len(i.Faults), made); err != nil {
			return err
		}
		if err := intake.End(tx, l, version, intake.Done, made); err != nil {
			return err
		}
		for _, p := range i.Pledges {
			if err := takeListed(tx, l, p); err != nil {
				return err
			}
		}
		return noteList(tx, l, intake.Done, made)
	})
	return made, err
}

// takeListed makes one pledge of a list.
func takeListed(tx *db.Tx, l keptList, p ImportPledge) error {
	h := Head{ID: ID(db.NewID()), Unit: org.ID(l.Unit), Person: p.Person, Year: l.Year, State: Approved, Proxy: true}
	if l.Year < tx.Today().Year() {
		h.State = Closed
	}
	if err := insertPledge(tx, h); err != nil {
		return err
	}
	for _, i := range p.Items {
		i.ID = ItemID(db.NewID())
		if err := insertItem(tx, h.ID, i); err != nil {
			return err
		}
	}
	return note(tx, "commitment.import", h, slices.Clone(p.Items))
}

// DropImport throws a waiting list away.
func (s *Service) DropImport(ctx context.Context, by access.Actor, id ImportID, version int) error {
	return s.lists().Drop(ctx, by, string(id), version)
}
