// Package compare tells, word by word, how one text became another, and where
// a place of the first stands in the second.
//
// A word of Vietnamese is what spaces part («học tập» has two); a mark of
// punctuation and a line end count as words of their own. Positions are in
// characters (runes). Texts are compared as they are: bring both into one form
// (i18n.Clean) first, or «ệ» typed in two ways counts as a change.
package compare

import (
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Kind says what became of a piece of text.
type Kind int

// The kinds.
const (
	Same Kind = iota
	Gone      // stands in the old text alone
	New       // stands in the new text alone
)

// Edit is a piece of text and what became of it.
type Edit struct {
	Kind Kind
	Text string
}

// patience bounds the time of one comparison. Two texts that share little and
// are longer than any report come out in coarser pieces, never later.
const patience = 200 * time.Millisecond

// Words compares two texts. All that is Same and Gone gives old again, all that
// is Same and New gives new; what was replaced stands before what replaced it,
// and no two neighbours are of one kind. A word or two that happen to be alike
// within a rewritten passage count as rewritten, so that the result reads well.
func Words(old, new string) []Edit {
	var c coder
	a, b := c.encode(old), c.encode(new)
	d := diffmatchpatch.New()
	d.DiffTimeout = patience
	diffs := d.DiffCleanupMerge(d.DiffCleanupSemantic(d.DiffMainRunes(a, b, false)))
	var edits []Edit
	for _, diff := range diffs {
		if text := c.decode(diff.Text); text != "" {
			edits = append(edits, Edit{kinds[diff.Type], text})
		}
	}
	return edits
}

var kinds = map[diffmatchpatch.Operation]Kind{diffmatchpatch.DiffEqual: Same, diffmatchpatch.DiffDelete: Gone, diffmatchpatch.DiffInsert: New}

// coder gives each different word a rune, so that an algorithm for characters
// compares words.
type coder struct {
	runes map[string]rune
	words []string
}

func (c *coder) encode(text string) []rune {
	if c.runes == nil {
		c.runes = make(map[string]rune)
	}
	var coded []rune
	for text != "" {
		n := wordEnd(text)
		word := text[:n]
		r, ok := c.runes[word]
		if !ok {
			r = runeOf(len(c.words))
			c.runes[word] = r
			c.words = append(c.words, word)
		}
		coded, text = append(coded, r), text[n:]
	}
	return coded
}

func (c *coder) decode(coded string) string {
	var text []byte
	for _, r := range coded {
		text = append(text, c.words[indexOf(r)]...)
	}
	return string(text)
}

// The codes leave out the surrogates, which no string can hold, and begin where
// the library sees neither spaces nor line ends in them.
const (
	firstCode      = 0x4E00
	firstSurrogate = 0xD800
	surrogates     = 0x800
)

func runeOf(i int) rune {
	r := rune(firstCode + i)
	if r >= firstSurrogate {
		r += surrogates
	}
	return r
}

func indexOf(r rune) int {
	if r >= firstSurrogate {
		r -= surrogates
	}
	return int(r) - firstCode
}

// wordEnd is the length in bytes of the first word of a text: the spaces before
// it belong to it, so that a comma after a word leaves the word as it is.
func wordEnd(text string) int {
	inWord := false
	for i, r := range text {
		switch {
		case r == '\n':
			if i == 0 {
				return 1
			}
			return i
		case unicode.IsSpace(r):
			if inWord {
				return i
			}
		case unicode.IsPunct(r) || unicode.IsSymbol(r):
			if inWord {
				return i
			}
			return i + utf8.RuneLen(r)
		default:
			inWord = true
		}
	}
	return len(text)
}
