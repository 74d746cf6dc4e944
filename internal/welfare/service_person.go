package welfare

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets what the person raised, or what was raised about him, word by word,
// and takes him off what he answers. That it was asked for stays counted.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "welfare.erase", Kind: "person", Subject: string(person)})
}

// Merge gives the requests of one person to the other, who is the same person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := merge(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "welfare.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
