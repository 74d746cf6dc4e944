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
}

// examples reads the labelled lines: those to tune by, and those set aside.
// testdata/README.md says how they came about.
func examples(t testing.TB) (tuning, aside []example) {
	t.Helper()
	data, err := os.ReadFile("testdata/examples.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		f := strings.Split(line, "\t")
		if len(f) != 5 || f[0] != "general" && f[0] != "concrete" {
			t.Fatalf("%q is no labelled example", line)
		}
		e := example{f[0] == "general", Item{f[1], f[2], f[3], f[4]}}
		h := fnv.New32a()
		h.Write([]byte(line)) // never fails
		if h.Sum32()%3 == 0 {
			aside = append(aside, e)
		} else {
			tuning = append(tuning, e)
		}
	}
	return tuning, aside
}

// score is the precision and recall of General for the label "general", and
// the examples that it gets wrong.
func score(es []example) (precision, recall float64, wrong []example) {
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
		if got != e.general {
			wrong = append(wrong, e)
		}
	}
	return float64(hit) / float64(said), float64(hit) / float64(is), wrong
}

// D2
func TestGeneralOnExamples(t *testing.T) {
	tuning, aside := examples(t)
	if n := len(tuning) + len(aside); n < 300 {
		t.Errorf("%d examples are too few to measure by", n)
	}
	for _, part := range []struct {
		name     string
		examples []example
	}{{"to tune by", tuning}, {"set aside", aside}} {
		precision, recall, wrong := score(part.examples)
		t.Logf("%d lines %s: precision %.3f, recall %.3f", len(part.examples), part.name, precision, recall)
		if precision >= 0.9 && recall >= 0.8 {
			continue
		}
		t.Errorf("lines %s: precision %.3f, recall %.3f", part.name, precision, recall)
		for _, e := range wrong {
			t.Logf("general %v: %q", e.general, e.item)
		}
	}
}
