package commitment

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets what the person registered, how it went and what was asked of
// him; that he registered, and when it was approved, stays.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "commitment.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's pledges to the other, who is the same person. Where
// both registered in the same unit and year, each keeps his own.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("commitment", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "commitment.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
