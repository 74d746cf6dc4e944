package rulebook

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"chibo/internal/fault"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

//go:embed packs/*.yaml
var packs embed.FS

//go:embed text.vi.json text.en.json
var texts embed.FS

// Texts holds text.vi.json and text.en.json: the names of keys, units, choices
// and facts, and the sentences of faults and warnings.
func Texts() fs.FS { return texts }

// Default gives the book of national rules that is part of the binary, read
// once. It panics if a pack is wrong, which the tests of this package rule out.
var Default = sync.OnceValue(func() *Book {
	dir, err := fs.Sub(packs, "packs")
	if err != nil {
		panic(err)
	}
	book, err := Load(dir)
	if err != nil {
		panic(err)
	}
	return book
})

// Problem is a fault at a place in a pack. Line and Column count from 1.
type Problem struct {
	File         string
	Line, Column int
	Err          error
}

// Error gives place and fault in one line: "votes.yaml:12:10: rulebook.unknown_key[…]".
func (p *Problem) Error() string {
	what := p.Err.Error()
	if y, ok := errors.AsType[yaml.Error](p.Err); ok {
		what = y.GetMessage() // without the excerpt of the source
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, what)
}

// Unwrap gives the fault without its place.
func (p *Problem) Unwrap() error { return p.Err }

// Load reads the packs (*.yaml at the root of each folder, in order of name). A
// document named in one file may be cited in all. Everything wrong is reported
// together, each as a [Problem]; then there is no book.
//
// A pack has two parts, either may be absent:
//
//	documents:
//	  hd42: {no: 42-HD/BTCTW, date: 2025-10-28, issuer: Ban Tổ chức Trung ương}
//	rules:
//	  - {key: meeting.min_duration, value: 90, unit: minutes, scope: national,
//	     applies_if: {meeting: regular}, from: 2025-10-28,
//	     doc: {ref: hd42}, confidence: V}
func Load(folders ...fs.FS) (*Book, error) {
	l := loader{documents: map[string]Doc{}}
	for _, folder := range folders {
		names, err := fs.Glob(folder, "*.yaml")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := fs.ReadFile(folder, name)
			if err != nil {
				return nil, err
			}
			l.open(name, data)
		}
	}
	for _, p := range l.pending {
		l.rule(p)
	}
	if len(l.problems) > 0 {
		return nil, errors.Join(l.problems...)
	}
	return newBook(l.entries), nil
}

// loader gathers documents and rules of all files before it resolves citations.
type loader struct {
	documents map[string]Doc
	pending   []pending
	entries   []entry
	problems  []error
}

// pending is the node of a rule with the file that it stands in.
type pending struct {
	file string
	node ast.Node
}

type packFile struct {
	Documents map[string]packDoc `yaml:"documents"`
	Rules     []ast.Node         `yaml:"rules"`
}

type packDoc struct {
	No     string `yaml:"no"`
	Date   string `yaml:"date"`
	Issuer string `yaml:"issuer"`
}

type packRule struct {
	Key       string          `yaml:"key"`
	Value     ast.Node        `yaml:"value"`
	Unit      string          `yaml:"unit"`
	Scope     Scope           `yaml:"scope"`
	AppliesIf map[Fact]string `yaml:"applies_if"`
	From      string          `yaml:"from"`
	To        string          `yaml:"to"`
	Doc       struct {
		Ref    string `yaml:"ref"`
		Clause string `yaml:"clause"`
	} `yaml:"doc"`
	Confidence Confidence `yaml:"confidence"`
	Note       string     `yaml:"note"`
}

// open reads one file: documents at once, rules for later.
func (l *loader) open(name string, data []byte) {
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		l.report(name, nil, err)
		return
	}
	for _, doc := range tree.Docs {
		if doc.Body == nil {
			continue
		}
		var f packFile
		if err := yaml.NodeToValue(doc.Body, &f, yaml.DisallowUnknownField()); err != nil {
			l.report(name, doc.Body, err)
			continue
		}
		for ref, d := range f.Documents {
			if _, twice := l.documents[ref]; twice {
				l.report(name, doc.Body, fault.At("doc", "rulebook.document_twice", ref))
			}
			l.documents[ref] = Doc{No: d.No, Date: d.Date, Issuer: d.Issuer}
		}
		for _, node := range f.Rules {
			l.pending = append(l.pending, pending{name, node})
		}
	}
}

// rule checks one rule and takes it in.
func (l *loader) rule(p pending) {
	var raw packRule
	if err := yaml.NodeToValue(p.node, &raw, yaml.DisallowUnknownField()); err != nil {
		l.report(p.file, p.node, err)
		return
	}
	e, err := l.entry(raw)
	if err == nil && slices.ContainsFunc(l.entries, func(o entry) bool { return clash(o.rule, e.rule) }) {
		err = fault.At("from", "rulebook.overlap", raw.Key, raw.From)
	}
	if err != nil {
		l.report(p.file, p.node, err)
		return
	}
	l.entries = append(l.entries, e)
}

// entry resolves the citation and decodes the value where it stands, so that
// faults inside a list keep their own place.
func (l *loader) entry(raw packRule) (entry, error) {
	doc, ok := l.documents[raw.Doc.Ref]
	if !ok {
		return entry{}, fault.At("doc", "rulebook.unknown_document", raw.Doc.Ref)
	}
	doc.Clause = raw.Doc.Clause
	r := Rule{
		Key: raw.Key, Unit: raw.Unit, Scope: raw.Scope, AppliesIf: raw.AppliesIf,
		From: raw.From, To: raw.To, Doc: doc, Confidence: raw.Confidence, Note: raw.Note,
	}
	s, err := specOf(r)
	if err != nil {
		return entry{}, err
	}
	if raw.Value == nil {
		return entry{}, fault.At("value", "rulebook.bad_value", raw.Key, "")
	}
	value, err := s.decode(raw.Value)
	if err != nil {
		return entry{}, err
	}
	if text, scalar := scalarText(raw.Value); scalar {
		r.Value = text
	} else {
		r.Value = dedent(raw.Value.String())
	}
	return entry{r, value}, checkFrame(r)
}

// report notes a fault at the best place known: where the YAML reader saw it,
// at the field that the fault names, or at the node.
func (l *loader) report(file string, node ast.Node, err error) {
	p := &Problem{File: file, Line: 1, Column: 1, Err: err}
	if at := place(node, err); at != nil {
		p.Line, p.Column = at.Line, at.Column
	}
	l.problems = append(l.problems, p)
}

func place(node ast.Node, err error) *token.Position {
	if y, ok := errors.AsType[yaml.Error](err); ok && y.GetToken() != nil {
		return y.GetToken().Position
	}
	if node == nil {
		return nil
	}
	m, isMap := node.(*ast.MappingNode)
	f, isFault := errors.AsType[*fault.Error](err)
	if isMap && isFault && len(f.Fields) > 0 {
		for _, v := range m.Values {
			if v.Key.GetToken().Value == f.Fields[0].Name {
				return v.Value.GetToken().Position
			}
		}
		return m.Values[0].Key.GetToken().Position
	}
	return node.GetToken().Position
}

// dedent takes away the indentation of the first line from all lines.
func dedent(s string) string {
	margin := s[:len(s)-len(strings.TrimLeft(s, " "))]
	return strings.ReplaceAll(strings.TrimPrefix(s, margin), "\n"+margin, "\n")
}
