package library

import (
	"cmp"
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Bodies are those who are counted, in the order of pages.
var Bodies = []string{org.PartyBody, massBody}

const massBody = "mass"

// Reach is how many of a unit, with everything under it, have read all that is
// required, by body.
type Reach struct {
	Unit org.ID
	Name string
	Path string
	Of   map[string]int // how many there are
	Took map[string]int
}

// Done is how many of a body have read: never more than there are.
func (r Reach) Done(body string) int { return min(r.Took[body], r.Of[body]) }

// coverage counts the readers of a theme in a unit and in those right below it. It
// makes at most four queries, however many stand below.
func coverage(tx *db.Tx, t campaign.Theme, u org.Unit, today db.Date) (own Reach, below []Reach, err error) {
	asks := []figure.Ask{{Figure: Readers, Through: today}, {Figure: member.Headcount, Through: today}, {Figure: member.MassHeadcount, Through: today}}
	mine, sums, err := figure.SeveralBelow(tx, string(u.ID), asks...)
	if err != nil {
		return own, nil, err
	}
	units, err := org.RightBelow(tx, u.ID)
	if err != nil {
		return own, nil, err
	}
	own = reach(t.ID, u, mine)
	for _, b := range units {
		below = append(below, reach(t.ID, b, sums[string(b.ID)]))
	}
	slices.SortStableFunc(below, func(a, b Reach) int {
		return cmp.Or(cmp.Compare(b.Of[org.PartyBody], a.Of[org.PartyBody]), cmp.Compare(i18n.Fold(a.Name), i18n.Fold(b.Name)))
	})
	here, err := hereOf(tx, t.ID, u.ID)
	for _, h := range here {
		own.Took[h.body] += h.n
	}
	return own, below, err
}

// reach takes the sums of a unit apart: of Readers, member.Headcount and
// member.MassHeadcount.
func reach(t campaign.ThemeID, u org.Unit, sums []figure.Sums) Reach {
	r := Reach{Unit: u.ID, Name: u.Name, Path: u.Path, Of: map[string]int{}, Took: map[string]int{}}
	if len(sums) == 0 {
		return r
	}
	for _, part := range sums[0].By("theme", nil) {
		for _, body := range Bodies {
			if part.Value == valueOf(t, body) {
				r.Took[body] = part.N
			}
		}
	}
	r.Of[org.PartyBody], r.Of[massBody] = sums[1].Total(), sums[2].Total()
	return r
}

// RollRow is how far one of a unit has come.
type RollRow struct {
	member.Profile
	DoneOn db.Date // since when he has read all that is required
	Read   int     // of what is required
	Tried  bool    // the quiz
	Passed bool
}

// Names is how far everybody of a unit has come, to its leaders.
type Names struct {
	Theme    campaign.Theme
	Unit     org.Unit
	Required int
	Quiz     bool      // there are questions
	Rows     []RollRow // in the Vietnamese order of names
}

// Lacking are those who have still something to read.
func (n Names) Lacking() []RollRow {
	return slices.DeleteFunc(slices.Clone(n.Rows), func(r RollRow) bool { return r.DoneOn != "" })
}

// Done are those who have read all that is required.
func (n Names) Done() []RollRow {
	return slices.DeleteFunc(slices.Clone(n.Rows), func(r RollRow) bool { return r.DoneOn == "" })
}

// Names gives how far everybody of a unit has come with a theme. It makes at most six
// queries.
func (s *Service) Names(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID) (n Names, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if n.Theme, n.Unit, err = campaign.At(tx, by, Roll, theme, unit); err != nil {
			return err
		}
		stocks, err := stocksOf(tx, theme)
		if err != nil {
			return err
		}
		n.Required, n.Quiz = stocks[theme].required, stocks[theme].questions > 0
		people, err := member.ProfilesIn(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		begun, err := progressIn(tx, theme, unit)
		if err != nil {
			return err
		}
		of := map[member.ID]progress{}
		for _, p := range begun {
			of[p.person] = p
		}
		for _, p := range people {
			is := of[p.Person]
			n.Rows = append(n.Rows, RollRow{Profile: p, DoneOn: is.done, Read: is.read, Tried: is.tried, Passed: is.passed})
		}
		return nil
	})
	return n, err
}
