package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"chibo/internal/commitment"
	"chibo/internal/commitment/hint"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/ui"
)

// word is a text of this capability in the words of the kind of unit: a
// chapter of a mass organisation has no committee of a cell.
func word(ctx context.Context, u org.Unit, key string, args ...any) string {
	mass := "commitment.mass_" + strings.TrimPrefix(key, "commitment.")
	if c := ui.From(ctx).Catalog; u.Kind.Mass() && c != nil && c.Has(mass) {
		key = mass
	}
	return ui.T(ctx, key, args...)
}

func href(id commitment.ID) string { return "/commitment/" + url.PathEscape(string(id)) }

func to(id commitment.ID, page string) string { return href(id) + "/" + page }

// ofYear is the address of a page of a unit's year.
func ofYear(page string, unit org.ID, year int) string {
	return "/commitment" + page + "?" + url.Values{"unit": {string(unit)}, "year": {strconv.Itoa(year)}}.Encode()
}

// itemOrder is the order of the fields of n items.
func itemOrder(f *ui.Form, parts []string, n int) *ui.Form {
	var names []string
	for i := 1; i <= n; i++ {
		for _, part := range parts {
			names = append(names, fieldOf(i, part))
		}
	}
	return ui.Ordered(f, append(names, "items")...)
}

// hintText tells the author what would make an item concrete. A stock phrase
// says more than that no work is named, and measure and time are asked for in
// one sentence.
func hintText(ctx context.Context, found []hint.Finding) string {
	has, phrase := map[hint.Kind]bool{}, ""
	for _, f := range found {
		has[f.Kind] = true
		if f.Kind == hint.Stock {
			phrase = f.Phrase
		}
	}
	var said []string
	switch {
	case has[hint.Stock]:
		said = append(said, ui.T(ctx, "commitment.hint_stock", phrase))
	case has[hint.NoWork]:
		said = append(said, ui.T(ctx, "commitment.hint_no_work"))
	}
	switch {
	case has[hint.NoMeasure] && has[hint.NoDue]:
		said = append(said, ui.T(ctx, "commitment.hint_no_measure_due"))
	case has[hint.NoMeasure]:
		said = append(said, ui.T(ctx, "commitment.hint_no_measure"))
	case has[hint.NoDue]:
		said = append(said, ui.T(ctx, "commitment.hint_no_due"))
	}
	if has[hint.Similar] {
		said = append(said, ui.T(ctx, "commitment.hint_similar"))
	}
	return strings.Join(said, " ")
}

func stateName(ctx context.Context, s commitment.State) string {
	if s == "" {
		return ui.T(ctx, "commitment.state_none")
	}
	return ui.T(ctx, "commitment.state_"+string(s))
}

// stateKind is how a state shows.
func stateKind(s commitment.State) ui.Kind {
	switch s {
	case commitment.Submitted:
		return ui.Now
	case commitment.Returned:
		return ui.Soon
	case commitment.Approved, commitment.Closed:
		return ui.Done
	case "":
		return ui.Off
	}
	return ui.Plain
}

// year writes a year as it is spoken of: without a point for the thousands.
func year(y int) string { return strconv.Itoa(y) }

// back leads out of the editor: one's own pledge has its place in the menu.
func back(ctx context.Context, sh commitment.Sheet) ui.Link {
	if sh.Own {
		return ui.Link{Href: ofYear("", sh.Unit.ID, sh.Pledge.Year), Label: ui.T(ctx, "commitment.menu")}
	}
	return ui.Link{Href: href(sh.Pledge.ID), Label: ui.T(ctx, "commitment.back")}
}

// savedText says when the pledge was saved last.
func savedText(ctx context.Context, sh commitment.Sheet) string {
	at := sh.Pledge.SavedAt
	when := at.Local(ui.From(ctx).Lang)
	if at.Date() == sh.Today {
		when, _, _ = strings.Cut(when, ",") // the time alone
	}
	return ui.T(ctx, "commitment.saved", when)
}

// dueTag says how long there is time to send it, "" where that is past or no
// day was set.
func dueTag(ctx context.Context, sh commitment.Sheet) (ui.Kind, string) {
	due := sh.Call.Due
	switch {
	case due == "" || !sh.Pledge.State.Written() && sh.Pledge.State != "":
		return ui.Plain, ""
	case due < sh.Today:
		return ui.Late, ui.T(ctx, "commitment.send_late", ui.Day(due, sh.Today), daysAfter(due, sh.Today))
	}
	return ui.Soon, ui.T(ctx, "commitment.send_by", ui.Day(due, sh.Today))
}

