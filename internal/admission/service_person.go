package admission

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets what was said of the person and takes his name from what he
// wrote; that he was admitted, and by which decision, belongs to the cell.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "admission.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's way, notes and those whom he helps to the other, who
// is the same person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("admission", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "admission.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
