package topic

import (
	"context"
	"fmt"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

func page(id ID) string { return "/topic/" + string(id) }

func briefingPage(id BriefingID) string { return "/topic/briefing/of/" + string(id) }

func listLink(unit org.ID, year int) string { return fmt.Sprintf("/topic?unit=%s&year=%d", unit, year) }

// notice is what somebody is told of a topic: its title and its last day, never
// a word of the paper.
func (t Topic) notice(person member.ID, key string) notify.Notice {
	return notify.Notice{Person: person, Unit: t.Unit, Key: key, Args: []any{t.Title, t.Due}, Link: page(t.ID), Mail: notify.News}
}

func (s *Service) tellAuthor(tx *db.Tx, by access.Actor, a about, key string) error {
	return s.Notices.TellOthersTx(tx, by, a.notice(a.Person, key))
}

// tellLeaders tells the cell's committee, but for the author.
func (s *Service) tellLeaders(tx *db.Tx, by access.Actor, a about, key string) error {
	called, err := member.CalledTo(tx, a.Unit, tx.Today())
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, c := range called {
		if leads(c) && c.Person != a.Person {
			notices = append(notices, a.notice(c.Person, key))
		}
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}

// tellPresenters tells who presents at a briefing; others are those who no
// longer do.
func (s *Service) tellPresenters(tx *db.Tx, by access.Actor, b Briefing, key string, others ...member.ID) error {
	var notices []notify.Notice
	to := func(person member.ID, key string) {
		notices = append(notices, notify.Notice{Person: person, Unit: b.Unit, Key: key, Args: []any{b.Title, b.HeldOn}, Link: briefingPage(b.ID), Mail: notify.News})
	}
	to(b.Presenter, key)
	to(b.Second, key)
	for _, person := range others {
		if !b.Presents(string(person)) {
			to(person, "topic.tell_briefing_relieved")
		}
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}

// reminder is how many days before the last day an author is reminded, and a
// presenter before his briefing.
const reminder = 3

// Remind tells authors three days before the last day for their papers, and
// once when it is over; and presenters three days before their briefing. Each
// is told once, however often Remind runs; it works once a day, from seven in
// the morning. For background work alone.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	if s.Notices == nil {
		return nil
	}
	return s.daily.Do(by, s.db.Now(), func() error {
		return notify.Each(ctx, s.db, func(tx *db.Tx) ([]org.ID, error) {
			return unitsToRemind(tx, tx.Today(), tx.Today().AddDays(reminder))
		}, func(tx *db.Tx, unit org.ID) error { return s.remindIn(tx, by, unit) })
	})
}

// remindIn reminds the authors and presenters of one unit.
func (s *Service) remindIn(tx *db.Tx, by access.Actor, unit org.ID) error {
	today := tx.Today()
	topics, err := owedBy(tx, unit, today.AddDays(reminder))
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, t := range topics {
		n := t.notice(t.Person, "topic.tell_near")
		if t.Late(today) > 0 {
			n.Key = "topic.tell_late"
		}
		n.Once, n.Mail = fmt.Sprint(n.Key, " ", t.ID, " ", t.Due), notify.Deadline
		notices = append(notices, n)
	}
	briefings, err := briefingsNear(tx, unit, today, today.AddDays(reminder))
	if err != nil {
		return err
	}
	for _, b := range briefings {
		for _, person := range []member.ID{b.Presenter, b.Second} {
			notices = append(notices, notify.Notice{
				Person: person, Unit: unit, Key: "topic.tell_briefing_near", Args: []any{b.Title, b.HeldOn}, Link: briefingPage(b.ID), Mail: notify.Deadline,
				Once: fmt.Sprint("topic.tell_briefing_near ", b.ID, " ", b.HeldOn),
			})
		}
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}
