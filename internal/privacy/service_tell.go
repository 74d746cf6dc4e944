package privacy

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tellLeaders tells who answers for a unit that a request came in.
func (s *Service) tellLeaders(tx *db.Tx, by access.Actor, u org.Unit, q Request) error {
	return s.tellAnswering(tx, by, u, q, notify.Notice{Key: "privacy.tell_file", Mail: notify.News})
}

// tellAnswering tells who answers for a unit something of a request: by when it is
// due, never a word of it.
func (s *Service) tellAnswering(tx *db.Tx, by access.Actor, u org.Unit, q Request, n notify.Notice) error {
	if s.Notices == nil {
		return nil
	}
	to, err := leadersOf(tx, u)
	if err == nil && !u.Kind.Holds && s.Officers != nil {
		to, err = s.Officers(tx, u)
	}
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, person := range to {
		if person != q.Person && string(person) != by.Person {
			n.Person, n.Unit, n.Args, n.Link = person, u.ID, []any{q.Due()}, "/privacy/request/"+string(q.ID)
			notices = append(notices, n)
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// tellPerson tells the person what became of his request. The notice is about his
// own account: he sees it wherever he belongs.
func (s *Service) tellPerson(tx *db.Tx, by access.Actor, u org.Unit, q Request, a Act) error {
	if s.Notices == nil || a == Withdrawing {
		return nil
	}
	return s.Notices.TellTx(tx, by, notify.Notice{Person: member.ID(q.Person), Key: "privacy.tell_" + string(a), Args: []any{u.Name}, Link: "/privacy/request/" + string(q.ID), Mail: notify.News})
}

// Remind tells who answers of each request the day before it is due, and once when
// that day is over. Each is told once, however often Remind runs; it works once a
// day, from seven in the morning. For background work alone.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	return s.daily.Do(by, s.db.Now(), func() error {
		find := func(tx *db.Tx) ([]Request, error) { return dueBy(tx, tx.Today().AddDays(1)) }
		return notify.Each(ctx, s.db, find, func(tx *db.Tx, q Request) error {
			u, err := org.Of(tx, q.Unit)
			if err != nil {
				return err
			}
			key := "privacy.tell_due"
			if q.Overdue(tx.Today()) {
				key = "privacy.tell_late"
			}
			return s.tellAnswering(tx, by, u, q, notify.Notice{Key: key, Once: key + " " + string(q.ID) + " " + string(q.Due()), Mail: notify.Deadline})
		})
	})
}
