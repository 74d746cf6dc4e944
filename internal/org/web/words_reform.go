package web

import (
	"context"
	"strings"

	"chibo/internal/org"
	"chibo/internal/ui"
)

// heirs are the units that the unit may be merged into.
func (p reformProps) heirs() (all []ui.Choice) {
	for _, v := range p.units {
		if p.unit.MergesWith(v) {
			all = append(all, ui.Choice{Value: string(v.ID), Label: strings.Repeat("– ", v.Depth()) + v.Name})
		}
	}
	return all
}

// beside are the units under the same committee that may be merged with it.
func (p reformProps) beside() (all []ui.Choice) {
	for _, v := range p.units {
		if v.Parent == p.unit.Parent && p.unit.MergesWith(v) {
			all = append(all, ui.Choice{Value: string(v.ID), Label: v.Name})
		}
	}
	return all
}

// below are the units directly under it.
func (p reformProps) below() (all []ui.Choice) {
	for _, v := range p.units {
		if v.Parent == p.unit.ID {
			all = append(all, ui.Choice{Value: string(v.ID), Label: v.Name})
		}
	}
	return all
}

// parents are the committees under which the unit may come.
func (p reformProps) parents() []ui.Choice {
	return parentChoices(p.units, func(v org.Unit) bool { return v.ID != p.unit.Parent && !strings.HasPrefix(v.Path, p.unit.Path) })
}

// sentence is what was done, in the words before, between and after the names of
// the two units, which are links.
func sentence(ctx context.Context, f org.Reform) (before, between, after string) {
	const first, second = "\x00", "\x01"
	text := ui.T(ctx, "org.reform_"+string(f.Kind), first, second)
	before, rest, _ := strings.Cut(text, first)
	between, after, _ = strings.Cut(rest, second)
	return before, between, after
}

// planLines say what goes from one unit, and what does not.
func planLines(ctx context.Context, kind org.ReformKind, p org.Part) (lines []string) {
	add := func(key string, n int) {
		if n > 0 {
			lines = append(lines, ui.T(ctx, key, n))
		}
	}
	add("org.plan_people", p.Holding.People)
	below := len(p.Below) + p.Under
	if kind == org.ByMove {
		below++
	}
	add("org.plan_below", below)
	add("org.plan_posts", p.Holding.Posts)
	for _, fate := range org.Fates {
		var parts []string
		for _, w := range p.Open {
			if w.Fate == fate {
				parts = append(parts, ui.T(ctx, w.Key, w.N))
			}
		}
		if len(parts) > 0 {
			lines = append(lines, ui.T(ctx, "org.plan_"+string(fate))+": "+strings.Join(parts, "; ")+".")
		}
	}
	return lines
}
