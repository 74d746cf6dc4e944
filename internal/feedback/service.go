package feedback

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with counts of feedback; what with entries, see Record.
var (
	View  = access.Declare("feedback.view", access.For(access.Here, access.Cell...), access.For(access.Below, access.Officer))
	Count = access.Declare("feedback.count", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
)

// Service holds the use cases.
type Service struct {
	// Notices tells people of their entries; nil tells nobody.
	Notices *notify.Service
	// Meetings has the agendas on which entries are put; nil has none.
	Meetings *meeting.Service

	db    *db.DB
	daily notify.Daily
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// counting reads a unit that counts feedback in which the actor may do the
// action: one of the Party, and no group, which belongs to its cell.
func counting(tx *db.Tx, by access.Actor, action access.Action, id org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, id)
	if err == nil && !counts(u) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

func counts(u org.Unit) bool { return !u.Kind.Mass() && u.Kind.ID != "group" }

// Page is the feedback of a unit and of all under it.
type Page struct {
	Unit   org.Unit
	Today  db.Date
	Until  db.Date // YYYY-MM: the last of the months
	Months []Month // 24, the earliest first
	// Quarters are the twelve that have ended by then, the earliest first, Campaigns
	// the themes that ran for the unit meanwhile.
	Quarters  []Quarter
	Campaigns []campaign.Theme
	Trends    map[Kind]Trend
	Calls     Trend        // of concerns by the hotline
	Below     []Below      // of a committee: the units right below, by name
	Counts    bool         // the actor may enter months
	Open      []Entry      // the first of those that wait, as List gives them
	Tally     course.Tally // of the entries
}

// Get gives the feedback of a unit in the 24 months until a month, "" for the
// latest that has ended. It makes at most seven queries.
func (s *Service) Get(ctx context.Context, by access.Actor, unit org.ID, until db.Date) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = counting(tx, by, View, unit); err != nil {
			return err
		}
		p.Today = tx.Today()
		p.Until, p.Counts = cmp.Or(until, LastWhole(p.Today)), access.Can(by, Count, p.Unit.Place())
		if checkMonth(p.Until, p.Today) != nil {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		found, err := tallies(tx, p.Unit.Path, firstQuarter(p.Until), p.Until)
		if err != nil {
			return err
		}
		p.Quarters = quarters(p.Until, found)
		if p.Campaigns, err = campaign.Between(tx, p.Unit.Path, p.Quarters[0].First+"-01", (p.Quarters[Quarters-1].First + "-01").AddMonths(3).AddDays(-1)); err != nil {
			return err
		}
		p.Months, p.Trends = months(p.Until, found), map[Kind]Trend{}
		for _, k := range Kinds {
			p.Trends[k] = trendOf(p.Months, func(c Counts) int { return c.Of(k) })
		}
		p.Calls = trendOf(p.Months, calls)
		if p.Open, p.Tally, err = waiting(tx, by, p.Unit); err != nil {
			return err
		}
		if p.Unit.Kind.Holds {
			return nil
		}
		p.Below, err = below(tx, p.Unit, p.Until)
		return err
	})
	return p, err
}

// calls are the concerns that came by the hotline.
func calls(c Counts) int { return c[Slot{Hotline, Concern}] }

// TrendOf compares, of a kind, the twelve months until a month with the twelve
// before, in a unit and all under it; by one channel, or by all for "". It is
// for capabilities that have authorised already.
func TrendOf(tx *db.Tx, u org.Unit, k Kind, c Channel, until db.Date) (Trend, error) {
	found, err := tallies(tx, u.Path, shift(until, 1-2*Span), until)
	return trendOf(months(until, found), func(n Counts) int {
		if c == "" {
			return n.Of(k)
		}
		return n[Slot{c, k}]
	}), err
}

// below compares the years of the units right below a committee.
func below(tx *db.Tx, above org.Unit, until db.Date) ([]Below, error) {
	units, err := org.Under(tx, above.Path)
	if err != nil {
		return nil, err
	}
	found, err := years(tx, above.Path, shift(until, 1-2*Span), shift(until, 1-Span), until)
	if err != nil {
		return nil, err
	}
	var all []Below
	for _, u := range units {
		if u.Parent != above.ID || !counts(u) {
			continue
		}
		b := Below{Unit: u, Trends: map[Kind]Trend{}}
		for _, k := range Kinds {
			t := Trend{}
			for _, y := range found {
				if strings.HasPrefix(y.path, u.Path) && (y.kind == k || y.kind == "") {
					t.Before, t.Now = t.Before+y.before, t.Now+y.now
					t.BeforeMonths, t.NowMonths = max(t.BeforeMonths, y.beforeMonths), max(t.NowMonths, y.nowMonths)
				}
			}
			b.Trends[k] = t
		}
		all = append(all, b)
	}
	slices.SortStableFunc(all, func(a, b Below) int { return cmp.Compare(i18n.Fold(a.Unit.Name), i18n.Fold(b.Unit.Name)) })
	return all, nil
}

// Entering is what the form of a month needs.
type Entering struct {
	Unit    org.Unit
	Today   db.Date
	Month   db.Date // YYYY-MM
	Counts  Counts
	Entries Counts // of the entries, which are not entered again
	Version int    // 0 while nobody entered numbers
}

// Month gives, for its form, the counts of the unit itself in a month, "" for the
// latest that has ended.
func (s *Service) Month(ctx context.Context, by access.Actor, unit org.ID, month db.Date) (e Entering, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if e.Unit, err = counting(tx, by, Count, unit); err != nil {
			return err
		}
		e.Today = tx.Today()
		e.Month = cmp.Or(month, LastWhole(e.Today))
		if checkMonth(e.Month, e.Today) != nil {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		if e.Counts, e.Version, _, err = monthOf(tx, unit, e.Month); err != nil {
			return err
		}
		e.Entries, err = recordedIn(tx, unit, e.Month)
		return err
	})
	return e, err
}

// countMax bounds a number.
const countMax = 1_000_000

// Field is the field in which a number of a month is typed.
func Field(s Slot) string { return string(s.Channel) + "_" + string(s.Kind) }

// Enter stores the counts of a month of a unit as a whole, over the version that
// the page showed, 0 for none; what was typed and is no number is below 0. Faults name the
// field month, and Field of a number.
func (s *Service) Enter(ctx context.Context, by access.Actor, unit org.ID, month db.Date, version int, c Counts) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := counting(tx, by, Count, unit); err != nil {
			return err
		}
		var faults fault.Form
		faults.Take("month", checkMonth(month, tx.Today()))
		for slot, n := range c {
			if n < 0 || n > countMax {
				faults.Add(Field(slot), "feedback.number_invalid", countMax)
			}
		}
		if err := faults.Err(); err != nil {
			return err
		}
		if err := putMonth(tx, unit, month, version, c); err != nil {
			return err
		}
		return note(tx, unit, month, c)
	})
}

// note logs the counts of a month.
func note(tx *db.Tx, unit org.ID, month db.Date, c Counts) error {
	data := map[string]int{}
	for slot, n := range c {
		if n > 0 {
			data[Field(slot)] = n
		}
	}
	return tx.Audit(db.Entry{Action: "feedback.count", Unit: string(unit), Kind: "feedback", Subject: string(unit) + " " + string(month), Data: data})
}
