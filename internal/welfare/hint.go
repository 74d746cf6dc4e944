package welfare

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"chibo/internal/feedback"
)

//go:embed hints.yaml
var hintsFile []byte

// health finds what gives away somebody's health; the first group is what is shown.
var health = func() *regexp.Regexp {
	var h struct {
		Health []string `yaml:"health"`
	}
	if err := yaml.UnmarshalWithOptions(hintsFile, &h, yaml.DisallowUnknownField()); err != nil {
		panic("welfare: hints.yaml: " + err.Error()) // the binary is built wrong
	}
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}\d])(` + strings.Join(h.Health, "|") + `)(?:$|[^\p{L}\d])`)
}()

// hintsMost is how many places of a text are pointed out.
const hintsMost = 3

// Hints gives the places of texts that look like a detail of somebody's health, a
// name or a number that gives him away, at most three. It warns: whether they are,
// people say.
func Hints(texts ...string) (all []string) {
	for _, text := range texts {
		for _, m := range health.FindAllStringSubmatch(text, -1) {
			if found := strings.ToLower(m[1]); len(all) < hintsMost && !slices.Contains(all, found) {
				all = append(all, found)
			}
		}
	}
	for _, found := range feedback.Hints(texts...) {
		if len(all) < hintsMost && !slices.Contains(all, found) {
			all = append(all, found)
		}
	}
	return all
}
