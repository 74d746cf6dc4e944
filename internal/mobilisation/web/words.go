package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/org"
	"chibo/internal/ui"
)

func itemHref(id mobilisation.ItemID) string {
	return "/mobilisation/item/" + url.PathEscape(string(id))
}

func modelHref(id mobilisation.ModelID) string {
	return "/mobilisation/model/of/" + url.PathEscape(string(id))
}

func actHref(id mobilisation.ModelID, a mobilisation.Act) string {
	return modelHref(id) + "/" + string(a)
}

// of is the address of a page about a unit.
func of(path string, unit org.ID) string {
	return path + "?" + url.Values{"unit": {string(unit)}}.Encode()
}

// ofYear is the address of a page about a year of a unit, 0 for the one of today.
func ofYear(path string, unit org.ID, year int) string {
	q := url.Values{"unit": {string(unit)}}
	if year != 0 {
		q.Set("year", strconv.Itoa(year))
	}
	return path + "?" + q.Encode()
}

func programmeHref(unit org.ID, year int) string { return ofYear("/mobilisation", unit, year) }

// with is the address at with another value of one of its names; a change of a filter
// begins at the first page.
func with(at *url.URL, path, name, value string) string {
	q := at.Query()
	q.Del("page")
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

func day(d db.Date) string { return i18n.Short(string(d)) }

// share is a part of a whole in per cent; a dash where there is no whole.
func share(ctx context.Context, n, of int) string {
	if of == 0 {
		return "–"
	}
	return i18n.Percent(ui.From(ctx).Lang, n, of)
}

// views lead to what a unit has of mobilisation, as far as it has that.
func views(ctx context.Context, u org.Unit, year int, current string, programme bool) (chips []ui.Chip) {
	for _, v := range []struct{ key, path string }{{"programme", "/mobilisation"}, {"models", "/mobilisation/model"}, {"figures", "/mobilisation/figures"}} {
		if v.key == "programme" && !programme {
			continue
		}
		chips = append(chips, ui.Chip{Href: ofYear(v.path, u.ID, year), Label: ui.T(ctx, "mobilisation.view_"+v.key), Current: v.key == current})
	}
	return chips
}

func yearChips(ctx context.Context, p mobilisation.Programme) (chips []ui.Chip) {
	for _, y := range p.Years {
		chips = append(chips, ui.Chip{Href: programmeHref(p.Unit.ID, y), Label: strconv.Itoa(y), Current: y == p.Year})
	}
	return chips
}

// spanChips are the years beside one, and this one.
func spanChips(path string, unit org.ID, year int, today db.Date) (chips []ui.Chip) {
	years := []int{today.Year(), today.Year() - 1, today.Year() - 2, year}
	slices.SortFunc(years, func(a, b int) int { return b - a })
	for _, y := range slices.Compact(years) {
		chips = append(chips, ui.Chip{Href: ofYear(path, unit, y), Label: strconv.Itoa(y), Current: y == year})
	}
	return chips
}

// programmeLede says how far the programme has come.
func programmeLede(ctx context.Context, p mobilisation.Programme) string {
	all, done, late := p.Tally()
	switch {
	case all == 0:
		return ui.T(ctx, "mobilisation.lede_none", p.Unit.Name)
	case late > 0:
		return ui.T(ctx, "mobilisation.lede_late", done, all, late)
	}
	return ui.T(ctx, "mobilisation.lede", done, all)
}

func itemKind(i mobilisation.Item, today db.Date) ui.Kind {
	switch {
	case i.State == mobilisation.Done:
		return ui.Done
	case i.State == mobilisation.Dropped:
		return ui.Off
	case i.Late(today):
		return ui.Late
	}
	return ui.Now
}

func itemStateName(ctx context.Context, i mobilisation.Item, today db.Date) string {
	if i.Late(today) {
		return ui.T(ctx, "mobilisation.item_late")
	}
	return ui.T(ctx, "mobilisation.itemstate_"+string(i.State))
}

// itemFacts are what is known of an item.
func itemFacts(ctx context.Context, i mobilisation.Item) []ui.Pair {
	return pairs(ctx, "area", i.AreaName, "work", i.Work, "audience", i.Audience, "measure", i.Measure, "owners", i.Owners(), "due", day(i.Due), "done_on", day(i.DoneOn), "reason", i.Reason)
}

// pairs lists values under the texts of their names, those without one left out.
func pairs(ctx context.Context, namesAndValues ...string) (all []ui.Pair) {
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		if namesAndValues[i+1] != "" {
			all = append(all, ui.Pair{Label: ui.T(ctx, "mobilisation."+namesAndValues[i]), Value: namesAndValues[i+1]})
		}
	}
	return all
}

