package notify

import (
	"context"
	"errors"
	"net/mail"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/notify/smtp"
)

// Settings is how a person is told, and for the administrator how mail fares.
type Settings struct {
	Configured bool   // the installation can send mail
	Mail       bool   // the person wants it
	Email      string // where it goes; "" if no address is known
	Feed       bool   // an address of his calendar is in use
	Oversees   bool   // the following are told too
	Waiting    int    // mails that are still to be sent
	Failed     int    // mails that could not be sent, of the last ninety days
}

// Settings gives the actor's own settings, and the state of the outbox to the
// administrator.
func (s *Service) Settings(ctx context.Context, by access.Actor) (st Settings, err error) {
	st.Configured = s.Post != nil
	st.Oversees = access.Can(by, Oversee, access.Place{})
	if st.Email, err = s.address(ctx, member.ID(by.Person)); err != nil {
		return st, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if st.Mail, st.Feed, err = settingOf(tx, member.ID(by.Person)); err != nil {
			return err
		}
		if st.Oversees {
			st.Waiting, st.Failed, err = countMails(tx)
		}
		return err
	})
	return st, err
}

// address is the e-mail address that is known of a person.
func (s *Service) address(ctx context.Context, person member.ID) (string, error) {
	rec, err := s.members.Get(ctx, access.System, person)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return strings.TrimSpace(rec.Person.Email), err
}

// Choose turns mail to the actor on or off.
func (s *Service) Choose(ctx context.Context, by access.Actor, mail bool) error {
	person := member.ID(by.Person)
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := putSetting(tx, person, mail); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "notify.choose", Kind: "notify", Subject: by.Person, Data: map[string]bool{"mail": mail}})
	})
}

// Test sends a letter that says nothing to an address, at once, so that the
// administrator learns whether mail works and, if not, who can mend it.
func (s *Service) Test(ctx context.Context, by access.Actor, address string) error {
	if err := access.Check(by, Oversee, access.Place{}); err != nil {
		return err
	}
	if s.Post == nil {
		return fault.New(fault.Invalid, "notify.unconfigured")
	}
	to, err := mail.ParseAddress(i18n.Clean(address))
	if err != nil || len(address) > 254 || to.Name != "" {
		return fault.At("address", "notify.address_invalid")
	}
	var letter smtp.Letter
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		letter = smtp.Letter{ID: db.NewID(), To: to.Address, At: tx.Now.Time, Subject: s.Words("notify.mail_test_subject"), Text: s.Words("notify.mail_test")}
		return tx.Audit(db.Entry{Action: "notify.test", Kind: "notify", Subject: letter.ID})
	})
	if err != nil {
		return err
	}
	var refused error
	err = s.Post.Deliver(ctx, []smtp.Letter{letter}, func(_ int, err error) { refused = err })
	if err == nil {
		err = refused
	}
	var why *smtp.Error
	if errors.As(err, &why) {
		return fault.Wrap(err, fault.Invalid, "notify.test_"+string(why.Problem))
	}
	return err
}

// Renew gives the actor's calendar feed a new address and ends the old one. The
// secret is the last part of the address; it is shown once, only its hash is
// kept.
func (s *Service) Renew(ctx context.Context, by access.Actor) (secret string, err error) {
	secret = db.NewSecret(32)
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := putFeed(tx, member.ID(by.Person), secret); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "notify.feed_renew", Kind: "notify", Subject: by.Person})
	})
	return secret, err
}

// SwitchOff ends the actor's calendar feed.
func (s *Service) SwitchOff(ctx context.Context, by access.Actor) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := dropFeed(tx, member.ID(by.Person)); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "notify.feed_off", Kind: "notify", Subject: by.Person})
	})
}

// Feed gives the calendar of the address with the secret, to whoever knows it.
// It is NotFound once the address is ended, or its person has no account or no
// role any more.
func (s *Service) Feed(ctx context.Context, _ access.Actor, secret string) (file []byte, err error) {
	var person member.ID
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		person, err = personOf(tx, secret)
		return err
	})
	if err != nil {
		return nil, err
	}
	who, err := s.standing(ctx, person)
	if err != nil {
		return nil, err
	}
	if len(who.Duties) == 0 {
		return nil, db.ErrNone
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var events []Event
		if s.Calendar != nil {
			if events, err = s.Calendar(tx, person); err != nil {
				return err
			}
		}
		file = feed(events, tx.Now)
		return nil
	})
	return file, err
}
