package feedback

import (
	"context"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/sheet"
)

// ImportFileMax is how many bytes a list may have.
const ImportFileMax = 5 << 20

// ReadImport reads a list of earlier counts of a unit and of all under it, .xlsx
// or .csv, and keeps its rows until they are taken or dropped. The file is not
// kept. What is wrong in the list is told by PreviewImport; the error is a fault
// if no list could be read at all.
func (s *Service) ReadImport(ctx context.Context, by access.Actor, unit org.ID, fileName string, data []byte) (ID, error) {
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		_, err := counting(tx, by, Count, unit)
		return err
	})
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
	l := keptList{id: ID(db.NewID()), unit: unit, file: shortName(fileName), rows: rows}
	return l.id, s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := counting(tx, by, Count, unit); err != nil {
			return err
		}
		if err := dropForgotten(tx, unit); err != nil {
			return err
		}
		if err := insertList(tx, l); err != nil {
			return err
		}
		return noteList(tx, l, ImportRead, len(rows))
	})
}

// nameMax is how many characters of a file's name are kept.
const nameMax = 100

// shortName cuts a file's name to what a page shows.
func shortName(name string) string {
	text := []rune(i18n.Line(name[strings.LastIndexAny(name, `/\`)+1:]))
	return string(text[:min(nameMax, len(text))])
}

func noteList(tx *db.Tx, l keptList, to ImportState, n int) error {
	return tx.Audit(db.Entry{Action: "feedback.import", Unit: string(l.unit), Kind: "feedback_import", Subject: string(l.id), Data: map[string]any{"state": to, "n": n}})
}

// PreviewImport tells what taking a list would do today.
func (s *Service) PreviewImport(ctx context.Context, by access.Actor, id ID) (i Import, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		i, _, err = previewOf(tx, by, id)
		return err
	})
	return i, err
}

func previewOf(tx *db.Tx, by access.Actor, id ID) (i Import, l keptList, err error) {
	if l, err = listByID(tx, id); err != nil {
		return i, l, err
	}
	i = Import{ID: id, File: l.file, State: l.state, Version: l.version, Rows: len(l.rows), Made: l.months}
	if i.Unit, err = counting(tx, by, Count, l.unit); err != nil {
		return Import{}, l, err
	}
	units, err := org.Under(tx, i.Unit.Path)
	if err != nil {
		return i, l, err
	}
	counted, err := countedUnder(tx, i.Unit.Path)
	i.Months, i.Faults = plan(l.rows, i.Unit, units, counted, tx.Today())
	return i, l, err
}

// ApplyImport takes a list as a whole, as it is judged now, or not at all, and
// gives how many months it counted.
func (s *Service) ApplyImport(ctx context.Context, by access.Actor, id ID, version int) (made int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		i, l, err := previewOf(tx, by, id)
		if err != nil {
			return err
		}
		switch {
		case l.state != ImportRead || l.version != version:
			return fault.New(fault.Stale, "ui.stale")
		case len(i.Faults) > 0:
			return fault.New(fault.Invalid, "feedback.import_faults", len(i.Faults))
		case len(i.Months) == 0:
			return fault.New(fault.Invalid, "feedback.import_no_table")
		}
		made = len(i.Months)
		if err := endList(tx, l, version, ImportDone, made); err != nil {
			return err
		}
		for _, m := range i.Months {
			if err := putMonth(tx, m.Unit, m.Month, 0, m.Counts); err != nil {
				return err
			}
			if err := note(tx, m.Unit, m.Month, m.Counts); err != nil {
				return err
			}
		}
		return noteList(tx, l, ImportDone, made)
	})
	return made, err
}

// DropImport throws a waiting list away.
func (s *Service) DropImport(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		l, err := listByID(tx, id)
		if err != nil {
			return err
		}
		if _, err := counting(tx, by, Count, l.unit); err != nil {
			return err
		}
		if err := endList(tx, l, version, ImportDropped, 0); err != nil {
			return err
		}
		return noteList(tx, l, ImportDropped, 0)
	})
}
