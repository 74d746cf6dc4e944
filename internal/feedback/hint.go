package feedback

import (
	"cmp"
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed hints.yaml
var hintsFile []byte

// hints is what gives a person away in a text, as data.
var hints = func() (h struct {
	Titles   []string `yaml:"titles"`
	Others   []string `yaml:"others"`
	Surnames []string `yaml:"surnames"`
	Known    []string `yaml:"known"`
	Patterns []string `yaml:"patterns"`
},
) {
	if err := yaml.UnmarshalWithOptions(hintsFile, &h, yaml.DisallowUnknownField()); err != nil {
		panic("feedback: hints.yaml: " + err.Error()) // the binary is built wrong
	}
	return h
}()

// The beginning of a word, which RE2 knows for ASCII alone, and a word that is
// written with a capital.
const (
	wordStart = `(?:^|[^\p{L}\d])`
	capital   = `\p{Lu}\p{L}*`
)

// Whom a title or a family name stands before, and the numbers; the first group
// of each is what is shown.
var (
	titled   = regexp.MustCompile(wordStart + `((?i:` + alternatives(hints.Titles) + `)\.?\s+(` + capital + `)(?:\s+` + capital + `){0,3})`)
	surnamed = regexp.MustCompile(wordStart + `((?:` + alternatives(bothCases(hints.Surnames)) + `)(?:\s+` + capital + `){1,4})`)
	numbered = regexp.MustCompile(wordStart + `(` + strings.Join(hints.Patterns, "|") + `)(?:$|[^\d])`)
)

// alternatives is the longest first, so that «bác sĩ» comes before «bác».
func alternatives(words []string) string {
	words = slices.Clone(words)
	slices.SortFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	for i, w := range words {
		words[i] = regexp.QuoteMeta(w)
	}
	return strings.Join(words, "|")
}

func bothCases(words []string) []string {
	all := slices.Clone(words)
	for _, w := range words {
		all = append(all, strings.ToUpper(w))
	}
	return all
}

// hintsMost is how many places of a text are pointed out.
const hintsMost = 3

// Hints gives the places of texts that look like a person's name, a telephone
// number or the number of a medical record, at most three. It warns: whether they
// are, people say.
func Hints(texts ...string) (all []string) {
	note := func(found string) {
		if len(all) < hintsMost && !slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, found) }) {
			all = append(all, found)
		}
	}
	for _, text := range texts {
		for _, m := range titled.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(hints.Others, m[2]) {
				note(m[1])
			}
		}
		for _, m := range surnamed.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(hints.Known, strings.Join(strings.Fields(m[1]), " ")) {
				note(m[1])
			}
		}
		for _, m := range numbered.FindAllStringSubmatch(text, -1) {
			note(m[1])
		}
	}
	return all
}
