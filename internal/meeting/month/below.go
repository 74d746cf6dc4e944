package month

import (
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// Progress is how far a unit has come with the regular meeting of a month.
// Class: open.
type Progress struct {
	Meeting    meeting.ID
	Unit       org.ID
	Month      db.Date // "YYYY-MM"
	State      meeting.State
	HeldOn     db.Date
	ReportedOn db.Date
	DueBy      db.Date // the last day to report, "" where no rule is known
}

// Held reports whether the meeting has begun.
func (p Progress) Held() bool { return !p.State.Ahead() }

// Late reports whether the report of a meeting that was held is overdue.
func (p Progress) Late(today db.Date) bool {
	return p.Held() && p.ReportedOn == "" && p.DueBy != "" && p.DueBy < today
}
