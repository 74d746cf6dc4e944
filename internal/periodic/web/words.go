package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/movement"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/periodic"
	"chibo/internal/stats"
	"chibo/internal/target"
	"chibo/internal/ui"
)

// href is the address of a report, to that of what is done to it.
func href(id periodic.ID) string { return "/periodic/of/" + url.PathEscape(string(id)) }

func to(id periodic.ID, what string) string { return href(id) + "/" + what }

// of gives a page of a unit its unit.
func of(page string, unit org.ID) string { return page + "?unit=" + url.QueryEscape(string(unit)) }

func day(d db.Date) string { return i18n.Short(string(d)) }

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

// periodName names a period: «tháng 5/2026».
func periodName(ctx context.Context, p periodic.Period) string {
	month, year := int(p.From.Time().Month()), strconv.Itoa(p.From.Year())
	switch {
	case p.Length == stats.Quarter:
		return ui.T(ctx, "periodic.of_quarter", paper.Roman((month+2)/3), year)
	case p.Length == stats.Half && month <= 6:
		return ui.T(ctx, "periodic.of_half_1", year)
	case p.Length == stats.Half:
		return ui.T(ctx, "periodic.of_half_2", year)
	case p.Length == stats.Year:
		return ui.T(ctx, "periodic.of_year", year)
	}
	return ui.T(ctx, "periodic.of_month", month, year)
}

// offered is how many periods of a length a form offers.
var offered = map[stats.Length]int{stats.Month: 6, stats.Quarter: 4, stats.Half: 3, stats.Year: 3}

// periods are the periods that a form offers, the one that is owed first.
func periods(ctx context.Context, today db.Date) (all []ui.Choice) {
	first := periodic.Expected(today)
	add := func(p periodic.Period) {
		all = append(all, ui.Choice{Value: codeOf(p), Label: upperFirst(periodName(ctx, p))})
	}
	add(first)
	for _, l := range stats.Lengths {
		for _, p := range periodic.Recent(l, today, offered[l]) {
			if p != first {
				add(p)
			}
		}
	}
	return all
}

// upperFirst begins a label with a capital.
func upperFirst(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToUpper(s[:i]) + s[i:]
		}
	}
	return s
}

var stateTags = map[periodic.State]ui.Kind{periodic.Drafted: ui.Now, periodic.Sent: ui.Soon, periodic.Received: ui.Done, periodic.Returned: ui.Late}

// steps are the states of a report along its way; one that was returned is written
// again.
func steps(ctx context.Context, s periodic.State) []ui.Step {
	way := []periodic.State{periodic.Drafted, periodic.Sent, periodic.Received}
	if !slices.Contains(way, s) {
		s = periodic.Drafted
	}
	return ui.Way(ctx, "periodic.state_", way, s, s == periodic.Received)
}

// lede says where the report stands and what is next.
func lede(ctx context.Context, sh periodic.Sheet) string {
	r := sh.Report
	late := r.Late(sh.Today)
	switch {
	case r.State == periodic.Sent:
		return ui.T(ctx, "periodic.lede_sent", day(r.SentOn))
	case r.State == periodic.Received:
		return ui.T(ctx, "periodic.lede_received", day(r.SentOn), day(r.ReceivedOn))
	case !sh.Mine && r.State == periodic.Returned:
		return ui.T(ctx, "periodic.lede_returned")
	case !sh.Mine:
		return ui.T(ctx, "periodic.lede_theirs", dayOrDash(r.Due))
	case late > 0:
		return ui.T(ctx, "periodic.lede_late", day(r.Due), late)
	case r.Due != "":
		return ui.T(ctx, "periodic.lede_due", day(r.Due))
	}
	return ui.T(ctx, "periodic.lede_drafted")
}

// deskLede says what the unit owes.
func deskLede(ctx context.Context, d periodic.Desk) string {
	o := d.Owed
	switch {
	case !o.Open():
		return ui.T(ctx, "periodic.lede_nothing")
	case o.Late(d.Today) > 0:
		return ui.T(ctx, "periodic.owed_late", periodName(ctx, o.Period), day(o.Due), o.Late(d.Today))
	case o.Due == "":
		return ui.T(ctx, "periodic.owed", periodName(ctx, o.Period))
	}
	return ui.T(ctx, "periodic.owed_due", periodName(ctx, o.Period), day(o.Due))
}

// reportLine is the quiet line of a report in a list.
func reportLine(ctx context.Context, r periodic.Report, today db.Date) string {
	switch late := r.Late(today); {
	case r.State.Up():
		return ui.T(ctx, "periodic.sent_on", day(r.SentOn))
	case late > 0:
		return ui.T(ctx, "periodic.late_days", late, day(r.Due))
	case r.Due != "":
		return ui.T(ctx, "periodic.due_on", day(r.Due))
	}
	return ""
}

// lists are what each figure counts, as package stats lists it.
var lists = map[periodic.Key]stats.Column{
	periodic.Members: "members", periodic.Probationary: stats.Probationary, periodic.Regular: "regular", periodic.Thematic: "thematic",
	periodic.Called: stats.Attendance, periodic.Present: stats.Attendance, periodic.Scored: "quality", periodic.ScoredGood: "quality",
	periodic.TasksDue: stats.Due, periodic.TasksDone: stats.Due, periodic.Overdue: "overdue", periodic.Reflections: "reports",
	periodic.Pledges: "pledges", periodic.Admitted: "admitted", periodic.Awards: "awards", periodic.Concerns: "concerns",
}

