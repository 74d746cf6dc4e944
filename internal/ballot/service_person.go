package ballot

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Merge gives what one person stood for and counted to the other, who is the same
// person. Where both stood, or sat on one board, each keeps his place; a count
// that one entered and the other confirmed stays as it is.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("ballot", "member_person", string(from), string(into), "ballot_count"); err != nil {
		return err
	}
	if err := mergeCounts(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "ballot.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
