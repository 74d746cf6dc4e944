package hint

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"chibo/internal/i18n"
)

// class is what a token is to the patterns.
type class uint8

const (
	word  class = iota
	sign        // % / < > and the like
	count       // a number that counts or measures something
	date        // 30/6, 01/03/2026, 6/2026
	year        // 2026, 2025-2026
	label       // a number that only names: of a directive, a month, a class
)

// token is a word, number or sign of a text.
type token struct {
	key        string // lower case, tone mark last; see [key]
	plain      string // key without any mark
	class      class
	glued      bool // no space before it
	start, end int  // bytes of raw
}

// text is one column of an item.
type text struct {
	raw    string
	tokens []token
	plain  bool // typed without Vietnamese marks: compared without them
}

// newText takes s apart in time linear in its length.
func newText(s string) text {
	t := text{raw: i18n.Clean(s)}
	marked := false
	for at := 0; at < len(t.raw); {
		r, size := utf8.DecodeRuneInString(t.raw[at:])
		end := at + size
		tok := token{start: at}
		switch {
		case unicode.IsLetter(r):
			end = at + span(t.raw[at:], func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) })
			tok.key, tok.plain = key(t.raw[at:end])
			marked = marked || len(tok.key) != len(tok.plain)
		case unicode.IsDigit(r):
			end = at + numberLength(t.raw[at:])
			tok.key, tok.class = t.raw[at:end], count
			tok.plain = tok.key
		case strings.ContainsRune("%/<>≥≤-", r):
			tok.key, tok.class = string(r), sign
			tok.plain = tok.key
		default:
			at = end
			continue
		}
		tok.end = end
		tok.glued = len(t.tokens) > 0 && t.tokens[len(t.tokens)-1].end == at
		t.tokens = append(t.tokens, tok)
		at = end
	}
	t.plain = !marked
	for i := range t.tokens {
		if t.tokens[i].class == count {
			t.tokens[i].class = t.number(i)
		}
	}
	return t
}

// span is the length in bytes of the longest beginning of s whose runes all fit.
func span(s string, fits func(rune) bool) int {
	if n := strings.IndexFunc(s, func(r rune) bool { return !fits(r) }); n >= 0 {
		return n
	}
	return len(s)
}

// numberLength is the length of the number at the beginning of s: its digits,
// and the separators between them (12,5; 2.000; 30/6; 25-5-2026).
func numberLength(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			n = i + 1
		case strings.IndexByte(".,/-", c) < 0 || n < i:
			return max(n, 1)
		}
	}
	return max(n, 1)
}

// words counts the words of the text.
func (t text) words() int {
	n := 0
	for _, tok := range t.tokens {
		if tok.class == word {
			n++
		}
	}
	return n
}

// key brings a word into the form in which words are compared: lower case, its
// letters with their vowel marks, its tone last, so that hoà and hòa are one
// word. plain is the same without any mark.
func key(s string) (marked, plain string) {
	s = strings.ToLower(s)
	if isASCII(s) {
		return s, s
	}
	var letters, bare strings.Builder
	tone := rune(0)
	for _, r := range norm.NFD.String(s) {
		switch {
		case strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", r):
			tone = r
		case unicode.Is(unicode.Mn, r):
			letters.WriteRune(r)
		default:
			letters.WriteRune(r)
			if r == 'đ' {
				r = 'd'
			}
			bare.WriteRune(r)
		}
	}
	if tone != 0 {
		letters.WriteRune(tone)
	}
	return letters.String(), bare.String()
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

var (
	dayMonth  = regexp.MustCompile(`^(0?[1-9]|[12][0-9]|3[01])[/.-](0?[1-9]|1[0-2])([/.-](20)?[0-9]{2})?$`)
	monthYear = regexp.MustCompile(`^(0?[1-9]|1[0-2])[/-]20[0-9]{2}$`)
	someYear  = regexp.MustCompile(`^(19|20)[0-9]{2}([-/](19|20)[0-9]{2})?$`)
)

// number says what the number at i is, by its form and its neighbours.
func (t text) number(i int) class {
	s := t.tokens[i].key
	next, before := t.near(i, 1), t.near(i, -1)
	switch {
	case len(s) > 12: // no number that an office writes
		return label
	case someYear.MatchString(s) && !things.has(next.plain):
		return year
	case monthYear.MatchString(s):
		return date
	case strings.Contains(s, "/") && dayMonth.MatchString(s) && !things.has(next.plain),
		strings.Count(s, ".")+strings.Count(s, "-") == 2 && dayMonth.MatchString(s):
		return date
	case t.tokens[i].glued && before.class == word && before.key != "h": // B1, T12, A4
		return label
	case next.key == "-" && next.glued && t.near(i, 2).class == word: // 05-CT/TW
		return label
	case ordinal.has(before.key) && next.key != "%":
		return label
	case naming.has(next.key):
		return label
	case s == "100" && next.key == "%" && allTasks.has(t.near(i, 2).key):
		return label
	}
	return count
}

// near is the token d places from i; a token without key if there is none.
func (t text) near(i, d int) token {
	if i += d; i < 0 || i >= len(t.tokens) {
		return token{}
	}
	return t.tokens[i]
}
