package feedback

import (
	"context"
	"fmt"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
)

// notice is what somebody is told of an entry: the day on which it came in and the
// one on which it is due, never a word of it.
func (e Entry) notice(person member.ID, key string) notify.Notice {
	n := notify.Notice{Person: person, Unit: e.Unit, Key: key, Args: []any{e.ReceivedOn}, Link: "/feedback/entry/" + string(e.ID), Mail: notify.News}
	if e.Due != "" {
		n.Args = append(n.Args, e.Due)
	}
	return n
}

// tellPerson tells who answers.
func (s *Service) tellPerson(tx *db.Tx, by access.Actor, e Entry, key string) error {
	if e.Person == "" {
		return nil
	}
	return s.Notices.TellOthersTx(tx, by, e.notice(e.Person, key))
}

// tellLeaders tells the secretary and the deputy of the unit.
func (s *Service) tellLeaders(tx *db.Tx, by access.Actor, e Entry, key string) error {
	if s.Notices == nil {
		return nil
	}
	called, err := member.CalledTo(tx, e.Unit, tx.Today())
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, person := range member.LeadersOf(called) {
		notices = append(notices, e.notice(person, key))
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}

// tellStep tells the other side of an act.
func (s *Service) tellStep(tx *db.Tx, by access.Actor, e Entry, a Act) error {
	switch a {
	case Replying:
		return s.tellLeaders(tx, by, e, "feedback.tell_answer")
	case Returning:
		return s.tellPerson(tx, by, e, "feedback.tell_return")
	}
	return nil
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
		find := func(tx *db.Tx) ([]Entry, error) { return dueBy(tx, tx.Today().AddDays(1)) }
		return notify.Each(ctx, s.db, find, func(tx *db.Tx, e Entry) error { return s.remind(tx, by, e) })
	})
}

func (s *Service) remind(tx *db.Tx, by access.Actor, e Entry) error {
	key, over := "feedback.tell_near", e.Late(tx.Today()) > 0
	if over {
		key = "feedback.tell_late"
	}
	to := []member.ID{e.Person}
	if e.Person == "" || over {
		called, err := member.CalledTo(tx, e.Unit, tx.Today())
		if err != nil {
			return err
		}
		to = append(to, member.LeadersOf(called)...)
	}
	var notices []notify.Notice
	for _, person := range to {
		if person != "" {
			n := e.notice(person, key)
			n.Once, n.Mail = fmt.Sprint(key, " ", e.ID, " ", e.Due), notify.Deadline
			notices = append(notices, n)
		}
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}
