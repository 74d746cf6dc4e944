package task

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets what the person wrote and what was said of his tasks; that
// the tasks were given and done stays, for it belongs to the cell.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "task.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's tasks and steps to the other, who is the same
// person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("task", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "task.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
