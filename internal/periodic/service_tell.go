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
// directly above of what was sent, its writers of what became of it, and of what was
// sent for them.
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
	if a == Sending && r.Aside {
		own, err := writersOf(tx, u)
		if err != nil {
			return err
		}
		if err := s.tell(tx, by, r, "periodic.tell_aside", "", notify.News, own); err != nil {
			return err
		}
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

// link leads to the report, and where none was begun to where that is done.
func (r Report) link() string {
	if r.ID == "" {
		return "/periodic?unit=" + string(r.Unit)
	}
	return "/periodic/of/" + string(r.ID)
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
				Link: r.link(), Once: once, Mail: mail,
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

// Remind tells the writers of a report three days before its last day, and once when
// that is over: of one that was begun, and of the one that a unit owes which has made
// reports before. Each is told once, however often Remind runs; it works once a day,
// from seven in the morning. For background work alone.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	if s.Notices == nil {
		return nil
	}
	return s.daily.Do(by, s.db.Now(), func() error {
		err := notify.Each(ctx, s.db, func(tx *db.Tx) ([]Report, error) {
			return unsentBy(tx, tx.Today().AddDays(reminder))
		}, func(tx *db.Tx, r Report) error {
			u, err := org.Of(tx, r.Unit)
			if err != nil {
				return err
			}
			return s.remind(tx, by, r, u)
		})
		if err != nil {
			return err
		}
		return notify.Each(ctx, s.db, func(tx *db.Tx) ([]org.ID, error) {
			return owing(tx, Expected(tx.Today()))
		}, func(tx *db.Tx, unit org.ID) error {
			u, err := org.Of(tx, unit)
			if err != nil {
				return err
			}
			o, err := owed(tx, u)
			if err != nil || o.Due == "" || o.Due > tx.Today().AddDays(reminder) {
				return err
			}
			return s.remind(tx, by, Report{Unit: unit, UnitName: u.Name, Period: o.Period, State: Drafted, Due: o.Due}, u)
		})
	})
}

// remind tells the writers of a report that it is due, or late.
func (s *Service) remind(tx *db.Tx, by access.Actor, r Report, u org.Unit) error {
	people, err := writersOf(tx, u)
	if err != nil {
		return err
	}
	key := "periodic.tell_near"
	if r.Late(tx.Today()) > 0 {
		key = "periodic.tell_late"
	}
	once := fmt.Sprint(key, " ", r.Unit, " ", r.Period.Length, " ", r.Period.From, " ", r.Due)
	return s.tell(tx, by, r, key, once, notify.Deadline, people)
}
