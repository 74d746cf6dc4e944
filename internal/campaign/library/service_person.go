package library

import (
	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/member"
)

// Erase forgets what the person read and whether he passed; that he is counted stays.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "library.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's readings to the other, who is the same person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("campaign", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "library.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}

// MovedTx has what somebody read go with him whose standing changed: he is counted
// where he belongs now, and nowhere once he has left. It is part of
// member.Service.OnChange.
func (s *Service) MovedTx(tx *db.Tx, by access.Actor, person member.ID) error {
	themes, err := themesOf(tx, person)
	if err != nil || len(themes) == 0 {
		return err
	}
	for _, id := range themes {
		t, err := campaign.Get(tx, access.System, id)
		if err != nil {
			return err
		}
		units, err := belongsTo(tx, t, person)
		if err != nil {
			return err
		}
		if err := seat(tx, t, person, units); err != nil {
			return err
		}
	}
	return tx.Audit(db.Entry{Action: "library.follow", Kind: "person", Subject: string(person), Person: string(person)})
}
