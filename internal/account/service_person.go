package account

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase takes away everything that makes the person's account usable, and his
// username. The bare row stays, as the log refers to it.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	a, has, err := byPerson(tx, person)
	if err != nil || !has {
		return err
	}
	if err := disown(tx, a.ID); err != nil {
		return err
	}
	return s.note(tx, "account.erase", a, nil)
}

// Merge gives the account of a person to the one he turns out to be. If both
// have one, the account that is merged away is closed.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	a, has, err := byPerson(tx, from)
	if err != nil || !has {
		return err
	}
	if err := tx.Repoint("account", "member_person", string(from), string(into)); err != nil {
		return err
	}
	if err := closeOf(tx, from); err != nil {
		return err
	}
	return s.note(tx, "account.merge", a, db.Change{From: from, To: into})
}
