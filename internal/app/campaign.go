package app

import (
	"errors"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// hookCampaigns tells whom campaigns concern, and puts themes that come from above, models
// to talk over and what is repeated onto the agenda of each meeting that is planned.
func (a *App) hookCampaigns() {
	c := a.Campaigns
	c.Notices, c.Meetings, c.Tasks = a.Notices, a.Meetings, a.Tasks
	c.Officers = func(tx *db.Tx, u org.Unit) ([]member.ID, error) { return account.OfficersAbove(tx, u.Path+"0.") } // of u too
	a.Meetings.OnPlan = func(tx *db.Tx, by access.Actor, m meeting.Meeting) error {
		return errors.Join(a.Carries.RepeatTx(tx, by, m), c.SeatTx(tx, by, m), a.Bulletin.SeatTx(tx, by, m))
	}
}
