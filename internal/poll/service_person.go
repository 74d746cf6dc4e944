package poll

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets what was signed for the person's slips, where no more slips are
// handed out. That he took one stays: as many ballots as slips may be cast.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "poll.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's slips to the other, who is the same person. Where both
// took one, each keeps his own.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("poll", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "poll.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
