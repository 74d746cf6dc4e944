package commendation

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/intake"
	"chibo/internal/member"
	"chibo/internal/org"
)

// keptList is a list of past awards that waits.
type keptList = intake.List[importRow]

func (s *Service) lists() intake.Desk[importRow, Import] {
	return intake.Desk[importRow, Import]{
		DB: s.db, Kind: "commendation", Rows: document.Listed(readRows), Plan: planOf,
		May: func(tx *db.Tx, by access.Actor, l keptList) error {
			_, err := unitOf(tx, by, Record, org.ID(l.Unit))
			return err
		},
		Take: func(tx *db.Tx, _ access.Actor, _ keptList, i Import) error {
			for _, a := range i.Awards {
				a.ID = ID(db.NewID())
				if err := enter(tx, a.Award); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// planOf matches a list with the registers as they stand today.
func planOf(tx *db.Tx, by access.Actor, l keptList, o intake.Outcome) (i Import, err error) {
	u, err := unitOf(tx, by, Record, org.ID(l.Unit))
	if err != nil {
		return i, err
	}
	g := registry{unit: u, names: whole(by, u), today: tx.Today()}
	if g.names && u.Kind.Holds {
		if g.people, err = member.StaysIn(tx, u.ID, "1900-01-01", g.today, g.today); err != nil {
			return i, err
		}
	}
	if g.places, err = placesUnder(tx, u.Path); err != nil {
		return i, err
	}
	if g.known, err = knownUnder(tx, u.Path); err != nil {
		return i, err
	}
	i = Import{Outcome: o, Unit: u}
	i.Awards, i.Faults = g.plan(l.Rows)
	i.Make = len(i.Awards)
	return i, nil
}

// ReadImport reads a list of past awards of a unit and of all under it (I10),
// .xlsx or .csv, and keeps its rows until they are taken or dropped. What is wrong in
// the list is told by PreviewImport; the error is a fault if no list could be read.
func (s *Service) ReadImport(ctx context.Context, by access.Actor, unit org.ID, fileName string, data []byte) (intake.ID, error) {
	return s.lists().Read(ctx, by, keptList{Unit: string(unit)}, fileName, data)
}

// PreviewImport tells what taking a list would do today. It makes a fixed number
// of queries.
func (s *Service) PreviewImport(ctx context.Context, by access.Actor, id intake.ID) (Import, error) {
	return s.lists().Preview(ctx, by, id)
}

// ApplyImport takes a list as a whole, as it is judged now, or not at all, and
// gives how many awards it entered.
func (s *Service) ApplyImport(ctx context.Context, by access.Actor, id intake.ID, version int) (made int, err error) {
	return s.lists().Apply(ctx, by, id, version)
}

// DropImport throws a waiting list away.
func (s *Service) DropImport(ctx context.Context, by access.Actor, id intake.ID, version int) error {
	return s.lists().Drop(ctx, by, id, version)
}
