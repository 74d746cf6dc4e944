package web

import (
	"context"
	"net/url"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/topic"
	"chibo/internal/ui"
)

func href(id topic.ID) string { return "/topic/" + url.PathEscape(string(id)) }

func to(id topic.ID, page string) string { return href(id) + "/" + page }

func slotHref(id topic.BriefingID) string { return "/topic/briefing/of/" + url.PathEscape(string(id)) }

// ofUnit is the address of a page about a unit and a year.
func ofUnit(path string, unit org.ID, year int) string {
	return path + "?" + url.Values{"unit": {string(unit)}, "year": {strconv.Itoa(year)}}.Encode()
}

func listOf(unit org.ID, year int) string { return ofUnit("/topic", unit, year) }

// filesOf is the page on which the files of a record stand, which leads back.
func filesOf(kind, id, back string) string {
	return "/document/of/" + kind + "/" + url.PathEscape(id) + "?back=" + url.QueryEscape(back)
}

func stateName(ctx context.Context, s topic.State) string {
	return ui.T(ctx, "topic.state_"+string(s))
}

// stateKind is how a state shows.
func stateKind(s topic.State) ui.Kind {
	switch s {
	case topic.Proposed, topic.Withdrawn:
		return ui.Off
	case topic.Sent, topic.Written:
		return ui.Now
	case topic.Returned:
		return ui.Soon
	case topic.Ready, topic.Presented:
		return ui.Done
	}
	return ui.Plain
}

// dueTag says how a topic stands to its last day.
func dueTag(ctx context.Context, t topic.Topic, today db.Date) (ui.Kind, string) {
	switch late := t.Late(today); {
	case t.State == topic.Presented:
		return ui.Plain, ui.T(ctx, "topic.presented_short", ui.Day(t.PresentedOn, today))
	case late > 0:
		return ui.Late, ui.T(ctx, "topic.late", late)
	case t.Due != "":
		return ui.Plain, ui.Day(t.Due, today)
	}
	return ui.Plain, ""
}

// steps are the stages of a topic.
func steps(ctx context.Context, s topic.State) []ui.Step {
	if s == topic.Returned {
		s = topic.Written
	}
	return ui.Way(ctx, "topic.state_", topic.Stages, s, s == topic.Presented)
}

// facts are what is known of a topic.
func facts(ctx context.Context, t topic.Topic) []ui.Pair {
	pairs := []ui.Pair{{Label: ui.T(ctx, "topic.author"), Value: t.Name}, {Label: ui.T(ctx, "topic.year"), Value: strconv.Itoa(t.Year)}}
	add := func(key, value string) {
		if value != "" {
			pairs = append(pairs, ui.Pair{Label: ui.T(ctx, key), Value: value})
		}
	}
	add("topic.field", t.Field)
	add("topic.due", i18n.Short(string(t.Due)))
	if t.State.Ahead() {
		add("topic.month", i18n.Short(string(t.Month)))
	}
	add("topic.presented_on", i18n.Short(string(t.PresentedOn)))
	add("topic.reason", t.Reason)
	return pairs
}

// months are those of a year, to choose from.
func months(ctx context.Context, year int, chosen db.Date) (all []ui.Choice) {
	for m := 1; m <= 12; m++ {
		month := db.Date(strconv.Itoa(year) + "-" + strconv.Itoa(100 + m)[1:])
		all = append(all, ui.Choice{Value: string(month), Label: ui.T(ctx, "topic.in_month", i18n.Short(string(month))), Current: month == chosen})
	}
	return all
}

// actKey is what an act is called: a proposal is taken back, or turned down.
func actKey(sh topic.Sheet, a topic.Act) string {
	switch {
	case a != topic.Withdrawing || sh.Topic.State != topic.Proposed:
		return "topic.do_" + string(a)
	case sh.Leads:
		return "topic.do_turn_down"
	}
	return "topic.do_take_back"
}

// chosen marks a choice.
func chosen(all []ui.Choice, value string) []ui.Choice {
	marked := make([]ui.Choice, len(all))
	for i, c := range all {
		marked[i] = c
		marked[i].Current = c.Value == value
	}
	return marked
}

// years are the year before, this one and the next, as filters.
func years(path string, unit org.ID, year int, today db.Date) (all []ui.Chip) {
	for y := min(year, today.Year()) - 1; y <= today.Year()+1; y++ {
		all = append(all, ui.Chip{Href: ofUnit(path, unit, y), Label: strconv.Itoa(y), Current: y == year})
	}
	return all
}

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

// presenters names who presents at a briefing.
func presenters(name, second string) string {
	if second == "" {
		return name
	}
	return name + ", " + second
}

// briefingKind is how the state of a briefing shows.
func briefingKind(s topic.BriefingState) ui.Kind {
	switch s {
	case topic.Held:
		return ui.Done
	case topic.Cancelled:
		return ui.Off
	}
	return ui.Plain
}

// tabs lead to the three parts.
func tabs(ctx context.Context, unit org.ID, year int, at string) []ui.Tab {
	return []ui.Tab{
		{Href: listOf(unit, year), Label: ui.T(ctx, "topic.tab_topics"), Current: at == "topics"},
		{Href: ofUnit("/topic/briefing", unit, year), Label: ui.T(ctx, "topic.tab_briefings"), Current: at == "briefings"},
		{Href: "/topic/collection?unit=" + url.QueryEscape(string(unit)), Label: ui.T(ctx, "topic.tab_collection"), Current: at == "collection"},
	}
}
