package bulletin

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"chibo/internal/fault"
)

// BlockKind is what a part of a text is.
type BlockKind int

// The parts of a text.
const (
	Para    BlockKind = iota
	Heading           // ## …
	Bullets           // - …
	Numbers           // 1. …
)

// Block is a part of a text: one line of a paragraph or heading, or the items of a
// list.
type Block struct {
	Kind  BlockKind
	Lines [][]Span
}

// Span is a run of words within a line.
type Span struct {
	Text   string
	Strong bool // **…**
	Slant  bool // *…*
	Figure int  // the ordinal of a figure whose value stands here, 0 for words
}

// Mark is how the value of a figure is written within a text.
func Mark(ordinal int) string { return fmt.Sprintf("{{so-lieu:%d}}", ordinal) }

var (
	numbered = regexp.MustCompile(`^\d{1,3}[.)]\s+`)
	inline   = regexp.MustCompile(`\*\*([^*]+)\*\*|\*([^*]+)\*|\{\{so-lieu:(\d{1,3})\}\}`)
	embedded = regexp.MustCompile(`!\[[^\]]*\]\(|(?i:<\s*(?:img|iframe|video|object|embed)\b)`)
)

// Parse reads a text as it is typed: paragraphs and headings of a line each, lists,
// bold and slanted words, marks of figures. Everything else is words: there is no
// HTML, and no link.
func Parse(body string) (all []Block) {
	for line := range strings.SplitSeq(body, "\n") {
		line = strings.TrimSpace(line)
		kind, rest := kindOf(line)
		switch {
		case line == "":
			continue
		case (kind == Bullets || kind == Numbers) && len(all) > 0 && all[len(all)-1].Kind == kind:
			last := &all[len(all)-1]
			last.Lines = append(last.Lines, spans(rest))
		default:
			all = append(all, Block{kind, [][]Span{spans(rest)}})
		}
	}
	return all
}

// kindOf tells what a line begins with, and the words after that.
func kindOf(line string) (BlockKind, string) {
	if rest, ok := strings.CutPrefix(line, "#"); ok {
		return Heading, strings.TrimLeft(rest, "# ")
	}
	for _, sign := range []string{"- ", "* ", "• ", "+ "} {
		if rest, ok := strings.CutPrefix(line, sign); ok {
			return Bullets, rest
		}
	}
	if sign := numbered.FindString(line); sign != "" {
		return Numbers, line[len(sign):]
	}
	return Para, line
}

// spans reads the words of a line.
func spans(line string) (all []Span) {
	at := 0
	for _, m := range inline.FindAllStringSubmatchIndex(line, -1) {
		if m[0] > at {
			all = append(all, Span{Text: line[at:m[0]]})
		}
		at = m[1]
		switch {
		case m[2] >= 0:
			all = append(all, Span{Text: line[m[2]:m[3]], Strong: true})
		case m[4] >= 0:
			all = append(all, Span{Text: line[m[4]:m[5]], Slant: true})
		default:
			n, _ := strconv.Atoi(line[m[6]:m[7]]) // three digits at most
			all = append(all, Span{Figure: n})
		}
	}
	if at < len(line) {
		all = append(all, Span{Text: line[at:]})
	}
	return all
}

// checkBody refuses, with its line, a picture or page from elsewhere, and a mark of a
// figure that the article does not have.
func checkBody(body string, figures int) error {
	n := 0
	for line := range strings.SplitSeq(body, "\n") {
		n++
		if embedded.MatchString(line) {
			return fault.New(fault.Invalid, "bulletin.body_foreign", n)
		}
		for _, s := range spans(line) {
			if s.Figure > figures {
				return fault.New(fault.Invalid, "bulletin.body_mark", n, Mark(s.Figure))
			}
		}
	}
	return nil
}

// Plain is a text without its signs, for search.
func Plain(body string) string {
	var b strings.Builder
	for _, block := range Parse(body) {
		for _, line := range block.Lines {
			for _, s := range line {
				b.WriteString(s.Text)
			}
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}
