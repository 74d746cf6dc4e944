package campaign

import (
	"context"
	"slices"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// Overview is a theme as a unit sees it, with those right below it.
type Overview struct {
	Theme    Theme
	Unit     org.Unit
	Today    db.Date
	Node     Node       // what the unit itself made of it
	Below    []org.Unit // who stands right below
	Branches []Branch   // of these, on the page, those that make a programme
	Party    Tally      // of all pages
	Mass     Tally
	Lagging  int // of either body
	Page     int // of Branches, from 1
	Pages    int
	Last     Reminder // the last that the unit sent, a zero one if none
	Reminds  bool     // the actor may remind now: somebody lags, and the last time is a day ago
	Leads    bool     // the actor reminds those below
	Plans    bool     // the actor writes the unit's programme
	Owns     bool     // the actor leads the campaign
}

// Receives reports whether the actor acknowledges the theme for the unit, which came to
// it from above.
func (o Overview) Receives() bool {
	return o.Plans && o.Node.State == Nothing && o.Unit.ID != o.Theme.Unit && !o.Theme.Halted && o.Theme.Reaches(o.Unit.Path)
}

// remindEvery is how long a committee waits before it reminds again.
const remindEvery = 24 * time.Hour

func (r Reminder) recent(now db.Time) bool { return !r.At.IsZero() && now.Sub(r.At.Time) < remindEvery }

// chosen gives a theme and the unit through which the actor sees it: the one that is
// asked for where the theme concerns it, else the one that leads the campaign. Nobody
// acts for a unit that was not asked for.
func chosen(tx *db.Tx, by access.Actor, action access.Action, id ThemeID, unit org.ID) (Theme, org.Unit, error) {
	t, u, err := At(tx, by, action, id, unit)
	if err == nil || unit != "" && action.Name != View.Name || !fault.Is(err, fault.NotFound) {
		return t, u, err
	}
	t, err = Get(tx, by, id)
	if err != nil {
		return t, org.Unit{}, err
	}
	u, err = org.Authorise(tx, by, action, t.Unit)
	return t, u, err
}

// Overview gives a theme as a unit sees it, with a page, from 1, of those right below.
// It makes at most eight queries, however many stand further down.
func (s *Service) Overview(ctx context.Context, by access.Actor, id ThemeID, unit org.ID, page int) (o Overview, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o.Theme, o.Unit, err = chosen(tx, by, View, id, unit); err != nil {
			return err
		}
		o.Today, o.Owns = tx.Today(), access.Can(by, Lead, o.Theme.place())
		o.Leads, o.Plans = leads(by, o.Unit), access.Can(by, Plan, o.Unit.Place())
		var all []Branch
		if o.Below, all, o.Node, err = below(tx, o.Theme, o.Unit); err != nil {
			return err
		}
		o.Party, o.Mass, o.Lagging = tally(all)
		o.Pages = max(1, (len(all)+PageSize-1)/PageSize)
		o.Page = min(max(page, 1), o.Pages)
		o.Branches = all[min((o.Page-1)*PageSize, len(all)):min(o.Page*PageSize, len(all))]
		if o.Last, err = lastReminder(tx, id, o.Unit.ID); err != nil {
			return err
		}
		o.Reminds = o.Leads && o.Lagging > 0 && !o.Last.recent(tx.Now)
		if o.Unit.Kind.Holds {
			return nil
		}
		return o.sum(tx)
	})
	return o, err
}

// sum adds to the committees on the page how many under them have issued a programme.
func (o Overview) sum(tx *db.Tx) error {
	_, sums, err := figure.SeveralBelow(tx, string(o.Unit.ID), figure.Ask{Figure: Acted, Through: o.Today})
	for i, b := range o.Branches {
		if !b.Unit.Kind.Holds {
			o.Branches[i].Under = max(0, issuedOf(o.Theme.ID, sums[string(b.Unit.ID)])-b.issued())
		}
	}
	return err
}

// Excerpt is so many of the branches as a card has room for: first those that have
// issued a programme, and of those that have not as many as possible up to two.
func (o Overview) Excerpt(n int) []Branch {
	if len(o.Branches) <= n {
		return o.Branches
	}
	open := slices.IndexFunc(o.Branches, func(b Branch) bool { return b.Node.State != Issued })
	if open < n-2 {
		return o.Branches[:n]
	}
	rest := o.Branches[open:min(open+2, len(o.Branches))]
	return append(slices.Clone(o.Branches[:n-len(rest)]), rest...)
}

// below are the units right below another with what they made of a theme, and what it
// made of it itself.
func below(tx *db.Tx, t Theme, u org.Unit) (units []org.Unit, all []Branch, own Node, err error) {
	if units, err = org.RightBelow(tx, u.ID); err != nil {
		return nil, nil, own, err
	}
	ids := []org.ID{u.ID}
	for _, b := range units {
		ids = append(ids, b.ID)
	}
	nodes, err := nodesOf(tx, t.ID, ids)
	return units, branches(t, units, nodes, tx.Today()), nodes[u.ID], err
}

// Remind tells the leaders of those right below the unit that lag. It is refused where
// nobody lags, and within 24 hours after the last time.
func (s *Service) Remind(ctx context.Context, by access.Actor, id ThemeID, unit org.ID) (r Reminder, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, u, err := chosen(tx, by, Lead, id, unit)
		if err != nil {
			return err
		}
		if err := tx.Lock("campaign_theme", string(id)); err != nil {
			return err
		}
		last, err := lastReminder(tx, id, u.ID)
		if err != nil {
			return err
		}
		if last.recent(tx.Now) {
			return fault.New(fault.Invalid, "campaign.reminded_already", last.At)
		}
		_, all, _, err := below(tx, t, u)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(b Branch) bool { return b.Lag == InTime })
		if len(all) == 0 {
			return fault.New(fault.Invalid, "campaign.nobody_lags")
		}
		r = Reminder{At: tx.Now, Units: len(all)}
		if r.People, err = s.urge(tx, by, t, all); err != nil {
			return err
		}
		if err := insertReminder(tx, id, u.ID, r); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "campaign.remind", Unit: string(u.ID), Kind: "campaign_theme", Subject: string(id), Data: map[string]int{"units": r.Units, "people": r.People}})
	})
	return r, err
}
