package sample

import (
	"context"
	"unicode"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/rulebook"
)

// proceed goes through the agenda. What was discussed stands under the first
// item of discussion.
func (s *session) proceed(ctx context.Context) error {
	discussed := false
	for _, i := range s.sheet.Items {
		var err error
		switch {
		case i.Report != "":
			err = s.hear(ctx, i)
		case i.Key == "tasks":
			r := inTurn(s.Review, s.sitting.Month)
			err = s.tell(ctx, i, s.say(r.Text), s.say(r.Conclusion))
		case i.Kind == rulebook.KindReport:
			err = s.report(ctx, i)
		case i.Kind == rulebook.KindStudy:
			err = s.tell(ctx, i, s.say(s.studied(s.sitting)), "")
		case i.Kind == rulebook.KindDiscussion && !discussed:
			discussed = true
			err = s.discuss(ctx, i, s.topic.Notes)
		case i.Kind == rulebook.KindCritique:
			err = s.criticise(ctx, i)
		case i.Kind == rulebook.KindTask:
			if err = s.assign(ctx, i); err == nil {
				err = s.conclude(ctx, i, s.Assignment)
			}
		case i.Kind == rulebook.KindVote:
			err = s.vote(ctx, i)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// report is the secretary's report, or the paper of a thematic meeting, whose
// solutions become tasks.
func (s *session) report(ctx context.Context, i meeting.Item) error {
	f := meeting.ItemForm{Title: i.Title, Kind: i.Kind, Minutes: i.Minutes, Presenter: s.sheet.Meeting.Chair}
	if s.thematic() {
		f.Title, f.Presenter = i.Title+": "+s.topic.Title, s.sheet.Meeting.Minuter
		if err := s.assign(ctx, i); err != nil {
			return err
		}
	}
	if err := s.Meetings.AmendItem(ctx, access.Console, s.id(), i.ID, i.Version, f); err != nil {
		return err
	}
	i.Version++
	return s.tell(ctx, i, s.say(s.topic.Report), s.say(s.topic.Conclusion))
}

// tell writes down what was presented and, if there is one, the conclusion.
func (s *session) tell(ctx context.Context, i meeting.Item, content, conclusion string) error {
	if err := s.Meetings.Describe(ctx, access.Console, s.id(), i.ID, i.Version, content); err != nil {
		return err
	}
	if conclusion == "" {
		return nil
	}
	i.Version++
	return s.conclude(ctx, i, conclusion)
}

func (s *session) conclude(ctx context.Context, i meeting.Item, conclusion string) error {
	return s.Meetings.Conclude(ctx, access.Console, s.id(), i.ID, i.Version, meeting.Conclusion{Text: conclusion})
}

// discuss notes opinions, each of another speaker.
func (s *session) discuss(ctx context.Context, i meeting.Item, notes []noteSpec) error {
	for n, who := range s.speakers(len(notes), i.Presenter) {
		f := meeting.NoteForm{Speaker: who, Kind: notes[n].Kind, Body: s.say(notes[n].Text)}
		if _, err := s.Meetings.Note(ctx, access.Console, s.id(), i.ID, f); err != nil {
			return err
		}
	}
	return nil
}

// criticise notes one or two words of self-criticism and criticism.
func (s *session) criticise(ctx context.Context, i meeting.Item) error {
	from := s.dice.IntN(len(s.Critique))
	var notes []noteSpec
	for n := range 1 + s.dice.IntN(2) {
		notes = append(notes, noteSpec{Kind: meeting.Opinion, Text: s.Critique[(from+n)%len(s.Critique)]})
	}
	return s.discuss(ctx, i, notes)
}

// lowerFirst lets a title stand inside a sentence.
func lowerFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[size:]
}
