package app

import (
	"errors"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/campaign"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// hookCampaigns tells whom campaigns concern, and puts themes that come from above, models
// to talk over and what is repeated onto the agenda of each meeting that is planned.
func (a *App) hookCampaigns() {
	a.Awards.Theme, a.Conducts.Voices = themeOf, heardOf
	c := a.Campaigns
	c.Notices, c.Meetings, c.Tasks = a.Notices, a.Meetings, a.Tasks
	c.Officers = func(tx *db.Tx, u org.Unit) ([]member.ID, error) { return account.OfficersAbove(tx, u.Path+"0.") } // of u too
	a.Meetings.OnPlan = func(tx *db.Tx, by access.Actor, m meeting.Meeting) error {
		return errors.Join(a.Carries.RepeatTx(tx, by, m), c.SeatTx(tx, by, m), a.Bulletin.SeatTx(tx, by, m))
	}
}

// themeOf finds a theme for a proposal of a unit: its title is open to all whom it
// concerns.
func themeOf(tx *db.Tx, u org.Unit, id string) (commendation.Theme, error) {
	t, err := campaign.Get(tx, access.System, campaign.ThemeID(id))
	return commendation.Theme{ID: string(t.ID), Title: t.Title, Concerns: t.Reaches(u.Path)}, err
}
