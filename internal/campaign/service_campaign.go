package campaign

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// PageSize is how many campaigns, or units, a list shows at once.
const PageSize = 25

// Listed is a theme as a list of a unit shows it.
type Listed struct {
	Theme
	Node Node // what the unit made of it
}

// Line is a campaign with its themes, as a list of a unit shows it.
type Line struct {
	Campaign
	Themes []Listed // the latest first
}

// List is a page of the campaigns that concern a unit.
type List struct {
	Unit  org.Unit
	Today db.Date
	Lines []Line
	Page  int // from 1
	Pages int
	Leads bool // the actor may launch campaigns of the unit
}

// List gives a page, from 1, of the campaigns that the unit leads or that concern it,
// the latest first. It makes four queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, page int) (l List, err error) {
	l.Page = max(page, 1)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		l.Today, l.Leads = tx.Today(), leads(by, l.Unit)
		all, total, err := campaignsFor(tx, l.Unit, l.Leads, PageSize, (l.Page-1)*PageSize)
		if err != nil {
			return err
		}
		l.Pages = (total + PageSize - 1) / PageSize
		themes, err := themesOf(tx, l.Unit.ID, all)
		for _, c := range all {
			line := Line{Campaign: c}
			for _, t := range themes {
				if t.Theme.Campaign == c.ID && (t.Stage == Launched || l.Leads && c.Unit == unit) {
					line.Themes = append(line.Themes, t)
				}
			}
			l.Lines = append(l.Lines, line)
		}
		return err
	})
	return l, err
}

// leads reports whether the actor may launch campaigns of a unit.
func leads(by access.Actor, u org.Unit) bool {
	return plans(u) && access.Can(by, Lead, u.Place())
}

// leading reads a unit whose campaigns the actor leads.
func leading(tx *db.Tx, by access.Actor, unit org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, Lead, unit)
	if err == nil && !leads(by, u) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// Founding gives the unit of a form of a new campaign, to who may launch one.
func (s *Service) Founding(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err = leading(tx, by, unit)
		return err
	})
	return u, err
}

// Found makes a campaign of the unit. Faults name the fields of Form.
func (s *Service) Found(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := leading(tx, by, unit)
		if err != nil {
			return err
		}
		if err := f.comes(tx, by, u.ID); err != nil {
			return err
		}
		c := Campaign{ID: ID(db.NewID()), Unit: u.ID, State: Running}.with(f)
		if err := insertCampaign(tx, c); err != nil {
			return err
		}
		id = c.ID
		return c.audit(tx, "found", f)
	})
	return id, err
}

// comes checks the form, and that the document from which the campaign comes is one of
// the unit's.
func (f *Form) comes(tx *db.Tx, by access.Actor, unit org.ID) error {
	if err := f.check(tx.Today()); err != nil || f.Directive == "" {
		return err
	}
	if _, err := directive.Refer(tx, by, unit, directive.ID(f.Directive)); err != nil {
		return fault.At("directive", "campaign.directive_unknown")
	}
	return nil
}

func (c Campaign) with(f Form) Campaign {
	c.Title, c.Number, c.IssuedOn, c.Issuer, c.Directive, c.From, c.To = f.Title, f.Number, f.IssuedOn, f.Issuer, f.Directive, f.From, f.To
	return c
}

func (c Campaign) audit(tx *db.Tx, what string, data any) error {
	return tx.Audit(db.Entry{Action: "campaign." + what, Unit: string(c.Unit), Kind: "campaign", Subject: string(c.ID), Data: data})
}

func (c Campaign) place() access.Place { return access.Place{Unit: string(c.Unit), Path: c.path} }

// Sheet is everything about a campaign that a page shows.
type Sheet struct {
	Campaign Campaign
	Themes   []Listed // the latest first
	Files    []document.Attachment
	Today    db.Date
	Leads    bool // the actor leads it
}

