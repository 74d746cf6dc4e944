package app

import "chibo/internal/reflection"

// hookReflections puts reports on the agendas of meetings, tells them what
// meetings hear and conclude, and releases from their turns those who leave.
func (a *App) hookReflections() {
	r := a.Reflections
	r.Notices, r.OnRead = a.Notices, a.Audit.Read
	a.Meetings.ReportHooks = reflection.Hooks(r)
	a.Members.OnChange = r.LeftTx
}
