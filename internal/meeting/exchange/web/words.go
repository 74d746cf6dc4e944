package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting/exchange"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/ui"
)

// href is the page of an event for one of its cells.
func href(id exchange.ID, unit org.ID) string { return to(id, unit, "") }

// to is an address under it: "/amend".
func to(id exchange.ID, unit org.ID, page string) string {
	return list + "/of/" + url.PathEscape(string(id)) + page + "?unit=" + url.QueryEscape(string(unit))
}

// proposing is the address of the form of a proposal with some guests chosen.
func proposing(unit org.ID, guests ...string) string {
	return list + "/new?" + url.Values{"unit": {string(unit)}, "guest": guests}.Encode()
}

// keys are the guests chosen so far, but for one.
func keys(guests []exchange.Invitee, without string) (all []string) {
	for _, g := range guests {
		if g.Key != without {
			all = append(all, g.Key)
		}
	}
	return all
}

func stateName(ctx context.Context, s exchange.State) string {
	return ui.T(ctx, "exchange.state_"+string(s))
}

// stateKinds are the marks of the states.
var stateKinds = map[exchange.State]ui.Kind{
	exchange.Proposed: ui.Soon, exchange.Accepted: ui.Now, exchange.Declined: ui.Off, exchange.Held: ui.Now, exchange.Recorded: ui.Soon,
	exchange.Agreed: ui.Done, exchange.Cancelled: ui.Off,
}

// answerKinds are the marks of what cells answered.
var answerKinds = map[exchange.Answer]ui.Kind{exchange.Waiting: ui.Soon, exchange.Comes: ui.Done, exchange.Stays: ui.Off}

// steps are the states that an event passes, with where it stands.
func steps(ctx context.Context, s exchange.State) []ui.Step {
	return ui.Way(ctx, "exchange.state_", exchange.Stages, s, s == exchange.Agreed)
}

// when says day, time and place.
func when(ctx context.Context, e exchange.Exchange) string {
	return i18n.Long(ui.From(ctx).Lang, e.HeldOn.Time()) + " · " + e.StartsAt + " · " + e.Place
}

// with names the other side of an event in a list.
func with(ctx context.Context, l exchange.Line) string {
	if l.Hosts {
		return ui.T(ctx, "exchange.as_host", l.Others)
	}
	return ui.T(ctx, "exchange.as_guest", l.HostName)
}

func short(d db.Date) string { return i18n.Short(string(d)) }

// facts are what the cells share of an event.
func facts(ctx context.Context, e exchange.Exchange) []ui.Pair {
	pairs := []ui.Pair{
		{Label: ui.T(ctx, "exchange.host"), Value: e.HostName},
		{Label: ui.T(ctx, "exchange.kind"), Value: ui.T(ctx, "exchange.kind_"+string(e.Kind)), Body: meetingLink(e)},
		{Label: ui.T(ctx, "exchange.when"), Value: when(ctx, e)},
		{Label: ui.T(ctx, "exchange.purpose"), Body: lines(e.Purpose)},
	}
	if e.Programme != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "exchange.programme"), Body: lines(e.Programme)})
	}
	return pairs
}

// occasions are the host's meetings that an event may be tied to.
func occasions(ctx context.Context, meetings []exchange.Occasion) (all []ui.Choice) {
	for _, m := range meetings {
		all = append(all, ui.Choice{Value: m.ID, Label: ui.T(ctx, "exchange.kind_"+string(m.Kind)) + ", " + short(m.HeldOn)})
	}
	return all
}

func people(called []member.Called) (all []ui.Choice) {
	for _, c := range called {
		all = append(all, ui.Choice{Value: string(c.Person), Label: c.Name})
	}
	return all
}

func uses(ctx context.Context) (all []ui.Choice) {
	for _, u := range exchange.Uses {
		all = append(all, ui.Choice{Value: string(u), Label: ui.T(ctx, "exchange.use_"+string(u))})
	}
	return all
}

// answered says how a cell answered, and when.
func answered(ctx context.Context, c exchange.Cell) string {
	text := ui.T(ctx, "exchange.answer_"+string(c.Answer))
	if c.Host {
		return ui.T(ctx, "exchange.host")
	}
	if c.AnsweredOn != "" {
		text += " " + i18n.DayMonth(string(c.AnsweredOn))
	}
	return text
}

// named lists those of a cell who come, each with what he presents.
func named(ctx context.Context, people []exchange.Person) string {
	var all []string
	for _, p := range people {
		if p.Presents == "" {
			all = append(all, p.Name)
		} else {
			all = append(all, ui.T(ctx, "exchange.presenting", p.Name, p.Presents))
		}
	}
	return strings.Join(all, "; ")
}

func version(e exchange.Exchange) string { return strconv.Itoa(e.Version) }

// ledeOf names the next thing that the reader may do.
func ledeOf(ctx context.Context, sh exchange.Sheet) string {
	key := "exchange.state_" + string(sh.Exchange.State)
	switch {
	case sh.May(exchange.Accepting):
		key = "exchange.lede_answer"
	case sh.May(exchange.Holding) && sh.Exchange.HeldOn <= sh.Today:
		key = "exchange.lede_hold"
	case sh.May(exchange.Writing):
		key = "exchange.lede_write"
	case sh.May(exchange.Agreeing):
		key = "exchange.lede_agree"
	}
	return ui.T(ctx, key) + ". " + when(ctx, sh.Exchange)
}