// Campaign gives a campaign to who may read one of its themes; to who leads it, also
// before any was launched. It makes at most five queries.
func (s *Service) Campaign(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Campaign, err = campaignByID(tx, id); err != nil {
			return err
		}
		sh.Today, sh.Leads = tx.Today(), access.Can(by, Lead, sh.Campaign.place())
		all, err := themesOf(tx, sh.Campaign.Unit, []Campaign{sh.Campaign})
		if err != nil {
			return err
		}
		for _, t := range all {
			if t.Stage == Launched || sh.Leads {
				sh.Themes = append(sh.Themes, t)
			}
		}
		if !sh.Leads && (len(sh.Themes) == 0 || !access.Can(by, Read, sh.Campaign.place())) {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		sh.Files, err = document.List(tx, FileKind, string(id))
		return err
	})
	return sh, err
}

// readFiles lets who may read a campaign read its documents.
func readFiles(tx *db.Tx, by access.Actor, subject string) error {
	c, err := campaignByID(tx, ID(subject))
	if err != nil || access.Can(by, Lead, c.place()) {
		return err
	}
	if n, err := launchedOf(tx, c.ID); err != nil || n > 0 && access.Can(by, Read, c.place()) {
		return err
	}
	return fault.New(fault.NotFound, "ui.not_found")
}

// writeFiles lets who leads a campaign add documents to it.
func writeFiles(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	c, err := campaignByID(tx, ID(subject))
	if err != nil {
		return "", err
	}
	_, err = org.Authorise(tx, by, Lead, c.Unit)
	return c.Unit, err
}

// led reads a campaign for an act that its state allows to who leads it.
func led(tx *db.Tx, by access.Actor, id ID, a Act) (Campaign, State, error) {
	c, err := campaignByID(tx, id)
	if err != nil {
		return c, "", err
	}
	if _, err := org.Authorise(tx, by, Lead, c.Unit); err != nil {
		return c, "", err
	}
	to, err := after(Workflow, c.State, a)
	return c, to, err
}

// Amend corrects what was typed of a campaign. Faults name the fields of Form.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, _, err := led(tx, by, id, Amending)
		if err != nil {
			return err
		}
		if err := f.comes(tx, by, c.Unit); err != nil {
			return err
		}
		themes, err := themesOf(tx, c.Unit, []Campaign{c})
		if err != nil {
			return err
		}
		if err := f.holds(themes); err != nil {
			return err
		}
		now := c.with(f)
		if err := putCampaign(tx, now, version); err != nil {
			return err
		}
		return now.audit(tx, string(Amending), db.Change{From: c, To: now})
	})
}

// Halt stops a campaign, for a reason that all concerned read: what was done stays, and
// nothing more is asked for. The fault is at reason.
func (s *Service) Halt(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, to, err := led(tx, by, id, Halting)
		if err != nil {
			return err
		}
		var faults fault.Form
		c.State, c.Reason = to, i18n.Clean(reason)
		text(&faults, "reason", c.Reason, wordsMax, true)
		if err := faults.Err(); err != nil {
			return err
		}
		if err := putCampaign(tx, c, version); err != nil {
			return err
		}
		if err := c.audit(tx, string(Halting), c.Reason); err != nil {
			return err
		}
		return s.tellOf(tx, by, c, "campaign.notice_halted")
	})
}

// Resume has a halted campaign go on: its themes come onto the agendas that were planned
// in the meantime.
func (s *Service) Resume(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, to, err := led(tx, by, id, Resuming)
		if err != nil {
			return err
		}
		c.State, c.Reason = to, ""
		if err := putCampaign(tx, c, version); err != nil {
			return err
		}
		if err := c.audit(tx, string(Resuming), nil); err != nil {
			return err
		}
		if err := s.tellOf(tx, by, c, "campaign.notice_resumed"); err != nil {
			return err
		}
		all, err := themesOf(tx, c.Unit, []Campaign{c})
		if err != nil {
			return err
		}
		for _, t := range all {
			if t.Stage != Launched || t.Ends < tx.Today() {
				continue
			}
			if err := s.seatBelow(tx, t.Theme); err != nil {
				return err
			}
		}
		return nil
	})
}

// tellOf tells the units concerned of a campaign's running themes.
func (s *Service) tellOf(tx *db.Tx, by access.Actor, c Campaign, key string) error {
	all, err := themesOf(tx, c.Unit, []Campaign{c})
	if err != nil {
		return err
	}
	for _, t := range all {
		t.Halted = false
		if t.Runs(tx.Today()) {
			if err := s.tellBelow(tx, by, t.Theme, key); err != nil {
				return err
			}
		}
	}
	return nil
}
