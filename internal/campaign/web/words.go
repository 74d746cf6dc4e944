package web

import (
	"cmp"
	"context"
	"net/url"
	"strconv"
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/ui"
)

func ofUnit(path string, unit org.ID) string {
	return path + "?unit=" + url.QueryEscape(string(unit))
}

func href(id campaign.ID) string { return "/campaign/of/" + url.PathEscape(string(id)) }

func themeHref(id campaign.ThemeID) string { return "/campaign/theme/" + url.PathEscape(string(id)) }

func itemHref(id campaign.ItemID) string { return "/campaign/item/" + url.PathEscape(string(id)) }

// part is the address of a page of a unit's programme.
func part(p campaign.Programme, name string) string {
	return ofUnit(themeHref(p.Theme.ID)+"/"+name, p.Unit.ID)
}

// filesHref is the page of the documents of a campaign.
func filesHref(id campaign.ID) string {
	return "/document/of/" + campaign.FileKind + "/" + url.PathEscape(string(id)) + "?back=" + url.QueryEscape(href(id))
}

func day(d db.Date) string { return i18n.Short(string(d)) }

// dayIn is a day as a line names it: without the year where that is the theme's.
func dayIn(d db.Date, year int) string {
	if s := day(d); d.Year() != year || len(s) < 5 {
		return s
	}
	return day(d)[:5]
}

// source is the document that a campaign comes from, in one line; "" for none.
func source(ctx context.Context, c campaign.Campaign) string {
	if c.Number == "" {
		return ""
	}
	return ui.T(ctx, "campaign.source", c.Number, day(c.IssuedOn), c.Issuer)
}

// campaignMeta is a campaign in one line.
func campaignMeta(ctx context.Context, c campaign.Campaign) string {
	all := []string{c.UnitName}
	if s := source(ctx, c); s != "" {
		all = append(all, s)
	}
	return strings.Join(all, " · ")
}

// dates are the days of a theme in one line.
func dates(ctx context.Context, t campaign.Theme) string {
	all := []string{ui.T(ctx, "campaign.starts_on", day(t.Starts))}
	if t.Interim != "" {
		all = append(all, ui.T(ctx, "campaign.interim_on", dayIn(t.Interim, t.Starts.Year())))
	}
	return strings.Join(append(all, ui.T(ctx, "campaign.ends_on", dayIn(t.Ends, t.Starts.Year()))), " · ")
}

// themeTag is how a theme stands on a day: its kind and words.
func themeTag(ctx context.Context, t campaign.Theme, today db.Date) (ui.Kind, string) {
	switch {
	case t.Stage == campaign.Launched && today > t.Ends:
		return ui.Done, ui.T(ctx, "campaign.state_over")
	case t.Halted:
		return ui.Off, ui.T(ctx, "campaign.state_halted")
	case t.Stage == campaign.Planned:
		return ui.Plain, ui.T(ctx, "campaign.state_planned")
	case today < t.Starts:
		return ui.Plain, ui.T(ctx, "campaign.state_ahead")
	}
	return ui.Now, ui.T(ctx, "campaign.state_running")
}

// libraryHref is the page of what there is to learn of a theme.
func libraryHref(o campaign.Overview) string {
	return ofUnit("/campaign/library/theme/"+string(o.Theme.ID), o.Unit.ID)
}

// nodeTag is how far a unit is with its programme.
func nodeTag(ctx context.Context, n campaign.Node, lag campaign.Lag) (kind ui.Kind, icon, words string) {
	switch {
	case n.State == campaign.Issued:
		return ui.Done, "circle-check", ui.T(ctx, "campaign.node_issued")
	case lag == campaign.NoProgramme:
		return ui.Late, "alert-triangle", ui.T(ctx, "campaign.node_late")
	case n.State == campaign.Drafted:
		return ui.Now, "clock", ui.T(ctx, "campaign.node_drafting")
	case n.State == campaign.Received:
		return ui.Plain, "", ui.T(ctx, "campaign.node_received")
	}
	return ui.Plain, "", ui.T(ctx, "campaign.node_none")
}

// nodeMeta says under which number a programme was issued, or how far it is.
func nodeMeta(ctx context.Context, n campaign.Node, t campaign.Theme) string {
	switch {
	case n.State == campaign.Issued:
		return ui.T(ctx, "campaign.issued_meta", n.Number, day(n.IssuedOn))
	case n.Remark != "" && n.DraftDue != "":
		return ui.T(ctx, "campaign.draft_meta", n.Remark, dayIn(n.DraftDue, t.Year))
	case n.Remark != "":
		return n.Remark
	case n.DraftDue != "":
		return ui.T(ctx, "campaign.due_meta", dayIn(n.DraftDue, t.Year))
	case t.Due != "":
		return ui.T(ctx, "campaign.due_meta", dayIn(t.Due, t.Year))
	}
	return ui.T(ctx, "campaign.no_due")
}

// branchMeta adds to a committee how those under it stand.
func branchMeta(ctx context.Context, b campaign.Branch, t campaign.Theme) string {
	meta := nodeMeta(ctx, b.Node, t)
	if b.Under > 0 {
		meta += " · " + ui.T(ctx, "campaign.under", b.Under)
	}
	return meta
}

// tallies say how many of those right below have issued a programme: of the Party's, and
// apart of the mass organisations.
func tallies(ctx context.Context, o campaign.Overview) string {
	var all []string
	if o.Party.Units > 0 {
		all = append(all, ui.T(ctx, "campaign.issued_of", o.Party.Issued, o.Party.Units))
	}
	if o.Mass.Units > 0 {
		all = append(all, ui.T(ctx, "campaign.of_mass", o.Mass.Issued, o.Mass.Units))
	}
	return strings.Join(all, " · ")
}

