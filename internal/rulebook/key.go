package rulebook

import (
	"slices"
	"strconv"

	"chibo/internal/fault"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Key is a question to the book whose answers are of type T.
type Key[T any] struct {
	*spec
	copy func(T) T // nil where a plain copy shares nothing
}

// Answer is the value of the rule that decided, and that rule, so that a page
// can say why.
type Answer[T any] struct {
	Value T
	Rule  Rule
}

// ToConfirm reports whether the answer is to be marked "cần đơn vị xác nhận".
func (a Answer[T]) ToConfirm() bool { return a.Rule.ToConfirm() }

// Source is what stands beside a computed result to say where it comes from.
type Source struct {
	Doc        Doc
	Scope      Scope
	From, To   string // validity [From, To); To is "" while in force
	Confidence Confidence
	ToConfirm  bool
	Note       string
}

// Source gives the fields for "vì sao" beside the result.
func (a Answer[T]) Source() Source {
	r := a.Rule
	return Source{
		Doc: r.Doc, Scope: r.Scope, From: r.From, To: r.To,
		Confidence: r.Confidence, ToConfirm: r.ToConfirm(), Note: r.Note,
	}
}

// At answers for the day of the event (YYYY-MM-DD) and what is known of the
// case. ok is false when no rule is known for that day and case, or the date is
// not a full one; the caller must say so and must not guess. The answer shares
// nothing with the book.
func (k Key[T]) At(b *Book, date string, facts Facts) (answer Answer[T], ok bool) {
	e, ok := b.find(k.name, date, facts)
	if !ok {
		return answer, false
	}
	answer = Answer[T]{Value: e.value.(T), Rule: e.rule.clone()}
	if k.copy != nil {
		answer.Value = k.copy(answer.Value)
	}
	return answer, true
}

// Name gives the key as written in packs and rows: "meeting.min_duration".
func (k Key[T]) Name() string { return k.name }

// Unit gives the unit of the value, "" where it has none.
func (k Key[T]) Unit() string { return k.unit }

// guard makes the book warn of a local rule whose value weakens the national one.
func (k Key[T]) guard(what Weakness, weaker func(local, national T) bool) Key[T] {
	k.weakness = what
	k.weaker = func(local, national any) bool { return weaker(local.(T), national.(T)) }
	return k
}

// spec is the declaration of a key without its type.
type spec struct {
	name, unit string
	format     Format
	choices    []string // of Choice
	decode     func(ast.Node) (any, error)
	weakness   Weakness
	weaker     func(local, national any) bool // nil: not guarded
}

// catalogue holds every declared key. It is filled while keys.go is initialised
// and never changed afterwards.
var catalogue = map[string]*spec{}

func declare(s spec) *spec {
	if _, twice := catalogue[s.name]; twice {
		panic("rulebook: key declared twice: " + s.name)
	}
	catalogue[s.name] = &s
	return &s
}

// node turns the text of a rule into the form in which packs give values. A
// scalar is taken as it stands, since YAML would read "> 1/2" as a folded text.
func (s *spec) node(text string) (ast.Node, error) {
	if s.format != List {
		return ast.String(token.New(text, text, &token.Position{})), nil
	}
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil || len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, fault.Wrap(err, fault.Invalid, "rulebook.bad_value", s.name)
	}
	return file.Docs[0].Body, nil
}

// scalarKey declares a key whose values are read from one word by parse.
func scalarKey[T any](name, unit string, format Format, parse func(string) (T, bool)) Key[T] {
	return Key[T]{spec: declare(spec{
		name: name, unit: unit, format: format,
		decode: func(n ast.Node) (any, error) {
			text, _ := scalarText(n)
			value, ok := parse(text)
			if !ok {
				return nil, fault.At("value", "rulebook.bad_value", name, text)
			}
			return value, nil
		},
	})}
}

// whole declares a key with a whole number, zero or more, of the unit.
func whole(name, unit string) Key[int] {
	return scalarKey(name, unit, Whole, func(s string) (int, bool) {
		n, err := strconv.Atoi(s)
		return n, err == nil && n >= 0
	})
}

// ratio declares a key with an exact share.
func ratio(name string) Key[Threshold] { return scalarKey(name, "", Share, parseThreshold) }

// yesNo declares a key that is true or false.
func yesNo(name string) Key[bool] {
	return scalarKey(name, "", YesNo, func(s string) (bool, bool) { return s == "true", s == "true" || s == "false" })
}

// text declares a key with a word or phrase that is not empty; with choices,
// one of those.
func text(name string, choices ...string) Key[string] {
	format := Text
	if len(choices) > 0 {
		format = Choice
	}
	k := scalarKey(name, "", format, func(s string) (string, bool) {
		return s, s != "" && (len(choices) == 0 || slices.Contains(choices, s))
	})
	k.choices = choices
	return k
}

// codes declares a key with an ordered list of codes; with choices, only those.
func codes(name string, choices ...string) Key[Codes] {
	return listKey(name, Codes.clone, func(list Codes) bool { return list.sound(choices) })
}

// agenda declares a key with an ordered list of items.
func agenda(name string) Key[[]Item] {
	return listKey(name, slices.Clone[[]Item], func(items []Item) bool {
		seen := map[string]bool{}
		for _, i := range items {
			if seen[i.Key] || !i.sound() {
				return false
			}
			seen[i.Key] = true
		}
		return len(items) > 0
	})
}

// listKey declares a key whose values are YAML lists that must be sound.
func listKey[T any](name string, clone func(T) T, sound func(T) bool) Key[T] {
	return Key[T]{copy: clone, spec: declare(spec{
		name: name, format: List,
		decode: func(n ast.Node) (any, error) {
			var value T
			if err := yaml.NodeToValue(n, &value, yaml.DisallowUnknownField()); err != nil {
				f := fault.Wrap(err, fault.Invalid, "rulebook.bad_value", name, n.String())
				f.Fields = fault.At("value", f.Key, f.Args...).Fields
				return nil, f
			}
			if !sound(value) {
				return nil, fault.At("value", "rulebook.bad_value", name, n.String())
			}
			return value, nil
		},
	})}
}

// scalarText gives the text of a node that is a single word, number or phrase.
func scalarText(n ast.Node) (text string, ok bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode, *ast.BoolNode, *ast.FloatNode:
		return n.GetToken().Value, true
	}
	return "", false
}