// sourceOf leads to where a figure comes from, as far as the reader may go: the list
// of what it counts, else the figures of the unit; nowhere from what is none.
func sourceOf(ctx context.Context, p reportProps, l periodic.Line) *ui.Link {
	list, place := lists[l.Key], p.Unit.Place()
	switch {
	case l.N+l.Live == 0:
	case list == "":
		if access.Can(p.by, target.View, place) {
			return &ui.Link{Href: of("/target", p.Unit.ID), Label: ui.T(ctx, "periodic.source_targets")}
		}
	case !access.Can(p.by, stats.View, place):
	case p.Facts.Branch || !list.Lists(p.by, place):
		return &ui.Link{Href: figuresHref(p), Label: ui.T(ctx, "periodic.source_figures")}
	default:
		return &ui.Link{Href: of("/stats/records", p.Unit.ID) + "&" + period(p).Encode() + "&of=" + string(list), Label: ui.T(ctx, "periodic.source_list")}
	}
	return nil
}

// period is the part of an address that names the period to package stats.
func period(p reportProps) url.Values {
	return url.Values{"length": {string(p.Report.Period.Length)}, "on": {string(p.Facts.Through)}}
}

// figuresHref are the figures of the unit in the period, as package stats shows them.
func figuresHref(p reportProps) string {
	if p.Unit.Kind.Holds {
		return "/stats/unit/" + url.PathEscape(string(p.Unit.ID)) + "?" + period(p).Encode()
	}
	return of("/stats", p.Unit.ID) + "&" + period(p).Encode()
}

// balanceHref is the table of increase and decrease of the period.
func balanceHref(p reportProps) string {
	if !access.Can(p.by, movement.Weigh, p.Unit.Place()) {
		return ""
	}
	return of("/movement/balance", p.Unit.ID) + "&" + url.Values{"from": {string(p.Report.Period.From)}, "through": {string(p.Facts.Through)}}.Encode()
}

// before is the figure of the year before.
func before(ctx context.Context, l periodic.Line) string {
	if l.Before == nil {
		return "–"
	}
	return number(ctx, *l.Before)
}

// missing names the units that have not sent their report, the first of them.
func missing(ctx context.Context, f periodic.Facts) string {
	const named = 10
	if len(f.Missing) <= named {
		return strings.Join(f.Missing, ", ")
	}
	return ui.T(ctx, "periodic.and_more", strings.Join(f.Missing[:named], ", "), len(f.Missing)-named)
}

// partFields are the fields of the texts.
func partFields() (names []string) {
	for _, p := range periodic.Parts {
		names = append(names, string(p))
	}
	return names
}

// belowHref is the overview of a period and a filter.
func belowHref(o periodic.Overview, p periodic.Period, f periodic.Filter) string {
	q := url.Values{"unit": {string(o.Unit.ID)}, "period": {codeOf(p)}}
	if f != periodic.All {
		q.Set("show", string(f))
	}
	return "/periodic/below?" + q.Encode()
}

// periodChips lead to the periods that ended last, of each length, and those before.
func periodChips(ctx context.Context, o periodic.Overview) (chips []ui.Chip) {
	for _, l := range stats.Lengths {
		for i, p := range periodic.Recent(l, o.Today, 3) {
			if i < 2 || l == stats.Month {
				chips = append(chips, ui.Chip{Href: belowHref(o, p, periodic.All), Label: upperFirst(periodName(ctx, p)), Current: p == o.Period})
			}
		}
	}
	return chips
}

// filterChips lead to the units that have come so far.
func filterChips(ctx context.Context, o periodic.Overview) (chips []ui.Chip) {
	for _, f := range periodic.Filters {
		name := "all"
		if f != periodic.All {
			name = string(f)
		}
		chips = append(chips, ui.Chip{Href: belowHref(o, o.Period, f), Label: ui.T(ctx, "periodic.show_"+name), Count: number(ctx, o.Tally[f]), Current: f == o.Filter})
	}
	return chips
}

// belowLede says how many have sent, and how many are late.
func belowLede(ctx context.Context, o periodic.Overview) string {
	sent, all := o.Tally.Sent(), o.Tally[periodic.All]
	switch {
	case o.Late() > 0:
		return ui.T(ctx, "periodic.below_late", sent, all, o.Late(), day(o.Due))
	case o.Due != "":
		return ui.T(ctx, "periodic.below_due", sent, all, day(o.Due))
	}
	return ui.T(ctx, "periodic.below_lede", sent, all)
}

// asideKey says that a report is entered for the unit: to who does it, and to others.
func asideKey(p reportProps) string {
	if p.Aside {
		return "periodic.you_aside"
	}
	return "periodic.begun_aside"
}

// crumb leads back to where the reader came from.
func crumb(ctx context.Context, sh periodic.Sheet) *ui.Link {
	if sh.Mine && !sh.Aside {
		return &ui.Link{Href: of("/periodic", sh.Unit.ID), Label: ui.T(ctx, "periodic.menu")}
	}
	if sh.Unit.Parent == "" {
		return nil
	}
	q := url.Values{"unit": {string(sh.Unit.Parent)}, "period": {codeOf(sh.Report.Period)}}
	return &ui.Link{Href: "/periodic/below?" + q.Encode(), Label: ui.T(ctx, "periodic.menu_below")}
}

// dayOrDash writes a day; a dash where there is none.
func dayOrDash(d db.Date) string {
	if d == "" {
		return "–"
	}
	return day(d)
}
