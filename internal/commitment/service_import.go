package commitment

import (
	"context"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/sheet"
)

// ImportFileMax is how many bytes a list may have.
const ImportFileMax = 5 << 20

// ReadImport reads a list of what people of a unit registered for a year that
// has begun, .xlsx or .csv, and keeps its rows until they are taken or dropped.
// The file is not kept. What is wrong in the list is told by PreviewImport; the
// error is a fault if no list could be read at all.
func (s *Service) ReadImport(ctx context.Context, by access.Actor, unit org.ID, year int, fileName string, data []byte) (ImportID, error) {
	err := s.db.Read(ctx, func(tx *db.Tx) error { return mayImport(tx, by, unit, year) })
	if err != nil {
		return "", err
	}
	limits := sheet.Standard
	limits.File = ImportFileMax
	book, err := sheet.ReadBytes(data, fileName, limits)
	if err != nil {
		return "", err
	}
	if err := document.CheckText(fileName, ""); err != nil {
		return "", err
	}
	rows, err := readRows(book)
	if err != nil {
		return "", err
	}
	l := keptList{id: ImportID(db.NewID()), unit: unit, year: year, file: shortName(fileName), rows: rows, state: ImportRead}
	return l.id, s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := mayImport(tx, by, unit, year); err != nil {
			return err
		}
		if err := dropForgotten(tx, unit); err != nil {
			return err
		}
		if err := insertList(tx, l); err != nil {
			return err
		}
		return noteList(tx, l, map[string]any{"state": ImportRead, "rows": len(rows)})
	})
}

// mayImport judges who reads lists, and of which years.
func mayImport(tx *db.Tx, by access.Actor, unit org.ID, year int) error {
	if _, err := org.Authorise(tx, by, Judge, unit); err != nil {
		return err
	}
	if year < firstYear || year > tx.Today().Year() {
		return fault.At("year", "commitment.year_invalid", yearText(firstYear), yearText(tx.Today().Year()))
	}
	return nil
}

// nameMax is how many characters of a file's name are kept.
const nameMax = 100

// shortName cuts a file's name to what a page shows.
func shortName(name string) string {
	name = i18n.Clean(name[strings.LastIndexAny(name, `/\`)+1:])
	return string([]rune(name)[:min(nameMax, len([]rune(name)))])
}

func noteList(tx *db.Tx, l keptList, data map[string]any) error {
	data["file"], data["year"] = l.file, l.year
	return tx.Audit(db.Entry{Action: "commitment.import", Unit: string(l.unit), Kind: "commitment_import", Subject: string(l.id), Data: data})
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
	if l, err = listByID(tx, id); err != nil {
		return i, l, err
	}
	i = Import{ID: id, Year: l.year, File: l.file, State: l.state, Version: l.version, Rows: len(l.rows), Made: l.pledges}
	if i.Unit, err = org.Authorise(tx, by, Judge, l.unit); err != nil {
		return Import{}, l, err
	}
	people, err := member.ProfilesIn(tx, l.unit, tx.Today())
	if err != nil {
		return i, l, err
	}
	pledges, err := pledgesOf(tx, l.unit, l.year)
	taken := make([]member.ID, len(pledges))
	for n, p := range pledges {
		taken[n] = p.Person
	}
	i.Pledges, i.Faults = plan(l.rows, people, taken)
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
		switch {
		case l.state != ImportRead || l.version != version:
			return fault.New(fault.Stale, "ui.stale")
		case len(i.Faults) > 0:
			return fault.New(fault.Invalid, "commitment.import_faults", len(i.Faults))
		case len(i.Pledges) == 0:
			return fault.New(fault.Invalid, "commitment.import_no_table")
		}
		made = len(i.Pledges)
		if err := endList(tx, l, version, ImportDone, made); err != nil {
			return err
		}
		for _, p := range i.Pledges {
			if err := takeListed(tx, l, p); err != nil {
				return err
			}
		}
		return noteList(tx, l, map[string]any{"state": ImportDone, "pledges": made})
	})
	return made, err
}

// takeListed makes one pledge of a list.
func takeListed(tx *db.Tx, l keptList, p ImportPledge) error {
	h := Head{ID: ID(db.NewID()), Unit: l.unit, Person: p.Person, Year: l.year, State: Approved, Proxy: true}
	if l.year < tx.Today().Year() {
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
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		l, err := listByID(tx, id)
		if err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, Judge, l.unit); err != nil {
			return err
		}
		if err := endList(tx, l, version, ImportDropped, 0); err != nil {
			return err
		}
		return noteList(tx, l, map[string]any{"state": ImportDropped})
	})
}
