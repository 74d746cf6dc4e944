package bulletin_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/bulletin"
)

// F5: a text holds headings, lists, bold and slanted words and marks of figures;
// everything else stays words.
func TestParse(t *testing.T) {
	got := bulletin.Parse("## Cách làm\n\n1. Gọi **nhắc** hẹn\n2) Xếp giờ *so le*\n- Một ý\nCòn {{so-lieu:1}} phút. <b>x</b>")
	want := []bulletin.Block{
		{Kind: bulletin.Heading, Lines: [][]bulletin.Span{{{Text: "Cách làm"}}}},
		{Kind: bulletin.Numbers, Lines: [][]bulletin.Span{{{Text: "Gọi "}, {Text: "nhắc", Strong: true}, {Text: " hẹn"}}, {{Text: "Xếp giờ "}, {Text: "so le", Slant: true}}}},
		{Kind: bulletin.Bullets, Lines: [][]bulletin.Span{{{Text: "Một ý"}}}},
		{Kind: bulletin.Para, Lines: [][]bulletin.Span{{{Text: "Còn "}, {Figure: 1}, {Text: " phút. <b>x</b>"}}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// F5: the months of a period, as of a day.
func TestPeriods(t *testing.T) {
	for p, want := range map[bulletin.Period][2]string{
		bulletin.Twelve: {"2025-05", "2026-04"}, bulletin.ThisYear: {"2026-01", "2026-05"}, bulletin.LastYear: {"2025-01", "2025-12"},
		bulletin.Weeks: {"2026-03-02", "2026-05-24"},
	} {
		if from, through := p.Span("2026-05-25"); string(from) != want[0] || string(through) != want[1] {
			t.Errorf("%s: %s to %s", p, from, through)
		}
	}
}

// F5: who may see a figure, by its class.
func TestAudienceShows(t *testing.T) {
	for _, c := range []struct {
		a     bulletin.Audience
		class access.Class
		want  bool
	}{
		{bulletin.ForTree, access.ClassOpen, true}, {bulletin.ForBranch, access.ClassCell, false}, {bulletin.ForUnit, access.ClassCell, true}, {bulletin.ForUnit, access.ClassCommittee, false},
	} {
		if got := c.a.Shows(c.class); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.class, got)
		}
	}
}
