package feedback

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/intake"
	"chibo/internal/org"
)

// keptList is a list of earlier counts that waits.
type keptList = intake.List[importRow]

func (s *Service) lists() intake.Desk[importRow, Import] {
	return intake.Desk[importRow, Import]{
		DB: s.db, Kind: "feedback", Rows: document.Listed(readRows), Plan: planOf,
		May: func(tx *db.Tx, by access.Actor, l keptList) error {
			_, err := counting(tx, by, Count, org.ID(l.Unit))
			return err
		},
		Take: func(tx *db.Tx, _ access.Actor, _ keptList, i Import) error {
			for _, m := range i.Months {
				if err := putMonth(tx, m.Unit, m.Month, 0, m.Counts); err != nil {
					return err
				}
				if err := note(tx, m.Unit, m.Month, m.Counts); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// planOf matches a list with what is counted already.
func planOf(tx *db.Tx, by access.Actor, l keptList, o intake.Outcome) (i Import, err error) {
	u, err := counting(tx, by, Count, org.ID(l.Unit))
	if err != nil {
		return i, err
	}
	units, err := org.Under(tx, u.Path)
	if err != nil {
		return i, err
	}
	counted, err := countedUnder(tx, u.Path)
	i = Import{Outcome: o, Unit: u}
	i.Months, i.Faults = plan(l.Rows, u, units, counted, tx.Today())
	i.Make = len(i.Months)
	return i, err
}

// ReadImport reads a list of earlier counts of a unit and of all under it, .xlsx
// or .csv, and keeps its rows until they are taken or dropped. What is wrong in the
// list is told by PreviewImport; the error is a fault if no list could be read.
func (s *Service) ReadImport(ctx context.Context, by access.Actor, unit org.ID, fileName string, data []byte) (intake.ID, error) {
	return s.lists().Read(ctx, by, keptList{Unit: string(unit)}, fileName, data)
}

// PreviewImport tells what taking a list would do today.
func (s *Service) PreviewImport(ctx context.Context, by access.Actor, id intake.ID) (Import, error) {
	return s.lists().Preview(ctx, by, id)
}

// ApplyImport takes a list as a whole, as it is judged now, or not at all, and
// gives how many months it counted.
func (s *Service) ApplyImport(ctx context.Context, by access.Actor, id intake.ID, version int) (made int, err error) {
	return s.lists().Apply(ctx, by, id, version)
}

// DropImport throws a waiting list away.
func (s *Service) DropImport(ctx context.Context, by access.Actor, id intake.ID, version int) error {
	return s.lists().Drop(ctx, by, id, version)
}
