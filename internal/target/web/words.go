package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/target"
	"chibo/internal/ui"
)

func href(id target.ID) string { return "/target/" + url.PathEscape(string(id)) }

func to(id target.ID, page string) string { return href(id) + "/" + page }

func congressHref(id target.CongressID) string {
	return "/target/congress/of/" + url.PathEscape(string(id))
}

// ofUnit is the address of a page about a unit.
func ofUnit(path string, unit org.ID) string {
	return path + "?" + url.Values{"unit": {string(unit)}}.Encode()
}

// ofYear is the address of a page about a unit and a year.
func ofYear(path string, unit org.ID, year int) string {
	return path + "?" + url.Values{"unit": {string(unit)}, "year": {strconv.Itoa(year)}}.Encode()
}

// tabs lead to the two parts.
func tabs(ctx context.Context, unit org.ID, at string) []ui.Tab {
	return []ui.Tab{
		{Href: ofUnit("/target", unit), Label: ui.T(ctx, "target.tab_targets"), Current: at == "targets"},
		{Href: ofUnit("/target/congress", unit), Label: ui.T(ctx, "target.tab_congresses"), Current: at == "congresses"},
	}
}

// years are those around this one and the one that is shown, as filters.
func years(unit org.ID, year int, today db.Date) (all []ui.Chip) {
	for y := min(year, today.Year()-1); y <= max(year, today.Year()+1); y++ {
		if y >= today.Year()-1 || y >= year-1 && y <= year+1 {
			all = append(all, ui.Chip{Href: ofYear("/target", unit, y), Label: strconv.Itoa(y), Current: y == year})
		}
	}
	return all
}

// measured is an amount with its measure: 50 đảng viên, 95%.
func measured(ctx context.Context, a target.Amount, measure string) string {
	number := a.Local(ui.From(ctx).Lang)
	if strings.HasPrefix(measure, "%") {
		return number + measure
	}
	return number + " " + measure
}

// percent is how much of a target was reached, "–" while nothing is known.
func percent(t target.Target) string {
	n, ok := t.Percent()
	if !ok {
		return "–"
	}
	return strconv.Itoa(n) + "%"
}

// result is what was reached of a target, in words.
func result(ctx context.Context, t target.Target) string {
	if !t.Result.Known {
		return ui.T(ctx, "target.result_none")
	}
	return measured(ctx, t.Result.Value, t.Measure)
}

// bar is the share that was reached.
func bar(ctx context.Context, t target.Target) ui.BarProps {
	b := ui.BarProps{N: int(t.Result.Value), D: int(t.Value), Label: ui.T(ctx, "target.reached", result(ctx, t), measured(ctx, t.Value, t.Measure), percent(t))}
	if n, _ := t.Percent(); n >= 100 {
		b.Kind = ui.Ok
	}
	return b
}

// basis says where the result of a target comes from.
func basis(ctx context.Context, t target.Target) string {
	switch {
	case t.Source != "":
		return ui.T(ctx, "target.counted_short")
	case t.Result.Known:
		return ui.T(ctx, "target.by_hand", t.Result.On, t.Result.Basis)
	}
	return ui.T(ctx, "target.by_hand_none")
}

// stateTag is how a target stands.
func stateTag(ctx context.Context, t target.Target, today db.Date) (ui.Kind, string) {
	switch {
	case t.State == target.Draft:
		return ui.Off, ui.T(ctx, "target.state_draft")
	case t.State == target.Withdrawn:
		return ui.Off, ui.T(ctx, "target.state_withdrawn")
	case t.Period.Over(today):
		return ui.Plain, ui.T(ctx, "target.state_over")
	}
	return ui.Now, ui.T(ctx, "target.state_set")
}

// period names the period of a target: «Năm 2026», «Nhiệm kỳ X (2020–2025)».
func period(ctx context.Context, p target.Period) string {
	if p.Term == "" {
		return ui.T(ctx, "target.year", strconv.Itoa(p.Year))
	}
	return termName(ctx, org.Term{Ordinal: p.Ordinal, From: p.From, To: p.To})
}

