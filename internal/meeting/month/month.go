package month

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/rulebook"
)

// Brief is the next meeting as the day's page shows it (screens 01 and 02).
// Class: cell; Replies and Called are the committee's.
type Brief struct {
	Meeting  meeting.Meeting // zero where no meeting is planned
	Ends     string          // "HH:MM", as planned; "" where no length is set
	Items    int
	Replies  meeting.Tally    // zero for all but the committee
	Mine     meeting.Response // of the actor; no Answer while he has not answered
	MayReply bool             // the actor is told of the meeting, and it has not begun
	Papers   []Paper
	// MaySend: the actor may send an opinion ahead; Sent is how many he has.
	MaySend bool
	Sent    int
	// MayCheckIn: the actor is called, is not marked, and may say now that he has
	// come. Asked is what those in the room are asked on their own devices.
	MayCheckIn bool
	Asked      meeting.Asked
}

// Paper is a file of a meeting, and whether it was opened.
type Paper struct {
	document.Attachment
	meeting.Opened
}

// Stage is how far one regular meeting of the cell has come through its month:
// what screen 01 shows as steps. Class: committee. A day that is "" has not
// come.
type Stage struct {
	Meeting      meeting.Meeting
	CommitteeID  meeting.ID // the committee's meeting that prepares it; "" if none is planned
	CommitteeOn  db.Date    // … and its day
	CommitteeMet bool       // … has been held
	NoticeBy     db.Date    // the last day to send notice and papers, "" where no rule is known
	NoticeRule   rulebook.Source
	AnnouncedOn  db.Date
	Items        int // on its agenda
	Studies      int // documents from above on its agenda
	MinutesOn    db.Date
	ResolutionOn db.Date // the resolution was finished
	PostedOn     db.Date // … and was posted
	ReportedOn   db.Date
	DueBy        db.Date // the last day to post and report, "" where no rule is known
	DueRule      rulebook.Source
}

// Held reports whether the meeting has begun.
func (s Stage) Held() bool { return !s.Meeting.State.Ahead() }

// Cycle is the way of the cell's regular meetings through the month, computed
// from what exists. Class: committee.
type Cycle struct {
	Today db.Date
	Last  *Stage // the latest regular meeting that was opened, nil if none
	Next  *Stage // the next one that is planned, nil if none
	// Month is the month that still needs a regular meeting where Next is nil:
	// the one after Last's, or today's.
	Month db.Date
	// Quarter is today's quarter, 1 to 4, where it has fewer thematic meetings
	// prepared or held than the rule asks for; 0 where it lacks none, in its first
	// month, and where no rule is known.
	Quarter int
}

// monthAfter is the month that needs a meeting when last was the latest: the
// next one, but none that has passed.
func monthAfter(last *Stage, today db.Date) db.Date {
	month := today.Month()
	if last == nil || last.Meeting.Month < month {
		return month
	}
	return (last.Meeting.Month + "-01").AddMonths(1).Month()
}

// judge fills in what the rules of the meeting's date ask for.
func (s *Stage) judge(book *rulebook.Book) {
	m := s.Meeting
	s.NoticeBy, s.NoticeRule = m.NoticeBy(book)
	s.DueBy, s.DueRule = m.ReportBy(book)
	if !m.AnnouncedAt.IsZero() {
		s.AnnouncedOn = m.AnnouncedAt.Date()
	}
	s.ReportedOn = m.ReportedOn
}

// prepared finds the committee's meeting that prepares the meeting: the latest
// after the regular meeting before it. meetings are in the order of days.
func (s *Stage) prepared(meetings []meeting.Meeting, before db.Date) {
	for _, c := range meetings {
		if c.HeldOn > before && c.HeldOn <= s.Meeting.HeldOn {
			s.CommitteeID, s.CommitteeOn, s.CommitteeMet = c.ID, c.HeldOn, !c.State.Ahead()
		}
	}
}

// preparesWithin is how many months before a cell's meeting its committee may
// have met for it, where no earlier meeting bounds that.
const preparesWithin = 2

// committeesSince is how many months back a committee's meeting can be of use.
const committeesSince = 6

// cycleOf finds the meetings of the cycle among those around today, which are
// in the order of days.
func cycleOf(meetings []meeting.Meeting, today db.Date) Cycle {
	c := Cycle{Today: today}
	var held, committees []meeting.Meeting
	for _, m := range meetings {
		switch {
		case m.Kind == meeting.Committee:
			committees = append(committees, m)
		case m.Kind != meeting.Regular:
		case !m.State.Ahead():
			held = append(held, m)
		case c.Next == nil:
			c.Next = &Stage{Meeting: m}
		}
	}
	floor := today.AddMonths(-preparesWithin)
	if n := len(held); n > 0 {
		before := held[n-1].HeldOn.AddMonths(-preparesWithin)
		if n > 1 {
			before = held[n-2].HeldOn
		}
		c.Last = &Stage{Meeting: held[n-1]}
		c.Last.prepared(committees, before)
		floor = held[n-1].HeldOn
	}
	if c.Next != nil {
		c.Next.prepared(committees, floor)
	} else {
		c.Month = monthAfter(c.Last, today)
	}
	return c
}

// lacking is today's quarter where it lacks a thematic meeting; meetings are all
// of that quarter that were not called off.
func lacking(book *rulebook.Book, meetings []meeting.Meeting, today db.Date) int {
	number := int(today.Time().Month())
	quarter := (number + 2) / 3
	if number%3 == 1 {
		return 0 // there is time
	}
	least, ok := rulebook.ThematicPerQuarter.At(book, string(today), rulebook.Facts{rulebook.FactMeeting: string(meeting.Thematic)})
	held := 0
	for _, m := range meetings {
		if of := m.Month.Time(); (m.Kind == meeting.Thematic || m.Combined) && of.Year() == today.Year() && (int(of.Month())+2)/3 == quarter {
			held++
		}
	}
	if !ok || held >= least.Value {
		return 0
	}
	return quarter
}

// follow takes over what stands in other tables.
func (s *Stage) follow(t trace) {
	s.Items, s.Studies = t.items, t.studies
	s.MinutesOn, s.ResolutionOn = t.minutesAt.Date(), t.resolutionAt.Date()
	if s.PostedOn = t.minutesPosted; s.ResolutionOn != "" {
		s.PostedOn = t.resolutionPosted
	}
}

// nextAmong is the meeting that runs, else the earliest from today on, else the
// earliest whose day passed without it; zero if there is none. meetings are in
// the order of days.
func nextAmong(meetings []meeting.Meeting, today db.Date) meeting.Meeting {
	for _, wanted := range []func(meeting.Meeting) bool{
		func(m meeting.Meeting) bool { return m.State == meeting.Open },
		func(m meeting.Meeting) bool { return m.State.Ahead() && m.HeldOn >= today },
		func(m meeting.Meeting) bool { return m.State.Ahead() },
	} {
		if i := slices.IndexFunc(meetings, wanted); i >= 0 {
			return meetings[i]
		}
	}
	return meeting.Meeting{}
}
