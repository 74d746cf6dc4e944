package paper

import (
	"strings"
	"unicode"
)

// word is a piece of text without a place to break, in one or several faces,
// and the face of the space before it.
type word struct {
	pieces []piece
	width  float64
	space  *face // nil at the start of a paragraph
}

// piece is text in one face.
type piece struct {
	face *face
	text string
}

// textLine is one line of a paragraph, ready to be drawn.
type textLine struct {
	words  []word
	width  float64 // natural, with single spaces
	indent float64
	last   bool // of its paragraph: not justified
}

// drawable replaces what the font cannot draw by one box for each character
// seen, and drops marks that only steer the display.
func drawable(f *face, text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u00A0' || r == '\u202F' || unicode.IsSpace(r):
			return r
		case f.has(r):
			return r
		case unicode.In(r, unicode.Cf, unicode.Variation_Selector), r >= 0x1F3FB && r <= 0x1F3FF: // joiners, selectors, skin tones
			return -1
		}
		return missing
	}, text)
}

// words cuts runs at white space. A no-break space stays inside its word.
func words(runs []Run, style Style) []word {
	var out []word
	var now word
	var gap *face
	flush := func() {
		if len(now.pieces) == 0 {
			return
		}
		for _, p := range now.pieces {
			now.width += p.face.width(p.text, style.Size)
		}
		out, now = append(out, now), word{}
	}
	for _, run := range runs {
		f := faceOf(style.Bold || run.Bold, style.Italic || run.Italic)
		text := drawable(f, run.Text)
		for text != "" {
			end := strings.IndexFunc(text, breaking)
			if end == 0 {
				flush()
				gap = f
				text = strings.TrimLeftFunc(text, breaking)
				continue
			}
			if end < 0 {
				end = len(text)
			}
			if len(now.pieces) == 0 && len(out) > 0 {
				now.space = gap
			}
			now.pieces = append(now.pieces, piece{f, strings.ReplaceAll(text[:end], "\u202F", "\u00A0")})
			text = text[end:]
		}
	}
	flush()
	return out
}

func breaking(r rune) bool { return unicode.IsSpace(r) && r != '\u00A0' && r != '\u202F' }

// breakLines fills lines of a width in points, the first of them shorter by
// the indent. There is always at least one line, and where there is no room a
// character on each.
func breakLines(ws []word, style Style, width, indent float64) []textLine {
	width = max(width, 0) // below it what is left of a word that was used up is too wide still
	indent = min(indent, width)
	var out []textLine
	now := textLine{indent: indent}
	room := width - indent
	next := func() {
		out = append(out, now)
		now, room = textLine{}, width
	}
	for _, w := range ws {
		if len(now.words) > 0 {
			space := w.space.width(" ", style.Size)
			if now.width+space+w.width <= room {
				now.words, now.width = append(now.words, w), now.width+space+w.width
				continue
			}
			next()
		}
		for w.width > room {
			var head word
			head, w = w.cut(room, style.Size)
			now.words, now.width = []word{head}, head.width
			next()
		}
		now.words, now.width = []word{w}, w.width
	}
	now.last = true
	return append(out, now)
}

// cut divides a word that is wider than a line: the head fits, and holds at
// least one character.
func (w word) cut(room, size float64) (head, rest word) {
	var used float64
	for i, p := range w.pieces {
		for at, r := range p.text {
			adv := p.face.width(string(r), size)
			if used+adv > room && used > 0 {
				head.pieces = append(head.pieces, piece{p.face, p.text[:at]})
				rest.pieces = append([]piece{{p.face, p.text[at:]}}, w.pieces[i+1:]...)
				head.width, rest.width = used, max(w.width-used, 0)
				return head, rest
			}
			used += adv
		}
		head.pieces = append(head.pieces, p)
	}
	head.width = used
	return head, rest
}

// segment is what is drawn in one go: text of one face with its spaces.
type segment struct {
	face   *face
	text   string
	width  float64 // natural
	spaces int
}

// segments joins the words of a line into as few segments as its faces allow.
func (l textLine) segments(size float64) []segment {
	var out []segment
	add := func(f *face, text string, spaces int) {
		if n := len(out); n > 0 && out[n-1].face == f {
			out[n-1].text += text
			out[n-1].spaces += spaces
			return
		}
		out = append(out, segment{face: f, text: text, spaces: spaces})
	}
	for i, w := range l.words {
		if i > 0 {
			add(w.space, " ", 1)
		}
		for _, p := range w.pieces {
			add(p.face, p.text, 0)
		}
	}
	for i := range out {
		out[i].width = out[i].face.width(out[i].text, size)
	}
	return out
}
