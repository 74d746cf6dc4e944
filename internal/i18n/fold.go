package i18n

import (
	"encoding/hex"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// lineEnds are what ends a line elsewhere, a tab beside them: word processors
// put a vertical tab where a line ends within a paragraph.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\t", " ")

// Line is Clean for a text of one line: every run of blanks becomes one space.
func Line(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// Clean brings typed or imported text into the one form that is stored: Unicode
// NFC, line ends of every kind as \n, no control or invisible format characters, no space at
// either end. A tab and every other blank count as a space, and the bullets
// that word processors draw with a font of their own as a bullet.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = lineEnds.Replace(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.In(r, unicode.Zl, unicode.Zp):
			return '\n'
		case unicode.Is(unicode.Zs, r):
			return ' '
		case r == '\uf0b7' || r == '\uf0a7':
			return '•'
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(norm.NFC.String(s))
}

// Fold brings text into the form in which it is searched: without tone and vowel
// marks, đ as d, lower case, single spaces. "Nguyễn  Thị ĐÀO" becomes
// "nguyen thi dao"; hoà and hòa, uỷ and ủy fold alike.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ' || r == 'Đ':
			b.WriteByte('d')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// SortKey returns the key, in hex, by which a person's name is sorted as
// Vietnamese lists are: by the last word (the given name), then by the whole
// name; a ă â b … d đ e ê, tones in the order huyền, hỏi, ngã, sắc, nặng. Case
// and the place of the tone mark (hoà, hòa) make no difference.
func SortKey(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	for i, w := range words {
		words[i] = toneLast(w)
	}
	k := keys.Get().(*keyMaker)
	defer keys.Put(k)
	k.buf.Reset()
	given := hex.EncodeToString(k.coll.KeyFromString(&k.buf, words[len(words)-1]))
	whole := hex.EncodeToString(k.coll.KeyFromString(&k.buf, strings.Join(words, " ")))
	return given + "0000" + whole // 0000 sorts below every weight: An before Anh
}

// A collator keeps state while it works, so each caller borrows one.
type keyMaker struct {
	coll *collate.Collator
	buf  collate.Buffer
}

var keys = sync.Pool{New: func() any {
	return &keyMaker{coll: collate.New(language.Vietnamese, collate.IgnoreCase)}
}}

// toneLast moves the tone mark of a syllable behind its last letter. Both
// spellings in use (hoà and hòa) then compare alike, and a tone decides only
// after all letters did.
func toneLast(word string) string {
	var letters, tones strings.Builder
	for _, r := range norm.NFD.String(word) {
		switch r {
		case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
			tones.WriteRune(r)
		default:
			letters.WriteRune(r)
		}
	}
	return letters.String() + tones.String()
}
