package evaluation

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets what the person wrote of himself, what was said of him, and the
// facts beside it; the level that he was given stays with its vote.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "evaluation.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's files to the other, who is the same person. Of two in
// one review each keeps his own.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("evaluation", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "evaluation.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
