package account

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Grant gives a role that does not follow from a position; it counts from the
// next request on. waiting says that a secretary or officer of the tree has to
// confirm it first: an officer's role that the actor gives to himself.
func (s *Service) Grant(ctx context.Context, by access.Actor, id ID, role access.Role, unit org.ID) (waiting bool, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := access.Check(by, Give, access.Place{}); err != nil {
			return err
		}
		a, err := byID(tx, id)
		if err != nil {
			return err
		}
		if err := checkGrant(tx, role, unit); err != nil {
			return err
		}
		g := Grant{ID: db.NewID(), Account: id, Role: role, Unit: unit, By: by.Account, Waiting: waits(by, a.Person, role)}
		waiting = g.Waiting
		if err := insertGrant(tx, g); err != nil {
			return err
		}
		return s.noteGrant(tx, Give.Name, a, g)
	})
	return waiting, err
}

func (s *Service) noteGrant(tx *db.Tx, action string, a record, g Grant) error {
	return tx.Audit(db.Entry{
		Action: action, Unit: string(g.Unit), Kind: "account", Subject: string(a.ID), Person: string(a.Person),
		Data: map[string]any{"role": g.Role, "unit": g.Unit, "waiting": g.Waiting},
	})
}

func checkGrant(tx *db.Tx, role access.Role, unit org.ID) error {
	if !slices.Contains(Granted, role) {
		return fault.At("role", "account.role_missing")
	}
	if role == access.Administrator {
		if unit != "" {
			return fault.At("unit", "account.role_without_unit")
		}
		return nil
	}
	u, err := org.Of(tx, unit)
	if fault.Is(err, fault.NotFound) {
		return fault.At("unit", "account.unit_missing")
	}
	if err != nil {
		return err
	}
	if u.Kind.Mass() != (role == access.MassOfficer) {
		return fault.At("unit", "account.role_not_there")
	}
	return nil
}

// Approve confirms a grant that waits. Only a secretary or officer of its
// tree may, who is neither the one that gains nor the one that granted.
func (s *Service) Approve(ctx context.Context, by access.Actor, grant string) error {
	return s.settle(ctx, by, grant, func(tx *db.Tx, g Grant) error {
		if !mayConfirm(by, g) {
			return refuse(by, g)
		}
		if !g.Waiting {
			return fault.New(fault.Stale, "account.grant_settled")
		}
		return confirmGrant(tx, g.ID, by.Account)
	}, Confirm.Name)
}

// Revoke ends a grant at once. The administrator may; so may whoever could
// have confirmed it, while it waits. The last administrator stays.
func (s *Service) Revoke(ctx context.Context, by access.Actor, grant string) error {
	return s.settle(ctx, by, grant, func(tx *db.Tx, g Grant) error {
		if !access.Can(by, Give, access.Place{}) && (!g.Waiting || !mayConfirm(by, g)) {
			return refuse(by, g)
		}
		if err := endGrant(tx, g.ID); err != nil {
			return err
		}
		return mustKeepAdministrator(tx, g.Role == access.Administrator)
	}, "account.revoke")
}

// refuse tells of a grant only to those who know its unit.
func refuse(by access.Actor, g Grant) error {
	if access.Knows(by, access.Place{Unit: string(g.Unit), Path: g.Path}) && g.Path != "" {
		return fault.New(fault.Denied, "ui.denied")
	}
	return db.ErrNone
}

func (s *Service) settle(ctx context.Context, by access.Actor, grant string, f func(*db.Tx, Grant) error, action string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("account", "administrators"); err != nil {
			return err
		}
		g, err := grantByID(tx, grant)
		if err != nil {
			return err
		}
		if err := f(tx, g); err != nil {
			return err
		}
		return s.noteGrant(tx, action, record{ID: g.Account, Person: g.Person}, g)
	})
}

// mustKeepAdministrator refuses a change to an administrator after which none
// is left.
func mustKeepAdministrator(tx *db.Tx, touched bool) error {
	if !touched {
		return nil
	}
	n, err := administrators(tx)
	if err == nil && n == 0 {
		err = fault.New(fault.Invalid, "account.last_administrator")
	}
	return err
}

// Disable closes an account: its sessions end, its links stop working. The
// last administrator stays.
func (s *Service) Disable(ctx context.Context, by access.Actor, id ID) error {
	return s.suspend(ctx, by, id, func(tx *db.Tx, a record) error {
		if a.State == Disabled {
			return fault.New(fault.Stale, "account.is_disabled")
		}
		return disable(tx, a)
	})
}

// disable closes an account; the last administrator stays.
func disable(tx *db.Tx, a record) error {
	granted, err := grantedDuties(tx, a.ID)
	if err != nil {
		return err
	}
	if err := setState(tx, a.ID, Disabled); err != nil {
		return err
	}
	if err := retireLinks(tx, a.ID); err != nil {
		return err
	}
	return mustKeepAdministrator(tx, slices.ContainsFunc(granted, func(d access.Duty) bool { return d.Role == access.Administrator }))
}

// Enable opens a disabled account again, as it was.
func (s *Service) Enable(ctx context.Context, by access.Actor, id ID) error {
	return s.suspend(ctx, by, id, func(tx *db.Tx, a record) error {
		if a.State != Disabled {
			return fault.New(fault.Stale, "account.is_enabled")
		}
		if a.Password == "" {
			return setState(tx, a.ID, Invited)
		}
		return setState(tx, a.ID, Active)
	})
}

func (s *Service) suspend(ctx context.Context, by access.Actor, id ID, f func(*db.Tx, record) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := access.Check(by, Suspend, access.Place{}); err != nil {
			return err
		}
		if err := tx.Lock("account", "administrators"); err != nil {
			return err
		}
		a, err := byID(tx, id)
		if err != nil {
			return err
		}
		if err := f(tx, a); err != nil {
			return err
		}
		now, err := byID(tx, id)
		if err != nil {
			return err
		}
		return s.note(tx, Suspend.Name, a, db.Change{From: a.State, To: now.State})
	})
}