func areaChoices(p mobilisation.Planning, chosen mobilisation.AreaID) (all []ui.Choice) {
	for _, a := range p.Areas {
		all = append(all, ui.Choice{Value: string(a.ID), Label: a.Name, Current: a.ID == chosen})
	}
	return all
}

func peopleChoices(people []member.Profile, chosen member.ID) (all []ui.Choice) {
	for _, p := range people {
		all = append(all, ui.Choice{Value: string(p.Person), Label: p.Name, Current: p.Person == chosen})
	}
	return all
}

func unitChoices(units []org.Unit) (all []ui.Choice) {
	for _, u := range units {
		all = append(all, ui.Choice{Value: string(u.ID), Label: u.Name})
	}
	return all
}

// chosen marks a choice.
func chosen[V ~string](all []ui.Choice, value V) []ui.Choice {
	for i := range all {
		all[i].Current = all[i].Value == string(value)
	}
	return all
}

// modelTitle is what a model is called; one whose author was forgotten has none.
func modelTitle(ctx context.Context, m mobilisation.Model) string {
	if m.Title == "" {
		return ui.T(ctx, "mobilisation.forgotten")
	}
	return m.Title
}

// whose is the collective or the member behind a model, as the reader may know it.
func whose(ctx context.Context, m mobilisation.Model) string {
	if name := m.Whose(); name != "" {
		return name
	}
	return ui.T(ctx, "mobilisation.someone")
}

func fieldName(ctx context.Context, f mobilisation.Field) string {
	return ui.T(ctx, "mobilisation.field_"+string(f))
}

func stateName(ctx context.Context, s mobilisation.State) string {
	return ui.T(ctx, "mobilisation.state_"+string(s))
}

func stateKind(s mobilisation.State) ui.Kind {
	switch s {
	case mobilisation.Recognised:
		return ui.Done
	case mobilisation.Exemplary, mobilisation.Proposed:
		return ui.Gold
	case mobilisation.Declined, mobilisation.Withdrawn:
		return ui.Off
	case mobilisation.Registered:
		return ui.Plain
	}
	return ui.Now
}

// modelMeta is a model in one line.
func modelMeta(ctx context.Context, l mobilisation.List, m mobilisation.Model) string {
	text := whose(ctx, m) + " · " + fieldName(ctx, m.Field) + " · " + ui.T(ctx, "mobilisation.since", day(m.RegisteredOn))
	if m.Unit != l.Unit.ID {
		text = m.UnitName + " · " + text
	}
	if m.Spread > 0 {
		text += " · " + ui.T(ctx, "mobilisation.spread_n", m.Spread)
	}
	return text
}

// stateChips are the models by how far they have come.
func stateChips(ctx context.Context, p modelsProps) []ui.Chip {
	all := 0
	for _, n := range p.States {
		all += n
	}
	chips := []ui.Chip{{Href: with(p.at, "/mobilisation/model", "state", ""), Label: ui.T(ctx, "mobilisation.all"), Count: number(ctx, all), Current: p.Filter.State == ""}}
	for _, s := range mobilisation.States {
		if n := p.States[s]; n > 0 || s == p.Filter.State {
			chips = append(chips, ui.Chip{Href: with(p.at, "/mobilisation/model", "state", string(s)), Label: stateName(ctx, s), Count: number(ctx, n), Current: s == p.Filter.State})
		}
	}
	return chips
}

// modelSteps is the way of a model as far as it has come. Help is part of it while it
// may still come, and where it came.
func modelSteps(ctx context.Context, sh mobilisation.ModelSheet) []ui.Step {
	way := []mobilisation.State{mobilisation.Registered, mobilisation.Assisted, mobilisation.Appraised, mobilisation.Recognised, mobilisation.Exemplary, mobilisation.Proposed}
	s := sh.Model.State
	if s != mobilisation.Registered && !slices.ContainsFunc(sh.Steps, func(st mobilisation.Step) bool { return st.Act == mobilisation.Assisting }) {
		way = slices.Delete(way, 1, 2)
	}
	switch s {
	case mobilisation.Declined:
		way = append(way[:slices.Index(way, mobilisation.Recognised)], s)
	case mobilisation.Withdrawn:
		way = append(way[:slices.Index(way, mobilisation.Appraised)], s)
	}
	return ui.Way(ctx, "mobilisation.state_", way, s, false)
}

