package compare

import (
	"unicode"
	"unicode/utf8"
)

// Move finds where the characters [start, stop) of old stand in new: from the
// first to the last of their words that is still there, so the place survives
// edits around it and inside it. It reports false if none of its words is left,
// or if old has no such characters. An empty range moves to itself.
func Move(old, new string, start, stop int) (int, int, bool) {
	return Mover(old, new)(start, stop)
}

// Mover is Move for many places of the same two texts, which are compared once.
func Mover(old, new string) func(start, stop int) (int, int, bool) {
	length := utf8.RuneCountInString(old)
	var kept []span
	if old == new {
		kept = []span{{0, 0, []rune(old)}}
	} else {
		kept = keptSpans(Words(old, new))
	}
	return func(start, stop int) (int, int, bool) {
		switch {
		case start < 0 || stop < start || stop > length:
			return 0, 0, false
		case start == stop:
			return start, stop, true
		}
		return within(kept, start, stop)
	}
}

// span is text that both have, and where it begins in each.
type span struct {
	old, new int
	text     []rune
}

func keptSpans(edits []Edit) (kept []span) {
	i, j := 0, 0
	for _, e := range edits {
		text := []rune(e.Text)
		switch e.Kind {
		case Same:
			kept = append(kept, span{i, j, text})
			i += len(text)
			j += len(text)
		case Gone:
			i += len(text)
		case New:
			j += len(text)
		}
	}
	return kept
}

// within finds the first and the last character of a word that lies both in the
// range and in what was kept. A space or a comma alone is no place.
func within(kept []span, start, stop int) (from, to int, ok bool) {
	for _, s := range kept {
		last := min(stop, s.old+len(s.text))
		for i := max(start, s.old); i < last; i++ {
			r := s.text[i-s.old]
			if unicode.IsSpace(r) {
				continue
			}
			at := i - s.old + s.new
			if !ok && !unicode.IsPunct(r) {
				from, ok = at, true
			}
			to = at + 1
		}
	}
	if !ok {
		return 0, 0, false
	}
	return from, max(from, to), true
}
