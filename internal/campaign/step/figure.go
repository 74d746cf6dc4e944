package step

import (
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/member"
)

// Taken counts, by theme, step and group, who has taken a step of a theme that a
// committee above launched, from the month of the day on. It stands at the unit
// to which people belong today.
var Taken = figure.Stock("campaign.step", recountTaken, figure.Dim{Name: "step"})

// valueOf is the value of Taken's dimension; recountTaken writes the same.
func valueOf(t campaign.ThemeID, s Step, g Group) string {
	return strings.Join([]string{string(t), string(s), string(g)}, ".")
}

// Took is how many of a group have taken a step of a theme, by sums of Taken.
func Took(taken figure.Sums, t campaign.ThemeID, s Step, g Group) int {
	return taken.Where("step", valueOf(t, s, g)).Total()
}

// delta is what n times the mark adds to the figure.
func (m Mark) delta(n int) figure.Delta {
	if m.counts != countsAbove {
		return figure.Delta{}
	}
	return Taken.Delta(string(m.Unit), m.On, n, valueOf(m.Theme, m.Step, Group(m.Body)))
}

// deltas are what n times the numbers of a unit's staff add to the figure.
func (c StaffCount) deltas(n int) (all []figure.Delta) {
	if c.counts != countsAbove {
		return nil
	}
	for s, number := range c.Numbers {
		if number > 0 {
			all = append(all, Taken.Delta(string(c.Unit), c.On, n*number, valueOf(c.Theme, s, Staff)))
		}
	}
	return all
}

// CountOf is what n times the marks of people add to the figures.
func CountOf(tx *db.Tx, n int, people ...member.ID) (all []figure.Delta, err error) {
	for _, person := range people {
		marks, err := marksOf(tx, person)
		if err != nil {
			return nil, err
		}
		for _, m := range marks {
			all = append(all, m.delta(n))
		}
	}
	return all, nil
}
