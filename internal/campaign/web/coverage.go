package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/campaign/step"
	"chibo/internal/i18n"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// coverage is how far a unit and those right below it have come with the steps of a
// theme, as the page of the theme shows it.
type coverage struct {
	step.Coverage
	group step.Group
	step  step.Step // beside studying
	all   bool      // every unit below, not the first alone
	page  int
	by    access.Actor
	at    *url.URL
}

// shownReaches is how many units the table shows before all are asked for.
const shownReaches = 6

// coverageOf reads the coverage that the address asks for; nil where the reader has
// no part in it.
func (h handlers) coverageOf(r *http.Request, o campaign.Overview) (*coverage, error) {
	by := server.Actor(r)
	if o.Theme.Stage != campaign.Launched || !access.Can(by, step.Cover, o.Unit.Place()) {
		return nil, nil
	}
	c := coverage{group: step.Members, step: step.Register, by: by, at: r.URL, all: r.URL.Query().Has("all"), page: server.PageNumber(r)}
	for _, g := range step.Groups {
		if r.URL.Query().Get("group") == string(g) {
			c.group = g
		}
	}
	var err error
	if c.Coverage, err = h.steps.Coverage(r.Context(), by, o.Theme, o.Unit, o.Below); err != nil {
		return nil, err
	}
	for n, s := range c.Asked {
		if n == 0 && !c.Asked.Has(step.Register) || r.URL.Query().Get("step") == string(s) {
			c.step = s
		}
	}
	return &c, nil
}

// href is this page with another group, step or length of the table.
func (c coverage) href(change map[string]string) string {
	q := c.at.Query()
	q.Del("page")
	for name, value := range change {
		q.Set(name, value)
	}
	q.Set("unit", string(c.Unit.ID))
	return c.at.Path + "?" + q.Encode() + "#coverage"
}

// rows are the units of the table, and of how many pages, where all are shown.
func (c coverage) rows() (rows []step.Reach, pages int) {
	of := c.Of(c.group)
	if !c.all {
		return of[:min(shownReaches, len(of))], 1
	}
	pages = max(1, (len(of)+campaign.PageSize-1)/campaign.PageSize)
	from := (min(max(c.page, 1), pages) - 1) * campaign.PageSize
	return of[from:min(from+campaign.PageSize, len(of))], pages
}

func (c coverage) groupChips(ctx context.Context) (all []ui.Chip) {
	for _, g := range step.Groups {
		all = append(all, ui.Chip{Href: c.href(map[string]string{"group": string(g)}), Label: ui.T(ctx, "step.group_"+string(g)), Current: g == c.group})
	}
	return all
}

func (c coverage) stepChips(ctx context.Context) (all []ui.Chip) {
	for _, s := range c.Asked {
		if s != step.Study {
			all = append(all, ui.Chip{Href: c.href(map[string]string{"step": string(s)}), Label: ui.T(ctx, "step.name_"+string(s)), Current: s == c.step})
		}
	}
	return all
}

// columns are the steps that the table shows.
func (c coverage) columns() []step.Step {
	if !c.Asked.Has(step.Study) || c.step == step.Study {
		return []step.Step{c.step}
	}
	return []step.Step{step.Study, c.step}
}

// drill is the page of the same theme in a unit below, "" where the reader may not
// open it.
func (c coverage) drill(r step.Reach) string {
	if !access.Can(c.by, step.Cover, access.Place{Unit: string(r.Unit), Path: r.Path}) {
		return ""
	}
	return campaign.ThemeHref(c.Theme.ID, r.Unit)
}

// rollHref is the page of who of a unit is not done, for its leaders.
func (c coverage) rollHref() string {
	return "/step/theme/" + string(c.Theme.ID) + "/roll?unit=" + url.QueryEscape(string(c.Unit.ID))
}

// share writes how many of a group took a step, in percent.
func share(ctx context.Context, r step.Reach, g step.Group, s step.Step) string {
	if r.Of[g] == 0 {
		return "–"
	}
	return i18n.Percent(ui.From(ctx).Lang, r.Done(g, s), r.Of[g])
}

// outOf says how many of a group took a step, of how many.
func outOf(ctx context.Context, r step.Reach, g step.Group, s step.Step) string {
	if _, known := r.Of[g]; !known {
		return ui.T(ctx, "step.of_unknown", r.Done(g, s))
	}
	return ui.T(ctx, "step.of_"+string(g), r.Done(g, s), r.Of[g])
}

// tile is a figure in large numbers.
type tile struct{ label, value, note string }

// tiles are the figures above the table.
func (c coverage) tiles(ctx context.Context) []tile {
	own, to := c.Own, ui.From(ctx).Lang
	var all []tile
	if c.Asked.Has(step.Study) {
		all = append(all, tile{ui.T(ctx, "step.done_study"), share(ctx, own, step.Members, step.Study), outOf(ctx, own, step.Members, step.Study)})
	}
	note := ui.T(ctx, "step.here")
	if n := c.Lag(step.Members, c.step); n > 0 {
		note = ui.T(ctx, "step.in_units", n)
	}
	all = append(all,
		tile{ui.T(ctx, "step.done_"+string(c.step)), share(ctx, own, step.Members, c.step), outOf(ctx, own, step.Members, c.step)},
		tile{ui.T(ctx, "step.lack_"+string(c.step)), i18n.Number(to, own.Lacking(step.Members, c.step)), note})
	if c.Asked.Has(step.Study) {
		all = append(all, tile{ui.T(ctx, "step.spread"), share(ctx, own, step.Staff, step.Study), outOf(ctx, own, step.Staff, step.Study)})
	}
	return all
}

// headcount writes how many of the group a unit has, "" where that is not known.
func headcount(ctx context.Context, r step.Reach, g step.Group) string {
	n, known := r.Of[g]
	if !known {
		return ""
	}
	return i18n.Number(ui.From(ctx).Lang, n)
}

// doneKind is the colour of a bar: green beside studying, as in the design.
func doneKind(s step.Step) ui.Kind {
	if s == step.Study {
		return ui.Plain
	}
	return ui.Ok
}

// number writes a count.
func (c coverage) number(ctx context.Context, r step.Reach) string {
	if _, known := r.Of[c.group]; !known {
		return "–"
	}
	return i18n.Number(ui.From(ctx).Lang, r.Lacking(c.group, c.step))
}

// total writes how many units stand below.
func (c coverage) total() string { return strconv.Itoa(len(c.Of(c.group))) }
