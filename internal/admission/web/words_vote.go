package web

import (
	"context"
	"strconv"

	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

// meetingName names a meeting by its kind and day.
func meetingName(ctx context.Context, kind meeting.Kind, on string) string {
	return ui.T(ctx, "admission.meeting_of", ui.T(ctx, "meeting.kind_"+string(kind)), on)
}

func meetingChoices(ctx context.Context, all []meeting.Meeting) (choices []ui.Choice) {
	for _, m := range all {
		choices = append(choices, ui.Choice{Value: string(m.ID), Label: meetingName(ctx, m.Kind, short(m.HeldOn))})
	}
	return choices
}

// firstOf is the meeting that is proposed: the next one.
func firstOf(all []meeting.Meeting) string {
	if len(all) == 0 {
		return ""
	}
	return string(all[0].ID)
}

// standsOn says on which agenda the candidate stands already, "" for none.
func standsOn(ctx context.Context, p actProps) string {
	if len(p.Considered) == 0 {
		return ""
	}
	m := p.Considered[0].Meeting
	return ui.T(ctx, "admission.stands_on", meetingName(ctx, m.Kind, short(m.HeldOn)))
}

// takenChoices are the votes that stand in the records of meetings.
func takenChoices(ctx context.Context, all []vote.Vote) (choices []ui.Choice) {
	lang := ui.From(ctx).Lang
	for _, v := range all {
		n, base := v.Count.Favour, v.Prospect.Base.Size
		result := strconv.Itoa(n) + "/" + strconv.Itoa(base)
		choices = append(choices, ui.Choice{Value: string(v.ID), Label: ui.T(ctx, "admission.taken_as", v.HeldOn, v.Question, result, i18n.Percent(lang, n, base))})
	}
	return choices
}

// takenHere is the latest vote under an item at which the candidate was
// considered, "" where nobody can tell which one it is.
func takenHere(p actProps) string {
	for _, v := range p.Taken {
		for _, c := range p.Considered {
			if v.Of(meeting.VotedIn, string(c.Item)) {
				return string(v.ID)
			}
		}
	}
	return ""
}
