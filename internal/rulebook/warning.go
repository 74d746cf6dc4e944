package rulebook

import "slices"

// Weakness is the text key of what a local rule takes away from a national one.
type Weakness string

// What local rules should not weaken.
const (
	WeakensVotes  Weakness = "rulebook.weakens_votes"  // majorities, secrecy, who counts
	WeakensTenure Weakness = "rulebook.weakens_tenure" // terms of office, party age
	WeakensRights Weakness = "rulebook.weakens_rights" // rights of members
)

// Warning says that a local rule weakens a national one. The local rule is
// applied all the same: the page shows the warning beside it.
type Warning struct {
	What     Weakness
	Local    Rule
	National Rule // the latest of the national rules that it weakens
}

// Warnings lists what the rules added by [Book.With] weaken, in their order.
func (b *Book) Warnings() []Warning { return slices.Clone(b.warnings) }

// weakens compares a local rule with the national rules of its time and case.
func (b *Book) weakens(local entry) (w Warning, weak bool) {
	s := catalogue[local.rule.Key]
	if s.weaker == nil {
		return w, false
	}
	for _, e := range b.entries[local.rule.Key] {
		r := e.rule
		if r.Scope != National || !r.overlaps(local.rule) || !r.AppliesIf.meets(local.rule.AppliesIf) {
			continue
		}
		if s.weaker(local.value, e.value) && r.From >= w.National.From {
			w, weak = Warning{What: s.weakness, Local: local.rule.clone(), National: r.clone()}, true
		}
	}
	return w, weak
}

// The comparisons of guarded keys: each is true when local weakens national.

func below(local, national int) bool   { return local < national }
func above(local, national int) bool   { return local > national }
func denies(local, national bool) bool { return national && !local }
func allows(local, national bool) bool { return local && !national }
