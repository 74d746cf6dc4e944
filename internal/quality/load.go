package quality

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed rubrics.yaml
var shipped []byte

// known are the rubrics that are part of the binary, read once. It panics if
// the file is wrong, which the tests of this package rule out.
var known = sync.OnceValue(func() []Rubric {
	rubrics, err := parse(shipped)
	if err != nil {
		panic(err)
	}
	return rubrics
})

// parse reads rubrics and refuses a file with an unknown field, an unsound
// rubric or an id that stands twice.
func parse(data []byte) ([]Rubric, error) {
	var rubrics []Rubric
	if err := yaml.UnmarshalWithOptions(data, &rubrics, yaml.UseJSONUnmarshaler(), yaml.DisallowUnknownField()); err != nil {
		return nil, fmt.Errorf("rubrics: %w", err)
	}
	seen := map[string]bool{}
	for _, r := range rubrics {
		if r.ID == "" || seen[r.ID] || r.From == "" {
			return nil, fmt.Errorf("rubric %q: id or day is missing, or stands twice", r.ID)
		}
		seen[r.ID] = true
		if err := r.Validate(); err != nil {
			return nil, fmt.Errorf("rubric %s: %w", r.ID, err)
		}
	}
	return rubrics, nil
}

// National lists the rubrics that are in force everywhere on their days.
func National() []Rubric {
	return slices.DeleteFunc(slices.Clone(known()), func(r Rubric) bool { return r.Template })
}

// Templates lists the rubrics with points that a local one may start from: the
// national ones, then the examples.
func Templates() []Rubric {
	return slices.DeleteFunc(slices.Clone(known()), func(r Rubric) bool { return r.Max == 0 })
}

// TemplateOf finds a rubric to start from.
func TemplateOf(id string) (Rubric, bool) {
	all := Templates()
	i := slices.IndexFunc(all, func(r Rubric) bool { return r.ID == id })
	if i < 0 {
		return Rubric{}, false
	}
	return all[i], true
}
