package reflection

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
)

// Part is one of the three parts of a report (C3).
type Part string

// The parts.
const (
	PartDid    Part = "did"    // what was registered and done
	PartMended Part = "mended" // how what was pointed out was mended
	PartAhead  Part = "ahead"  // present limits, and what will be done
)

// Parts lists the parts in the order of the paper.
var Parts = []Part{PartDid, PartMended, PartAhead}

// TextMax is the longest part of a report, in characters.
const TextMax = meeting.TextMax

// Texts are the three parts of a report.
type Texts struct{ Did, Mended, Ahead string }

// Of is the text of a part; "" for no part.
func (t Texts) Of(p Part) string {
	switch p {
	case PartDid:
		return t.Did
	case PartMended:
		return t.Mended
	case PartAhead:
		return t.Ahead
	}
	return ""
}

// Empty reports whether no part says anything.
func (t Texts) Empty() bool { return t == Texts{} }

// Words counts the words of all parts.
func (t Texts) Words() int { return Words(t.Did) + Words(t.Mended) + Words(t.Ahead) }

// check brings the texts into the form that is stored and reports every part
// that is too long or bears a mark of state secrecy, at its field. Nothing is
// cut: what was typed stays with its author.
func (t *Texts) check() error {
	t.Did, t.Mended, t.Ahead = i18n.Clean(t.Did), i18n.Clean(t.Mended), i18n.Clean(t.Ahead)
	var faults fault.Form
	for _, p := range Parts {
		meeting.Sayable(&faults, string(p), t.Of(p), TextMax)
	}
	return faults.Err()
}

// toSend is check for texts that others are to read: some part must say
// something.
func (t *Texts) toSend() error {
	if err := t.check(); err != nil {
		return err
	}
	if t.Empty() {
		return fault.At(string(PartDid), "reflection.nothing_written")
	}
	return nil
}

// differing are the parts of these texts that are not the same in others, by
// field: what a page shows beside the author's own when two devices collide.
func (t Texts) differing(others Texts) map[string]string {
	theirs := map[string]string{}
	for _, p := range Parts {
		if t.Of(p) != others.Of(p) {
			theirs[string(p)] = t.Of(p)
		}
	}
	return theirs
}

// Words counts the words of a text: in Vietnamese every syllable stands by
// itself, and so it is counted. What holds no letter and no digit is no word.
func Words(s string) int {
	n := 0
	for word := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// wordsAMinute is how fast a report is read out.
const wordsAMinute = 130

// SpeakingTime is about how long so many words take to be read out, in whole
// minutes, at least one for any word at all.
func SpeakingTime(words int) time.Duration {
	return time.Duration((words+wordsAMinute-1)/wordsAMinute) * time.Minute
}

// Source is something laid beside a part: an item of the author's commitments
// (A1, A2 … beside part 1) or a remark on record (B1, B2 … beside part 2).
// Its title may be inserted, no sentence ever is (C3).
type Source struct {
	ID     string
	Label  string
	Title  string
	Detail string  // of a commitment: work, measure and due time; of a remark: what the member answered
	From   db.Date // YYYY, the year of a commitment; YYYY-MM, the meeting that a remark comes from
	Named  bool    // the part speaks of it: «Đã nêu»
}

// name marks the sources that the part speaks of: those that the author marked,
// and those whose title stands in it, in whatever letters and accents.
func name(sources []Source, part string, marked []string) {
	folded := spoken(part)
	for i := range sources {
		s := &sources[i]
		title := strings.TrimSpace(spoken(s.Title))
		s.Named = slices.Contains(marked, s.ID) || title != "" && strings.Contains(folded, " "+title+" ")
	}
}

// spoken is a text as it is compared: folded, its words apart from all marks.
func spoken(s string) string {
	words := strings.FieldsFunc(i18n.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}

// Most that a draft remembers of sources marked by hand.
const (
	markedMax = 200
	idMax     = 64
)

// marks keeps of what a form sent only what may be ids of sources, each once.
func marks(ids []string) string {
	kept := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		return id == "" || len(id) > idMax || strings.ContainsFunc(id, func(r rune) bool {
			return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
		})
	})
	slices.Sort(kept)
	kept = slices.Compact(kept)
	return strings.Join(kept[:min(len(kept), markedMax)], " ")
}
