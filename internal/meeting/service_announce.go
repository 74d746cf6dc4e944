package meeting

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// Announce sends the notice of a meeting to everybody called (B3): in the
// application, and by mail to whom mail reaches. Nobody is told before.
func (s *Service) Announce(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, was, err := stepping(tx, by, id, Announcing)
		if err != nil {
			return err
		}
		items, err := itemsOf(tx, id)
		if err != nil {
			return err
		}
		seats, err := calledTo(tx, m)
		if err != nil {
			return err
		}
		if err := mayAnnounce(m, items, seats, tx.Now); err != nil {
			return err
		}
		m.AnnouncedAt = tx.Now
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		if err := s.tell(tx, by, m, tellAnnounced); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.announce", "", map[string]int{"told": len(told(seats))})
	})
}

// tell lets everybody called know of the meeting's time, or that it is off.
func (s *Service) tell(tx *db.Tx, by access.Actor, m Meeting, what string) error {
	return s.tellAs(tx, by, m, what, m.Unit)
}

// tellAs tells the called of a meeting as people of a unit: after their own has
// ended, they are those of its heir.
func (s *Service) tellAs(tx *db.Tx, by access.Actor, m Meeting, what string, unit org.ID) error {
	if s.Notices == nil {
		return nil
	}
	seats, err := seatsOf(tx, m)
	if err != nil {
		return err
	}
	_, minutes, err := lengthOf(tx, m.ID)
	if err != nil {
		return err
	}
	m.Unit = unit
	return s.Notices.TellTx(tx, by, m.invitations(what, seats, minutes)...)
}

// Event is the meeting as calendars know it.
func (s Sheet) Event() notify.Event { return s.Meeting.event(s.Planned()) }

// Urge reminds the presenter of an item that its paper is awaited, at most once
// a day.
func (s *Service) Urge(ctx context.Context, by access.Actor, id ID, item ItemID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := authoriseRecorder(tx, by, id)
		if err != nil {
			return err
		}
		i, err := itemOf(tx, id, item)
		if err != nil {
			return err
		}
		if !m.State.Ahead() {
			return NotWhen(m.State)
		}
		if i.Presenter == "" {
			return fault.New(fault.Invalid, "meeting.nobody_presents")
		}
		if s.Notices != nil {
			n := m.notice(tellPrepare, i.Presenter, notify.News)
			what := i.Title
			if i.Report != "" { // its title holds a name, which no notice does
				what = "báo cáo liên hệ"
			}
			n.Args = append(n.Args, what)
			n.Once = n.Key + " " + string(item) + " " + string(tx.Today())
			if err := s.Notices.TellTx(tx, by, n); err != nil {
				return err
			}
		}
		return m.Audit(tx, "meeting.urge", i.Presenter, map[string]ItemID{"item": item})
	})
}

// Remind tells those who have not answered that a meeting is tomorrow, everybody
// that papers came after the notice, and the secretary that a notice is unsent
// two days before its meeting, or that minutes are not finished within the days
// that the rule gives. Nobody is told the same twice, however often it runs. It
// is for background work, which calls it every hour; nothing goes out at night.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	if !by.Trusted() {
		return fault.New(fault.Denied, "ui.denied")
	}
	if s.Notices == nil || !notify.Awake(s.db.Now()) {
		return nil
	}
	return notify.Each(ctx, s.db, func(tx *db.Tx) ([]Meeting, error) {
		return waitingOn(tx, tx.Today(), unsentBefore)
	}, func(tx *db.Tx, m Meeting) error { return s.remindOf(tx, by, m) })
}

func (s *Service) remindOf(tx *db.Tx, by access.Actor, m Meeting) error {
	called, err := member.CalledTo(tx, m.Unit, tx.Today())
	if err != nil {
		return err
	}
	seats, err := seatsOf(tx, m)
	if err != nil {
		return err
	}
	replies, _, err := sentTo(tx, m.ID, "")
	if err != nil {
		return err
	}
	papers, err := document.List(tx, PapersOf, string(m.ID))
	if err != nil {
		return err
	}
	added := slices.ContainsFunc(papers, func(a document.Attachment) bool {
		return a.AddedAt.After(m.AnnouncedAt.Time) && a.AddedAt.Date() == tx.Today()
	})
	book, err := s.book(tx, m.Unit)
	if err != nil {
		return err
	}
	finishBy, _ := m.ReportBy(book)
	return s.Notices.TellTx(tx, by, m.reminders(tx.Today(), seats, replies, member.HeadOf(called), added, finishBy)...)
}

// feedPast is how many days back a person's calendar shows meetings.
const feedPast = 31

// Events are the meetings that a person is told of, for the feed of his
// calendar: their times alone, cancelled ones too.
func (s *Service) Events(tx *db.Tx, by access.Actor, person member.ID) ([]notify.Event, error) {
	who := access.Actor{Kind: access.Human, Person: string(person)}
	if by.Person != string(person) && !by.Trusted() {
		return nil, fault.New(fault.Denied, "ui.denied")
	}
	duties, err := member.DutiesOf(tx, person)
	if err != nil {
		return nil, err
	}
	who.Duties = duties
	meetings, err := announcedTo(tx, access.ReachOf(who, View), access.ReachOf(who, Prepare), tx.Today().AddDays(-feedPast))
	if err != nil {
		return nil, err
	}
	var events []notify.Event
	for _, m := range meetings {
		seats, err := seatsOf(tx, m.Meeting)
		if err != nil {
			return nil, err
		}
		if seat, ok := SeatOf(seats, person); ok && seat.Told() {
			events = append(events, m.event(m.minutes))
		}
	}
	return events, nil
}

// timed is a meeting with the length of its agenda in minutes.
type timed struct {
	Meeting
	minutes int
}
