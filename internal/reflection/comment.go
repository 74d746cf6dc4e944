package reflection

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/compare"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// CommentID names a comment.
type CommentID string

// CommentMax is the longest comment or answer, in characters.
const CommentMax = 4000

// Comment is what a leader says of a place of a version that was sent. Class:
// author and committee.
type Comment struct {
	ID         CommentID
	Ordinal    int  // the version that it was made on
	Part       Part // "" for the report as a whole
	Start      int  // the place, in characters, in the text that the reader sees; equal to Stop: the whole part
	Stop       int
	Placed     bool   // the place is still there
	Quote      string // the words that it was made on, "" for a whole part
	No         int    // the number beside its place, from 1; 0 once it is settled
	Person     member.ID
	Name       string // "" for somebody forgotten
	Body       string
	At         db.Time
	Answer     string
	ResolvedAt db.Time // zero while it is open
	Version    int
}

// Settled reports whether the author said that he has mended the place.
func (c Comment) Settled() bool { return !c.ResolvedAt.IsZero() }

// CommentForm is what is typed to comment on a version.
type CommentForm struct {
	Ordinal int // the version that was read
	Part    Part
	Start   int // in characters of the part as it was sent
	Stop    int
	// Words are those that the comment is about, where no place was marked:
	// they are looked for in the part.
	Words string
	Body  string
}

// check cleans the form, finds the place of its words in the version, and
// reports every fault, in the fields part, words and body.
func (f *CommentForm) check(t Texts) error {
	f.Body, f.Words = i18n.Clean(f.Body), i18n.Clean(f.Words)
	var faults fault.Form
	if f.Body == "" {
		faults.Add("body", "reflection.comment_missing")
	}
	meeting.Sayable(&faults, "body", f.Body, CommentMax)
	if f.Part != "" && !slices.Contains(Parts, f.Part) {
		faults.Add("part", "reflection.part_missing")
		return faults.Err()
	}
	text := t.Of(f.Part)
	length := utf8.RuneCountInString(text)
	switch {
	case f.Part == "":
		f.Start, f.Stop = 0, 0
	case f.Start < 0 || f.Stop < f.Start || f.Stop > length:
		faults.Add("words", "reflection.words_not_found")
	case f.Start == f.Stop && f.Words != "":
		at := strings.Index(text, f.Words)
		if at < 0 {
			faults.Add("words", "reflection.words_not_found")
			break
		}
		f.Start = utf8.RuneCountInString(text[:at])
		f.Stop = f.Start + utf8.RuneCountInString(f.Words)
	}
	return faults.Err()
}

// cut is a range of characters of a text.
func cut(text string, start, stop int) string {
	all := []rune(text)
	start, stop = min(max(start, 0), len(all)), min(max(stop, 0), len(all))
	return string(all[start:max(start, stop)])
}

// place moves the comments from the versions that they were made on to the
// text that the reader sees, and numbers those that are open in the order in
// which they stand in it. What was settled follows, the latest first.
func place(comments []Comment, sent []Version, seen Texts) {
	type origin struct {
		ordinal int
		part    Part
	}
	movers := map[origin]func(start, stop int) (int, int, bool){}
	for i := range comments {
		c := &comments[i]
		at := slices.IndexFunc(sent, func(v Version) bool { return v.Ordinal == c.Ordinal })
		if c.Part == "" || c.Start == c.Stop || at < 0 {
			c.Start, c.Stop = 0, 0
			continue
		}
		old, from := sent[at].Of(c.Part), origin{c.Ordinal, c.Part}
		if movers[from] == nil {
			movers[from] = compare.Mover(old, seen.Of(c.Part))
		}
		c.Quote = cut(old, c.Start, c.Stop)
		c.Start, c.Stop, c.Placed = movers[from](c.Start, c.Stop)
	}
	slices.SortStableFunc(comments, func(a, b Comment) int {
		if a.Settled() != b.Settled() {
			if a.Settled() {
				return 1
			}
			return -1
		}
		if a.Settled() {
			return b.ResolvedAt.Compare(a.ResolvedAt.Time)
		}
		return cmp.Or(cmp.Compare(slices.Index(Parts, a.Part), slices.Index(Parts, b.Part)), cmp.Compare(a.Start, b.Start), a.At.Compare(b.At.Time))
	})
	for i := range comments {
		if !comments[i].Settled() {
			comments[i].No = i + 1
		}
	}
}
