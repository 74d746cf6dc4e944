package account

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
)

// errCode is the one answer to a code that is wrong, old or used already.
var errCode = fault.At("code", "account.code_wrong")

// Enrol sets up the actor's second factor: secret is what the app was given,
// code what it shows. It gives the recovery codes, which are shown once.
func (s *Service) Enrol(ctx context.Context, by access.Actor, secret, code string) (codes []string, err error) {
	codes = newRecoveryCodes()
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := byID(tx, ID(by.Account))
		if err != nil {
			return err
		}
		if a.Secret != "" {
			return fault.New(fault.Denied, "account.factor_stands")
		}
		step, ok := stepOf(secret, code, tx.Now.Time)
		if !ok || secret == "" {
			return errCode
		}
		if err := setFactor(tx, a.ID, secret, step); err != nil {
			return err
		}
		if err := putRecoveryCodes(tx, a.ID, codes); err != nil {
			return err
		}
		return s.note(tx, "account.enrol", a, nil)
	})
	return codes, err
}

// Prove checks a code of the authenticator app, or a recovery code. Either
// works once, however many ask at the same moment (safety S6).
func (s *Service) Prove(ctx context.Context, by access.Actor, code string) error {
	g := factorGate(ID(by.Account))
	if err := s.enter(ctx, g); err != nil {
		return err
	}
	err := s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := byID(tx, ID(by.Account))
		if err != nil {
			return err
		}
		recovered, err := spend(tx, a, code)
		if err != nil {
			return err
		}
		return s.note(tx, "account.prove", a, map[string]any{"recovery": recovered})
	})
	if err != nil {
		return err
	}
	return s.passed(ctx, g)
}

func spend(tx *db.Tx, a record, code string) (recovered bool, err error) {
	ok := false
	if step, right := stepOf(a.Secret, code, tx.Now.Time); right && a.Secret != "" {
		ok, err = useStep(tx, a.ID, step)
	} else if len(code) >= 16 {
		recovered = true
		ok, err = useRecoveryCode(tx, a.ID, code)
	}
	if err == nil && !ok {
		err = errCode
	}
	return recovered, err
}

// Renew gives new recovery codes in place of the old ones, against the
// actor's password.
func (s *Service) Renew(ctx context.Context, by access.Actor, password string) (codes []string, err error) {
	codes = newRecoveryCodes()
	return codes, s.confirmed(ctx, by, "password", password, func(tx *db.Tx, a record) error {
		if a.Secret == "" {
			return fault.New(fault.Denied, "account.factor_missing")
		}
		if err := putRecoveryCodes(tx, a.ID, codes); err != nil {
			return err
		}
		return s.note(tx, "account.renew_codes", a, nil)
	})
}

// Withdraw removes the actor's own second factor, against his password. If a
// role asks for one, the next page leads to setting up another.
func (s *Service) Withdraw(ctx context.Context, by access.Actor, password string) error {
	return s.confirmed(ctx, by, "password", password, func(tx *db.Tx, a record) error {
		if err := dropFactor(tx, a.ID); err != nil {
			return err
		}
		return s.note(tx, "account.withdraw", a, nil)
	})
}

// Drop removes the second factor of somebody who lost his device and his
// recovery codes; his sessions end. It is told like a reset. Nobody does it
// for himself, and the administrator for nobody.
func (s *Service) Drop(ctx context.Context, by access.Actor, id ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := byID(tx, id)
		if err != nil {
			return err
		}
		duties, err := dutiesOf(tx, a)
		if err != nil {
			return err
		}
		if err := authoriseOver(tx, by, DropFactor, a.Person, duties); err != nil {
			return err
		}
		if by.Person == string(a.Person) && !by.Trusted() {
			return fault.New(fault.Denied, "account.not_own")
		}
		if err := dropFactor(tx, a.ID); err != nil {
			return err
		}
		if err := endSessions(tx, a.ID); err != nil {
			return err
		}
		if err := s.told(tx, by, a.Person); err != nil {
			return err
		}
		return s.note(tx, DropFactor.Name, a, nil)
	})
}

func dropFactor(tx *db.Tx, id ID) error {
	if err := setFactor(tx, id, "", 0); err != nil {
		return err
	}
	return putRecoveryCodes(tx, id, nil)
}

// confirmed runs f once the actor has shown his password again (ASVS 7.5.3),
// in the named field of the form.
func (s *Service) confirmed(ctx context.Context, by access.Actor, field, password string, f func(tx *db.Tx, a record) error) error {
	g := confirmGate(ID(by.Account))
	if err := s.enter(ctx, g); err != nil {
		return err
	}
	var a record
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		a, err = byID(tx, ID(by.Account))
		return err
	})
	if err != nil {
		return err
	}
	right, err := s.hasher.matches(ctx, a.Password, password)
	if err != nil {
		return err
	}
	if !right {
		return fault.At(field, "account.password_wrong")
	}
	if err := s.passed(ctx, g); err != nil {
		return err
	}
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		now, err := byID(tx, a.ID)
		if err != nil {
			return err
		}
		if now.Password != a.Password {
			return fault.At(field, "account.password_wrong")
		}
		return f(tx, now)
	})
}
