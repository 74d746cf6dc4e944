package sample

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/meeting/theme"
)

// passedBefore is how many days before a thematic meeting its paper was passed.
const passedBefore = 5

// propose writes down what a thematic meeting is about, before it opens: its
// minute taker wrote the paper, and the committee passed it.
func (s *session) propose(ctx context.Context) error {
	if !s.thematic() {
		return nil
	}
	f := theme.Form{Difficulty: s.topic.Difficulty, Topic: s.topic.Title, Author: s.sheet.Meeting.Minuter}
	by := as(s.sheet.Meeting.Chair)
	if err := s.Themes.Write(ctx, by, s.id(), 0, f); err != nil {
		return err
	}
	return s.Themes.Pass(ctx, by, s.id(), 1, s.sitting.On.AddDays(-passedBefore))
}

// measure takes down what of the conclusion goes into the work programme.
func (s *session) measure(ctx context.Context) error {
	if !s.thematic() {
		return nil
	}
	var lines []string
	for part := range strings.SplitSeq(strings.TrimRight(s.topic.Conclusion, "."), "; ") {
		lines = append(lines, upperFirst(part)+".")
	}
	return s.Themes.Conclude(ctx, as(s.sheet.Meeting.Minuter), s.id(), 2, strings.Join(lines, "\n"))
}

// upperFirst lets a part of a sentence stand alone.
func upperFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
