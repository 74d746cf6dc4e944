package commendation

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Own is the awards of one person, in every register, the latest first.
type Own struct {
	Person  member.ID
	Name    string
	Unit    org.Unit // his cell
	Awards  []Award
	Streaks []FormStreak
	Today   db.Date
}

// Of gives the awards of a member to his cell. It makes at most five queries.
func (s *Service) Of(ctx context.Context, by access.Actor, person member.ID) (o Own, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		m, ok, err := member.LastParty(tx, person)
		if err != nil {
			return err
		}
		if !ok {
			return db.ErrNone
		}
		if o.Unit, err = unitOf(tx, by, reads, m.Unit); err != nil {
			return err
		}
		if o.Name, err = member.NameOf(tx, person); err != nil {
			return err
		}
		o.Person, o.Today = person, tx.Today()
		if o.Awards, err = awardsOf(tx, person); err != nil {
			return err
		}
		o.Streaks = streaksOf(o.Awards, o.Today)
		return nil
	})
	return o, err
}

// Erase forgets who was commended: that somebody was stays, for it belongs to the
// register.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "commendation.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's awards and proposals to the other, who is the same
// person. What both had of the same decision counts once.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := merge(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "commendation.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
