package web

import (
	"context"
	"strconv"

	"chibo/internal/evaluation"
	"chibo/internal/i18n"
	"chibo/internal/ui"
)

func reviewTitle(ctx context.Context, p reviewProps) string {
	if p.Review.ID == "" {
		return ui.T(ctx, "evaluation.menu")
	}
	return ui.T(ctx, "evaluation.title", periodName(ctx, p.Review.Period))
}

// reviewCrumb leads an officer back to what the units below sent.
func reviewCrumb(ctx context.Context, p reviewProps) *ui.Link {
	if p.Mine || p.home {
		return nil
	}
	return &ui.Link{Href: p.Review.Period.BelowHref(), Label: ui.T(ctx, "evaluation.menu_below")}
}

// belowChips lead to this year and the two before it, each with the quarters of it
// that were reviewed.
func belowChips(ctx context.Context, o evaluation.Overview) (chips []ui.Chip) {
	chip := func(p evaluation.Period) {
		chips = append(chips, ui.Chip{Href: p.BelowHref(), Label: periodWords(ctx, "chip", p), Current: p == o.Period})
	}
	for y := o.Today.Year(); y > o.Today.Year()-3; y-- {
		chip(evaluation.Period{Year: y})
		for _, p := range o.Others {
			if p.Year == y {
				chip(p)
			}
		}
	}
	return chips
}

func quarters(ctx context.Context) (all []ui.Choice) {
	all = append(all, ui.Choice{Value: "0", Label: ui.T(ctx, "evaluation.whole_year")})
	for q := 1; q <= 4; q++ {
		all = append(all, ui.Choice{Value: strconv.Itoa(q), Label: ui.T(ctx, "evaluation.quarter_n", q)})
	}
	return all
}

// reviewPairs are what is known of a review.
func reviewPairs(ctx context.Context, sh evaluation.Sheet) []ui.Pair {
	v, c := sh.Review, sh.Counts
	pairs := []ui.Pair{
		{Label: ui.T(ctx, "evaluation.unit"), Value: sh.Unit.Name},
		{Label: ui.T(ctx, "evaluation.due"), Value: day(v.Due)},
		{Label: ui.T(ctx, "evaluation.submitted_n"), Value: ui.T(ctx, "evaluation.of_n", c.Submitted, c.Expected)},
	}
	if v.HeldOn != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "evaluation.held_on"), Value: day(v.HeldOn)},
			ui.Pair{Label: ui.T(ctx, "evaluation.voted_n"), Value: ui.T(ctx, "evaluation.of_n", c.Voted, c.All)})
	}
	if v.DecisionNo != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "evaluation.number"), Value: v.DecisionNo},
			ui.Pair{Label: ui.T(ctx, "evaluation.decided_on"), Value: day(v.DecisionOn)})
	}
	return pairs
}

// fileLede says who reads the file as it stands.
func fileLede(ctx context.Context, sh evaluation.FileSheet) string {
	switch {
	case sh.Review.State != evaluation.Open:
		return ui.T(ctx, "evaluation.read_by_cell")
	case sh.Person != "" && sh.SubmittedOn == "":
		return ui.T(ctx, "evaluation.read_by_author")
	}
	return ui.T(ctx, "evaluation.read_by_committee")
}

func writeVerb(sh evaluation.FileSheet) string {
	switch {
	case sh.Own || sh.Person == "":
		return "evaluation.write"
	case sh.Begun():
		return "evaluation.write_on_for"
	}
	return "evaluation.write_for"
}

func editLede(sh evaluation.FileSheet) string {
	if sh.Own || sh.Person == "" {
		return "evaluation.edit_lede"
	}
	return "evaluation.edit_lede_for"
}

// emptyWords says why there is nothing to read.
func emptyWords(sh evaluation.FileSheet) string {
	if sh.Own && sh.MayWrite {
		return "evaluation.empty_own"
	}
	if sh.Review.State != evaluation.Open {
		return "evaluation.empty_late"
	}
	return "evaluation.empty_other"
}

// commentMeta says whether an opinion came, whose it is and when it was entered.
func commentMeta(ctx context.Context, c evaluation.Comment) string {
	switch {
	case c.Version == 0:
		return ui.T(ctx, "evaluation.not_entered")
	case !c.Received:
		return ui.T(ctx, "evaluation.not_come", day(c.EnteredOn))
	case c.Giver == "":
		return ui.T(ctx, "evaluation.came", day(c.EnteredOn))
	}
	return ui.T(ctx, "evaluation.came_from", c.Giver, day(c.EnteredOn))
}

func commentHref(id evaluation.FileID, s evaluation.Source) string {
	return fileTo(id, "comment") + "?source=" + string(s)
}

func receivedChoices(ctx context.Context) []ui.Choice {
	return []ui.Choice{{Value: "yes", Label: ui.T(ctx, "evaluation.received_yes")}, {Value: "no", Label: ui.T(ctx, "evaluation.received_no")}}
}

func receivedValue(c evaluation.Comment) string {
	if c.Version > 0 && !c.Received {
		return "no"
	}
	return "yes"
}

// resultPairs are the cell's proposal and the superior's decision.
func resultPairs(ctx context.Context, sh evaluation.FileSheet) []ui.Pair {
	proposed := ui.Pair{Label: ui.T(ctx, "evaluation.proposed"), Value: levelName(sh.Levels, sh.Proposed)}
	if v := sh.Voted; v != nil {
		proposed.Note = ui.T(ctx, "evaluation.vote_is", v.Count.Favour, v.Prospect.Base.Size, v.Share(ui.From(ctx).Lang))
	}
	decided := ui.Pair{Label: ui.T(ctx, "evaluation.decided"), Value: levelName(sh.Levels, sh.Decided)}
	if sh.Decided != "" {
		decided.Note = ui.T(ctx, "evaluation.decision_is", sh.Review.DecisionNo, day(sh.Review.DecisionOn))
	}
	return []ui.Pair{proposed, decided}
}

// beforePairs are the results of former years.
func beforePairs(ctx context.Context, sh evaluation.FileSheet) (pairs []ui.Pair) {
	for _, p := range sh.Before {
		whose := "evaluation.proposed"
		if p.Decided {
			whose = "evaluation.decided"
		}
		pairs = append(pairs, ui.Pair{Label: periodWords(ctx, "chip", evaluation.Period{Year: p.Year}), Value: p.Title, Note: ui.T(ctx, whose)})
	}
	return pairs
}

// shortLevel is a level where there is little room; a dash for none.
func shortLevel(ctx context.Context, l evaluation.Level) string {
	if l == "" {
		return "–"
	}
	return ui.T(ctx, "evaluation.short_"+string(l))
}

// peopleAt is how many of a unit have a level, once its review was sent.
func peopleAt(ctx context.Context, u evaluation.UnitResult, l evaluation.Level) string {
	if u.Self == "" {
		return "–"
	}
	return i18n.Number(ui.From(ctx).Lang, u.People[l])
}
