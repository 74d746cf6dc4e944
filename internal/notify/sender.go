package notify

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/notify/smtp"
)

const (
	// batch is how many mails go over one connection.
	batch = 10
	// lease is for how long a claimed mail is nobody else's: longer than a
	// batch takes whose every letter runs into the mail server's time limits.
	lease = 20 * time.Minute
	// rest is how long the sender sleeps if nothing wakes it.
	rest = time.Minute
)

// Sender takes mails out of the outbox and hands them to the mail server.
// Several, in one process or in many, share the work.
type Sender struct{ s *Service }

// NewSender makes the sender of a service whose Post is set.
func NewSender(s *Service) *Sender { return &Sender{s} }

// Start sends in the background until stop is called, which waits for the
// letter that is on its way.
func (x *Sender) Start(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		timer := time.NewTicker(rest)
		defer timer.Stop()
		for {
			if err := x.SendDue(ctx); err != nil && ctx.Err() == nil {
				slog.Error("sending mail", "error", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-timer.C:
			case <-x.s.waiting:
			}
		}
	})
	return func() {
		cancel()
		done.Wait()
	}
}

// SendDue sends what is due, and stops early where the mail server cannot be
// reached. That a mail is refused is no error of SendDue.
func (x *Sender) SendDue(ctx context.Context) error {
	for ctx.Err() == nil {
		claims, err := x.claim(ctx)
		if err != nil || len(claims) == 0 {
			return err
		}
		reached, err := x.send(ctx, claims)
		if err != nil || !reached {
			return err
		}
	}
	return ctx.Err()
}

func (x *Sender) claim(ctx context.Context) (claims []claim, err error) {
	err = x.s.db.System(ctx, func(tx *db.Tx) error {
		claims, err = claimDue(tx, batch, lease)
		return err
	})
	return claims, err
}

// send delivers claimed mails over one connection. Each is noted as sent
// before the next one goes out.
func (x *Sender) send(ctx context.Context, claims []claim) (reached bool, err error) {
	var letters []smtp.Letter
	var carried []claim
	for _, c := range claims {
		l, ok, err := x.write(ctx, c)
		if err != nil {
			return false, err
		}
		if ok {
			letters, carried = append(letters, l), append(carried, c)
		} else if err := x.end(ctx, c, skipped); err != nil {
			return false, err
		}
	}
	if len(letters) == 0 {
		return true, nil
	}
	settled := 0
	var failure error
	why := x.s.Post.Deliver(ctx, letters, func(i int, refused error) {
		settled = i + 1
		if refused != nil {
			complain(refused, "notice", carried[i].Notice, "try", carried[i].Tries)
		}
		failure = errors.Join(failure, x.note(ctx, carried[i], refused))
	})
	if why == nil || failure != nil {
		return true, failure
	}
	complain(why, "mails", len(carried)-settled)
	for _, c := range carried[settled:] {
		failure = errors.Join(failure, x.note(ctx, c, why))
	}
	return false, failure
}

// complain logs that the mail server did not do its part. It leaves out what
// the server said: that may hold an address.
func complain(err error, about ...any) {
	var why *smtp.Error
	if errors.As(err, &why) {
		about = append(about, "problem", why.Problem, "code", why.Code)
	}
	slog.Warn("mail not sent", about...)
}

// write makes the letter of a claimed mail; ok is false if it is not to be
// sent: by now its person has left, wants no mail or has no address, or its
// event has changed again.
func (x *Sender) write(ctx context.Context, c claim) (l smtp.Letter, ok bool, err error) {
	var e errand
	err = x.s.db.Read(ctx, func(tx *db.Tx) error {
		e, err = errandOf(tx, c)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return l, false, nil // erased since it was claimed
	}
	if err != nil || !e.Wanted || e.Superseded {
		return l, false, err
	}
	who, err := x.s.standing(ctx, e.Person)
	if err != nil || len(who.Duties) == 0 || e.Unit != "" && !access.Can(who, See, access.Place{Unit: string(e.Unit), Path: e.Path}) {
		return l, false, err
	}
	to, err := x.s.address(ctx, e.Person)
	if err != nil || to == "" {
		return l, false, err
	}
	return x.s.letter(e, to), true, nil
}

// letter puts a mail into words, which name nothing and nobody.
func (s *Service) letter(e errand, to string) smtp.Letter {
	l := smtp.Letter{ID: string(e.Notice), To: to, At: e.At.Time, Subject: s.Words("notify.mail_" + string(e.Mail) + "_subject")}
	if e.Mail == Schedule {
		key, args := Neutral(e.Event, e.Event.Sequence > 0)
		l.Text = s.Words(key, args...)
		l.Calendar, l.Method = invitation(e.Event, e.At, s.Post.From(), to)
	} else {
		l.Text = s.Words("notify.mail_" + string(e.Mail))
	}
	if s.Address != "" {
		l.Text += "\n\n" + s.Address
	}
	l.Text += "\n\n" + s.Words("notify.mail_foot") + "\n"
	return l
}

// note writes down what became of a mail.
func (x *Sender) note(ctx context.Context, c claim, refused error) error {
	if refused == nil {
		return x.end(ctx, c, sent)
	}
	var why *smtp.Error
	hopeless := errors.As(refused, &why) && why.Problem == smtp.Recipient
	if hopeless || x.s.db.Now().Sub(c.MadeAt.Time) >= giveUp {
		return x.end(ctx, c, failed)
	}
	return x.s.db.System(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		return postpone(tx, c, db.At(tx.Now.Add(pause(c.Tries))))
	})
}

// end settles a mail, also while the program is being stopped: what was sent
// must be known as sent.
func (x *Sender) end(ctx context.Context, c claim, s mailState) error {
	return x.s.db.System(context.WithoutCancel(ctx), func(tx *db.Tx) error { return settle(tx, c, s) })
}
