package feedback

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/intake"
	"chibo/internal/org"
	"chibo/internal/sheet"
)

// keptList is a list of earlier counts that waits.
type keptList = intake.List[importRow]

// kind names the lists of this capability.
const kind = "feedback"

// ReadImport reads a list of earlier counts of a unit and of all under it, .xlsx
// or .csv, and keeps its rows until they are taken or dropped. The file is not
// kept. What is wrong in the list is told by PreviewImport; the error is a fault
// if no list could be read at all.
func (s *Service) ReadImport(ctx context.Context, by access.Actor, unit org.ID, fileName string, data []byte) (ID, error) {
	id, err := s.lists().Read(ctx, by, keptList{Unit: string(unit)}, fileName, data)
	return ID(id), err
}

func (s *Service) lists() intake.Desk[importRow] {
	return intake.Desk[importRow]{
		DB: s.db, Kind: kind, Note: noteList,
		May: func(tx *db.Tx, by access.Actor, l keptList) error {
			_, err := counting(tx, by, Count, org.ID(l.Unit))
			return err
		},
		Rows: func(fileName string, book *sheet.Book) ([]importRow, error) {
			if err := document.CheckText(fileName, ""); err != nil {
				return nil, err
			}
			return readRows(book)
		},
	}
}

func noteList(tx *db.Tx, l keptList, to intake.State, n int) error {
	return tx.Audit(db.Entry{Action: "feedback.import", Unit: l.Unit, Kind: "feedback_import", Subject: l.ID, Data: map[string]any{"state": to, "n": n}})
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
	if l, err = intake.Of[importRow](tx, kind, string(id)); err != nil {
		return i, l, err
	}
	i = Import{ID: id, File: l.File, State: l.State, Version: l.Version, Rows: len(l.Rows), Made: l.Made}
	if i.Unit, err = counting(tx, by, Count, org.ID(l.Unit)); err != nil {
		return Import{}, l, err
	}
	units, err := org.Under(tx, i.Unit.Path)
	if err != nil {
		return i, l, err
	}
	counted, err := countedUnder(tx, i.Unit.Path)
	i.Months, i.Faults = plan(l.Rows, i.Unit, units, counted, tx.Today())
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
		made = len(i.Months)
		if err := l.Ready(version, len(i.Faults), made); err != nil {
			return err
		}
		if err := intake.End(tx, l, version, intake.Done, made); err != nil {
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
		return noteList(tx, l, intake.Done, made)
	})
	return made, err
}

// DropImport throws a waiting list away.
func (s *Service) DropImport(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.lists().Drop(ctx, by, string(id), version)
}
