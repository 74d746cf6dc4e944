package deed

import (
	"strings"

	"chibo/internal/compare"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/paper"
)

// Shared is the draft of a resolution as it was put before the cell ahead of
// the meeting. Class: cell.
type Shared struct {
	Version  int // 0 while none is shared
	By       string
	At       db.Time
	Document paper.Document
}

// Stands reports whether a draft is shared.
func (s Shared) Stands() bool { return s.Version > 0 }

// Holds reports whether the words stand in the draft, within one of its lines
// or over several.
func (s Shared) Holds(words string) bool { return strings.Contains(wording(s.Document), words) }

// Against tells, word by word, how the body of the shared draft became that of
// another paper; nil while none is shared.
func (s Shared) Against(d paper.Document) []compare.Edit {
	if !s.Stands() {
		return nil
	}
	return compare.Words(wording(s.Document), wording(d))
}

// sharable refuses a draft that can be put before the cell no more: that of a
// meeting which has begun, or which resolves nothing of its own.
func sharable(m meeting.Meeting) error {
	switch {
	case m.Kind == meeting.Committee:
		return db.ErrNone
	case !m.State.Ahead():
		return meeting.NotWhen(m.State)
	}
	return nil
}

// wording is the body of a paper line by line, without marks of lists and
// without head and signatures.
func wording(d paper.Document) string {
	var lines []string
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case paper.Heading:
			lines = append(lines, b.Text)
		case paper.Paragraph:
			lines = append(lines, spoken(b))
		case paper.List:
			for _, p := range b.Items {
				lines = append(lines, spoken(p))
			}
		case paper.Table:
			for _, row := range b.Rows {
				lines = append(lines, strings.Join(row, " "+columnMark+" "))
			}
		}
	}
	return i18n.Clean(strings.Join(lines, "\n"))
}

func spoken(p paper.Paragraph) string {
	var s strings.Builder
	for _, r := range p.Runs {
		s.WriteString(r.Text)
	}
	return s.String()
}

// AmendmentVote begins the question of each vote on an amendment to a draft:
// such a vote is none on the resolution itself.
const AmendmentVote = "Sửa đổi số"

// Amendable lists the sections of a resolution whose words may be amended.
func Amendable() []string {
	var keys []string
	for _, s := range Sections(Resolution) {
		if s.Lines > 1 && s.Key != "recipients" {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

// exchanged puts other words into a section, where they stand for the first
// time; with no old words the others come behind it. It refuses old words that
// the section does not hold: somebody puts the change in by hand then.
func exchanged(text, words, instead string) (string, error) {
	if words == "" {
		return strings.TrimLeft(text+"\n"+instead, "\n"), nil
	}
	before, after, found := strings.Cut(text, words)
	if !found {
		return text, fault.New(fault.Invalid, "meeting.amend_not_found")
	}
	return i18n.Clean(before + instead + after), nil
}
