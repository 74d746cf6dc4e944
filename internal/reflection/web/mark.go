package web

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/reflection"
)

// piece is a stretch of a text under the same comments.
type piece struct {
	text string
	nos  []int // of the comments on it
	ends []int // of those that end with it: their numbers stand there
}

// pieces cuts a text where the places of open comments begin and end.
func pieces(text string, part reflection.Part, comments []reflection.Comment) []piece {
	all := []rune(text)
	var on []reflection.Comment
	cuts := []int{0, len(all)}
	for _, c := range comments {
		if c.Part == part && c.Placed && c.No > 0 && c.Stop <= len(all) {
			on = append(on, c)
			cuts = append(cuts, c.Start, c.Stop)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var cut []piece
	for i := 1; i < len(cuts); i++ {
		p := piece{text: string(all[cuts[i-1]:cuts[i]])}
		for _, c := range on {
			if c.Start < cuts[i] && cuts[i] <= c.Stop {
				p.nos = append(p.nos, c.No)
			}
			if c.Stop == cuts[i] {
				p.ends = append(p.ends, c.No)
			}
		}
		cut = append(cut, p)
	}
	return cut
}

// marked writes a text with the places of comments marked and numbered, and
// nothing between its pieces: what is selected in it is counted in characters.
func marked(text string, part reflection.Part, comments []reflection.Comment) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, p := range pieces(text, part, comments) {
			if len(p.nos) == 0 {
				b.WriteString(templ.EscapeString(p.text))
				continue
			}
			b.WriteString("<mark")
			if len(p.ends) > 0 {
				b.WriteString(` data-no="` + joined(p.ends) + `"`)
			}
			b.WriteString(">" + templ.EscapeString(p.text) + "</mark>")
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

func joined(numbers []int) string {
	var all []string
	for _, n := range numbers {
		all = append(all, strconv.Itoa(n))
	}
	return strings.Join(all, ",")
}

// commented reports whether an open comment stands at a place of the part.
func commented(comments []reflection.Comment, part reflection.Part) bool {
	return slices.ContainsFunc(comments, func(c reflection.Comment) bool { return c.Part == part && c.Placed && c.No > 0 })
}

// places are the open comments' places in a part for the script: «start stop
// number», separated by semicolons.
func places(comments []reflection.Comment, part reflection.Part) string {
	var all []string
	for _, c := range comments {
		if c.Part == part && c.Placed && c.No > 0 {
			all = append(all, strconv.Itoa(c.Start)+" "+strconv.Itoa(c.Stop)+" "+strconv.Itoa(c.No))
		}
	}
	return strings.Join(all, ";")
}
