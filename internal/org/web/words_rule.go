package web

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/ui"
)

// subjects are the beginnings of the keys of rules, in the order in which a
// cell meets them.
var subjects = []string{"meeting", "vote", "member", "admission", "movement", "commendation", "evaluation", "periodic", "feedback", "privacy", "org", "format", "calendar", "basis"}

func subjectOf(key string) string {
	subject, _, _ := strings.Cut(key, ".")
	return subject
}

// about picks the rules of a subject.
func about(subject string, rules []rulebook.Rule) []rulebook.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r rulebook.Rule) bool { return subjectOf(r.Key) != subject })
}

// ruleName says what a rule is about: the key and, if it does not speak of
// every case, the case.
func ruleName(ctx context.Context, key string, facts rulebook.Facts) string {
	name := ui.T(ctx, "rulebook.key."+key)
	var cases []string
	for _, fact := range slices.Sorted(maps.Keys(facts)) {
		cases = append(cases, ui.T(ctx, "rulebook.fact."+string(fact)+"."+facts[fact]))
	}
	if len(cases) > 0 {
		name += " – " + strings.Join(cases, ", ")
	}
	return name
}

// ruleValue writes the value of a rule as a person would.
func ruleValue(ctx context.Context, r rulebook.Rule) string {
	d, _ := rulebook.DeclarationOf(r.Key)
	switch d.Format {
	case rulebook.Whole:
		n, err := strconv.Atoi(r.Value)
		if err != nil {
			return r.Value
		}
		return i18n.Number(ui.From(ctx).Lang, n) + " " + ui.T(ctx, "rulebook.unit."+d.Unit)
	case rulebook.Share:
		sign, share, _ := strings.Cut(r.Value, " ")
		if sign == ">" {
			return ui.T(ctx, "rulebook.more_than", share)
		}
		return ui.T(ctx, "rulebook.at_least", share)
	case rulebook.YesNo:
		if r.Value == "true" {
			return ui.T(ctx, "rulebook.yes")
		}
		return ui.T(ctx, "rulebook.no")
	case rulebook.Choice:
		return ui.T(ctx, "rulebook.choice."+r.Value)
	case rulebook.List:
		return strings.Join(rulebook.Titles(r), "; ")
	}
	return r.Value
}

// ruleSource names the document that a rule stands in.
func ruleSource(r rulebook.Rule) string {
	text := r.Doc.No
	if r.Doc.Clause != "" {
		text += ", " + r.Doc.Clause
	}
	return text + " (" + i18n.Short(r.Doc.Date) + ")"
}

// ruleState says whether a rule is in force today, and its mark.
func ruleState(ctx context.Context, r rulebook.Rule, today db.Date) (ui.Kind, string) {
	switch {
	case r.ValidOn(string(today)):
		return ui.Done, ui.T(ctx, "org.rule_in_force")
	case r.From > string(today):
		return ui.Plain, ui.T(ctx, "org.rule_coming")
	}
	return ui.Off, ui.T(ctx, "org.rule_over")
}

// replaced reports whether a local rule of the same case outweighs the
// national one today.
func replaced(sh org.RuleSheet, r rulebook.Rule) bool {
	return slices.ContainsFunc(sh.Local, func(l org.LocalRule) bool {
		return l.Rule.Key == r.Key && l.Rule.ValidOn(string(sh.Today)) && maps.Equal(l.Rule.AppliesIf, r.AppliesIf)
	})
}

// ruleChoices are the rules that an organisation may set: each case that
// national rules speak of today or leave to the superior, and each key of which
// they say nothing. Lists are not typed into a field.
func ruleChoices(ctx context.Context, national []rulebook.Rule) []ui.Choice {
	var all []ui.Choice
	add := func(d rulebook.Declaration, facts rulebook.Facts) {
		all = append(all, ui.Choice{Value: caseText(d.Name, facts), Label: ruleName(ctx, d.Name, facts) + expected(ctx, d)})
	}
	declared := rulebook.Declared()
	slices.SortStableFunc(declared, func(a, b rulebook.Declaration) int {
		return cmp.Compare(slices.Index(subjects, subjectOf(a.Name)), slices.Index(subjects, subjectOf(b.Name)))
	})
	for _, d := range declared {
		if d.Format == rulebook.List {
			continue
		}
		before := len(all)
		for _, r := range national {
			if r.Key == d.Name {
				add(d, r.AppliesIf)
			}
		}
		if len(all) == before {
			add(d, nil)
		}
		for _, facts := range rulebook.Delegated(d.Name) {
			add(d, facts)
		}
	}
	return all
}

// expected tells, in brackets, the unit or the words that a value is given in.
func expected(ctx context.Context, d rulebook.Declaration) string {
	var words []string
	if d.Unit != "" {
		words = append(words, ui.T(ctx, "rulebook.unit."+d.Unit))
	}
	for _, c := range d.Choices {
		words = append(words, ui.T(ctx, "rulebook.choice."+c))
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, " / ") + ")"
}
