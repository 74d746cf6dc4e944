package rulebook

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"chibo/internal/fault"
)

// Book is a set of rules that can be asked. It never changes, and any number of
// goroutines may ask it.
type Book struct {
	entries  map[string][]entry // by key, the rule that wins first
	warnings []Warning
}

// entry is a rule with its value as the key's type.
type entry struct {
	rule  Rule
	value any
}

// Rules lists all rules by key, then from, then scope from wide to near. The
// caller may change the copies.
func (b *Book) Rules() []Rule {
	var rules []Rule
	for _, entries := range b.entries {
		for _, e := range entries {
			rules = append(rules, e.rule.clone())
		}
	}
	slices.SortFunc(rules, func(x, y Rule) int {
		return cmp.Or(
			cmp.Compare(x.Key, y.Key),
			cmp.Compare(x.From, y.From),
			-nearer(x, y),
			slices.Compare(x.AppliesIf.sorted(), y.AppliesIf.sorted()),
		)
	})
	return rules
}

// With gives a book that knows an organisation's own rules besides: those of
// the cell and of every organisation above it, in any order. The receiver stays
// as it is. A national rule, a rule that [Check] refuses and two rules that
// contradict each other on a day are errors; all faults are reported together.
// Rules that weaken what national rules protect are taken, with [Book.Warnings].
func (b *Book) With(local []Rule) (*Book, error) {
	var added []entry
	var faults []error
	for _, r := range local {
		value, err := decodeRule(r)
		switch {
		case err != nil:
			faults = append(faults, err)
		case r.Scope == National:
			faults = append(faults, fault.At("scope", "rulebook.national_is_not_local", r.Key))
		case b.contradicts(added, r):
			faults = append(faults, fault.At("from", "rulebook.overlap", r.Key, r.From))
		default:
			added = append(added, entry{r.clone(), value})
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	next := &Book{entries: maps.Clone(b.entries), warnings: slices.Clone(b.warnings)}
	for _, e := range added {
		if w, weak := b.weakens(e); weak {
			next.warnings = append(next.warnings, w)
		}
		// A new slice each time: the old one is shared with the receiver.
		next.entries[e.rule.Key] = append(slices.Clip(next.entries[e.rule.Key]), e)
	}
	next.sort()
	return next, nil
}

// contradicts reports whether a local rule of the book, or one just added,
// begins on the same day for the same case: the later of two rules wins, but of
// two that begin together neither can.
func (b *Book) contradicts(added []entry, r Rule) bool {
	same := func(e entry) bool { return e.rule.From == r.From && clash(e.rule, r) }
	return slices.ContainsFunc(added, same) || slices.ContainsFunc(b.entries[r.Key], same)
}

// newBook makes a book of checked entries.
func newBook(entries []entry) *Book {
	b := &Book{entries: map[string][]entry{}}
	for _, e := range entries {
		b.entries[e.rule.Key] = append(b.entries[e.rule.Key], e)
	}
	b.sort()
	return b
}

// sort puts the rule that wins first, so that find may take the first match.
func (b *Book) sort() {
	for key, entries := range b.entries {
		b.entries[key] = slices.SortedStableFunc(slices.Values(entries), func(x, y entry) int {
			return cmp.Or(
				nearer(x.rule, y.rule),
				-cmp.Compare(len(x.rule.AppliesIf), len(y.rule.AppliesIf)),
				-cmp.Compare(x.rule.From, y.rule.From),
			)
		})
	}
}

// find gives the rule that decides, if any is known.
func (b *Book) find(key, date string, facts Facts) (entry, bool) {
	if !isDate(date) {
		return entry{}, false
	}
	for _, e := range b.entries[key] {
		if e.rule.ValidOn(date) && e.rule.AppliesIf.agree(facts) {
			return e, true
		}
	}
	return entry{}, false
}

// nearer orders rules from the nearest owner to the farthest.
func nearer(x, y Rule) int {
	return cmp.Or(
		-cmp.Compare(slices.Index(scopes, x.Scope), slices.Index(scopes, y.Scope)),
		-cmp.Compare(x.Depth, y.Depth),
	)
}

// clash reports whether two rules of one owner speak, equally exactly, of the
// same case on the same day.
func clash(x, y Rule) bool {
	return x.Key == y.Key && x.Scope == y.Scope && x.Depth == y.Depth &&
		len(x.AppliesIf) == len(y.AppliesIf) && x.AppliesIf.meets(y.AppliesIf) && x.overlaps(y)
}
