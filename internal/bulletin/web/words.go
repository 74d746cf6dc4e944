package web

import (
	"context"
	"net/url"
	"strings"

	"chibo/internal/bulletin"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/ui"
)

func href(id bulletin.ID) string { return "/bulletin/of/" + url.PathEscape(string(id)) }

// to is the address of a page about an article.
func to(id bulletin.ID, page string) string { return href(id) + "/" + page }

func adoptionHref(id bulletin.AdoptionID) string {
	return "/bulletin/adoption/" + url.PathEscape(string(id))
}

func pictureHref(a bulletin.ID, p bulletin.Picture, small bool) string {
	at := to(a, "picture/"+url.PathEscape(string(p.ID)))
	if small {
		at += "?size=small"
	}
	return at
}

// of gives a page of a unit its unit.
func of(page string, unit org.ID) string { return page + "?unit=" + url.QueryEscape(string(unit)) }

func day(d db.Date) string { return i18n.Short(string(d)) }

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

// view is an article as a page shows it.
type view struct {
	bulletin.Sheet
	names map[string]string // of sources, by key
}

// label is what a figure is called.
func (v view) label(f bulletin.Figure) string {
	if f.Label != "" {
		return f.Label
	}
	return v.names[f.Source]
}

// amount is the number of a figure, as it is shown.
func amount(ctx context.Context, f bulletin.Figure) string {
	if f.Source == "" {
		return f.Words
	}
	return number(ctx, f.Value.N)
}

// note is what stands below the number.
func (v view) note(ctx context.Context, f bulletin.Figure) string {
	switch {
	case f.Note != "":
		return f.Note
	case f.Source != "" && f.Value.Compared && f.Period == bulletin.Weeks:
		return ui.T(ctx, "bulletin.before_weeks", number(ctx, f.Value.Before))
	case f.Stock && f.Value.Compared:
		return ui.T(ctx, "bulletin.before_stock", number(ctx, f.Value.Before))
	case f.Source != "" && f.Value.Compared:
		return ui.T(ctx, "bulletin.before", number(ctx, f.Value.Before))
	case f.Source != "":
		return span(ctx, f)
	}
	return ""
}

// span names the months of a figure.
func span(ctx context.Context, f bulletin.Figure) string {
	if f.Stock {
		return ui.T(ctx, "bulletin.span_stock", i18n.Short(string(f.Through)))
	}
	return ui.T(ctx, "bulletin.span", i18n.Short(string(f.From)), i18n.Short(string(f.Through)))
}

// sourceLine says where the figures come from, and of which day they are.
func (v view) sourceLine(ctx context.Context) string {
	var names []string
	own, on := false, v.Today
	for _, f := range v.Figures {
		if f.Source == "" {
			own = true
			continue
		}
		names = append(names, ui.T(ctx, "bulletin.source_of", v.label(f), span(ctx, f)))
		if f.FrozenOn != "" {
			on = f.FrozenOn
		}
	}
	var parts []string
	if len(names) > 0 {
		key := "bulletin.source_live"
		if !v.Article.State.Unsent() && v.Article.State != bulletin.Submitted {
			key = "bulletin.source_frozen"
		}
		parts = append(parts, ui.T(ctx, key, strings.Join(names, "; "), day(on)))
	}
	if own {
		parts = append(parts, ui.T(ctx, "bulletin.source_own", v.Article.UnitName))
	}
	return strings.Join(parts, " ")
}

// marked is the value of the figure of a mark; the mark itself where there is none.
func (v view) marked(ctx context.Context, ordinal int) string {
	for _, f := range v.Figures {
		if f.Ordinal == ordinal {
			return amount(ctx, f)
		}
	}
	return bulletin.Mark(ordinal)
}

// byline says of whom and from when an article is, and how many have read it.
func byline(ctx context.Context, a bulletin.Article) string {
	parts := []string{a.UnitName}
	if a.AuthorName != "" {
		parts = append(parts, a.AuthorName)
	}
	if a.PublishedOn != "" {
		parts = append(parts, ui.T(ctx, "bulletin.published", day(a.PublishedOn)), ui.T(ctx, "bulletin.readers", number(ctx, a.Readers)))
	}
	return strings.Join(parts, " · ")
}

// rowMeta is an article in one line of a list.
func rowMeta(a bulletin.Article) string {
	if a.PublishedOn == "" {
		return a.UnitName
	}
	return a.UnitName + " · " + day(a.PublishedOn)
}

// adopters says how many units took a model over, "" for none.
func adopters(ctx context.Context, n int) string {
	if n == 0 {
		return ""
	}
	return ui.T(ctx, "bulletin.adopters", number(ctx, n))
}

func stateName(ctx context.Context, s bulletin.State) string {
	return ui.T(ctx, "bulletin.state_"+string(s))
}

func stateKind(s bulletin.State) ui.Kind {
	switch s {
	case bulletin.Published:
		return ui.Done
	case bulletin.Submitted:
		return ui.Now
	case bulletin.Returned:
		return ui.Late
	case bulletin.Withdrawn:
		return ui.Off
	}
	return ui.Plain
}

