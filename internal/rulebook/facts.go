package rulebook

import (
	"maps"
	"slices"

	"chibo/internal/fault"
)

// Fact names a circumstance that a rule may depend on.
type Fact string

// The facts that rules know. What a caller does not state is unknown, and rules
// that ask for it do not match.
const (
	// FactMeeting is the kind of meeting: regular, thematic, committee,
	// extraordinary, congress.
	FactMeeting Fact = "meeting"
	// FactSitting is "combined" when the regular and the thematic part are held
	// in one sitting.
	FactSitting Fact = "sitting"
	// FactSize is "small" for a cell that its superior counts as small.
	FactSize Fact = "size"
	// FactCell is the type of a cell by where its members live or work: a hamlet
	// or street group, an administration or public-service unit, a state
	// enterprise, a private or foreign one, students, the armed forces.
	FactCell Fact = "cell"
	// FactMatter is what is voted on: ordinary, admission, recognition,
	// election, discipline, expulsion.
	FactMatter Fact = "matter"
	// FactFor is in whose name a paper is signed: cell, committee.
	FactFor Fact = "for"
	// FactSigner is the post of who signs: secretary, deputy.
	FactSigner Fact = "signer"
	// FactTopic is the field whose governing document is asked for by [Basis].
	FactTopic Fact = "topic"
	// FactStay is what a temporary transfer is for: work, study.
	FactStay Fact = "stay"
	// FactPayer is the class of who pays the fee: insured (compulsory social
	// insurance), leave (sick or maternity), pension, student, and the others by
	// age: working_age, retired_age.
	FactPayer Fact = "payer"
	// FactLevel is the level of who commends: cell, section (sectional
	// committee), base_cell (a cell that is a base organisation), base (committee
	// of a base organisation), superior (the committee above the base), province.
	FactLevel Fact = "level"
	// FactGrade is a level of [EvaluationLevels].
	FactGrade Fact = "grade"
	// FactPeriod is what a periodic report is of: month, quarter, half, year.
	FactPeriod Fact = "period"
	// FactRequest is what somebody asks about his own data: correct, object,
	// restrict, erase.
	FactRequest Fact = "request"
)

var factValues = map[Fact][]string{
	FactMeeting: {"regular", "thematic", "committee", "extraordinary", "congress"},
	FactSitting: {"combined"},
	FactSize:    {"small"},
	FactCell:    {"hamlet", "administration", "enterprise", "private", "students", "forces"},
	FactMatter:  {"ordinary", "admission", "recognition", "election", "discipline", "expulsion"},
	FactFor:     {"cell", "committee"},
	FactSigner:  {"secretary", "deputy"},
	FactTopic: {
		"charter", "implementation", "details", "membership", "meetings", "rating",
		"fee", "discipline", "forbidden", "format", "card",
	},
	FactStay:   {"work", "study"},
	FactPayer:  {"insured", "leave", "pension", "student", "working_age", "retired_age"},
	FactLevel:  {"cell", "section", "base_cell", "base", "superior", "province"},
	FactGrade:  {"excellent", "good", "completed", "not_completed"},
	FactPeriod: {"month", "quarter", "half", "year"},

	FactRequest: {"correct", "object", "restrict", "erase"},
}

// PayerClasses lists the values of [FactPayer], in the order in which pages have
// them.
func PayerClasses() []string { return slices.Clone(factValues[FactPayer]) }

// CellTypes lists the values of [FactCell], in the order in which forms offer
// them.
func CellTypes() []string { return slices.Clone(factValues[FactCell]) }

// Facts are circumstances with their values, as an asker knows them or as a
// rule demands them. nil is no fact at all.
type Facts map[Fact]string

// check reports the first fact or value, in order of name, that is not declared.
func (f Facts) check() error {
	for _, name := range slices.Sorted(maps.Keys(f)) {
		values, ok := factValues[name]
		if !ok {
			return fault.At("applies_if", "rulebook.unknown_fact", string(name))
		}
		if !slices.Contains(values, f[name]) {
			return fault.At("applies_if", "rulebook.unknown_fact_value", string(name), f[name])
		}
	}
	return nil
}

// agree reports whether every condition holds among the known facts.
func (f Facts) agree(known Facts) bool {
	for name, value := range f {
		if known[name] != value {
			return false
		}
	}
	return true
}

// meets reports whether there is a case to which both sets of conditions apply.
func (f Facts) meets(o Facts) bool {
	for name, value := range f {
		if other, ok := o[name]; ok && other != value {
			return false
		}
	}
	return true
}

// sorted lists the conditions as "fact=value" in order, for comparing rules.
func (f Facts) sorted() []string {
	out := make([]string, 0, len(f))
	for _, name := range slices.Sorted(maps.Keys(f)) {
		out = append(out, string(name)+"="+f[name])
	}
	return out
}
