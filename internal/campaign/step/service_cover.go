package step

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

// Reach is how far a unit with everything under it has come, by group.
type Reach struct {
	Unit org.ID
	Name string
	Path string
	// Of is how many the theme asks, by group; a group of whom that is not known,
	// for nobody has said how many work there, is missing.
	Of   map[Group]int
	Took map[Group]map[Step]int
}

// Done is how many of a group took a step: never more than there are.
func (r Reach) Done(g Group, s Step) int {
	if of, known := r.Of[g]; known {
		return min(r.Took[g][s], of)
	}
	return r.Took[g][s]
}

// Lacking is how many of a group have still to take a step; 0 where it is not
// known how many there are.
func (r Reach) Lacking(g Group, s Step) int { return max(0, r.Of[g]-r.Took[g][s]) }

// Coverage is how far a unit and those right below it have come with a theme:
// numbers, and nobody's name.
type Coverage struct {
	Theme campaign.Theme
	Unit  org.Unit
	Asked Asked
	Own   Reach
	Below []Reach // of a committee, those with the most members first
}

// Lag counts the units right below of whose group some have still to take a step.
func (c Coverage) Lag(g Group, s Step) (units int) {
	for _, r := range c.Below {
		if r.Lacking(g, s) > 0 {
			units++
		}
	}
	return units
}

// Of gives the units right below in which there is somebody of a group, or of
// whose staff somebody took a step.
func (c Coverage) Of(g Group) []Reach {
	return slices.DeleteFunc(slices.Clone(c.Below), func(r Reach) bool { return r.Of[g] == 0 && len(r.Took[g]) == 0 })
}

// Coverage gives how far a unit has come with a theme. The unit, who stands right
// below it and the theme are as package campaign read them for the same page. It
// makes at most six queries, however many stand below.
func (s *Service) Coverage(ctx context.Context, by access.Actor, t campaign.Theme, u org.Unit, right []org.Unit) (c Coverage, err error) {
	if err := access.Check(by, Cover, u.Place()); err != nil {
		return c, err
	}
	c.Theme, c.Unit = t, u
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if c.Asked, _, err = asked(tx, t.ID); err != nil {
			return err
		}
		today := tx.Today()
		asks := []figure.Ask{{Figure: Taken, Through: today}, {Figure: member.Headcount, Through: today}, {Figure: member.MassHeadcount, Through: today}}
		own, below, err := figure.SeveralBelow(tx, string(u.ID), asks...)
		if err != nil {
			return err
		}
		ids := []org.ID{u.ID}
		for _, b := range right {
			ids = append(ids, b.ID)
		}
		staff, err := org.StaffOf(tx, today, ids...)
		if err != nil {
			return err
		}
		c.Own = reach(t.ID, u, own, staff)
		for _, b := range right {
			c.Below = append(c.Below, reach(t.ID, b, below[string(b.ID)], staff))
		}
		slices.SortStableFunc(c.Below, func(a, b Reach) int {
			return cmp.Or(cmp.Compare(b.Of[Members], a.Of[Members]), cmp.Compare(i18n.Fold(a.Name), i18n.Fold(b.Name)))
		})
		if t.Unit != u.ID || !u.Kind.Holds {
			return nil
		}
		return c.Own.addHere(tx, t.ID)
	})
	return c, err
}

// reach takes the sums of a unit apart. sums are of Taken, member.Headcount and
// member.MassHeadcount.
func reach(theme campaign.ThemeID, u org.Unit, sums []figure.Sums, staff map[org.ID]int) Reach {
	r := Reach{Unit: u.ID, Name: u.Name, Path: u.Path, Of: map[Group]int{}, Took: map[Group]map[Step]int{}}
	if len(sums) == 0 {
		return r
	}
	numbers := map[string]int{}
	for _, part := range sums[0].By("step", nil) {
		numbers[part.Value] = part.N
	}
	for _, g := range Groups {
		for _, s := range Steps {
			if n := numbers[valueOf(theme, s, g)]; n > 0 {
				r.took(g, s, n)
			}
		}
	}
	r.Of[Members], r.Of[Mass] = sums[1].Total(), sums[2].Total()
	if n, known := staff[u.ID]; known {
		r.Of[Staff] = max(0, n-r.Of[Members])
	}
	return r
}

func (r *Reach) took(g Group, s Step, n int) {
	if r.Took[g] == nil {
		r.Took[g] = map[Step]int{}
	}
	r.Took[g][s] += n
}

// addHere adds what the unit that launched a theme counts of itself alone.
func (r *Reach) addHere(tx *db.Tx, theme campaign.ThemeID) error {
	all, err := hereOf(tx, theme, r.Unit)
	for _, h := range all {
		r.took(h.group, h.step, h.n)
	}
	return err
}
