package deed

import (
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
)

// What the leaders of a cell are reminded of.
const (
	tellPapersDue  = "papers_due"  // papers of items that the rule wants members to have
	tellPapersLate = "papers_late" // … its last day has passed
	tellPostDue    = "post_due"    // posting and reporting
	tellPostLate   = "post_late"
)

// remindBefore is how many days before its last day somebody is reminded.
const remindBefore = 1

// due says what the leaders of a meeting's cell are to be reminded of on a day,
// and the last day that it is about; "" for nothing. Papers is how many items
// still want a paper, by when noticeBy; the clock is that of the meeting.
func due(m meeting.Meeting, today db.Date, papers int, noticeBy db.Date, c Clock) (what string, last db.Date) {
	switch {
	case m.State.Ahead() && papers > 0 && noticeBy != "" && today <= m.HeldOn:
		if left := meeting.Left(today, noticeBy); left < 0 {
			return tellPapersLate, noticeBy
		} else if left <= remindBefore {
			return tellPapersDue, noticeBy
		}
	case m.State == meeting.Closed && c.Due != "" && today > c.Due:
		return "", "" // its minutes are missed first, which meetings tell themselves
	case m.State == meeting.Closed || m.State == meeting.Finished || m.State == meeting.Reported:
		if c.Due == "" || c.Done() {
			return "", ""
		}
		if left := meeting.Left(today, c.Due); left < 0 {
			return tellPostLate, c.Due
		} else if left <= remindBefore {
			return tellPostDue, c.Due
		}
	}
	return "", ""
}

// reminders tells each of the leaders once. It names nobody.
func reminders(m meeting.Meeting, what string, last db.Date, leaders []member.ID) []notify.Notice {
	if what == "" {
		return nil
	}
	link := "/meeting/" + string(m.ID)
	if !m.State.Ahead() {
		link += "/papers"
	}
	var notices []notify.Notice
	for _, leader := range leaders {
		n := notify.Notice{Person: leader, Unit: m.Unit, Key: "meeting.notice_" + what, Args: []any{m.HeldOn, last}, Link: link, Mail: notify.Deadline}
		n.Once = n.Key + " " + string(m.ID) + " " + string(last)
		notices = append(notices, n)
	}
	return notices
}
