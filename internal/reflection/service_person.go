package reflection

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets what the person wrote, and what was said and asked of him; that
// he had turns and gave reports stays, for it belongs to the unit.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "reflection.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's turns, reports and remarks to the other, who is the
// same person. Where both had a turn in one month of a unit, each keeps his own.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("reflection", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "reflection.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
