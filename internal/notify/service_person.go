package notify

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

// standing is the person as one who asks now: without an account that may be
// used he has no duties.
func (s *Service) standing(ctx context.Context, person member.ID) (access.Actor, error) {
	sheet, err := s.accounts.Get(ctx, access.System, person)
	if fault.Is(err, fault.NotFound) {
		return access.Actor{}, nil
	}
	if err != nil || sheet.Account == "" || sheet.State != account.Active {
		return access.Actor{}, err
	}
	who := access.Actor{Kind: access.Human, Account: string(sheet.Account), Person: string(person)}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		who.Duties, err = member.DutiesOf(tx, person)
		return err
	})
	for _, g := range sheet.Grants {
		if !g.Waiting {
			who.Duties = append(who.Duties, access.Duty{Role: g.Role, Unit: string(g.Unit), Path: g.Path})
		}
	}
	return who, err
}

// Erase forgets what the person was told, what he chose, and his feed.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "notify.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's notices to the other, who is the same person. What
// both were told, what they chose, and their feeds stay apart.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("notify", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "notify.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
