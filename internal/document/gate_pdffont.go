package document

import (
	"cmp"
	"encoding/hex"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// decoder turns the codes of a font into text. The library's own looks past
// the table that says it for some fonts, and loses every letter beyond the
// first 256 in a wide range: most of the Vietnamese ones.
type decoder interface{ Decode(raw string) string }

// decoderOf finds how a font's codes are read. A font that does not say it
// gives replacement characters: its text counts as a scan.
func decoderOf(font pdf.Value) decoder {
	if table := font.Key("ToUnicode"); table.Kind() == pdf.Stream {
		if d := readTable(table.Reader(), font.Key("Subtype").Name() == "Type0"); d != nil {
			return d
		}
	}
	if font.Key("Subtype").Name() == "Type0" {
		return unknown{}
	}
	f := pdf.Font{V: font}
	return f.Encoder()
}

type unknown struct{}

func (unknown) Decode(raw string) string {
	return strings.Repeat(string(unicode.ReplacementChar), len(raw)/2)
}

// codeTable is a font's ToUnicode table.
type codeTable struct {
	width  int // bytes of a code
	chars  map[uint32]string
	ranges []codeRange
}

// codeRange maps the codes low to high to text that counts up with them.
type codeRange struct {
	low, high uint32
	first     rune
}

const (
	tableMax = 2 << 20
	codesMax = 1 << 16
)

var (
	tableSection = regexp.MustCompile(`begin(codespacerange|bfchar|bfrange)([\s\S]*?)end`)
	tableToken   = regexp.MustCompile(`<([0-9A-Fa-f\s]*)>|[\[\]]`)
)

// readTable reads a ToUnicode table; nil if it holds nothing.
func readTable(r io.Reader, wide bool) *codeTable {
	body, err := io.ReadAll(io.LimitReader(r, tableMax))
	if err != nil {
		return nil
	}
	t := &codeTable{width: 1, chars: map[uint32]string{}}
	if wide {
		t.width = 2
	}
	for _, section := range tableSection.FindAllSubmatch(body, -1) {
		var tokens []string
		for _, m := range tableToken.FindAllString(string(section[2]), -1) {
			tokens = append(tokens, strings.Join(strings.Fields(strings.Trim(m, "<>")), ""))
		}
		switch string(section[1]) {
		case "codespacerange":
			if wide && len(tokens) > 1 && len(tokens[0]) == 2 && len(tokens[1]) == 2 {
				t.width = 1
			}
		case "bfchar":
			for pair := range slices.Chunk(tokens, 2) {
				if len(pair) == 2 {
					t.add(code(pair[0]), words16(pair[1]))
				}
			}
		case "bfrange":
			t.addRanges(tokens)
		}
	}
	if len(t.chars) == 0 && len(t.ranges) == 0 {
		return nil
	}
	slices.SortStableFunc(t.ranges, func(a, b codeRange) int { return cmp.Compare(a.low, b.low) })
	return t
}

func (t *codeTable) add(c uint32, text []uint16) {
	if len(t.chars) < codesMax {
		t.chars[c] = string(utf16.Decode(text))
	}
}

// addRanges takes "low high first" and "low high [ text … ]".
func (t *codeTable) addRanges(tokens []string) {
	for len(tokens) >= 3 {
		low, high, to := code(tokens[0]), code(tokens[1]), tokens[2]
		tokens = tokens[3:]
		if to == "[" {
			for c := low; len(tokens) > 0 && tokens[0] != "]"; c++ {
				t.add(c, words16(tokens[0]))
				tokens = tokens[1:]
			}
			tokens = tokens[min(1, len(tokens)):]
			continue
		}
		text := utf16.Decode(words16(to))
		switch {
		case len(text) == 1 && high >= low && len(t.ranges) < codesMax:
			t.ranges = append(t.ranges, codeRange{low, high, text[0]})
		case len(text) > 1:
			t.add(low, words16(to))
		}
	}
}

// code reads a code in hex, words16 the UTF-16 that it stands for.
func code(digits string) uint32 {
	var n uint32
	for _, b := range unhex(digits) {
		n = n<<8 | uint32(b)
	}
	return n
}

func words16(digits string) []uint16 {
	b := unhex(digits)
	var all []uint16
	for i := 0; i+1 < len(b); i += 2 {
		all = append(all, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return all
}

func unhex(digits string) []byte {
	b, err := hex.DecodeString(digits)
	if err != nil {
		return nil
	}
	return b
}

// Decode gives the text of a string of codes.
func (t *codeTable) Decode(raw string) string {
	var b strings.Builder
	for i := 0; i+t.width <= len(raw); i += t.width {
		c := uint32(raw[i])
		if t.width == 2 {
			c = c<<8 | uint32(raw[i+1])
		}
		if s, ok := t.chars[c]; ok {
			b.WriteString(s)
			continue
		}
		b.WriteRune(t.inRange(c))
	}
	return b.String()
}

// inRange finds the range that begins last before the code.
func (t *codeTable) inRange(c uint32) rune {
	i, exact := slices.BinarySearchFunc(t.ranges, c, func(r codeRange, c uint32) int { return cmp.Compare(r.low, c) })
	if !exact {
		i--
	}
	if i < 0 || c > t.ranges[i].high {
		return unicode.ReplacementChar
	}
	return t.ranges[i].first + rune(c-t.ranges[i].low)
}
