package web

import (
	"context"
	"strings"

	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/named"
	"chibo/internal/rulebook"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

// pageSize is how many names a page of the list holds.
const pageSize = 50

// paged is one page of the names, from 0, and how many there are.
func paged(all []named.Voice, page int) (shown []named.Voice, pages int) {
	from := min(page*pageSize, len(all))
	return all[from:min(from+pageSize, len(all))], max(1, (len(all)+pageSize-1)/pageSize)
}

// stateTags are the marks of the states but Recorded, which shows its outcome.
var stateTags = map[named.State]ui.Kind{named.Taking: ui.Now, named.Dropped: ui.Off}

// outcomeTags are the marks of the outcomes; not to pass is no error.
var outcomeTags = map[vote.Outcome]ui.Kind{vote.Passed: ui.Done, vote.Failed: ui.Plain, vote.Unjudged: ui.Off}

// choiceTags are the marks of the choices: none is better than another.
var choiceTags = map[named.Choice]ui.Kind{named.Favour: ui.Plain, named.Against: ui.Plain, named.Other: ui.Plain, named.Abstain: ui.Off, named.Unmarked: ui.Off}

// choiceKey is the text of a choice.
func choiceKey(c named.Choice) string {
	if c == named.Unmarked {
		return "named.choice_none"
	}
	return "named.choice_" + string(c)
}

// meta says in a line what a vote is about, and how it went.
func meta(ctx context.Context, v named.Vote) string {
	line := ui.T(ctx, "meeting.matter_"+string(v.Matter))
	if v.State != named.Recorded {
		return line
	}
	return line + " · " + counted(ctx, v.Result)
}

// counted writes "tán thành 11/13 đảng viên chính thức (84,6%)".
func counted(ctx context.Context, v vote.Vote) string {
	return ui.T(ctx, "meeting.vote_result", v.Count.Favour, v.Prospect.Base.Size, v.Share(ui.From(ctx).Lang), v.Count.Against, v.Count.Other)
}

// result is counted, with those who did not vote.
func result(ctx context.Context, p oneProps) string {
	return counted(ctx, p.Vote.Result) + "; " + ui.T(ctx, "named.abstained", named.Sum(p.Voices).Abstain) + "."
}

// prospect says what the vote is counted by.
func prospect(ctx context.Context, p oneProps) string {
	if p.Ahead.Threshold == "" {
		return ui.T(ctx, "meeting.vote_base_only", p.Ahead.Base.Size, p.Ahead.Base.Present)
	}
	return ui.T(ctx, "named.base", p.Ahead.Base.Size, p.Ahead.Base.Present, p.Ahead.Needed)
}

// progress says to the recorder how many are noted.
func progress(ctx context.Context, p oneProps) string {
	return ui.T(ctx, "named.progress", len(p.Voices)-named.Sum(p.Voices).Unmarked, len(p.Voices))
}

// asked is what somebody asks to mend, for the recorder.
func asked(ctx context.Context, v named.Voice) string {
	if v.Asked == "" {
		return ""
	}
	return ui.T(ctx, "named.asks") + " " + i18n.Line(v.Asked)
}

// names lists people.
func names(voices []named.Voice) string {
	all := make([]string, len(voices))
	for n, v := range voices {
		all[n] = v.Name
	}
	return strings.Join(all, ", ")
}

// chosen is the choice that the list shows of somebody: what was typed, else
// what is stored.
func chosen(v named.Voice, f *ui.Form) named.Choice {
	if typed := f.Value(named.Field(v.Person)); typed != "" {
		return named.Choice(typed)
	}
	return v.Choice
}

// theirsOf is what somebody else noted meanwhile.
func theirsOf(f *ui.Form, name string) (string, bool) {
	if f == nil {
		return "", false
	}
	theirs, ok := f.Theirs[name]
	return theirs, ok
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

// itemOf is the item of the agenda with an id, a zero one for none.
func itemOf(items []meeting.Item, id string) meeting.Item {
	for _, i := range items {
		if string(i.ID) == id {
			return i
		}
	}
	return meeting.Item{}
}
