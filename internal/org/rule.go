package org

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/rulebook"
)

// RuleID names a rule of an organisation's own.
type RuleID string

// RuleForm is what is typed to set a rule of the organisation's own. Whoever
// sets it answers for it: it counts as verified.
type RuleForm struct {
	Key       string         // as package rulebook declares it
	AppliesIf rulebook.Facts // the case that it speaks of; nil is every case
	Value     string         // as packs write it: "90", ">= 2/3", "true"
	From      db.Date        // first day; past and future ones are taken
	To        db.Date        // first day on which it is valid no more, "" for no end
	DocNo     string         // the document that says so
	DocDate   db.Date
	DocClause string
	Note      string
}

// LocalRule is a rule of an organisation's own as a page shows it.
type LocalRule struct {
	ID       RuleID
	Unit     ID
	UnitName string
	Rule     rulebook.Rule
	// Replaces is the national rule of the same case that gives way; nil where
	// none is known.
	Replaces *rulebook.Rule
	Weakens  rulebook.Weakness // what it takes away from national rules, "" if nothing
}

// Lengths of the texts of a rule in characters.
const (
	ruleValueMax = 300
	ruleDocMax   = 100
	ruleNoteMax  = 1000
)

// scope says for whom rules of such an organisation are made. Mass
// organisations make none.
func (k Kind) scope() (scope rulebook.Scope, ok bool) {
	switch {
	case k.Body != "party":
		return "", false
	case k.ID == "province":
		return rulebook.Province, true
	case k.Holds || k.ID == "group": // a group belongs to its cell
		return rulebook.Cell, true
	}
	return rulebook.Superior, true
}

// rule makes the rule that u sets by the form, and reports every fault at once.
func (f RuleForm) rule(u Unit) (rulebook.Rule, error) {
	scope, ok := u.Kind.scope()
	if !ok {
		return rulebook.Rule{}, fault.New(fault.Invalid, "org.rule_party_only")
	}
	d, known := rulebook.DeclarationOf(f.Key)
	r := rulebook.Rule{
		Key: f.Key, Value: strings.TrimSpace(i18n.Clean(f.Value)), Unit: d.Unit, Scope: scope, Depth: u.Depth(), AppliesIf: f.AppliesIf,
		From: string(f.From), To: string(f.To), Confidence: rulebook.Verified, Note: strings.TrimSpace(i18n.Clean(f.Note)),
		Doc: rulebook.Doc{No: i18n.Line(f.DocNo), Date: string(f.DocDate), Issuer: u.Name, Clause: i18n.Line(f.DocClause)},
	}
	var faults fault.Form
	if !known {
		faults.Add("key", "org.rule_key_missing")
	}
	if !f.From.Whole() {
		faults.Add("from", "org.rule_date_missing")
	}
	if f.To != "" && (!f.To.Whole() || f.To <= f.From) {
		faults.Add("to", "org.end_before_start")
	}
	if r.Doc.No == "" {
		faults.Add("doc_no", "rulebook.no_document")
	}
	if !f.DocDate.Whole() {
		faults.Add("doc_date", "org.rule_date_missing")
	}
	for _, text := range []struct {
		field, value string
		max          int
	}{{"value", r.Value, ruleValueMax}, {"doc_no", r.Doc.No, ruleDocMax}, {"doc_clause", r.Doc.Clause, ruleDocMax}, {"note", r.Note, ruleNoteMax}} {
		if utf8.RuneCountInString(text.value) > text.max && (text.field != "value" || d.Format != rulebook.List) {
			faults.Add(text.field, "org.too_long", text.max)
		}
	}
	if err := rulebook.Check(r); known && fault.Key(err) == "rulebook.bad_value" {
		faults.Add("value", "org.rule_value_"+string(d.Format))
	}
	if err := faults.Err(); err != nil {
		return r, err
	}
	return r, rulebook.Check(r)
}

// bookOf adds the organisations' own rules to the national ones.
func bookOf(local []LocalRule) (*rulebook.Book, error) {
	if len(local) == 0 {
		return rulebook.Default(), nil
	}
	rules := make([]rulebook.Rule, len(local))
	for i, l := range local {
		rules[i] = l.Rule
	}
	return rulebook.Default().With(rules)
}

// admit reports whether the new rule can stand beside those that there are.
func admit(local []LocalRule, r rulebook.Rule) error {
	_, err := bookOf(append(slices.Clip(local), LocalRule{Rule: r}))
	if fault.Key(err) == "rulebook.overlap" {
		return fault.At("from", "org.rule_overlap")
	}
	var f *fault.Error
	if errors.As(err, &f) {
		return f // one of several, without the others that are joined to it
	}
	return err
}

// explain fills in which national rules the local ones replace and weaken.
// Rules in force are compared with those of today, others with those of their
// first day.
func explain(local []LocalRule, today db.Date) error {
	book, err := bookOf(local)
	if err != nil {
		return err
	}
	for i := range local {
		l := &local[i]
		on := string(today)
		if !l.Rule.ValidOn(on) {
			on = l.Rule.From
		}
		for _, r := range rulebook.Default().Rules() {
			if r.Key == l.Rule.Key && r.ValidOn(on) && maps.Equal(r.AppliesIf, l.Rule.AppliesIf) {
				l.Replaces = &r
			}
		}
		for _, w := range book.Warnings() {
			if sameRule(w.Local, l.Rule) {
				l.Weakens = w.What
			}
		}
	}
	return nil
}

// sameRule compares what no two rules of a book have in common.
func sameRule(a, b rulebook.Rule) bool {
	return a.Key == b.Key && a.Scope == b.Scope && a.Depth == b.Depth && a.From == b.From && maps.Equal(a.AppliesIf, b.AppliesIf)
}

// FactsText writes conditions in one line, "meeting=regular,sitting=combined",
// in the order of the facts' names.
func FactsText(facts rulebook.Facts) string {
	parts := make([]string, 0, len(facts))
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		parts = append(parts, string(name)+"="+facts[name])
	}
	return strings.Join(parts, ",")
}

// ParseFacts reads what FactsText wrote. Whether the facts are known is
// judged with the rule.
func ParseFacts(s string) rulebook.Facts {
	if s == "" {
		return nil
	}
	facts := rulebook.Facts{}
	for part := range strings.SplitSeq(s, ",") {
		name, value, _ := strings.Cut(part, "=")
		facts[rulebook.Fact(name)] = value
	}
	return facts
}
