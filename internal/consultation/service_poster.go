package consultation

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
)

// Post makes the address under which everybody may read what came out of a matter, to
// be printed on a poster; or, if it is not on, takes it away. Nobody is named there.
func (s *Service) Post(ctx context.Context, by access.Actor, id ID, on bool) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("consultation", string(id)); err != nil {
			return err
		}
		m, _, err := admit(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if !m.State.Published() {
			return fault.New(fault.Invalid, "consultation.not_now")
		}
		if on == (m.Poster != "") {
			return nil // sent twice
		}
		what, secret := "unpost", ""
		if on {
			what, secret = "post", chance(linkLen)
		}
		if err := putPoster(tx, id, secret); err != nil {
			return err
		}
		return m.audit(tx, what, nil)
	})
}

// Result gives everybody who has the address of a poster what came out of a matter.
// It keeps nothing of who asks.
func (s *Service) Result(ctx context.Context, _ access.Actor, secret string) (a Ask, err error) {
	if secret = bare(secret); len(secret) != linkLen {
		return a, fault.New(fault.NotFound, "consultation.result_unknown")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if a.Matter, err = byPoster(tx, secret); err != nil {
			return err
		}
		a.Today = tx.Today()
		if a.Options, err = optionsOf(tx, a.Matter.ID); err != nil {
			return err
		}
		return a.publish(tx)
	})
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.NotFound, "consultation.result_unknown")
	}
	return a, err
}
