package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets why the person excused himself, what he sent ahead, which papers
// he opened and what he asked to mend in a vote by name. That he was called and
// came, and what the minutes say of him, stays: it belongs to the cell.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "meeting.erase", Kind: "person", Subject: string(person)})
}

// Merge gives what one person has in meetings and their parts to the other, who
// is the same person. Where both were called to one meeting, each keeps his seat.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("meeting", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "meeting.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
