package campaign

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Announce plans a theme of a campaign: nobody below sees it before it is launched.
// Faults name the fields of ThemeForm.
func (s *Service) Announce(ctx context.Context, by access.Actor, id ID, f ThemeForm) (theme ThemeID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, _, err := led(tx, by, id, Amending)
		if err != nil {
			return err
		}
		if err := f.check(c); err != nil {
			return err
		}
		t := Theme{ID: ThemeID(db.NewID()), Campaign: id, Unit: c.Unit, Stage: Planned}.with(f)
		if err := insertTheme(tx, t); err != nil {
			return err
		}
		theme = t.ID
		return t.audit(tx, "announce", t)
	})
	return theme, err
}

func (t Theme) with(f ThemeForm) Theme {
	t.Year, t.Title, t.Starts, t.Interim, t.Ends, t.Due, t.Goals = f.Year, f.Title, f.Starts, f.Interim, f.Ends, f.Due, f.Goals
	return t
}

func (t Theme) audit(tx *db.Tx, what string, data any) error {
	return tx.Audit(db.Entry{Action: "campaign." + what, Unit: string(t.Unit), Kind: "campaign_theme", Subject: string(t.ID), Data: data})
}

// ledTheme reads a theme for an act that its state allows to who leads its campaign.
func ledTheme(tx *db.Tx, by access.Actor, id ThemeID, a Act) (Theme, Stage, error) {
	t, err := Get(tx, by, id)
	if err != nil {
		return t, "", err
	}
	if _, err := org.Authorise(tx, by, Lead, t.Unit); err != nil {
		return t, "", err
	}
	if t.Halted {
		return t, "", fault.New(fault.Invalid, "campaign.halted_now")
	}
	to, err := after(Stages, t.Stage, a)
	return t, to, err
}

// Leading gives a theme, with its campaign, to who leads it, for a form: also one that
// was halted while he wrote, so that what he typed is not lost.
func (s *Service) Leading(ctx context.Context, by access.Actor, id ThemeID) (t Theme, c Campaign, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if t, err = Get(tx, by, id); err != nil {
			return err
		}
		if _, err = org.Authorise(tx, by, Lead, t.Unit); err != nil {
			return err
		}
		c, err = campaignByID(tx, t.Campaign)
		return err
	})
	return t, c, err
}

// AmendTheme corrects what was typed of a theme. Faults name the fields of ThemeForm.
func (s *Service) AmendTheme(ctx context.Context, by access.Actor, id ThemeID, version int, f ThemeForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, _, err := ledTheme(tx, by, id, Amending)
		if err != nil {
			return err
		}
		c, err := campaignByID(tx, t.Campaign)
		if err != nil {
			return err
		}
		if err := f.check(c); err != nil {
			return err
		}
		now := t.with(f)
		if err := putTheme(tx, now, version); err != nil {
			return err
		}
		return now.audit(tx, "amend_theme", db.Change{From: t, To: now})
	})
}

// Launch makes a theme known to all units that it concerns: their leaders are told, and
// it comes onto the agendas of the meetings that cells have planned already.
func (s *Service) Launch(ctx context.Context, by access.Actor, id ThemeID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, to, err := ledTheme(tx, by, id, Launching)
		if err != nil {
			return err
		}
		t.Stage = to
		if err := putTheme(tx, t, version); err != nil {
			return err
		}
		if err := t.audit(tx, string(Launching), nil); err != nil {
			return err
		}
		if err := s.tellBelow(tx, by, t, "campaign.notice_launched"); err != nil {
			return err
		}
		return s.seatBelow(tx, t)
	})
}
