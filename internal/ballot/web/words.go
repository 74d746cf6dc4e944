package web

import (
	"context"
	"strconv"

	"chibo/internal/ballot"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/rulebook"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

// listHref is the page of a meeting's ballots, href that of one.
func listHref(m meeting.ID) string { return "/ballot/" + string(m) }

func href(m meeting.ID, id ballot.ID) string { return listHref(m) + "/" + string(id) }

// heldOn names the meeting.
func heldOn(ctx context.Context, m meeting.Meeting) string {
	return ui.T(ctx, "ballot.of_meeting", i18n.Long(ui.From(ctx).Lang, m.HeldOn.Time()), m.Place)
}

func stateName(ctx context.Context, s ballot.State) string {
	return ui.T(ctx, "ballot.state_"+string(s))
}

// stateTags are the marks of the states.
var stateTags = map[ballot.State]ui.Kind{
	ballot.Prepared: ui.Plain, ballot.Cast: ui.Now, ballot.Counted: ui.Soon, ballot.Confirmed: ui.Soon, ballot.Announced: ui.Done, ballot.Annulled: ui.Off,
}

// standingTags are the marks of the standings; not to be elected is no error.
var standingTags = map[vote.Standing]ui.Kind{
	vote.Elected: ui.Done, vote.Tied: ui.Soon, vote.Beyond: ui.Plain, vote.Short: ui.Plain, vote.Undecided: ui.Off,
}

// outcomeTags are the marks of the outcomes of a question.
var outcomeTags = map[vote.Outcome]ui.Kind{vote.Passed: ui.Done, vote.Failed: ui.Plain, vote.Unjudged: ui.Off}

// steps are the states that a ballot passes, with where it stands.
func steps(ctx context.Context, now ballot.State) []ui.Step {
	return ui.Way(ctx, "ballot.state_", ballot.Steps, now, now == ballot.Announced)
}

// meta says in a line what a ballot is.
func meta(ctx context.Context, b ballot.Ballot) string {
	if b.Kind == ballot.Question {
		return ui.T(ctx, "ballot.kind_question") + " · " + ui.T(ctx, "meeting.matter_"+string(b.Matter))
	}
	return ui.T(ctx, "ballot.kind_election") + " · " + ui.T(ctx, "ballot.seats_of", b.Seats, len(b.Ranked()))
}

// next says what waits to be done, and by whom.
func next(ctx context.Context, sh ballot.Sheet) string {
	b := sh.Ballot
	switch {
	case b.State == ballot.Counted && sh.Own():
		return ui.T(ctx, "ballot.next_counted_own")
	case b.State == ballot.Prepared && sh.Meeting.State.Ahead():
		return ui.T(ctx, "ballot.next_ahead")
	}
	return ui.T(ctx, "ballot.next_"+string(b.State))
}

// facts are what is known of a ballot from the start.
func facts(ctx context.Context, sh ballot.Sheet) []ui.Pair {
	b, p := sh.Ballot, sh.Prospect
	all := []ui.Pair{{Label: ui.T(ctx, "ballot.about"), Value: meta(ctx, b)}}
	if sh.Item != "" {
		all = append(all, ui.Pair{Label: ui.T(ctx, "ballot.item"), Value: sh.Item})
	}
	base := ui.T(ctx, "ballot.base_ahead", p.Base.Size)
	if !sh.Meeting.State.Ahead() {
		base = ui.T(ctx, "ballot.base", p.Base.Size, p.Base.Present)
	}
	all = append(all, ui.Pair{Label: ui.T(ctx, "ballot.base_label"), Value: base, Note: because(ctx, p.BaseBy)})
	if p.Threshold == "" {
		return append(all, ui.Pair{Label: ui.T(ctx, "ballot.passes"), Value: ui.T(ctx, "ballot.no_rule")})
	}
	return append(all, ui.Pair{Label: ui.T(ctx, "ballot.passes"), Value: ui.T(ctx, "ballot.needed", p.Needed), Note: because(ctx, p.By)})
}

// because names the rule that gave a result, and whether it is to be confirmed.
func because(ctx context.Context, s rulebook.Source) string {
	if s.Doc.No == "" {
		return ""
	}
	text := s.Doc.No
	if s.Doc.Clause != "" {
		text += ", " + s.Doc.Clause
	}
	if s.Doc.Date != "" {
		text += " (" + i18n.Short(s.Doc.Date) + ")"
	}
	if s.ToConfirm {
		text += " – " + ui.T(ctx, "meeting.to_confirm")
	}
	return ui.T(ctx, "ballot.by_rule", text)
}

// share writes "10/13 (76,9%)".
func share(ctx context.Context, n, base int) string {
	return strconv.Itoa(n) + "/" + strconv.Itoa(base) + " (" + i18n.Percent(ui.From(ctx).Lang, n, base) + ")"
}

// people are seats to choose from.
func people(seats []meeting.Seat) []ui.Choice {
	var all []ui.Choice
	for _, s := range seats {
		all = append(all, ui.Choice{Value: string(s.Person), Label: s.Name})
	}
	return all
}

// items are the agenda to choose from.
func items(agenda []meeting.Item) []ui.Choice {
	var all []ui.Choice
	for _, i := range agenda {
		all = append(all, ui.Choice{Value: string(i.ID), Label: i.Title})
	}
	return all
}

// goesOnFrom is the version of a form: the one that it showed, until whoever
// fills it in has seen what somebody else stored meanwhile.
func goesOnFrom(f *ui.Form, stored int) string {
	if shown := f.Value("_version"); shown != "" && len(f.Theirs) == 0 {
		return shown
	}
	return strconv.Itoa(stored)
}

// figure shows a stored number of the count; nothing while none is entered.
func figure(t ballot.Tally, n int) string {
	if t.EnteredBy == "" {
		return ""
	}
	return strconv.Itoa(n)
}

// tellers are the board without its head.
func tellers(b ballot.Ballot) map[string]bool {
	all := map[string]bool{}
	for _, t := range b.Board {
		if !t.Head {
			all[string(t.Person)] = true
		}
	}
	return all
}

// ticked are seats to choose from, with those who are chosen.
func ticked(seats []meeting.Seat, chosen map[string]bool) []ui.Choice {
	all := people(seats)
	for i := range all {
		all[i].Current = chosen[all[i].Value]
	}
	return all
}
