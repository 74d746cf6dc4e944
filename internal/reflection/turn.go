package reflection

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// Turn is what a page shows to who arranges a turn.
type Turn struct {
	Report Report
	Unit   org.Unit
	Today  db.Date
	// Others are the turns of the year with which it may change places: of
	// somebody else, in another month that is not over, and not presented.
	Others []Report
}

// Turn gives a turn to who arranges the rota, as long as the act leads on from
// how it stands; "" asks for none. It makes three queries.
func (s *Service) Turn(ctx context.Context, by access.Actor, id ID, act Act) (t Turn, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, Plan, id)
		if err != nil {
			return err
		}
		if act != "" {
			if _, err := a.after(act); err != nil {
				return err
			}
		}
		t = Turn{Report: a.Report, Unit: a.unit, Today: tx.Today()}
		from, through := yearOf(a.Month.Year())
		t.Others, err = listOf(tx, a.Unit, from, through, Filter{})
		t.Others = slices.DeleteFunc(t.Others, func(o Report) bool {
			return !o.State.Open() || o.Person == a.Person || o.Month == a.Month || o.Month < t.Today.Month()
		})
		return err
	})
	return t, err
}
