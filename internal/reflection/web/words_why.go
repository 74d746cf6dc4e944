package web

import (
	"context"
	"strings"

	"chibo/internal/reflection"
	"chibo/internal/reflection/rota"
	"chibo/internal/ui"
)

// namesMax is how many people a sentence names before it counts the others.
const namesMax = 4

// people names people by their ids.
func people(ctx context.Context, b reflection.Board, ids []string) string {
	var all []string
	for _, id := range ids {
		p, _ := b.Of(id)
		all = append(all, named(ctx, p.Name))
	}
	if len(all) > namesMax {
		return ui.T(ctx, "reflection.names_more", strings.Join(all[:namesMax], ", "), len(all)-namesMax)
	}
	return strings.Join(all, ", ")
}

// openEnds says which told turns stand in a month that hears no report and, of
// the plan as drawing makes it, what it could not do, why, and what would help:
// sentences ready to show.
func openEnds(ctx context.Context, b reflection.Board, drawn bool) (lines []string) {
	for n, m := range b.Months {
		if len(m.Thematic) == 0 {
			continue
		}
		for _, t := range m.Turns {
			if t.State.Open() {
				lines = append(lines, ui.T(ctx, "reflection.turn_in_closed", n+1, named(ctx, t.Name)))
			}
		}
	}
	if !drawn {
		return lines
	}
	for _, u := range b.Redraw.Plan.Unmet {
		lines = append(lines, unmetText(ctx, b, u))
	}
	lines = append(lines, emptyText(ctx, b)...)
	if w := b.Redraw.Plan.Waiting; len(w) > 0 {
		lines = append(lines, ui.T(ctx, "reflection.waiting", len(w), people(ctx, b, w)))
	}
	return lines
}

// emptyText says which months have no report, those of one reason together.
func emptyText(ctx context.Context, b reflection.Board) (lines []string) {
	for _, reason := range []rota.Reason{rota.Away, rota.Limit, rota.HadTurn} {
		var months []rota.Month
		twice := b.Leads
		for _, e := range b.Redraw.Plan.Empty {
			if e.Reason == reason {
				months = append(months, e.Month)
				twice = twice && e.Twice
			}
		}
		if len(months) == 0 {
			continue
		}
		line := ui.T(ctx, "reflection.empty_"+string(reason), numbers(months))
		if twice {
			line += " " + ui.T(ctx, "reflection.empty_twice")
		}
		lines = append(lines, line)
	}
	return lines
}

// unmetText says why a volunteer did not get his month.
func unmetText(ctx context.Context, b reflection.Board, u rota.Unmet) string {
	var why, help []string
	for _, w := range u.Why {
		why = append(why, whyText(ctx, b, w))
	}
	for _, h := range u.Help {
		help = append(help, helpText(ctx, b, h))
	}
	key := "reflection.unmet"
	if u.Person == string(b.Me) {
		key = "reflection.unmet_own"
	}
	text := ui.T(ctx, key, people(ctx, b, []string{u.Person}), strings.Join(why, "; "))
	if len(help) > 0 && b.Leads {
		text += " " + ui.T(ctx, "reflection.unmet_help", strings.Join(help, "; "))
	}
	return text
}

// whyText is a reason as the half of a sentence; a key takes the month, people
// or months that make it true.
func whyText(ctx context.Context, b reflection.Board, w rota.Why) string {
	key := "reflection.why_" + string(w.Reason)
	switch w.Reason {
	case rota.HadTurn, rota.Taken, rota.OtherWishes:
		return ui.T(ctx, key, w.Month, people(ctx, b, w.People))
	case rota.Limit, rota.NeedElsewhere:
		return ui.T(ctx, key, w.Month, listMonths(ctx, w.Months))
	}
	return ui.T(ctx, key, w.Month)
}

func helpText(ctx context.Context, b reflection.Board, h rota.Help) string {
	key := "reflection.help_by_" + string(h.Kind)
	if h.Kind == rota.MoveTurn {
		return ui.T(ctx, key, h.Month, people(ctx, b, []string{h.Person}))
	}
	if h.Kind == rota.OtherMonth {
		return ui.T(ctx, key, h.Month)
	}
	return ui.T(ctx, key)
}
