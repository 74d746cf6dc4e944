package web

import (
	"context"
	"net/url"
	"strings"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/campaign/review"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/ui"
)

func href(id review.ID) string { return "/campaign/review/of/" + url.PathEscape(string(id)) }

// of is the address of a page about a unit.
func of(path string, unit org.ID) string {
	return path + "?" + url.Values{"unit": {string(unit)}}.Encode()
}

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

func day(d db.Date) string { return i18n.Short(string(d)) }

// title names a review in a list.
func title(ctx context.Context, r review.Review) string {
	return ui.T(ctx, "review.kind_"+string(r.Kind)) + ": " + r.Title
}

// span is the days that a review is about, with the unit where it is another's.
func span(ctx context.Context, r review.Review, at org.ID) string {
	text := ui.T(ctx, "review.span", day(r.From), day(r.To))
	if r.Number != "" {
		text += " · " + r.Number + " · " + day(r.IssuedOn)
	}
	if r.Unit != at {
		text = r.UnitName + " · " + text
	}
	return text
}

func stateKind(s review.State) ui.Kind {
	return map[review.State]ui.Kind{review.Drafted: ui.Now, review.Issued: ui.Done, review.Sent: ui.Done}[s]
}

func steps(ctx context.Context, s review.State) []ui.Step {
	return ui.Way(ctx, "review.state_", review.States, s, false)
}

func themeChoices(themes []campaign.Theme) (all []ui.Choice) {
	for _, t := range themes {
		all = append(all, ui.Choice{Value: string(t.ID), Label: t.Title, Note: t.CampaignTitle})
	}
	return all
}

// lineName is a figure on the page.
func lineName(ctx context.Context, k review.Key) string { return ui.T(ctx, "review.figure_"+string(k)) }

// value is a figure, with the whole that it is part of; it says where nothing is
// recorded.
func value(ctx context.Context, l review.Line) string {
	switch {
	case l.None:
		return ui.T(ctx, "review.no_data")
	case l.Last != nil && l.Prior != nil:
		return number(ctx, l.N) + " " + ui.T(ctx, "review.last_prior", *l.Last, *l.Prior)
	case l.Of > 0:
		return number(ctx, l.N) + "/" + number(ctx, l.Of) + " (" + i18n.Percent(ui.From(ctx).Lang, l.N, l.Of) + ")"
	case l.Key == review.Reached:
		return number(ctx, l.N) + "%"
	}
	return number(ctx, l.N)
}

// before is the figure of the span before.
func before(ctx context.Context, l review.Line) string {
	if l.Before == nil {
		return "–"
	}
	return number(ctx, *l.Before)
}

// source is the list where a figure comes from, and its address.
type source struct{ label, href string }

// sources are the lists behind the figures, by the beginning of their keys.
var sources = []struct{ key, label, path string }{
	{"members", "member", "/member"},
	{"step_", "step", "/campaign"},
	{"programmes", "step", "/campaign"},
	{"pledges", "commitment", "/commitment"},
	{"concerns", "feedback", "/feedback"},
	{"calls", "feedback", "/feedback"},
	{"praise", "feedback", "/feedback"},
	{"admitted", "admission", "/stats"},
	{"reached", "target", "/target"},
	{"collectives", "commendation", "/commendation"},
	{"individuals", "commendation", "/commendation"},
}

// sourceOf is where a figure comes from. Lists of members and pledges are those of a
// cell alone; who does not belong to the unit is given no address.
func sourceOf(ctx context.Context, p reviewProps, k review.Key) (s source) {
	for _, l := range sources {
		if !strings.HasPrefix(string(k), l.key) {
			continue
		}
		s.label = ui.T(ctx, "review.source_"+l.label)
		whole := l.label != "member" && l.label != "commitment"
		if p.Writes && (whole && l.path != "/stats" || p.Unit.Kind.Holds && l.path != "/stats" || !p.Unit.Kind.Holds && l.path == "/stats") {
			s.href = of(l.path, p.Unit.ID)
		}
		return s
	}
	return s
}

// awardTurns are awards, and how many had them where somebody had several.
func awardTurns(ctx context.Context, s commendation.Sum) string {
	if s.Turns == s.Distinct {
		return number(ctx, s.Turns)
	}
	return ui.T(ctx, "review.turns", s.Turns, s.Distinct)
}

// partFields are the fields of the texts.
func partFields() (names []string) {
	for _, p := range review.Parts {
		names = append(names, string(p))
	}
	return names
}

// lede says what to do next.
func lede(ctx context.Context, p reviewProps) string {
	return ui.T(ctx, "review.lede_"+string(p.Review.State), p.UnitName())
}

// proposes reports whether the reader may write proposals for commendation.
func proposes(p reviewProps) bool { return access.Can(p.by, commendation.Lead, p.Unit.Place()) }
