package app

import (
	"errors"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// hookReflections puts reports on the agendas of meetings, tells them what
// meetings hear and conclude, and releases from their turns those who leave; what
// somebody did in a campaign goes with him, and so does the dossier of his probation.
// With a meeting its floor ends.
func (a *App) hookReflections() {
	r := a.Reflections
	r.Notices, r.OnRead, r.Calendar = a.Notices, a.Audit.Read, a.Years.MonthTx
	a.Meetings.ReportHooks = meeting.ReportHooks{
		Reporters: func(tx *db.Tx, unit org.ID, month db.Date) (now, next []meeting.Reporter, err error) {
			return r.ReportersTx(tx, access.System, unit, month)
		},
		OnTakeUp: r.TakenUpTx, OnConclude: r.ConcludedTx,
		OnClose: func(tx *db.Tx, by access.Actor, m meeting.Meeting, items []meeting.Item) error {
			return errors.Join(r.ClosedTx(tx, by, m, items), a.Floors.EndTx(tx, by, m))
		},
		OnCancel: func(tx *db.Tx, by access.Actor, m meeting.Meeting) error {
			return errors.Join(r.CancelledTx(tx, by, m), a.Floors.EndTx(tx, by, m))
		},
	}
	a.Members.OnChange = func(tx *db.Tx, by access.Actor, person member.ID) error {
		return errors.Join(r.LeftTx(tx, by, person), a.Steps.MovedTx(tx, by, person), a.Library.MovedTx(tx, by, person), a.Admissions.MovedTx(tx, by, person))
	}
}
