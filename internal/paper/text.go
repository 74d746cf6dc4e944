package paper

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean makes text fit for every format: valid UTF-8, composed (NFC), with
// "\n" as the only line break and without the characters that XML forbids.
// Tabs become spaces, because paragraphs have no tab stops.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n", "\f", "\n", "\t", " ").Replace(s)
	return norm.NFC.String(strings.Map(xmlRune, s))
}

// xmlRune drops what XML 1.0 cannot hold: control characters other than tab
// and line feed, and the two non-characters at the end of the first plane.
func xmlRune(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return r
	case r < 0x20 || r == 0xFFFE || r == 0xFFFF:
		return -1
	}
	return r
}

// oneLine is clean for places that hold a single line; white space at the ends
// is cut.
func oneLine(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(clean(s), "\n", " "))
}

// split cuts runs at line breaks into the runs of one paragraph each. Blank
// paragraphs are left out, for their height belongs to the preset.
func split(runs []Run) [][]Run {
	var out [][]Run
	var now []Run
	flush := func() {
		blank := true
		for _, r := range now {
			blank = blank && strings.TrimSpace(r.Text) == ""
		}
		if !blank {
			now[0].Text = strings.TrimLeftFunc(now[0].Text, unicode.IsSpace)
			out = append(out, now)
		}
		now = nil
	}
	for _, r := range runs {
		for i, part := range strings.Split(clean(r.Text), "\n") {
			if i > 0 {
				flush()
			}
			if part != "" {
				now = append(now, Run{Text: part, Bold: r.Bold, Italic: r.Italic})
			}
		}
	}
	flush()
	return out
}
