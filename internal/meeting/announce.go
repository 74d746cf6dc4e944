package meeting

import (
	"time"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
)

// mayAnnounce is the guard of the notice: the meeting lies ahead, a chair is
// named, the agenda is not empty.
func mayAnnounce(m Meeting, items []Item, seats []Seat, now db.Time) error {
	var faults fault.Form
	if !m.begins().After(now.Time) {
		faults.Add("held_on", "meeting.announce_late", m.HeldOn)
	}
	m.ready(&faults, items, seats)
	return faults.Err()
}

// begins is the instant at which the meeting is planned to begin.
func (m Meeting) begins() db.Time {
	return db.At(m.HeldOn.Time().Add(time.Duration(max(minuteOf(m.StartsAt), 0)) * time.Minute))
}

// usualLength is how long a calendar shows a meeting whose agenda names no
// lengths, in minutes.
const usualLength = 90

// event is the meeting as calendars know it: a time, and nothing of what for.
// minutes is the length of the agenda. Who follows the event replaces an
// earlier time by a later one.
func (m Meeting) event(minutes int) notify.Event {
	if minutes <= 0 {
		minutes = usualLength
	}
	start := m.begins()
	e := notify.Event{
		UID: string(m.ID), Sequence: m.Moved, Start: start,
		End: db.At(start.Add(time.Duration(minutes) * time.Minute)), Cancelled: m.State == Cancelled,
	}
	if e.Cancelled {
		e.Sequence++ // later than every time that was told
	}
	return e
}

// What people are told of a meeting.
const (
	tellAnnounced = "announced" // with the kind behind it
	tellMoved     = "moved"
	tellCancelled = "cancelled"
	tellPapers    = "papers"
	tellReply     = "reply"
	tellUnsent    = "unsent"
	tellMinutes   = "minutes"
	tellPrepare   = "prepare"
	tellMarked    = "marked" // an opinion of the person
)

// notice puts what is told of the meeting into a notice for somebody. It names
// nobody.
func (m Meeting) notice(what string, to member.ID, mail notify.Mail) notify.Notice {
	n := notify.Notice{
		Person: to, Unit: m.Unit, Key: "meeting.notice_" + what, Args: []any{m.StartsAt, m.HeldOn},
		Link: "/meeting/" + string(m.ID), Mail: mail,
	}
	if what == tellAnnounced {
		n.Key += "_" + string(m.Kind)
	}
	return n
}

// invitations are the notices of a time: to everybody who is told of the
// meeting, with the event for his calendar.
func (m Meeting) invitations(what string, seats []Seat, minutes int) []notify.Notice {
	event := m.event(minutes)
	var all []notify.Notice
	for _, s := range told(seats) {
		n := m.notice(what, s.Person, notify.Schedule)
		n.Event = &event
		all = append(all, n)
	}
	return all
}

// Reminders.
const (
	remindBefore = 1 // days before the meeting that those are asked who are silent
	unsentBefore = 2 // days before the meeting that a notice is missed
)

// reminders are the notices that are due on a day for one meeting. Each carries
// a Once, so that nobody is told twice. head is the unit's secretary or deputy,
// "" if there is none; added tells that a paper came after the notice, finishBy
// is the last day to finish the minutes, "" where no rule is known.
func (m Meeting) reminders(today db.Date, seats []Seat, replies map[member.ID]Response, head member.ID, added bool, finishBy db.Date) []notify.Notice {
	var all []notify.Notice
	add := func(what string, to member.ID, mail notify.Mail, once string) {
		if to == "" {
			return
		}
		n := m.notice(what, to, mail)
		n.Once = n.Key + " " + string(m.ID) + " " + once
		all = append(all, n)
	}
	left := Left(today, m.HeldOn)
	switch {
	case m.State == Preparing && left >= 0 && left <= unsentBefore:
		add(tellUnsent, head, notify.Deadline, string(m.HeldOn))
	case m.State == Announced && left >= 0:
		for _, s := range told(seats) {
			if left <= remindBefore && replies[s.Person].Answer == "" {
				add(tellReply, s.Person, notify.News, string(m.HeldOn))
			}
			if added {
				add(tellPapers, s.Person, notify.News, string(today))
			}
		}
	case m.State == Closed && finishBy != "" && today > finishBy:
		add(tellMinutes, head, notify.Deadline, string(m.HeldOn))
	}
	return all
}

// Left is how many days remain from today until a day: 0 on the day itself,
// negative once it has passed.
func Left(today, day db.Date) int {
	return int(day.Time().Sub(today.Time()).Hours() / 24)
}
