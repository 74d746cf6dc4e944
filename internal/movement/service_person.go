package movement

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets the words about a person and his fee; that he came and went
// stays, for the table of increase and decrease must still balance.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "movement.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's transfers, decisions and payments to the other, who
// is the same person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := merge(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "movement.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