// branchesLede adds how many have received the theme.
func branchesLede(ctx context.Context, o campaign.Overview) string {
	all := []string{o.Unit.Name}
	if o.Party.Units > 0 {
		all = []string{ui.T(ctx, "campaign.branches_lede", o.Unit.Name, o.Party.Issued, o.Party.Units), ui.T(ctx, "campaign.received_of", o.Party.Received, o.Party.Units)}
	}
	if o.Mass.Units > 0 {
		all = append(all, ui.T(ctx, "campaign.of_mass", o.Mass.Issued, o.Mass.Units))
	}
	return strings.Join(all, " · ")
}

// branchHref leads to the programme that was issued; of a committee to its own page of
// the theme.
func branchHref(b campaign.Branch, t campaign.Theme) string {
	if !b.Unit.Kind.Holds || b.Node.State != campaign.Issued {
		return campaign.ThemeHref(t.ID, b.Unit.ID)
	}
	return campaign.ProgrammeHref(t.ID, b.Unit.ID)
}

// overviewCrumb leads from a theme to those of the unit.
func overviewCrumb(ctx context.Context, o campaign.Overview) *ui.Link {
	return &ui.Link{Href: ofUnit("/campaign", o.Unit.ID), Label: ui.T(ctx, "campaign.crumb", strconv.Itoa(o.Theme.Year))}
}

// overviewLede are the days of the theme; in a unit that does not lead it, also whose it
// is.
func overviewLede(ctx context.Context, o campaign.Overview) string {
	if o.Unit.ID == o.Theme.Unit {
		return dates(ctx, o.Theme)
	}
	return dates(ctx, o.Theme) + " · " + o.Unit.Name
}

// itemMeta is a work item in one line.
func itemMeta(ctx context.Context, i campaign.Item, t campaign.Theme) string {
	var all []string
	if who := i.Doer(); who != "" {
		all = append(all, who)
	}
	if i.Due != "" {
		all = append(all, ui.T(ctx, "campaign.due_meta", dayIn(i.Due, t.Year)))
	}
	if i.Measure != "" {
		all = append(all, i.Measure)
	}
	return strings.Join(all, " · ")
}

// itemTag is how far a work item is on a day.
func itemTag(ctx context.Context, i campaign.Item, today db.Date) (ui.Kind, string) {
	switch late := i.Late(today); {
	case i.DoneOn != "":
		return ui.Done, ui.T(ctx, "campaign.item_done")
	case late > 0:
		return ui.Late, ui.T(ctx, "campaign.item_late", late)
	case i.Percent > 0:
		return ui.Now, strconv.Itoa(i.Percent) + "%"
	}
	return ui.Plain, ui.T(ctx, "campaign.item_open")
}

// itemFacts are what is known of a work item.
func itemFacts(ctx context.Context, sh campaign.ItemSheet) (all []ui.Pair) {
	add := func(key, value string) {
		if value != "" {
			all = append(all, ui.Pair{Label: ui.T(ctx, "campaign."+key), Value: value})
		}
	}
	i := sh.Item
	add("doer", i.Doer())
	add("due", day(i.Due))
	add("measure", i.Measure)
	add("follows", i.FollowsOf)
	add("done_on", day(i.DoneOn))
	return all
}

func peopleChoices(p campaign.Programme, i campaign.Item) (all []ui.Choice) {
	for _, c := range p.Called {
		all = append(all, ui.Choice{Value: string(c.Person), Label: c.Name, Current: c.Person == i.Person})
	}
	return all
}

func followChoices(p campaign.Programme, i campaign.Item) (all []ui.Choice) {
	for _, a := range p.Above {
		all = append(all, ui.Choice{Value: string(a.ID), Label: cut(a.Content), Current: a.ID == i.Follows})
	}
	return all
}

func documentChoices(all []directive.Row, c campaign.Campaign) (choices []ui.Choice) {
	for _, d := range all {
		choices = append(choices, ui.Choice{Value: string(d.ID), Label: cut(d.Line()), Current: string(d.ID) == c.Directive})
	}
	return choices
}

// cutAt is how many characters of a text a choice shows.
const cutAt = 90

func cut(s string) string {
	if r := []rune(s); len(r) > cutAt {
		return string(r[:cutAt]) + "…"
	}
	return s
}

// year is a number as it stands in its field.
func year(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// steps are the way of a programme.
func steps(ctx context.Context, n campaign.Node) []ui.Step {
	way := []campaign.Progress{campaign.Received, campaign.Drafted, campaign.Issued}
	at := cmp.Or(n.State, campaign.Received)
	return ui.Way(ctx, "campaign.step_", way, at, at == campaign.Issued)
}

// programmeLede says how far the programme is, and what comes next to who writes it.
func programmeLede(ctx context.Context, p campaign.Programme) string {
	lede := nodeMeta(ctx, p.Node, p.Theme)
	if p.Plans && p.Node.State != campaign.Issued && !p.Theme.Halted {
		lede += " · " + ui.T(ctx, "campaign.programme_next")
	}
	return lede
}

// itemLink leads to a work item, for those of its unit.
func itemLink(p campaign.Programme, i campaign.Item) string {
	if !p.Inside {
		return ""
	}
	return itemHref(i.ID)
}

// either makes a button the main one where a condition holds.
func either(main bool) string {
	if main {
		return "primary"
	}
	return ""
}
