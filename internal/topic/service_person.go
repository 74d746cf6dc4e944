package topic

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets what the person wrote and what was said of his papers; that he
// had topics and presented them stays, for it belongs to the cell.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "topic.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's topics, words and briefings to the other, who is the
// same person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := merge(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "topic.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
