package target

import (
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Source is data that results are counted from.
type Source struct {
	Key  string // stored with the target
	Text string // text key of its name
	// Count gives what a unit and all under it reached from a day until another,
	// which is not included, by unit and day, in one query.
	Count func(tx *db.Tx, unit org.ID, from, to db.Date) ([]org.Event, error)
}

// BySourceAdmitted is the key of the source that counts people admitted into the
// Party.
const BySourceAdmitted = "admitted"

// admitted counts who was admitted into the Party.
var admitted = Source{Key: BySourceAdmitted, Text: "target.source_admitted", Count: member.AdmittedUnder}

// Admitted is how many people were admitted into the Party under a unit from a
// day until another, which is not included.
func Admitted(tx *db.Tx, unit org.ID, from, to db.Date) (int, error) {
	all, err := admitted.Count(tx, unit, from, to)
	return sum(all, "", Period{From: from, To: to}), err
}

// sum adds what was reached in a period under a unit, of which label is the
// last part of its path; "" is all.
func sum(all []org.Event, label string, p Period) (n int) {
	for _, c := range all {
		if p.Has(c.On) && strings.Contains(c.Path, label) {
			n += c.N
		}
	}
	return n
}

// labelOf is the part of a path that is the unit's own: nobody else's path but
// those under it holds it, wherever it stood.
func labelOf(u org.Unit) string {
	parts := strings.SplitAfter(u.Path, ".")
	return parts[len(parts)-2]
}

// counts is what sources say, read once for all targets of a page.
type counts map[string][]org.Event

// count reads every source that the targets name, each in one query, for the
// whole time that their periods take together, until today.
func (s *Service) count(tx *db.Tx, unit org.ID, targets []Target) (counts, error) {
	found := counts{}
	after := tx.Today().AddDays(1)
	for _, source := range s.Sources {
		from := db.Date("")
		for _, t := range targets {
			if t.Source == source.Key && (from == "" || t.Period.From < from) {
				from = t.Period.From
			}
		}
		if from == "" {
			continue
		}
		all, err := source.Count(tx, unit, from, after)
		if err != nil {
			return nil, err
		}
		found[source.Key] = all
	}
	return found, nil
}

// fill gives a target the result that its source counts in the unit of the
// label; others keep theirs.
func (c counts) fill(t *Target, label string) {
	if all, ok := c[t.Source]; ok {
		t.Result = Result{Value: Whole(sum(all, label, t.Period)), Known: true}
	}
}

// source finds a source by its key.
func (s *Service) source(key string) (Source, bool) {
	i := slices.IndexFunc(s.Sources, func(src Source) bool { return src.Key == key })
	if i < 0 {
		return Source{}, false
	}
	return s.Sources[i], true
}
