package account

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
)

// Mine is what a person sees of his own account.
type Mine struct {
	Username string
	Factor   bool // a second factor is set up
	Codes    int  // recovery codes left
	Hats     []Hat
	Resets   []Reset // links to reset his password that somebody made
}

// Own gives the actor's own account.
func (s *Service) Own(ctx context.Context, by access.Actor) (m Mine, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := byID(tx, ID(by.Account))
		if err != nil {
			return err
		}
		who, err := identify(tx, a)
		if err != nil {
			return err
		}
		m = Mine{Username: a.Username, Factor: a.Secret != "", Hats: who.Hats}
		if m.Codes, err = recoveryLeft(tx, a.ID); err != nil {
			return err
		}
		m.Resets, err = resetsOf(tx, a.ID)
		return err
	})
	return m, err
}

// Change is what is typed to change one's password.
type Change struct {
	Old, Password, Again string
}

// ChangePassword sets another password. Every session ends; the Pass opens
// the actor's next one.
func (s *Service) ChangePassword(ctx context.Context, by access.Actor, c Change) (Pass, error) {
	m, err := s.Own(ctx, by)
	if err != nil {
		return Pass{}, err
	}
	var faults fault.Form
	checkNewPassword(&faults, c.Password, c.Again, m.Username)
	if err := faults.Err(); err != nil {
		return Pass{}, err
	}
	hash, err := s.hasher.hash(ctx, c.Password)
	if err != nil {
		return Pass{}, err
	}
	p := Pass{Account: ID(by.Account)}
	err = s.confirmed(ctx, by, "old", c.Old, func(tx *db.Tx, a record) error {
		if err := setPassword(tx, a.ID, a.Username, hash); err != nil {
			return err
		}
		if err := forgetDevices(tx, a.ID); err != nil {
			return err
		}
		p.Epoch = a.Epoch + 1
		return s.note(tx, "account.change_password", a, nil)
	})
	return p, err
}

// EndSessions ends every session of the actor and forgets his devices; the
// Pass opens the one in which he asked.
func (s *Service) EndSessions(ctx context.Context, by access.Actor) (Pass, error) {
	p := Pass{Account: ID(by.Account)}
	err := s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := byID(tx, p.Account)
		if err != nil {
			return err
		}
		if err := endSessions(tx, a.ID); err != nil {
			return err
		}
		if err := forgetDevices(tx, a.ID); err != nil {
			return err
		}
		p.Epoch = a.Epoch + 1
		return s.note(tx, "account.end_sessions", a, nil)
	})
	return p, err
}
