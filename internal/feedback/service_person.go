package feedback

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase takes the person off the entries that he answers; what was said stays with
// the unit, and names nobody.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := letGo(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "feedback.erase", Kind: "person", Subject: string(person)})
}

// Merge gives the entries that one person answers to the other, who is the same
// person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := merge(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "feedback.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
