package notify

import (
	ics "github.com/arran4/golang-ical"

	"chibo/internal/db"
)

// summary is all that a calendar says of an event. A calendar's own words are
// not translated: they are on a device, not in a page.
const summary = "Lịch họp"

// invitation is the calendar file that goes with a mail: it puts the event
// into the calendar, replaces an earlier time, or takes it out again.
func invitation(e Event, stamp db.Time, from, to string) (file []byte, method string) {
	m := ics.MethodRequest
	if e.Cancelled {
		m = ics.MethodCancel
	}
	cal := newCalendar(m)
	v := add(cal, e, stamp)
	v.SetOrganizer(from)
	v.AddAttendee(to, ics.WithRSVP(false))
	return []byte(cal.Serialize(ics.WithNewLineWindows)), string(m)
}

// feed is the calendar that a person's device fetches.
func feed(events []Event, stamp db.Time) []byte {
	cal := newCalendar(ics.MethodPublish)
	cal.SetXWRCalName(summary)
	cal.SetXPublishedTTL("PT1H")
	for _, e := range events {
		add(cal, e, stamp)
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

func newCalendar(m ics.Method) *ics.Calendar {
	cal := ics.NewCalendar()
	cal.SetProductId("-//chibo//chibo//VI")
	cal.SetMethod(m)
	return cal
}

func add(cal *ics.Calendar, e Event, stamp db.Time) *ics.VEvent {
	v := cal.AddEvent(e.UID)
	v.SetDtStampTime(stamp.Time)
	v.SetStartAt(e.Start.Time)
	v.SetEndAt(e.End.Time)
	v.SetSequence(e.Sequence)
	v.SetSummary(summary)
	if e.Cancelled {
		v.SetStatus(ics.ObjectStatusCancelled)
	} else {
		v.SetStatus(ics.ObjectStatusConfirmed)
	}
	return v
}
