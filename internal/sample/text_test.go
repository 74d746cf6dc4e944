package sample

import (
	"strings"
	"testing"

	"chibo/internal/commitment/hint"
)

// D2: what people of the sample register is concrete; only the one who is still
// writing sees a hint, beside the last item.
func TestPledgesAreConcrete(t *testing.T) {
	_, c, err := load()
	if err != nil {
		t.Fatal(err)
	}
	b := c.pledges
	told := func(p pledgeSpec) []hint.Finding {
		return hint.Of(hint.Item{Heading: p.Heading, Work: p.Work, Measure: p.Measure, Due: p.Due})
	}
	lists := [][]pledgeSpec{b.All, b.Youth, b.Union, b.Programme, b.Drafted[:2]}
	for _, pool := range b.Pools {
		lists = append(lists, pool)
	}
	for _, list := range lists {
		for _, p := range list {
			if found := told(p); len(found) > 0 {
				t.Errorf("%s: %v", p.Heading, found)
			}
		}
	}
	if found := told(b.Drafted[2]); len(found) == 0 {
		t.Error("nothing is hinted at beside the last item of the draft")
	}
}

// C4: the comments of the shown report stand at words of it.
func TestCommentsStandAtWords(t *testing.T) {
	_, c, err := load()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range c.reports.Reviewed.Comments {
		if !strings.Contains(c.reports.Reviewed.Of(k.Part), k.Words) {
			t.Errorf("%q does not stand in part %s", k.Words, k.Part)
		}
	}
}
