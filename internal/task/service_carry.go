package task

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Carry gives the open tasks of a unit that ends on a day to its heir: there each
// is cancelled, with the words that say why, and here assigned anew to the same
// person, due as before but not before the day, so that what was overdue at the
// end of a month before stays with the unit that was. Nobody is told. The actor
// has been authorised for both units.
func (s *Service) Carry(tx *db.Tx, by access.Actor, from, into org.Unit, on db.Date, why string) error {
	open, err := OpenIn(tx, from.ID)
	if err != nil {
		return err
	}
	for _, t := range open {
		n := New{Unit: into.ID, Title: t.Title, Measure: t.Measure, Assignee: t.Assignee, Due: max(t.Due, on), OriginKind: t.OriginKind, OriginID: t.OriginID, On: on}
		now, err := apply(t, change{act: Cancelling, note: why}, tx.Today())
		if err != nil {
			return err
		}
		if err := put(tx, now); err != nil {
			return err
		}
		if err := insertStep(tx, t.ID, Step{Act: Cancelling, Person: member.ID(by.Person), Assignee: t.Assignee, Note: why}); err != nil {
			return err
		}
		id := ID(db.NewID())
		if err := insert(tx, id, n); err != nil {
			return err
		}
		if err := insertStep(tx, id, Step{Act: Assigning, Person: member.ID(by.Person), Assignee: n.Assignee, Note: why, Due: n.Due}); err != nil {
			return err
		}
		if err := tx.Audit(db.Entry{Action: "task.assign", Unit: string(into.ID), Kind: "task", Subject: string(id), Person: string(n.Assignee), Data: n}); err != nil {
			return err
		}
	}
	return nil
}
