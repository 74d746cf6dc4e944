package account

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

// Invite makes the link with which a person chooses username and password.
// For a person who has a password already it is a reset, which is told.
// Earlier links of the person stop working.
func (s *Service) Invite(ctx context.Context, by access.Actor, person member.ID) (l Link, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		l, err = s.InviteTx(tx, by, person)
		return err
	})
	return l, err
}

// InviteTx is Invite within a transaction.
func (s *Service) InviteTx(tx *db.Tx, by access.Actor, person member.ID) (Link, error) {
	a, has, err := byPerson(tx, person)
	if err != nil {
		return Link{}, err
	}
	a.Person = person
	duties, err := dutiesOf(tx, a)
	if err != nil {
		return Link{}, err
	}
	if err := authoriseOver(tx, by, Invite, person, duties); err != nil {
		return Link{}, err
	}
	if has && a.State == Disabled {
		return Link{}, fault.New(fault.Invalid, "account.is_disabled")
	}
	if !has {
		if a, err = s.inviteNew(tx, person); err != nil {
			return Link{}, err
		}
	}
	return s.link(tx, by, a)
}

// inviteNew makes the account of a person who has none.
func (s *Service) inviteNew(tx *db.Tx, person member.ID) (record, error) {
	name, err := member.NameOf(tx, person)
	if err != nil {
		return record{}, err
	}
	a := record{ID: ID(db.NewID()), Person: person, Name: name, State: Invited}
	if a.Username, err = freeUsername(tx, name); err != nil {
		return record{}, err
	}
	return a, insertAccount(tx, a)
}

// freeUsername suggests a username that nobody has.
func freeUsername(tx *db.Tx, name string) (string, error) {
	for n := 0; ; n++ {
		u := suggestUsername(name, n)
		_, err := byUsername(tx, u)
		if fault.Is(err, fault.NotFound) {
			return u, nil
		}
		if err != nil {
			return "", err
		}
	}
}

func (s *Service) link(tx *db.Tx, by access.Actor, a record) (Link, error) {
	l := Link{Secret: db.NewSecret(32), Name: a.Name, Username: a.Username, Reset: a.Password != "", Until: db.At(tx.Now.Add(LinkLife))}
	if err := retireLinks(tx, a.ID); err != nil {
		return Link{}, err
	}
	if err := insertLink(tx, a.ID, l, by.Account); err != nil {
		return Link{}, err
	}
	if err := closeRequest(tx, a.ID); err != nil {
		return Link{}, err
	}
	if l.Reset {
		if err := s.told(tx, by, a.Person); err != nil {
			return Link{}, err
		}
	}
	return l, s.note(tx, Invite.Name, a, map[string]any{"reset": l.Reset, "until": l.Until})
}

// Opened tells for whom a link is; a link that works no more is NotFound.
func (s *Service) Opened(ctx context.Context, by access.Actor, secret string) (Link, error) {
	_, l, err := s.opened(ctx, secret)
	return l, err
}

func (s *Service) opened(ctx context.Context, secret string) (a record, l Link, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, l, err = openLink(tx, secret)
		return err
	})
	return a, l, err
}

// Answer is what a person sends with a link.
type Answer struct {
	Username string // of a reset it is not asked
	Password string
	Again    string // the password, typed a second time
}

// Accept sets the password of the account that a link is for and uses the
// link up. Sessions opened before end. The second factor stays.
func (s *Service) Accept(ctx context.Context, by access.Actor, secret string, f Answer) (Pass, error) {
	a, l, err := s.opened(ctx, secret)
	if err != nil {
		return Pass{}, err
	}
	var faults fault.Form
	username := l.Username
	if !l.Reset {
		if username, err = checkUsername(f.Username); err != nil && !faults.Take("username", err) {
			return Pass{}, err
		}
	}
	checkNewPassword(&faults, f.Password, f.Again, username, l.Name)
	if err := faults.Err(); err != nil {
		return Pass{}, err
	}
	hash, err := s.hasher.hash(ctx, f.Password)
	if err != nil {
		return Pass{}, err
	}
	return s.accept(ctx, a, secret, username, hash)
}

func checkNewPassword(faults *fault.Form, password, again string, names ...string) {
	faults.Take("password", checkPassword(password, names...))
	if again != password {
		faults.Add("again", "account.password_differs")
	}
}

// accept sets the password; the holder of the link is the one who acts.
func (s *Service) accept(ctx context.Context, holder record, secret, username, hash string) (p Pass, err error) {
	by := access.Actor{Kind: access.Link, Account: string(holder.ID), Person: string(holder.Person)}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, l, err := openLink(tx, secret)
		if err != nil {
			return err
		}
		if err := spendLink(tx, secret); err != nil {
			return err
		}
		if err := setPassword(tx, a.ID, username, hash); err != nil {
			return err
		}
		if err := forgetDevices(tx, a.ID); err != nil {
			return err
		}
		if err := closeRequest(tx, a.ID); err != nil {
			return err
		}
		p = Pass{Account: a.ID, Epoch: a.Epoch + 1}
		return s.note(tx, "account.accept", a, map[string]any{"reset": l.Reset, "username": username})
	})
	return p, err
}

// Ask notes that somebody forgot his password; those who invite in his unit
// see it. It answers alike whether or not there is such an account.
func (s *Service) Ask(ctx context.Context, by access.Actor, username, address string) error {
	if err := s.enter(ctx, forgotGate(address)); err != nil {
		return err
	}
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := byUsername(tx, Username(username))
		if fault.Is(err, fault.NotFound) || err == nil && a.State == Disabled {
			return nil
		}
		if err != nil {
			return err
		}
		if fresh, err := putRequest(tx, a.ID); err != nil || !fresh {
			return err
		}
		return s.note(tx, "account.ask", a, nil)
	})
}

// Opening is an account made with its password at once.
type Opening struct {
	Person   member.ID
	Username string
	Password string
}

// Open makes an account that is active at once, its password known to whoever
// calls: the sample organisations. Only the program itself may.
func (s *Service) Open(ctx context.Context, by access.Actor, o Opening) (ID, error) {
	if !by.Trusted() {
		return "", fault.New(fault.Denied, "ui.denied")
	}
	username, err := checkUsername(o.Username)
	if err != nil {
		return "", err
	}
	if err := checkPassword(o.Password, username); err != nil {
		return "", err
	}
	hash, err := s.hasher.hash(ctx, o.Password)
	if err != nil {
		return "", err
	}
	a := record{ID: ID(db.NewID()), Person: o.Person, Username: username, Password: hash, State: Active}
	return a.ID, s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := insertAccount(tx, a); err != nil {
			return err
		}
		return s.note(tx, "account.open", a, map[string]any{"username": username})
	})
}
