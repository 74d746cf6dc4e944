package rulebook

import (
	"maps"
	"slices"
	"time"

	"chibo/internal/fault"
)

// Scope says for whom a rule was made. A nearer scope outweighs a wider one.
type Scope string

// The scopes, from the widest to the nearest.
const (
	National Scope = "national" // the whole Party; only packs hold such rules
	Province Scope = "province" // a province or central-level committee
	Superior Scope = "superior" // a committee between the province and the cell
	Cell     Scope = "cell"     // one cell
)

var scopes = []Scope{National, Province, Superior, Cell}

// Confidence says how well a rule is known.
type Confidence string

// The grades of confidence. All but [Verified] are shown with the words
// "cần đơn vị xác nhận".
const (
	Verified  Confidence = "V" // the rule's own text was read
	Indirect  Confidence = "I" // read in other papers that cite the rule
	Knowledge Confidence = "K" // general knowledge, not checked
)

var confidences = []Confidence{Verified, Indirect, Knowledge}

// Doc is the document that a rule stands in.
type Doc struct {
	No     string // number and mark, "42-HD/BTCTW"
	Date   string // day of issue, YYYY-MM-DD, or YYYY where no more is known
	Issuer string // who issued it
	Clause string // the place inside, in words: "khoản 4 Điều 24"; may be empty
}

// Rule is one rule as it stands in a pack or in a row of the database.
type Rule struct {
	Key   string
	Value string // a scalar as plain text, a list as YAML or JSON
	Unit  string // the unit of the key, "" if it has none
	Scope Scope
	// Depth tells apart rules of one scope: the depth of the owner in the tree
	// of organisations. The deeper owner is nearer and wins. 0 in packs.
	Depth     int
	AppliesIf Facts  // all must agree with the asker's facts; nil: always
	From      string // first day of validity, YYYY-MM-DD
	To        string // first day on which it is valid no more; "" while in force
	Doc       Doc
	// Confidence and Note stand beside every result that the rule gave.
	Confidence Confidence
	Note       string
}

// ValidOn reports whether the rule is in force on the day (YYYY-MM-DD).
func (r Rule) ValidOn(date string) bool {
	return r.From <= date && (r.To == "" || date < r.To)
}

// ToConfirm reports whether the organisation has to confirm the rule before
// relying on it ("cần đơn vị xác nhận").
func (r Rule) ToConfirm() bool { return r.Confidence != Verified }

// overlaps reports whether some day is inside the validity of both rules.
func (r Rule) overlaps(o Rule) bool {
	return (o.To == "" || r.From < o.To) && (r.To == "" || o.From < r.To)
}

func (r Rule) clone() Rule {
	r.AppliesIf = maps.Clone(r.AppliesIf)
	return r
}

// Check tells whether a rule can be taken into a book: known key, unit, scope,
// facts and confidence, a value of the key's type, sound dates, a document. The
// fault names the field in the words of the packs (key, value, unit, scope,
// applies_if, from, to, doc, confidence), so that a form can show it there.
func Check(r Rule) error {
	_, err := decodeRule(r)
	return err
}

// decodeRule checks a rule written as text and gives its typed value.
func decodeRule(r Rule) (any, error) {
	s, err := specOf(r)
	if err != nil {
		return nil, err
	}
	node, err := s.node(r.Value)
	if err != nil {
		return nil, err
	}
	value, err := s.decode(node)
	if err != nil {
		return nil, err
	}
	return value, checkFrame(r)
}

// specOf finds the declaration of the rule's key and compares the unit.
func specOf(r Rule) (*spec, error) {
	s, ok := catalogue[r.Key]
	if !ok {
		return nil, fault.At("key", "rulebook.unknown_key", r.Key)
	}
	if r.Unit != s.unit {
		return nil, fault.At("unit", "rulebook.wrong_unit", r.Key, s.unit, r.Unit)
	}
	return s, nil
}

// checkFrame checks all of a rule but key, unit and value.
func checkFrame(r Rule) error {
	switch {
	case !slices.Contains(scopes, r.Scope):
		return fault.At("scope", "rulebook.unknown_scope", string(r.Scope))
	case !isDate(r.From):
		return fault.At("from", "rulebook.bad_date", r.From)
	case r.To != "" && !isDate(r.To):
		return fault.At("to", "rulebook.bad_date", r.To)
	case r.To != "" && r.To <= r.From:
		return fault.At("to", "rulebook.ends_before_it_begins", r.From, r.To)
	case r.Doc.No == "":
		return fault.At("doc", "rulebook.no_document")
	case !isDate(r.Doc.Date) && !isYear(r.Doc.Date):
		return fault.At("doc", "rulebook.bad_date", r.Doc.Date)
	case !slices.Contains(confidences, r.Confidence):
		return fault.At("confidence", "rulebook.unknown_confidence", string(r.Confidence))
	}
	return r.AppliesIf.check()
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func isYear(s string) bool {
	_, err := time.Parse("2006", s)
	return err == nil
}
