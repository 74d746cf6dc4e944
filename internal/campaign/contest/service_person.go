package contest

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets who handed entries in, their authors and words, and who judged: what
// was given stays as numbers of a juror without a name.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "contest.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's entries and points to the other, who is the same person.
// Where both judged the same contest, the other's points stand.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := merge(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "contest.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
