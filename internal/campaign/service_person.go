package campaign

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase takes the person off the work items that he does, and takes away what he wrote
// of how they go. The programmes are the units'.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := letGo(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "campaign.erase", Kind: "person", Subject: string(person)})
}

// Merge gives what one person does and wrote to the other, who is the same person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := merge(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "campaign.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
