package movement

import (
	"context"
	"errors"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Begin asks for the transfer of a member of a unit: the committee for anybody,
// a member for himself. Faults name the fields person, moved_on, host, outside
// and distance.
func (s *Service) Begin(ctx context.Context, by access.Actor, unit org.ID, f Request) (id TransferID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := asked(tx, by, unit, f.Person)
		if err != nil {
			return err
		}
		who, err := s.moving(tx, u.ID, f.Person)
		if err != nil {
			return err
		}
		if err := f.check(who.AdmittedOn, tx.Today()); err != nil {
			return err
		}
		t := Transfer{ID: TransferID(db.NewID()), Person: f.Person, Home: unit, Outside: f.Outside, Distance: f.Distance, State: Requested, MovedOn: f.MovedOn}
		if f.Host != "" {
			host, err := findCell(tx, u, f.Host)
			if err != nil {
				return err
			}
			t.Host = host.ID
		}
		if err := insertTransfer(tx, t); err != nil {
			return err
		}
		id = t.ID
		return s.begun(tx, by, about{Transfer: t, place: u})
	})
	return id, err
}

// begun logs a request, and tells the committee of it.
func (s *Service) begun(tx *db.Tx, by access.Actor, a about) error {
	if err := a.note(tx, Requesting, map[string]any{"moved_on": a.MovedOn, "host": a.Host}); err != nil {
		return err
	}
	return s.tellCommittee(tx, by, a.Transfer, a.Home, "movement.tell_requested")
}

// asked authorises that a transfer is asked for.
func asked(tx *db.Tx, by access.Actor, unit org.ID, person member.ID) (org.Unit, error) {
	u, err := org.Of(tx, unit)
	if err != nil {
		return u, err
	}
	place := u.Place()
	place.Person = string(person)
	if err := access.Check(by, Ask, place); err != nil {
		return u, err
	}
	if !isCell(u) {
		return u, fault.New(fault.NotFound, "ui.not_found")
	}
	return u, nil
}

// moving gives a member of a unit who can be moved: one who belongs to it, is
// not suspended, and has no transfer on its way.
func (s *Service) moving(tx *db.Tx, unit org.ID, person member.ID) (h member.Holder, err error) {
	m, ok, err := member.LastParty(tx, person)
	switch {
	case err != nil:
		return h, err
	case !ok || m.To != "" || m.Unit != unit:
		return h, fault.At("person", "movement.no_member")
	}
	if err := barred(tx, person, unit); err != nil {
		return h, err
	}
	if crossing, err := hasOpen(tx, person); err != nil {
		return h, err
	} else if crossing {
		return h, fault.At("person", "movement.crossing")
	}
	return holderOf(tx, person)
}

// barred refuses somebody who is suspended from activity, or detained.
func barred(tx *db.Tx, person member.ID, unit org.ID) error {
	state, err := member.StateOn(tx, person, unit, tx.Today())
	if err == nil && (state == member.Suspended || state == member.Detained) {
		err = fault.At("person", "movement.barred")
	}
	return err
}

// Step takes a transfer one step on. Faults name the fields on, review,
// letter_no, fee_until, enclosed and reason.
func (s *Service) Step(ctx context.Context, by access.Actor, id TransferID, version int, act Act, f Step) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("movement", string(id)); err != nil {
			return err
		}
		a, err := authorise(tx, by, View, id)
		if err != nil {
			return err
		}
		m, err := a.after(act)
		switch {
		case !a.may(m) && !by.Trusted() && err == nil, len(a.sides) == 0 && !a.own && !by.Trusted():
			return fault.New(fault.Denied, "ui.denied")
		case err != nil:
			return err
		case act != Withdrawing && a.HostGone:
			return fault.New(fault.Invalid, "movement.host_gone")
		}
		who, err := holderOf(tx, a.Person)
		if err != nil {
			return err
		}
		if err := f.check(act, a.Transfer, who.AdmittedOn, tx.Today()); err != nil {
			return err
		}
		f.fill(act, &a.Transfer)
		a.State = m.To
		if err := putTransfer(tx, a.Transfer, version); err != nil {
			return err
		}
		if act == Receiving {
			if err := s.receive(tx, by, a); err != nil {
				return err
			}
		}
		if err := a.note(tx, act, db.Change{From: m.From, To: m.To}); err != nil {
			return err
		}
		return s.tellStep(tx, by, a, act)
	})
}

// fill puts what was typed of a step into the transfer.
func (f Step) fill(act Act, t *Transfer) {
	switch act {
	case Reviewing:
		t.ReviewedOn, t.Review = f.On, f.Review
	case Issuing:
		t.LetterOn, t.LetterNo, t.FeeUntil, t.Enclosed = f.On, f.LetterNo, f.FeeUntil, f.Enclosed
	case Presenting:
		t.PresentedOn = f.On
	case Receiving:
		t.ReceivedOn = f.On
	case Withdrawing:
		t.Reason = f.Reason
	}
}

// receive ends the membership at home and begins it at the host, both in this
// transaction.
func (s *Service) receive(tx *db.Tx, by access.Actor, a about) error {
	if err := barred(tx, a.Person, a.Home); err != nil {
		return err
	}
	if a.Host == "" {
		return s.members.EndTx(tx, by, a.Person, a.ReceivedOn, member.ByTransfer)
	}
	return s.members.MoveTx(tx, by, a.Person, a.Host, a.ReceivedOn)
}

// TakeIn records that a cell received a member from outside: somebody new, or
// somebody who was a member here before, whom his card tells. Faults name the
// fields of the member's form (name, sex, birth, whom, admitted, official, card) and
// outside, distance, letter_no, letter_on, fee_until and received_on.
func (s *Service) TakeIn(ctx context.Context, by access.Actor, unit org.ID, f Arrival) (id TransferID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := cellOf(tx, by, Keep, unit)
		if err != nil {
			return err
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		person, known, err := s.members.ReturnTx(tx, by, unit, f.Person)
		if err != nil {
			return atField(err, "on", "received_on")
		}
		if !known {
			if person, err = s.members.EnterTx(tx, by, unit, f.Person); err != nil {
				return err
			}
		}
		t := Transfer{
			ID: TransferID(db.NewID()), Person: person, Host: unit, Outside: f.Outside, Distance: f.Distance, State: Received,
			LetterNo: f.LetterNo, LetterOn: f.LetterOn, FeeUntil: f.FeeUntil, PresentedOn: f.ReceivedOn, ReceivedOn: f.ReceivedOn,
		}
		if err := insertTransfer(tx, t); err != nil {
			return err
		}
		id = t.ID
		return about{Transfer: t, place: u}.note(tx, Receiving, db.Change{To: Received})
	})
	return id, err
}

// atField puts the faults of one field at another, under which a form has it.
func atField(err error, from, to string) error {
	var e *fault.Error
	if errors.As(err, &e) {
		for i := range e.Fields {
			if e.Fields[i].Name == from {
				e.Fields[i].Name = to
			}
		}
	}
	return err
}
