package member

import (
	"regexp"
	"strings"

	"chibo/internal/member/roster"
	"chibo/internal/org"
)

// unitIndex finds units by what lists call them.
type unitIndex struct {
	by map[string][]org.Unit
}

var unitSeparator = regexp.MustCompile(`[,;>/\n]|\s[-–]\s`)

// newUnitIndex takes the units that people may be listed in: those of one
// body, party or mass.
func newUnitIndex(units []org.Unit, body string) unitIndex {
	x := unitIndex{by: map[string][]org.Unit{}}
	for _, u := range units {
		if u.Kind.Body != body {
			continue
		}
		name := foldUnit(u.Name)
		keys := []string{name, withoutKind(name)}
		if u.Code != "" {
			keys = append(keys, roster.Fold(u.Code))
		}
		for _, k := range keys {
			x.add(k, u)
		}
	}
	return x
}

func (x unitIndex) add(key string, u org.Unit) {
	for _, v := range x.by[key] {
		if v.ID == u.ID {
			return
		}
	}
	if key != "" {
		x.by[key] = append(x.by[key], u)
	}
}

// find gives the units that a text may mean: a code, a name with or without
// its kind, or a name among those of the units above it («Chi bộ Khoa Dược –
// Đảng bộ Bệnh viện»).
func (x unitIndex) find(text string) []org.Unit {
	if found := x.lookup(text); len(found) > 0 {
		return found
	}
	var holding []org.Unit
	for _, part := range unitSeparator.Split(text, -1) {
		for _, u := range x.lookup(part) {
			if u.Kind.Holds {
				holding = append(holding, u)
			}
		}
	}
	return holding
}

func (x unitIndex) lookup(text string) []org.Unit {
	name := foldUnit(text)
	for _, key := range []string{name, roster.Fold(text), withoutKind(name)} {
		if found := x.by[key]; len(found) > 0 {
			return found
		}
	}
	return nil
}

// foldUnit folds a unit's name and writes out the abbreviations of its kind.
func foldUnit(name string) string {
	f := roster.Fold(name)
	for short, long := range map[string]string{"cb ": "chi bo ", "db ": "dang bo "} {
		if rest, ok := strings.CutPrefix(f, short); ok {
			return long + rest
		}
	}
	return f
}

func withoutKind(folded string) string {
	for _, kind := range []string{"chi bo ", "dang bo "} {
		if rest, ok := strings.CutPrefix(folded, kind); ok {
			return rest
		}
	}
	return folded
}
