package sample

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/meeting/year"
)

// turnsOnce is the reports of the article's year, where it tells of them: each
// was given by word of mouth, and completed.
type turnsOnce struct {
	*round
	year    int
	twice   bool      // somebody has two turns
	reports []*report // the oldest first
}

// recall shares out the turns of the article's year: in the order of the people,
// as many in each month as the data say. One month in each quarter has a thematic
// meeting and hears none.
func (r *round) recall(h *house) {
	turns := h.Past.Turns[r.spec.Code]
	r.past = turnsOnce{round: r, year: h.Year}
	var able []int
	for n, p := range r.people {
		if p.form.From.Year() < h.Year && p.sits(r.today) {
			able = append(able, n)
		}
	}
	given := 0
	for _, at := range r.sittings {
		if len(turns) == 0 || at.Kind != meeting.Regular || at.Month.Year() != h.Year || slices.Contains(themedMonths, int(at.Month.Time().Month())) {
			continue
		}
		for range turns[0] {
			p := r.report(able[given%len(able)], given, at)
			p.Mend = "" // long settled
			r.past.reports = append(r.past.reports, p)
			given++
		}
		turns = turns[1:]
	}
	r.past.twice = given > len(able)
}

// begin plans the year and tells the turns, so that the meetings hear them.
func (o turnsOnce) begin(ctx context.Context) error {
	if len(o.reports) == 0 {
		return nil
	}
	pattern := year.Pattern{Day: o.habit.Day, After: themedAfter, Thematic: themedMonths}
	if err := o.Years.Draw(ctx, access.Console, o.unit, o.year, pattern); err != nil {
		return err
	}
	if o.twice {
		if err := o.Reflections.Arrange(ctx, access.Console, o.unit, o.year, 0, 1, true); err != nil {
			return err
		}
	}
	for _, p := range o.reports {
		var err error
		if p.id, err = o.Reflections.Assign(ctx, access.Console, o.unit, o.people[p.who].id, p.at.Month, true); err != nil {
			return err
		}
	}
	return nil
}

// complete keeps the final texts.
func (o turnsOnce) complete(ctx context.Context) error {
	for _, p := range o.reports {
		if err := o.Reflections.Complete(ctx, o.author(p), p.id, 0, p.texts); err != nil {
			return err
		}
	}
	return nil
}