func termName(ctx context.Context, t org.Term) string {
	if t.From == "" {
		return "–"
	}
	span := ui.T(ctx, "target.term_since", strconv.Itoa(t.From.Year()))
	if t.To != "" {
		span = ui.T(ctx, "target.term_span", strconv.Itoa(t.From.Year()), strconv.Itoa(t.To.Year()))
	}
	return strings.TrimSpace(ui.T(ctx, "target.term") + " " + t.Ordinal + " " + span)
}

// periods are those that a target may be set for: this year and the next, the
// terms of the unit, and the period that it has.
func periods(ctx context.Context, p target.Preparing, has target.Period) []ui.Choice {
	years := []int{p.Today.Year(), p.Today.Year() + 1}
	if has.Term == "" && has.Year != years[0] && has.Year != years[1] {
		years = append(years, has.Year)
	}
	var all []ui.Choice
	for _, y := range years {
		all = append(all, ui.Choice{Value: strconv.Itoa(y), Label: ui.T(ctx, "target.year", strconv.Itoa(y)), Current: has.Term == "" && y == has.Year})
	}
	for _, t := range p.Terms {
		all = append(all, ui.Choice{Value: t.ID, Label: termName(ctx, t), Current: t.ID == has.Term})
	}
	return all
}

// sources are the data that a target may be counted from.
func sources(ctx context.Context, p target.Preparing) (all []ui.Choice) {
	for _, s := range p.Sources {
		all = append(all, ui.Choice{Value: s.Key, Label: ui.T(ctx, s.Text)})
	}
	return all
}

// facts are what is known of a target.
func facts(ctx context.Context, sh target.Sheet) []ui.Pair {
	t := sh.Target
	pairs := []ui.Pair{
		{Label: ui.T(ctx, "target.period"), Value: period(ctx, t.Period)},
		{Label: ui.T(ctx, "target.value"), Value: measured(ctx, t.Value, t.Measure)},
		{Label: ui.T(ctx, "target.result"), Value: result(ctx, t), Note: basis(ctx, t)},
		{Label: ui.T(ctx, "target.percent"), Value: percent(t)},
	}
	if sh.Giver.ID != sh.Unit.ID {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "target.giver"), Value: sh.Giver.Name})
	}
	if t.SetOn != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "target.set_on"), Value: i18n.Short(string(t.SetOn))})
	}
	if t.Reason != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "target.reason"), Value: t.Reason})
	}
	return pairs
}

// congressTag is how a congress stands.
func congressTag(ctx context.Context, c target.Congress, today db.Date) (ui.Kind, string) {
	if late := c.Late(today); late > 0 {
		return ui.Late, ui.T(ctx, "target.late", late)
	}
	kinds := map[target.CongressState]ui.Kind{target.Planned: ui.Now, target.Held: ui.Done, target.Cancelled: ui.Off}
	return kinds[c.State], ui.T(ctx, "target.congress_"+string(c.State))
}

// standingTag is how a unit stands with its congresses.
func standingTag(ctx context.Context, s target.Standing, today db.Date) (ui.Kind, string) {
	switch {
	case s.Ended(today):
		return ui.Late, ui.T(ctx, "target.term_ended", s.Term.To)
	case s.Last.ID == "":
		return ui.Off, ui.T(ctx, "target.congress_none_short")
	}
	return congressTag(ctx, s.Last, today)
}

// ready is how many papers of a congress are ready.
func ready(c target.Congress) string {
	if len(c.Papers) == 0 {
		return "–"
	}
	return strconv.Itoa(c.Ready()) + "/" + strconv.Itoa(len(c.Papers))
}

func dayOr(d db.Date) string {
	if d == "" {
		return "–"
	}
	return i18n.Short(string(d))
}

// congressName is the title of a congress.
func congressName(ctx context.Context, c target.Congress) string {
	if c.Ordinal == "" {
		return ui.T(ctx, "target.congress")
	}
	return ui.T(ctx, "target.congress_named", c.Ordinal)
}

// titles are the papers of a congress as they are typed, one a line.
func titles(c target.Congress) string {
	var all []string
	for _, p := range c.Papers {
		all = append(all, p.Title)
	}
	return strings.Join(all, "\n")
}
