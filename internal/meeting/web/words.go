package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

// titleOf names a meeting: "Sinh hoạt thường kỳ tháng 6/2026".
func titleOf(ctx context.Context, m meeting.Meeting) string {
	switch {
	case m.Kind == meeting.Extraordinary || m.Kind == meeting.Congress:
		return ui.T(ctx, "meeting.title_"+string(m.Kind), m.HeldOn)
	case m.Combined:
		return ui.T(ctx, "meeting.title_combined", month(m.Month))
	}
	return ui.T(ctx, "meeting.title_"+string(m.Kind), month(m.Month))
}

// shortTitle names a meeting where there is little room: "Sinh hoạt tháng 6".
func shortTitle(ctx context.Context, m meeting.Meeting) string {
	if m.Kind != meeting.Regular && m.Kind != meeting.Thematic {
		return titleOf(ctx, m)
	}
	short, _, _ := strings.Cut(month(m.Month), "/")
	return ui.T(ctx, "meeting.short_"+string(m.Kind), short)
}

// month writes a month without its leading zero: 6/2026.
func month(d db.Date) string { return strings.TrimPrefix(i18n.Short(string(d)), "0") }

// day writes a date with its weekday.
func day(ctx context.Context, d db.Date) string { return i18n.Long(ui.From(ctx).Lang, d.Time()) }

// when says day, time and place.
func when(ctx context.Context, m meeting.Meeting) string {
	from, to := m.StartsAt, ""
	if m.OpenedAt != "" {
		from = m.OpenedAt
	}
	if m.ClosedAt != "" {
		to = " – " + m.ClosedAt
	}
	return day(ctx, m.HeldOn) + " · " + from + to + " · " + m.Place
}

func lede(ctx context.Context, m meeting.Meeting) string {
	s := when(ctx, m)
	if m.ChairName != "" {
		s += " · " + ui.T(ctx, "meeting.chaired_by", m.ChairName)
	}
	return s
}

func stateName(ctx context.Context, s meeting.State) string {
	return ui.T(ctx, "meeting.state_"+string(s))
}

// stateTags are the marks of the states.
var stateTags = map[meeting.State]ui.Kind{
	meeting.Preparing: ui.Plain, meeting.Announced: ui.Soon, meeting.Open: ui.Late, meeting.Closed: ui.Soon, meeting.Finished: ui.Done,
	meeting.Reported: ui.Done, meeting.Cancelled: ui.Off,
}

// steps are the states of the workflow for the stepper. Minutes that are being
// finished and those that are share one step, whose name tells which.
func steps(ctx context.Context, s meeting.State) []ui.Step {
	shown := slices.DeleteFunc(slices.Clone(meeting.Steps), func(step meeting.State) bool {
		return step == either(s == meeting.Finished || s == meeting.Reported, meeting.Closed, meeting.Finished)
	})
	return ui.Way(ctx, "meeting.state_", shown, s, s == meeting.Reported)
}

// people are the called who may take part.
func people(seats []meeting.Seat) []ui.Choice {
	var all []ui.Choice
	for _, s := range seats {
		if !s.Barred() && s.State != member.Away {
			all = append(all, ui.Choice{Value: string(s.Person), Label: s.Name})
		}
	}
	return all
}

// guestPrefix tells a guest from a member among the speakers of a form.
const guestPrefix = "guest:"

// speakers are those who are here, or not yet marked, and the guests.
func speakers(sh meeting.Sheet) []ui.Choice {
	var all []ui.Choice
	for _, s := range sh.Seats {
		if s.Mark == meeting.Present || s.Mark == meeting.Unmarked && s.Expected() {
			all = append(all, ui.Choice{Value: string(s.Person), Label: s.Name})
		}
	}
	for _, g := range sh.Guests {
		all = append(all, ui.Choice{Value: guestPrefix + string(g.ID), Label: guestName(g)})
	}
	return all
}

func guestName(g meeting.Guest) string {
	if g.Title == "" {
		return g.Name
	}
	return g.Name + ", " + g.Title
}

// carriers are those who may be given a task.
func carriers(seats []meeting.Seat) []ui.Choice {
	var all []ui.Choice
	for _, s := range seats {
		if !s.Barred() {
			all = append(all, ui.Choice{Value: string(s.Person), Label: s.Name})
		}
	}
	return all
}

