package evaluation

import (
	_ "embed"
	"slices"

	"github.com/goccy/go-yaml"

	"chibo/internal/i18n"
)

//go:embed parts.yaml
var partsFile []byte

// Part is a heading of a form (B9).
type Part struct {
	Key   string `yaml:"key"`
	No    string `yaml:"no"` // "I.2"
	Vi    string `yaml:"vi"`
	En    string `yaml:"en"`
	Forms []Form `yaml:"forms"`
	Must  bool   `yaml:"must"` // nothing is submitted without it
}

// Local is the heading in a language. Papers are in Vietnamese.
func (p Part) Local(l i18n.Lang) string {
	if l == i18n.Vi {
		return p.Vi
	}
	return p.En
}

// allParts are the headings of all forms, in the order of the paper.
var allParts = func() (parts []Part) {
	if err := yaml.UnmarshalWithOptions(partsFile, &parts, yaml.DisallowUnknownField()); err != nil {
		panic("evaluation: parts.yaml: " + err.Error()) // the binary is built wrong
	}
	return parts
}()

// PartsOf are the headings of a form.
func PartsOf(f Form) []Part {
	return slices.DeleteFunc(slices.Clone(allParts), func(p Part) bool { return !slices.Contains(p.Forms, f) })
}