// daysAfter is how many days a day lies back.
func daysAfter(day, today db.Date) int {
	return int(today.Time().Sub(day.Time()) / (24 * time.Hour))
}

// readersText says who reads the pledge, now and once it is sent (I9).
func readersText(ctx context.Context, sh commitment.Sheet) string {
	switch {
	case !sh.Own && sh.Readers == commitment.AuthorAndWriter:
		return word(ctx, sh.Unit, "commitment.readers_leaders", sh.Pledge.Name) + " " + ui.T(ctx, "commitment.for_other")
	case !sh.Own:
		return word(ctx, sh.Unit, "commitment.readers_leaders", sh.Pledge.Name)
	case sh.Readers == commitment.AuthorAlone:
		return word(ctx, sh.Unit, "commitment.readers_draft")
	}
	return word(ctx, sh.Unit, "commitment.readers")
}

// lookFrom is the month from which on the look back at the year's end is asked
// for.
const lookFrom = time.October

func showTitle(ctx context.Context, p showProps) string {
	if p.Own {
		return ui.T(ctx, "commitment.title", year(p.Pledge.Year))
	}
	return ui.T(ctx, "commitment.of", p.Pledge.Name)
}

// showLede names what is to be done next.
func showLede(ctx context.Context, p showProps) string {
	if !p.Own {
		return about(ctx, p.Sheet)
	}
	if _, text := dueTag(ctx, p.Sheet); text != "" && p.Call.Theme == "" {
		return text
	}
	if p.Call.Theme != "" {
		return ui.T(ctx, "commitment.theme", p.Call.Theme)
	}
	return ui.T(ctx, "commitment.own_lede")
}

// about names a pledge in one line.
func about(ctx context.Context, sh commitment.Sheet) string {
	return ui.T(ctx, "commitment.title", year(sh.Pledge.Year)) + " · " + stateName(ctx, sh.Pledge.State)
}

// crumb leads back to where the page is reached from.
func crumb(ctx context.Context, p showProps) *ui.Link {
	switch {
	case p.home:
		return nil
	case p.Own:
		return &ui.Link{Href: ofYear("", p.Unit.ID, p.Pledge.Year), Label: ui.T(ctx, "commitment.menu")}
	}
	return &ui.Link{Href: ofYear("/unit", p.Unit.ID, p.Pledge.Year), Label: ui.T(ctx, "commitment.unit_title", year(p.Pledge.Year))}
}

// yearChips lead to the other years: those with a pledge, and those for which
// one registers now.
func yearChips(ctx context.Context, p showProps) []ui.Chip {
	now := p.Today.Year()
	years := []int{now + 1, now, now - 1, p.Pledge.Year}
	for _, h := range p.Years {
		if h.Unit == p.Unit.ID {
			years = append(years, h.Year)
		}
	}
	slices.SortFunc(years, func(a, b int) int { return b - a })
	var chips []ui.Chip
	for _, y := range slices.Compact(years) {
		chips = append(chips, ui.Chip{Href: ofYear("", p.Unit.ID, y), Label: ui.T(ctx, "commitment.year", year(y)), Current: y == p.Pledge.Year})
	}
	return chips
}

// steps are the states as the person sees them: one that was returned is
// written once more.
func steps(ctx context.Context, s commitment.State) []ui.Step {
	first := commitment.Drafting
	if s == commitment.Returned {
		first = commitment.Returned
	}
	course := []commitment.State{first, commitment.Submitted, commitment.Approved, commitment.Closed}
	all := ui.Way(ctx, "commitment.state_", course, s, false)
	all[2].Label = ui.T(ctx, "commitment.step_approved")
	return all
}

func itemFacts(ctx context.Context, it commitment.Item) []ui.Pair {
	var pairs []ui.Pair
	for _, f := range []struct{ key, text string }{{"work", it.Work}, {"measure", it.Measure}, {"due", it.Due}} {
		if f.text != "" {
			pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "commitment."+f.key), Body: pre(f.text)})
		}
	}
	return pairs
}

