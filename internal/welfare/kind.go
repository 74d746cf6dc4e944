package welfare

import (
	_ "embed"
	"slices"

	"github.com/goccy/go-yaml"

	"chibo/internal/i18n"
)

//go:embed kinds.yaml
var kindsFile []byte

// Sort is a kind of request, or a form of visit, as data.
type Sort struct {
	ID string `yaml:"id"`
	Vi string `yaml:"vi"`
	En string `yaml:"en"`
}

// Local is its name in a language.
func (s Sort) Local(l i18n.Lang) string {
	if l == i18n.En {
		return s.En
	}
	return s.Vi
}

var sorts = func() (f struct {
	Kinds []Sort `yaml:"kinds"`
	Forms []Sort `yaml:"forms"`
},
) {
	if err := yaml.UnmarshalWithOptions(kindsFile, &f, yaml.DisallowUnknownField()); err != nil {
		panic("welfare: kinds.yaml: " + err.Error()) // the binary is built wrong
	}
	return f
}()

// Kinds are what may be asked for, and Forms how people are cared for, as pages show
// them. Both are data: they may grow, and none is ever taken out.
func Kinds() []Sort { return slices.Clone(sorts.Kinds) }

// Forms lists the forms of visits.
func Forms() []Sort { return slices.Clone(sorts.Forms) }

// Named finds one by its id; one that is not there has no name.
func Named(all []Sort, id string) Sort {
	if i := slices.IndexFunc(all, func(s Sort) bool { return s.ID == id }); i >= 0 {
		return all[i]
	}
	return Sort{}
}
