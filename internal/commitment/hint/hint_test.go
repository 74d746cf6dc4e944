package hint

import (
	"hash/fnv"
	"os"
	"strings"
	"testing"
)

type example struct {
	general bool
	item    Item
	line    string
}

// examples reads the labelled lines: those to tune by, and those set aside.
func examples(t *testing.T) (tuning, aside []example) {
	t.Helper()
	data, err := os.ReadFile("testdata/examples.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			t.Fatalf("%q has %d columns", line, len(f))
		}
		e := example{f[0] == "general", Item{f[1], f[2], f[3], f[4]}, line}
		h := fnv.New32a()
		h.Write([]byte(line))
		if h.Sum32()%3 == 0 {
			aside = append(aside, e)
		} else {
			tuning = append(tuning, e)
		}
	}
	return tuning, aside
}

// score is the precision and recall of General for the label "general".
func score(es []example, wrong func(example)) (precision, recall float64) {
	var hit, said, is int
	for _, e := range es {
		got := General(e.item)
		if got {
			said++
		}
		if e.general {
			is++
		}
		if got && e.general {
			hit++
		}
		if got != e.general && wrong != nil {
			wrong(e)
		}
	}
	return float64(hit) / float64(said), float64(hit) / float64(is)
}

func TestTuning(t *testing.T) {
	tuning, aside := examples(t)
	p, r := score(tuning, func(e example) { t.Logf("%s %v", e.line, Of(e.item)) })
	t.Logf("%d/%d: precision %.3f, recall %.3f", len(tuning), len(aside), p, r)
}

func TestAside(t *testing.T) {
	_, aside := examples(t)
	p, r := score(aside, nil)
	t.Logf("%d: precision %.3f, recall %.3f", len(aside), p, r)
}