// pledgeFacts are itemFacts of an item of a pledge, with the theme that it answers to.
func pledgeFacts(ctx context.Context, sh commitment.Sheet, it commitment.Item) []ui.Pair {
	pairs := itemFacts(ctx, it)
	for _, t := range sh.Themes {
		if t.ID == it.Theme {
			pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "commitment.of_theme"), Value: t.Title})
		}
	}
	return pairs
}

// themeChoices are the themes that an item may be tied to: those that run, and the
// one that it is tied to.
func themeChoices(sh commitment.Sheet, tied string) (all []ui.Choice) {
	for _, t := range sh.Themes {
		if t.Runs || t.ID == tied {
			all = append(all, ui.Choice{Value: t.ID, Label: t.Title, Current: t.ID == tied})
		}
	}
	return all
}

// facts are what the page says about a pledge as a whole.
func facts(ctx context.Context, p showProps) []ui.Pair {
	pl := p.Pledge
	var pairs []ui.Pair
	if kind, text := dueTag(ctx, p.Sheet); text != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "commitment.call_due"), Body: ui.Tag(kind, "hourglass", text)})
	}
	for _, d := range []struct {
		key string
		on  db.Date
	}{{"submitted_on", pl.SubmittedOn}, {"approved_on", pl.ApprovedOn}} {
		if d.on != "" {
			pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "commitment."+d.key), Value: d.on.Local(ui.From(ctx).Lang)})
		}
	}
	if pl.State == commitment.Approved || pl.State == commitment.Closed {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "commitment.progress"), Value: ui.T(ctx, "commitment.percent_of", pl.Percent())})
	}
	if pl.Example {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "commitment.example"), Value: ui.T(ctx, "commitment.example_hint")})
	}
	if !p.Own && p.Call.Theme != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "commitment.call_theme"), Value: p.Call.Theme})
	}
	if p.AuthorLeft {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "commitment.state"), Value: ui.T(ctx, "commitment.author_gone")})
	}
	if p.OwnJudged && pl.State == commitment.Submitted {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "commitment.state"), Value: word(ctx, p.Unit, "commitment.own_waits")})
	}
	return pairs
}

// otherActs are the buttons of what may be done now and has no place of its
// own on the page.
func otherActs(p showProps) (acts []commitment.Act) {
	for _, a := range []commitment.Act{commitment.Recalling, commitment.Returning, commitment.Reopening, commitment.Closing} {
		if p.May(a) {
			acts = append(acts, a)
		}
	}
	return acts
}

func barKind(percent int) ui.Kind {
	if percent >= 100 {
		return ui.Ok
	}
	return ui.Plain
}

func progressOf(sh commitment.Sheet, id commitment.ItemID) (steps []commitment.Progress) {
	for _, g := range sh.Progress {
		if g.Item == id {
			steps = append(steps, g)
		}
	}
	return steps
}

// progressEvents tell how an item came to where it is; who entered it is named
// where that was not the author.
func progressEvents(ctx context.Context, sh commitment.Sheet, steps []commitment.Progress) (events []ui.Event) {
	for _, g := range steps {
		title := ui.T(ctx, "commitment.percent_of", g.Percent)
		if g.Person != sh.Pledge.Person && g.Name != "" {
			title += " · " + g.Name
		}
		events = append(events, ui.Event{Date: g.At.Local(ui.From(ctx).Lang), Title: title, Text: g.Note})
	}
	return events
}

// unitYears lead to the other years of a page of a unit.
func unitYears(ctx context.Context, page string, u org.Unit, shown int, today db.Date) (chips []ui.Chip) {
	now := today.Year()
	years := []int{now + 1, now, now - 1, now - 2, shown}
	slices.SortFunc(years, func(a, b int) int { return b - a })
	for _, y := range slices.Compact(years) {
		chips = append(chips, ui.Chip{Href: ofYear(page, u.ID, y), Label: ui.T(ctx, "commitment.year", year(y)), Current: y == shown})
	}
	return chips
}

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

// finished is how many of the units have nothing left to come.
func finished(sh commitment.CoverSheet) (done, all int) {
	for _, c := range sh.Rows {
		if c.Holds {
			all++
			if !c.Lags() {
				done++
			}
		}
	}
	return done, all
}

// lagKind is red only once the last day of the unit's own call has passed.
func lagKind(sh commitment.CoverSheet, c commitment.Coverage) ui.Kind {
	if c.Due != "" && c.Due < sh.Today {
		return ui.Late
	}
	return ui.Soon
}
