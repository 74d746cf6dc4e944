package rulebook

import (
	"maps"
	"slices"
)

// Format says how the values of a key are written.
type Format string

// The formats of values, with what the text of a rule holds.
const (
	Whole  Format = "whole"  // a whole number of the key's unit: "90"
	Share  Format = "share"  // a threshold: "> 1/2", ">= 2/3"
	YesNo  Format = "yesno"  // "true" or "false"
	Choice Format = "choice" // one of a few words
	Text   Format = "text"   // any word or phrase
	List   Format = "list"   // a list in YAML, as packs have it

	Dates   Format = "dates"   // days of a year: "1/1, 16/2-20/2"
	Numbers Format = "numbers" // numbers in rising order: "30, 40, 45"
)

// Declaration is what is known of a key apart from any rule, for forms that
// take rules and pages that show them.
type Declaration struct {
	Name    string   // "meeting.min_duration"
	Unit    string   // "minutes"; "" if it has none
	Format  Format   // how its values are written
	Choices []string // of a Choice
}

// Declared lists the keys in the order of their names.
func Declared() []Declaration {
	all := make([]Declaration, 0, len(catalogue))
	for _, name := range slices.Sorted(maps.Keys(catalogue)) {
		all = append(all, catalogue[name].declaration())
	}
	return all
}

// DeclarationOf finds a key by its name.
func DeclarationOf(key string) (Declaration, bool) {
	s, ok := catalogue[key]
	if !ok {
		return Declaration{}, false
	}
	return s.declaration(), true
}

func (s *spec) declaration() Declaration {
	return Declaration{Name: s.name, Unit: s.unit, Format: s.format, Choices: slices.Clone(s.choices)}
}

// Titles gives the entries of a rule whose value is a list, as they are shown.
// It is nil for every other rule, and for one that [Check] refuses.
func Titles(r Rule) []string {
	value, err := decodeRule(r)
	if err != nil {
		return nil
	}
	var titles []string
	switch list := value.(type) {
	case Codes:
		for _, c := range list {
			titles = append(titles, c.Title)
		}
	case []Item:
		for _, i := range list {
			titles = append(titles, i.Title)
		}
	}
	return titles
}

// Delegated lists the cases of a key that national rules leave to the superior:
// forms that take rules offer them beside those that national rules speak of.
func Delegated(key string) []Facts {
	if key != MinDuration.name {
		return nil
	}
	return []Facts{
		{FactMeeting: "regular", FactSize: "small"},
		{FactMeeting: "regular", FactSitting: "combined", FactSize: "small"},
		{FactMeeting: "thematic", FactSize: "small"},
	}
}
