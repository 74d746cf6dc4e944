package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/reflection"
)

// C4, safety S5: places are counted in characters, may lie over one another,
// and what stands in them is text.
func TestMarked(t *testing.T) {
	at := func(no, start, stop int) reflection.Comment {
		return reflection.Comment{No: no, Part: reflection.PartDid, Start: start, Stop: stop, Placed: true}
	}
	for name, c := range map[string]struct {
		text     string
		comments []reflection.Comment
		want     string
	}{
		"none":                   {"Tôi <b>học</b>", nil, "Tôi &lt;b&gt;học&lt;/b&gt;"},
		"one":                    {"Tôi học tập", []reflection.Comment{at(1, 4, 7)}, `Tôi <mark data-no="1">học</mark> tập`},
		"over one another":       {"Tôi học tập", []reflection.Comment{at(1, 0, 7), at(2, 4, 11)}, `<mark>Tôi </mark><mark data-no="1">học</mark><mark data-no="2"> tập</mark>`},
		"the same place":         {"Tôi học", []reflection.Comment{at(1, 4, 7), at(2, 4, 7)}, `Tôi <mark data-no="1,2">học</mark>`},
		"beyond the first plane": {"👍 tốt & 👍", []reflection.Comment{at(1, 2, 5)}, `👍 <mark data-no="1">tốt</mark> &amp; 👍`},
		"settled, gone, too far": {"Tôi", []reflection.Comment{at(0, 0, 3), at(2, 1, 9), {No: 3, Part: reflection.PartDid, Stop: 2}}, "Tôi"},
		"of another part":        {"Tôi", []reflection.Comment{{No: 1, Part: reflection.PartAhead, Stop: 3, Placed: true}}, "Tôi"},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			if err := marked(c.text, reflection.PartDid, c.comments).Render(t.Context(), &b); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, b.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
