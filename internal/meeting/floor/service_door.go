package floor

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// CheckIn lets the actor say that he has come: with the code that he scanned
// from the screen, or with none. He waits for the roll call from then on; one
// whom it has found present changes nothing (B4).
func (s *Service) CheckIn(ctx context.Context, by access.Actor, id meeting.ID, code string) error {
	return s.db.System(ctx, func(tx *db.Tx) error {
		sh, err := s.meetings.HeadTx(tx, by, id)
		if err != nil {
			return err
		}
		if err := access.Check(by, Join, sh.Unit.Place()); err != nil {
			return err
		}
		if err := admits(sh.Meeting, tx.Now); err != nil {
			return err
		}
		if code != "" {
			k, err := keptOf(tx, id)
			if err != nil {
				return err
			}
			if err := checkCode(k.secret, id, code, tx.Now); err != nil {
				return err
			}
		}
		seat, ok, err := s.meetings.SeatTx(tx, by, sh, member.ID(by.Person))
		if err != nil {
			return err
		}
		if !ok || seat.Barred() {
			return fault.New(fault.Invalid, "meeting.uncalled")
		}
		if seat.Mark == meeting.Present {
			return nil
		}
		if fresh, err := putArrival(tx, id, seat.Person, code != ""); err != nil || !fresh {
			return err
		}
		return bump(tx, id, false)
	})
}

// admits says when one may say that he has come, if it is not now.
func admits(m meeting.Meeting, now db.Time) error {
	if Admits(m, now) {
		return nil
	}
	if from, ok := admitsFrom(m); ok && m.State.Ahead() && now.Before(from) {
		return fault.New(fault.Invalid, "meeting.check_in_early", db.At(from))
	}
	return fault.New(fault.Invalid, "meeting.check_in_over")
}

// Confirm lets the roll call find present who says that he has come: the one
// person, or all who said so until a moment, so that nobody is confirmed whom
// the recorder did not see on his list.
func (s *Service) Confirm(ctx context.Context, by access.Actor, id meeting.ID, person member.ID, until db.Time) (n int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := s.enter(tx, by, id, meeting.Record); err != nil {
			return err
		}
		waiting, err := arrivalsOf(tx, id, person)
		if err != nil {
			return err
		}
		var found []member.ID
		for _, a := range waiting {
			if person != "" || !a.At.After(until.Time) {
				found = append(found, a.Person)
			}
		}
		if n = len(found); n == 0 {
			return fault.New(fault.Invalid, "meeting.nobody_waits")
		}
		if err := s.meetings.PresentTx(tx, by, id, found); err != nil {
			return err
		}
		_, err = deleteArrivals(tx, id, "")
		return err
	})
	return n, err
}

// Dismiss takes somebody from those who say that they have come, because he has
// not; the roll call stays as it is.
func (s *Service) Dismiss(ctx context.Context, by access.Actor, id meeting.ID, person member.ID) error {
	return s.db.System(ctx, func(tx *db.Tx) error {
		if _, err := s.enter(tx, by, id, meeting.Record); err != nil {
			return err
		}
		gone, err := deleteArrivals(tx, id, person)
		if err == nil && gone == 0 {
			return fault.New(fault.Invalid, "meeting.nobody_waits")
		}
		if err != nil {
			return err
		}
		return bump(tx, id, true)
	})
}

// ShowCode begins to show a code on the screen, and makes every earlier one
// void; or it takes the code away.
func (s *Service) ShowCode(ctx context.Context, by access.Actor, id meeting.ID, show bool) error {
	return s.db.System(ctx, func(tx *db.Tx) error {
		sh, err := s.enter(tx, by, id, meeting.Record)
		if err != nil {
			return err
		}
		if !show {
			return putSecret(tx, id, "")
		}
		if err := admits(sh.Meeting, tx.Now); err != nil {
			return err
		}
		return putSecret(tx, id, newSecret())
	})
}

// EndTx empties the lists of a meeting that ended or was called off (C10). It
// joins the transaction that ends it, which has authorised the actor.
func (s *Service) EndTx(tx *db.Tx, _ access.Actor, m meeting.Meeting) error {
	return clearAll(tx, m.ID)
}
