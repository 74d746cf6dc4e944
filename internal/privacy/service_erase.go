package privacy

import (
	"context"
	"log/slog"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Erasure is a line of the list of erasures.
type Erasure struct {
	Person member.ID
	At     db.Time
}

// erase forgets a person by every eraser, and puts him on the list with the records
// that were merged into his: an old backup may hold them apart.
func (s *Service) erase(tx *db.Tx, by access.Actor, person member.ID, at db.Time) error {
	for _, eraser := range s.Erasers {
		if err := eraser(tx, by, person); err != nil {
			return err
		}
	}
	s.read.Delete(string(person))
	selves, err := member.SelvesOf(tx, person)
	for _, self := range selves {
		if err := putErasure(tx, Erasure{self, at}); err != nil {
			return err
		}
	}
	return err
}

// wiped are the tables of which the engine gives up old rows at once; of the
// others it does so in its own time.
var wiped = []string{"member_person", "audit_payload"}

// wipe clears what the engine keeps of what was overwritten. An erasure is done
// without it, so that a failure is logged only.
func (s *Service) wipe(ctx context.Context) {
	for _, table := range wiped {
		if err := s.db.Wipe(context.WithoutCancel(ctx), table); err != nil {
			slog.Error("privacy: old rows wait to be cleared", "table", table, "error", err)
		}
	}
}

// hold keeps a person's data for the ground by which his erasure was refused.
func (s *Service) hold(tx *db.Tx, q Request) error {
	h := Hold{ID: db.NewID(), Unit: q.Unit, Person: q.Person, Ground: q.Ground, From: tx.Today()}
	if err := insertHold(tx, h); err != nil {
		return err
	}
	return h.audit(tx, "hold")
}

func (h Hold) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{
		Action: "privacy." + what, Unit: string(h.Unit), Kind: "privacy_hold", Subject: h.ID, Person: string(h.Person), Data: map[string]any{"ground": h.Ground},
	})
}

// Lift ends a hold: its ground has gone.
func (s *Service) Lift(ctx context.Context, by access.Actor, id string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		h, err := holdByID(tx, id)
		if err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, Answer, h.Unit); err != nil {
			return err
		}
		if string(h.Person) == by.Person {
			return fault.New(fault.Denied, "ui.denied")
		}
		if err := liftHold(tx, id, tx.Today()); err != nil {
			return err
		}
		return h.audit(tx, "lift")
	})
}

// Erasures gives the list of erasures, to the operator: it is kept beside backups.
func (s *Service) Erasures(ctx context.Context, by access.Actor) (all []Erasure, err error) {
	if !by.Trusted() {
		return nil, fault.New(fault.Denied, "ui.denied")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = erasures(tx)
		return err
	})
	return all, err
}

// Replay erases again whoever is on a list and came back with an old backup, each
// in a transaction of his own, and gives how many. Whom the database does not know
// it leaves out.
func (s *Service) Replay(ctx context.Context, by access.Actor, list []Erasure) (n int, err error) {
	if !by.Trusted() {
		return 0, fault.New(fault.Denied, "ui.denied")
	}
	for _, e := range list {
		done := false
		err := s.db.Write(ctx, by, func(tx *db.Tx) error {
			known, erased, err := standing(tx, e.Person)
			if done = err == nil && known && !erased; !done {
				return err
			}
			return s.erase(tx, by, e.Person, e.At)
		})
		if err != nil {
			return n, err
		}
		if done {
			n++
		}
	}
	if n > 0 {
		s.wipe(ctx)
	}
	return n, nil
}