// filters are the parts of the list.
func filters(ctx context.Context, l bulletin.List) (all []ui.Chip) {
	add := func(f bulletin.Filter) { all = append(all, part(ctx, l, f, "", "bulletin.filter_"+string(f))) }
	for _, f := range []bulletin.Filter{bulletin.All, bulletin.Models, bulletin.Articles} {
		add(f)
	}
	if l.Writes {
		add(bulletin.Mine)
	}
	if l.Reviews {
		add(bulletin.Waiting)
	}
	return all
}

// fieldFilters are the parts of the list by what articles are about.
func fieldFilters(ctx context.Context, l bulletin.List) (all []ui.Chip) {
	for _, f := range bulletin.Fields {
		all = append(all, part(ctx, l, bulletin.All, f, "bulletin.field_"+string(f)))
	}
	return all
}

// part leads to a part of the list, for the words that are looked for.
func part(ctx context.Context, l bulletin.List, f bulletin.Filter, field bulletin.Field, label string) ui.Chip {
	v := url.Values{"unit": {string(l.Unit.ID)}}
	for key, value := range map[string]string{"filter": string(f), "field": string(field), "q": l.Query.Words} {
		if value != "" {
			v.Set(key, value)
		}
	}
	return ui.Chip{Href: "/bulletin?" + v.Encode(), Label: ui.T(ctx, label), Current: f == l.Query.Filter && field == l.Query.Field}
}

// result says what an adoption came to: what was measured, or how far it is.
func result(ctx context.Context, d bulletin.Adoption) string {
	if d.Before != "" {
		return ui.T(ctx, "bulletin.measured", d.Measure, d.Before, d.After)
	}
	return ui.T(ctx, "bulletin.stage_"+string(d.Stage))
}

// adoptionMeta says which steps are applied, and since when.
func adoptionMeta(ctx context.Context, d bulletin.Adoption) string {
	var parts []string
	if d.Steps != "" {
		parts = append(parts, d.Steps)
	}
	if d.StartedOn != "" {
		parts = append(parts, ui.T(ctx, "bulletin.since", day(d.StartedOn)))
	}
	if d.Month != "" {
		parts = append(parts, ui.T(ctx, "bulletin.talked", day(d.Month)))
	}
	if d.Before != "" {
		parts = append(parts, ui.T(ctx, "bulletin.stage_"+string(d.Stage)))
	}
	return strings.Join(parts, " · ")
}

// stepLabel is the verb of an act.
func stepLabel(ctx context.Context, act bulletin.Act) string {
	return ui.T(ctx, "bulletin.do_"+string(act))
}

func articleCrumb(ctx context.Context, a bulletin.Article) *ui.Link {
	return &ui.Link{Href: href(a.ID), Label: ui.T(ctx, "bulletin.article")}
}

// facts are what is known of an article beside its text.
func facts(ctx context.Context, a bulletin.Article) []ui.Pair {
	audience := ui.T(ctx, "bulletin.audience_"+string(a.Audience))
	if a.Wide() {
		audience = ui.T(ctx, "bulletin.reaches", audience, a.ReachName)
	}
	all := []ui.Pair{
		{Label: ui.T(ctx, "bulletin.kind"), Value: ui.T(ctx, "bulletin.kind_"+string(a.Kind))},
		{Label: ui.T(ctx, "bulletin.field"), Value: ui.T(ctx, "bulletin.field_"+string(a.Field))},
		{Label: ui.T(ctx, "bulletin.audience"), Value: audience},
		{Label: ui.T(ctx, "bulletin.author"), Value: a.AuthorName},
	}
	if a.ConsentOn != "" {
		all = append(all, ui.Pair{Label: ui.T(ctx, "bulletin.consent_on"), Value: day(a.ConsentOn), Note: a.ConsentNote})
	}
	return all
}

// adoptionFacts are what is known of an adoption.
func adoptionFacts(ctx context.Context, d bulletin.Adoption) (all []ui.Pair) {
	add := func(key, value string) {
		if value != "" {
			all = append(all, ui.Pair{Label: ui.T(ctx, "bulletin."+key), Value: value})
		}
	}
	add("stage", ui.T(ctx, "bulletin.stage_"+string(d.Stage)))
	add("steps", d.Steps)
	add("on", day(d.StartedOn))
	add("result", d.Result)
	add("reason", d.Reason)
	add("ended_on", day(d.EndedOn))
	return all
}

func sourceChoices(ctx context.Context, sources []bulletin.Source) (all []ui.Choice) {
	for _, s := range sources {
		all = append(all, ui.Choice{Value: s.Key, Label: ui.T(ctx, s.Text)})
	}
	return all
}

// commenter is who wrote a comment, as far as he is known still.
func commenter(ctx context.Context, c bulletin.Comment) string {
	if c.Name == "" {
		return ui.T(ctx, "bulletin.somebody")
	}
	return c.Name
}

func commentMeta(ctx context.Context, c bulletin.Comment) string {
	meta := moment(c.At)
	if c.UnitName != "" {
		meta = c.UnitName + " · " + meta
	}
	if c.HiddenOn != "" {
		meta += " · " + ui.T(ctx, "bulletin.hidden", c.Reason)
	}
	return meta
}
