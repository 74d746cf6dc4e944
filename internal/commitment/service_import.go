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
)

// keptList is a list of pledges that waits.
type keptList = intake.List[importRow]

func (s *Service) lists() intake.Desk[importRow, Import] {
	return intake.Desk[importRow, Import]{
		DB: s.db, Kind: "commitment", Rows: document.Listed(readRows), May: mayImport, Plan: planOf,
		Take: func(tx *db.Tx, _ access.Actor, l keptList, i Import) error {
			for _, p := range i.Pledges {
				if err := takeListed(tx, l, p); err != nil {
					return err
				}
			}
			return nil
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

// planOf matches a list with the people of the unit, and with what they registered.
func planOf(tx *db.Tx, by access.Actor, l keptList, o intake.Outcome) (i Import, err error) {
	u, err := org.Authorise(tx, by, Judge, org.ID(l.Unit))
	if err != nil {
		return i, err
	}
	people, err := member.ProfilesIn(tx, u.ID, tx.Today())
	if err != nil {
		return i, err
	}
	pledges, err := pledgesOf(tx, u.ID, l.Year)
	taken := make([]member.ID, len(pledges))
	for n, p := range pledges {
		taken[n] = p.Person
	}
	i = Import{Outcome: o, Unit: u, Year: l.Year}
	i.Pledges, i.Faults = plan(l.Rows, people, taken)
	i.Make = len(i.Pledges)
	return i, err
}

// ReadImport reads a list of what people of a unit registered for a year that
// has begun, .xlsx or .csv, and keeps its rows until they are taken or dropped.
// What is wrong in the list is told by PreviewImport; the error is a fault if no list
// could be read.
func (s *Service) ReadImport(ctx context.Context, by access.Actor, unit org.ID, year int, fileName string, data []byte) (intake.ID, error) {
	return s.lists().Read(ctx, by, keptList{Unit: string(unit), Year: year}, fileName, data)
}

// PreviewImport tells what taking a list would do today.
func (s *Service) PreviewImport(ctx context.Context, by access.Actor, id intake.ID) (Import, error) {
	return s.lists().Preview(ctx, by, id)
}

// ApplyImport takes a list as a whole, as it is judged now, or not at all, and
// gives how many pledges it made. Those of a year that is over are closed, of
// this year approved; they count as written by a leader.
func (s *Service) ApplyImport(ctx context.Context, by access.Actor, id intake.ID, version int) (made int, err error) {
	return s.lists().Apply(ctx, by, id, version)
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
func (s *Service) DropImport(ctx context.Context, by access.Actor, id intake.ID, version int) error {
	return s.lists().Drop(ctx, by, id, version)
}
