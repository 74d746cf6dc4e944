package movement

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Record records a decision about a member of a cell, with what follows from
// it: the end of a membership, or a state beside it. Faults name the fields
// person, ground, number, decided_on, from, to, host, outside and informed_on.
func (s *Service) Record(ctx context.Context, by access.Actor, unit org.ID, f DecisionForm) (id DecisionID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := cellOf(tx, by, Decide, unit)
		if err != nil {
			return err
		}
		d, err := s.decided(tx, u, f)
		if err != nil {
			return err
		}
		id = d.ID
		if err := s.carryOut(tx, by, d); err != nil {
			return err
		}
		return d.note(tx, "decide")
	})
	return id, err
}

// decided judges a decision and stores it.
func (s *Service) decided(tx *db.Tx, u org.Unit, f DecisionForm) (d Decision, err error) {
	if !slices.Contains(Kinds, f.Kind) {
		return d, fault.New(fault.NotFound, "ui.not_found")
	}
	m, ok, err := member.LastParty(tx, f.Person)
	switch {
	case err != nil:
		return d, err
	case !ok || m.To != "" || m.Unit != u.ID:
		return d, fault.At("person", "movement.no_member")
	}
	who, err := holderOf(tx, f.Person)
	if err != nil {
		return d, err
	}
	book, err := org.BookOf(tx, u.ID)
	if err != nil {
		return d, err
	}
	if err := f.check(book, who.AdmittedOn, tx.Today()); err != nil {
		return d, err
	}
	d = Decision{
		ID: DecisionID(db.NewID()), Unit: u.ID, Person: f.Person, Kind: f.Kind, Ground: f.Ground, Number: f.Number, DecidedOn: f.DecidedOn,
		From: f.From, To: f.To, Outside: f.Outside, InformedOn: f.InformedOn,
	}
	if f.Host != "" {
		host, err := findCell(tx, u, f.Host)
		if err != nil {
			return d, err
		}
		d.Host = host.ID
	}
	return d, insertDecision(tx, d)
}

// carryOut does what follows from a decision. A transfer of the member that is
// on its way ends with his membership.
func (s *Service) carryOut(tx *db.Tx, by access.Actor, d Decision) error {
	switch d.Kind {
	case Exempt:
		return s.members.SetStateTx(tx, by, d.Person, member.StatePeriod{Unit: d.Unit, State: member.Exempt, From: d.From, To: d.To, Decision: d.Number})
	case Away:
		return s.members.StayTx(tx, by, d.Person, d.Unit, d.Host, d.From, d.To, d.Number)
	}
	if err := s.members.EndTx(tx, by, d.Person, d.From, d.Kind.ending()); err != nil {
		return atField(err, "on", "from")
	}
	if err := dropOpen(tx, d.Person); err != nil {
		return err
	}
	if d.Kind == Died && s.OnDeath != nil {
		return s.OnDeath(tx, by, d.Person)
	}
	return nil
}

// Restore gives somebody back the membership that a decision of the cell ended:
// in the same cell and standing, from a day on. Faults name the fields ground,
// number, decided_on and from.
func (s *Service) Restore(ctx context.Context, by access.Actor, ended DecisionID, f DecisionForm) (id DecisionID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		old, _, err := deciding(tx, by, ended)
		if err != nil {
			return err
		}
		m, ok, err := member.LastParty(tx, old.Person)
		switch {
		case err != nil:
			return err
		case !old.Restorable() || !ok || m.To != old.From || m.Unit != old.Unit || m.EndedBy != old.Kind.ending():
			return fault.New(fault.Invalid, "movement.not_restorable")
		}
		f.Person, f.Kind = old.Person, Restored
		book, err := org.BookOf(tx, old.Unit)
		if err != nil {
			return err
		}
		if err := f.check(book, m.From, tx.Today()); err != nil {
			return err
		}
		if err := s.members.BeginTx(tx, by, old.Person, old.Unit, m.Status, f.From); err != nil {
			return atField(err, "on", "from")
		}
		d := Decision{ID: DecisionID(db.NewID()), Unit: old.Unit, Person: old.Person, Kind: Restored, Ground: f.Ground, Number: f.Number, DecidedOn: f.DecidedOn, From: f.From}
		id = d.ID
		if err := insertDecision(tx, d); err != nil {
			return err
		}
		return d.note(tx, "restore")
	})
	return id, err
}

// Inform notes when the committee above was informed of an exemption or a
// temporary transfer, at the field informed_on.
func (s *Service) Inform(ctx context.Context, by access.Actor, id DecisionID, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		d, _, err := deciding(tx, by, id)
		if err != nil {
			return err
		}
		if d.Kind != Exempt && d.Kind != Away {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		var faults fault.Form
		checkDay(&faults, "informed_on", on, "", d.DecidedOn, tx.Today())
		if err := faults.Err(); err != nil {
			return err
		}
		if err := putInformed(tx, id, on); err != nil {
			return err
		}
		d.InformedOn = on
		return d.note(tx, "inform")
	})
}

// deciding reads a decision that the actor may act on.
func deciding(tx *db.Tx, by access.Actor, id DecisionID) (d Decision, u org.Unit, err error) {
	if d, err = decisionByID(tx, id); err != nil {
		return d, u, err
	}
	u, err = org.Authorise(tx, by, Decide, d.Unit)
	return d, u, err
}

// Decision gives one decision, to who may act on it, with the unit. Reading it
// is logged.
func (s *Service) Decision(ctx context.Context, by access.Actor, id DecisionID) (d Decision, u org.Unit, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		d, u, err = deciding(tx, by, id)
		return err
	})
	if err == nil {
		s.read(ctx, by, d.Unit, "decision", string(id), d.Person)
	}
	return d, u, err
}

// note logs a decision: that there is one, of which kind and since when.
func (d Decision) note(tx *db.Tx, act string) error {
	return tx.Audit(db.Entry{
		Action: "movement." + act, Unit: string(d.Unit), Kind: "decision", Subject: string(d.ID), Person: string(d.Person),
		Data: map[string]any{"kind": d.Kind, "ground": d.Ground, "number": d.Number, "from": d.From, "to": d.To, "informed_on": d.InformedOn},
	})
}
