package conduct

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// Lengths in characters, and how many rules a code has at most.
const (
	nameMax = 200
	lineMax = 200
	bodyMax = 2_000
	noteMax = 500
	// RulesMax is how many rules a code has at most.
	RulesMax = 40
	valueMax = 1_000_000
)

// RuleForm is a rule as it is typed; one without a title is left out.
type RuleForm struct {
	Title   string
	Body    string
	Measure Measure
	Source  Source
}

// CodeForm is a code as it is typed.
type CodeForm struct {
	Name     string
	Number   string
	IssuedOn db.Date
	Issuer   string
	Rules    []RuleForm
}

// RuleField names a field of the n-th rule of the form, from 1.
func RuleField(name string, n int) string { return name + "_" + strconv.Itoa(n) }

// Lines are rules typed one a line, all of one measure and source.
func Lines(text string, m Measure, s Source) (all []RuleForm) {
	for line := range strings.Lines(text) {
		if line = i18n.Line(line); line != "" {
			all = append(all, RuleForm{Title: line, Measure: m, Source: s})
		}
	}
	return all
}

// check cleans the form and reports every fault at its field; those of all rules
// together are at rules.
func (f *CodeForm) check(today db.Date) error {
	var faults fault.Form
	f.Name, f.Number, f.Issuer = i18n.Line(f.Name), i18n.Line(f.Number), i18n.Line(f.Issuer)
	if f.Name == "" {
		faults.Add("name", "conduct.name_missing")
	}
	sayable(&faults, "name", f.Name, nameMax)
	sayable(&faults, "number", f.Number, lineMax)
	sayable(&faults, "issuer", f.Issuer, lineMax)
	switch {
	case f.IssuedOn != "" && !f.IssuedOn.IsDay():
		faults.Add("issued_on", "conduct.day_wrong")
	case f.IssuedOn > today:
		faults.Add("issued_on", "conduct.day_ahead")
	}
	f.checkRules(&faults)
	return faults.Err()
}

func (f *CodeForm) checkRules(faults *fault.Form) {
	var kept []RuleForm
	titles := map[string]bool{}
	for i, r := range f.Rules {
		at := func(name string) string { return RuleField(name, i+1) }
		r.Title, r.Body = i18n.Line(r.Title), i18n.Clean(r.Body)
		if r.Title == "" {
			if r.Body != "" {
				faults.Add(at("title"), "conduct.title_missing")
			}
			continue
		}
		sayable(faults, at("title"), r.Title, lineMax)
		sayable(faults, at("body"), r.Body, bodyMax)
		if titles[i18n.Fold(r.Title)] {
			faults.Add(at("title"), "conduct.title_twice")
		}
		titles[i18n.Fold(r.Title)] = true
		if !slices.Contains(Measures, r.Measure) {
			faults.Add(at("measure"), "conduct.measure_missing")
		}
		if !slices.Contains(Sources, r.Source) {
			faults.Add(at("source"), "conduct.source_missing")
		}
		kept = append(kept, r)
	}
	switch {
	case len(kept) == 0:
		faults.Add("rules", "conduct.rules_missing")
	case len(kept) > RulesMax:
		faults.Add("rules", "conduct.rules_many", RulesMax)
	}
	f.Rules = kept
}

// UseForm is how a unit uses a code.
type UseForm struct {
	From  db.Date
	Span  Span
	Lines []string // the lines of the rules that it observes
}

// check reports faults at from, span and lines.
func (f *UseForm) check(rules []Rule, today db.Date) error {
	var faults fault.Form
	switch {
	case !f.From.IsDay() || f.From.Year() < 1990:
		faults.Add("from", "conduct.from_missing")
	case f.From > today.AddDays(366):
		faults.Add("from", "conduct.from_ahead")
	}
	if !slices.Contains(Spans, f.Span) {
		faults.Add("span", "conduct.span_missing")
	}
	faults.Take("lines", checkLines(f.Lines, rules))
	return faults.Err()
}

// checkLines refuses, at lines, that nothing is picked, or what the code does not
// have.
func checkLines(lines []string, rules []Rule) error {
	if len(lines) == 0 {
		return fault.At("lines", "conduct.lines_missing")
	}
	for _, line := range lines {
		if !slices.ContainsFunc(rules, func(r Rule) bool { return r.Line == line }) {
			return fault.At("lines", "conduct.lines_unknown")
		}
	}
	return nil
}

// Finding is what is typed of a rule in a period; without a value it was not
// observed.
type Finding struct {
	Rule   RuleID
	Value  string
	Note   string
	Source Source
}

// read gives the observations of a period by the rules that were asked for; faults
// are at the fields value_n, note_n and source_n of the n-th rule.
func read(findings []Finding, rules []Rule) (all []Observation, err error) {
	var faults fault.Form
	for i, r := range rules {
		n := slices.IndexFunc(findings, func(f Finding) bool { return f.Rule == r.ID })
		if n < 0 {
			continue
		}
		f := findings[n]
		f.Note, f.Value = i18n.Clean(f.Note), strings.TrimSuffix(strings.TrimSpace(f.Value), "%")
		sayable(&faults, RuleField("note", i+1), f.Note, noteMax)
		if f.Value == "" {
			if f.Note != "" {
				faults.Add(RuleField("value", i+1), "conduct.value_missing")
			}
			continue
		}
		value, err := strconv.Atoi(strings.TrimSpace(f.Value))
		if key, limit := r.Measure.refuses(value, err); key != "" {
			faults.Add(RuleField("value", i+1), key, limit)
		}
		if !slices.Contains(Sources, f.Source) {
			faults.Add(RuleField("source", i+1), "conduct.source_missing")
		}
		all = append(all, Observation{Rule: r, Value: value, Note: f.Note, Source: f.Source})
	}
	return all, faults.Err()
}

// refuses says what is wrong with a value of the measure, "" if nothing.
func (m Measure) refuses(value int, err error) (key string, limit int) {
	switch {
	case m == Percent && (err != nil || value < 0 || value > 100):
		return "conduct.percent_wrong", 100
	case m == YesNo && (err != nil || value < 0 || value > 1):
		return "conduct.yes_no_wrong", 1
	case err != nil || value < 0 || value > valueMax:
		return "conduct.count_wrong", valueMax
	}
	return "", 0
}

// sayable notes a text that is too long or bears a mark of state secrecy (I5).
func sayable(faults *fault.Form, field, text string, limit int) {
	if n := len([]rune(text)); n > limit {
		faults.Add(field, "conduct.too_long", n, limit)
		return
	}
	if err := document.CheckText("", text); err != nil {
		faults.Add(field, fault.Key(err))
	}
}
