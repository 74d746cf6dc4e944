package welfare

import (
	"context"
	"fmt"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// notice is what somebody is told of a request: the day on which it was raised and
// the one on which it is due, never a word of it. Who raised it hears of it where he
// raised it, the others where it is answered.
func (r Request) notice(person member.ID, key string) notify.Notice {
	n := notify.Notice{Person: person, Unit: r.Answers, Key: key, Args: []any{r.RaisedOn}, Link: "/welfare/request/" + string(r.ID), Mail: notify.News}
	if person == r.Author {
		n.Unit = r.Unit
	}
	if r.Due != "" {
		n.Args = append(n.Args, r.Due)
	}
	return n
}

// tellHandlers tells the secretary and the deputy of the unit that answers, or, of a
// committee, its officers; each of them once with the same once, "" always.
func (s *Service) tellHandlers(tx *db.Tx, by access.Actor, r Request, u org.Unit, key, once string) error {
	if s.Notices == nil {
		return nil
	}
	called, err := member.CalledTo(tx, u.ID, tx.Today())
	if err != nil {
		return err
	}
	people := member.LeadersOf(called)
	if !u.Kind.Holds && s.Officers != nil {
		if people, err = s.Officers(tx, u); err != nil {
			return err
		}
	}
	var all []notify.Notice
	for _, person := range people {
		n := r.notice(person, key)
		if n.Once = once; once != "" {
			n.Mail = notify.Deadline
		}
		all = append(all, n)
	}
	return s.Notices.TellOthersTx(tx, by, all...)
}

// tellStep tells the other side of an act.
func (s *Service) tellStep(tx *db.Tx, by access.Actor, r Request, a Act) error {
	switch a {
	case Replying, Finishing, Closing:
		if err := s.Notices.TellOthersTx(tx, by, r.notice(r.Author, "welfare.tell_"+string(a))); err != nil || a != Replying {
			return err
		}
		return s.tellUnit(tx, by, r, "welfare.tell_answered", "")
	case Returning, Reopening:
		return s.Notices.TellOthersTx(tx, by, r.notice(r.Person, "welfare.tell_assign"))
	case Withdrawing:
		return s.tellUnit(tx, by, r, "welfare.tell_withdraw", "")
	}
	return nil
}

// tellUnit is tellHandlers of the unit that the request names.
func (s *Service) tellUnit(tx *db.Tx, by access.Actor, r Request, key, once string) error {
	if s.Notices == nil {
		return nil
	}
	u, err := org.Known(tx, r.Answers)
	if err != nil {
		return err
	}
	return s.tellHandlers(tx, by, r, u, key, once)
}

// Remind tells who answers the day before an answer is due, and once, with the
// leaders of the unit, when that day is over; where nobody by name answers, the
// leaders alone. It works once a day, from seven in the morning. For background work
// alone.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	if s.Notices == nil {
		return nil
	}
	return s.daily.Do(by, s.db.Now(), func() error {
		find := func(tx *db.Tx) ([]Request, error) { return dueBy(tx, tx.Today().AddDays(1)) }
		return notify.Each(ctx, s.db, find, func(tx *db.Tx, r Request) error { return s.remind(tx, by, r) })
	})
}

func (s *Service) remind(tx *db.Tx, by access.Actor, r Request) error {
	key, over := "welfare.tell_near", r.Late(tx.Today()) > 0
	if over {
		key = "welfare.tell_late"
	}
	once := fmt.Sprint(key, " ", r.ID, " ", r.Due)
	if r.Person != "" {
		n := r.notice(r.Person, key)
		n.Once, n.Mail = once, notify.Deadline
		if err := s.Notices.TellOthersTx(tx, by, n); err != nil || !over {
			return err
		}
	}
	return s.tellUnit(tx, by, r, key, once)
}
