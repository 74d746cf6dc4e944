package consultation

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase takes the person's name off what he answered and off the opinions that he
// sent; that they were given stays, as counts do.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "consultation.erase", Kind: "person", Subject: string(person)})
}

// Merge gives what one person answered to the other, who is the same person; where
// both answered the same matter, each answer stays.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("consultation", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "consultation.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
