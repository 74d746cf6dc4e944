package commendation

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/intake"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/sheet"
)

// keptList is a list of past awards that waits.
type keptList = intake.List[importRow]

// importKind names the lists of this capability.
const importKind = "commendation"

// ReadImport reads a list of past awards of a unit and of all under it (I10),
// .xlsx or .csv, and keeps its rows until they are taken or dropped. The file is
// not kept. What is wrong in the list is told by PreviewImport; the error is a
// fault if no list could be read at all.
func (s *Service) ReadImport(ctx context.Context, by access.Actor, unit org.ID, fileName string, data []byte) (ListID, error) {
	id, err := s.lists().Read(ctx, by, keptList{Unit: string(unit)}, fileName, data)
	return ListID(id), err
}

func (s *Service) lists() intake.Desk[importRow] {
	return intake.Desk[importRow]{
		DB: s.db, Kind: importKind, Note: noteList,
		May: func(tx *db.Tx, by access.Actor, l keptList) error {
			_, err := unitOf(tx, by, Record, org.ID(l.Unit))
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
	return tx.Audit(db.Entry{Action: "commendation.import", Unit: l.Unit, Kind: "commendation_import", Subject: l.ID, Data: map[string]any{"state": to, "n": n}})
}

// PreviewImport tells what taking a list would do today. It makes a fixed number
// of queries.
func (s *Service) PreviewImport(ctx context.Context, by access.Actor, id ListID) (i Import, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		i, _, err = previewOf(tx, by, id)
		return err
	})
	return i, err
}

func previewOf(tx *db.Tx, by access.Actor, id ListID) (i Import, l keptList, err error) {
	if l, err = intake.Of[importRow](tx, importKind, string(id)); err != nil {
		return i, l, err
	}
	u, err := unitOf(tx, by, Record, org.ID(l.Unit))
	if err != nil {
		return i, l, err
	}
	g := registry{unit: u, names: whole(by, u), today: tx.Today()}
	if g.names && u.Kind.Holds {
		if g.people, err = member.StaysIn(tx, u.ID, "1900-01-01", g.today, g.today); err != nil {
			return i, l, err
		}
	}
	if g.places, err = placesUnder(tx, u.Path); err != nil {
		return i, l, err
	}
	if g.known, err = knownUnder(tx, u.Path); err != nil {
		return i, l, err
	}
	i = Import{ID: id, Unit: u, File: l.File, State: l.State, Version: l.Version, Rows: len(l.Rows), Made: l.Made}
	i.Awards, i.Faults = g.plan(l.Rows)
	return i, l, nil
}

// ApplyImport takes a list as a whole, as it is judged now, or not at all, and
// gives how many awards it entered.
func (s *Service) ApplyImport(ctx context.Context, by access.Actor, id ListID, version int) (made int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		i, l, err := previewOf(tx, by, id)
		if err != nil {
			return err
		}
		made = len(i.Awards)
		if err := l.Ready(version, len(i.Faults), made); err != nil {
			return err
		}
		if err := intake.End(tx, l, version, intake.Done, made); err != nil {
			return err
		}
		for _, a := range i.Awards {
			a.ID = ID(db.NewID())
			if err := enter(tx, a.Award); err != nil {
				return err
			}
		}
		return noteList(tx, l, intake.Done, made)
	})
	return made, err
}

// DropImport throws a waiting list away.
func (s *Service) DropImport(ctx context.Context, by access.Actor, id ListID, version int) error {
	return s.lists().Drop(ctx, by, string(id), version)
}
