package periodic

import (
	"context"
	"fmt"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tellMove tells who is concerned that a report moved: the officers of the committee
// directly above of what was sent, its writers of what became of it.
func (s *Service) tellMove(tx *db.Tx, by access.Actor, r Report, u org.Unit, a Act) (err error) {
	var people []member.ID
	switch a {
	case Sending:
		people, err = officersOf(tx, u.Parent)
	case Receiving, Returning:
		people, err = writersOf(tx, u)
	}
	if err != nil {
		return err
	}
	return s.tell(tx, by, r, "periodic.tell_"+string(a), "", notify.News, people)
}

// writersOf are those who lead a unit: secretary and deputy of a cell, the officers
// of a committee.
func writersOf(tx *db.Tx, u org.Unit) ([]member.ID, error) {
	if !u.Kind.Holds {
		return officersOf(tx, u.ID)
	}
	called, err := member.CalledTo(tx, u.ID, tx.Today())
	return member.LeadersOf(called), err
}

// tell sends a notice of a report to people, but not to who caused it. It names the
// unit and the period, never a word of the report.
func (s *Service) tell(tx *db.Tx, by access.Actor, r Report, key, once string, mail notify.Mail, people []member.ID) error {
	if s.Notices == nil {
		return nil
	}
	var notices []notify.Notice
	for _, person := range people {
		if string(person) != by.Person {
			notices = append(notices, notify.Notice{
				Person: person, Unit: r.Unit, Key: key, Args: []any{r.UnitName, r.Period.Words(), r.Due},
				Link: "/periodic/of/" + string(r.ID), Once: once, Mail: mail,
			})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// reminder is how many days before the last day writers are reminded.
const reminder = 3

// Remind tells the writers of a report that was begun three days before its last
// day, and once when that is over. Each is told once, however often Remind runs; it
// works once a day, from seven in the morning. For background work alone.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	if s.Notices == nil {
		return nil
	}
	return s.daily.Do(by, s.db.Now(), func() error {
		return notify.Each(ctx, s.db, func(tx *db.Tx) ([]Report, error) {
			return unsentBy(tx, tx.Today().AddDays(reminder))
		}, func(tx *db.Tx, r Report) error {
			u, err := org.Of(tx, r.Unit)
			if err != nil {
				return err
			}
			people, err := writersOf(tx, u)
			if err != nil {
				return err
			}
			key := "periodic.tell_near"
			if r.Late(tx.Today()) > 0 {
				key = "periodic.tell_late"
			}
			return s.tell(tx, by, r, key, fmt.Sprint(key, " ", r.ID, " ", r.Due), notify.Deadline, people)
		})
	})
}
