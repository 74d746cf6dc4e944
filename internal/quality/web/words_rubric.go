package web

import (
	"context"
	"net/url"

	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/ui"
)

func rubricsHref(unit org.ID) string { return "/quality/rubrics?unit=" + url.QueryEscape(string(unit)) }

// newHref is the form of a new rubric; without a base the page that asks for
// one.
func newHref(unit org.ID, base string) string {
	at := "/quality/rubrics/new?unit=" + url.QueryEscape(string(unit))
	if base != "" {
		at += "&base=" + url.QueryEscape(base)
	}
	return at
}

func endHref(l quality.Local) string {
	return "/quality/rubrics/of/" + url.PathEscape(l.ID) + "/end?unit=" + url.QueryEscape(string(l.Unit))
}

func rubricsCrumb(ctx context.Context, u org.Unit) *ui.Link {
	at := deskPath
	if u.Kind.Holds {
		at = deskHref(u.ID)
	}
	return &ui.Link{Href: at, Label: ui.T(ctx, "quality.menu")}
}

// forcePairs says what meetings of today are scored by.
func forcePairs(ctx context.Context, sh quality.RubricSheet) (pairs []ui.Pair) {
	for _, kind := range []meeting.Kind{meeting.Regular, meeting.Thematic} {
		p := ui.Pair{Label: ui.T(ctx, "quality.kind_"+string(kind)), Value: ui.T(ctx, "quality.force_none")}
		if r, ok := sh.InForce[kind]; ok {
			p.Value, p.Note = r.Title, docText(ctx, r)
		}
		pairs = append(pairs, p)
	}
	return pairs
}

// validText says from when to when a rubric is in force.
func validText(ctx context.Context, r quality.Rubric) string {
	from := i18n.Short(string(r.From))
	if r.To == "" {
		return ui.T(ctx, "quality.valid_from", from)
	}
	return ui.T(ctx, "quality.valid_until", from, i18n.Short(string(r.To)))
}

// pointed names a criterion with its points.
func pointed(ctx context.Context, c quality.Criterion) string {
	if c.Points == 0 {
		return c.Title
	}
	return c.Title + ": " + ui.T(ctx, "quality.points_n", c.Points)
}

func rescales(ctx context.Context) (all []ui.Choice) {
	for _, r := range quality.Rescales {
		all = append(all, ui.Choice{Value: string(r), Label: ui.T(ctx, "quality.rescale_"+string(r))})
	}
	return all
}
