package app

import (
	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/target"
)

// hookTargets gives targets what results are counted from, and where congresses are.
func (a *App) hookTargets() {
	a.Targets.Meeting, a.Targets.Notices = congressMeeting, a.Notices
	a.Targets.Sources = append(a.Targets.Sources,
		target.Source{Key: "thematic", Text: "target.source_thematic", Count: meeting.ThematicUnder},
		target.Source{Key: "reports", Text: "target.source_reports", Count: reflection.ConcludedUnder},
		target.Source{Key: "awards", Text: "target.source_awards", Count: commendation.AwardedUnder},
	)
}

// congressMeeting finds the meeting of a unit's congress on a day, for those
// who may open it.
func congressMeeting(tx *db.Tx, by access.Actor, u org.Unit, day db.Date) (string, error) {
	if !access.Can(by, meeting.View, u.Place()) {
		return "", nil
	}
	id, err := meeting.CongressOn(tx, u.ID, day)
	return string(id), err
}