// modelFacts are what is known of a model.
func modelFacts(ctx context.Context, sh mobilisation.ModelSheet) []ui.Pair {
	m, level, spread := sh.Model, "", ""
	if m.Level != "" {
		level = ui.T(ctx, "mobilisation.level_"+string(m.Level))
	}
	if m.Spread > 0 {
		spread = ui.T(ctx, "mobilisation.spread_n", m.Spread)
	}
	return pairs(ctx, "whose", whose(ctx, m), "unit", m.UnitName, "field", fieldName(ctx, m.Field), "registered_on", day(m.RegisteredOn), "level", level, "spread", spread, "body", m.Body)
}

// events are the steps of a model, the latest first.
func events(ctx context.Context, steps []mobilisation.Step) (all []ui.Event) {
	for _, s := range steps {
		e := ui.Event{Date: day(s.On), Title: ui.T(ctx, "mobilisation.step_"+string(s.Act), s.UnitName)}
		if s.Level != "" {
			e.Title += ": " + ui.T(ctx, "mobilisation.level_"+string(s.Level))
		}
		for _, text := range []string{s.Giver, s.Number, s.Words} {
			if text != "" && e.Text != "" {
				e.Text += " · "
			}
			e.Text += text
		}
		if s.Act == mobilisation.Exemplifying {
			e.Kind = ui.Gold
		}
		all = append(all, e)
	}
	return all
}

// actKind makes the act stand out that usually comes next.
func actKind(sh mobilisation.ModelSheet, a mobilisation.Act) string {
	next := map[mobilisation.State]mobilisation.Act{
		mobilisation.Registered: mobilisation.Appraising, mobilisation.Assisted: mobilisation.Appraising, mobilisation.Appraised: mobilisation.Recognising,
		mobilisation.Recognised: mobilisation.Exemplifying, mobilisation.Exemplary: mobilisation.Proposing,
	}
	if next[sh.Model.State] == a {
		return "primary"
	}
	return ""
}

// commends reports whether the reader may write the proposal for commendation that
// follows from a model.
func commends(sh mobilisation.ModelSheet) bool {
	return sh.Model.State == mobilisation.Proposed && sh.Leads()
}

// ownFigures are the sums of a unit.
func ownFigures(ctx context.Context, o mobilisation.Overview) []ui.Pair {
	c, items := o.Own.Models, o.Own.Items
	return []ui.Pair{
		{Label: ui.T(ctx, "mobilisation.n_registered"), Value: number(ctx, c.Registered), Note: ui.T(ctx, "mobilisation.n_kinds", c.Collectives, c.Individuals)},
		{Label: ui.T(ctx, "mobilisation.n_recognised"), Value: number(ctx, c.Recognised), Note: ui.T(ctx, "mobilisation.n_share", share(ctx, c.Recognised, c.Registered))},
		{Label: ui.T(ctx, "mobilisation.n_exemplary"), Value: number(ctx, c.Exemplary), Note: ui.T(ctx, "mobilisation.n_proposed", c.Proposed)},
		{Label: ui.T(ctx, "mobilisation.n_spread"), Value: number(ctx, c.Spread), Note: ui.T(ctx, "mobilisation.n_share", share(ctx, c.Spread, c.Registered))},
		{Label: ui.T(ctx, "mobilisation.n_items"), Value: itemsDone(ctx, items), Note: ui.T(ctx, "mobilisation.n_programme")},
	}
}

// belowHeads are the columns by which units are compared; belowRow, their values.
func belowHeads(ctx context.Context) (heads []string) {
	for _, key := range []string{"n_registered", "n_recognised", "n_ratio", "n_exemplary", "n_spread", "n_items"} {
		heads = append(heads, ui.T(ctx, "mobilisation."+key))
	}
	return heads
}

func belowRow(ctx context.Context, b mobilisation.Share) []string {
	c := b.Models
	return []string{
		number(ctx, c.Registered), number(ctx, c.Recognised), share(ctx, c.Recognised, c.Registered), number(ctx, c.Exemplary), number(ctx, c.Spread),
		itemsDone(ctx, b.Items),
	}
}

// itemsDone are the items that are done, of all; a dash where there is no programme.
func itemsDone(ctx context.Context, p mobilisation.Progressed) string {
	if p.All == 0 {
		return "–"
	}
	return number(ctx, p.Done) + "/" + number(ctx, p.All)
}

// busy are the units below that have a model or a programme, quiet the names of the
// others.
func busy(o mobilisation.Overview) (some []mobilisation.Share, quiet []string) {
	for _, b := range o.Below {
		if b.Models.Registered > 0 || b.Items.All > 0 {
			some = append(some, b)
		} else {
			quiet = append(quiet, b.Name)
		}
	}
	return some, quiet
}