// present writes "13/15 (86,7%)".
func present(ctx context.Context, r meeting.Roll) string {
	return strconv.Itoa(r.Present) + "/" + strconv.Itoa(r.Counted) + " (" + i18n.Percent(ui.From(ctx).Lang, r.Present, r.Counted) + ")"
}

// fewPresent is the text of a roll call below the quorum: what the rule says of
// a congress, what the organisation set, or a mere warning.
func fewPresent(sh meeting.Sheet) string {
	switch {
	case sh.Rules.QuorumOwn && sh.Meeting.Kind == meeting.Congress:
		return "meeting.below_congress"
	case sh.Rules.QuorumOwn:
		return "meeting.below_quorum"
	}
	return "meeting.few_present"
}

// quorumText writes "ít nhất 2/3".
func quorumText(ctx context.Context, t rulebook.Threshold) string {
	return ui.T(ctx, either(t.Strict, "rulebook.more_than", "rulebook.at_least"), strconv.Itoa(t.Num)+"/"+strconv.Itoa(t.Den))
}

// absentees names those with the mark; no reason is known to anyone.
func absentees(seats []meeting.Seat, mark meeting.Mark) string {
	var names []string
	for _, s := range seats {
		if s.Mark == mark && s.Expected() {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, ", ")
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
	return text
}

// result writes a vote: "tán thành 11/13 đảng viên chính thức (84,6%)".
func result(ctx context.Context, v vote.Vote) string {
	return ui.T(ctx, "meeting.vote_result", v.Count.Favour, v.Prospect.Base.Size, v.Share(ui.From(ctx).Lang), v.Count.Against, v.Count.Other)
}

// noteTags are the marks of the kinds of notes.
var noteTags = map[meeting.NoteKind]ui.Kind{
	meeting.Opinion: ui.Plain, meeting.Strength: ui.Done, meeting.Advice: ui.Now, meeting.Proposal: ui.Plain, meeting.Reply: ui.Plain, meeting.Reserved: ui.Soon,
}

// outcomeTags are the marks of the outcomes; a vote that did not pass is no
// error.
var outcomeTags = map[vote.Outcome]ui.Kind{vote.Passed: ui.Done, vote.Failed: ui.Plain, vote.Unjudged: ui.Off}

// frozenText says when and by whom minutes were frozen; the one who runs the
// machine has no name.
func frozenText(ctx context.Context, f deed.Frozen) string {
	if f.FrozenBy == "" {
		return ui.T(ctx, "meeting.frozen_unnamed", f.Number, f.FrozenAt)
	}
	return ui.T(ctx, "meeting.frozen_text", f.Number, f.FrozenAt, f.FrozenBy)
}

// frozenMeta is the same in a list, with the beginning of the check sum.
func frozenMeta(ctx context.Context, f deed.Frozen) string {
	who := ""
	if f.FrozenBy != "" {
		who = " · " + f.FrozenBy
	}
	return ui.T(ctx, "meeting.frozen_meta", f.FrozenAt, who, f.Hash[:16])
}

// prospect says what a vote is counted by; before the roll call nobody is
// counted as present yet.
func prospect(ctx context.Context, sh meeting.Sheet) string {
	p := sh.Voting
	if sh.Meeting.State.Ahead() && p.Threshold != "" {
		return ui.T(ctx, "meeting.vote_base_ahead", p.Base.Size, p.Needed)
	}
	if p.Threshold == "" {
		return ui.T(ctx, "meeting.vote_base_only", p.Base.Size, p.Base.Present)
	}
	return ui.T(ctx, "meeting.vote_base", p.Base.Size, p.Base.Present, p.Needed)
}

// missing names the rules that the rulebook does not know for the day.
func missing(ctx context.Context, keys []string) string {
	var names []string
	for _, k := range keys {
		names = append(names, ui.T(ctx, "rulebook.key."+k))
	}
	return strings.Join(names, "; ")
}

func minutesLong(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func either[T ~string](cond bool, yes, no T) T {
	if cond {
		return yes
	}
	return no
}
