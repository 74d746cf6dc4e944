package topic

import (
	"context"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// Kind is what an entry of the collection is.
type Kind string

// The kinds of entries.
const (
	OfTopic    Kind = "topic"
	OfBriefing Kind = "briefing"
)

// Entry is something that was presented to the unit. Class: cell.
type Entry struct {
	Kind   Kind
	ID     string
	Title  string
	Detail string // the field of work, or who listened; may be empty
	Name   string
	Second string // who presented with him, "" for none
	On     db.Date
}

// Search narrows the collection.
type Search struct {
	Query string // words of title, field or audience, or of a name; with or without accents
	Kind  Kind   // "" means both
	Year  int    // 0 means all
	Page  int    // from 0
}

// Collection is a page of what was presented to a unit, the latest first.
type Collection struct {
	Unit    org.Unit
	Entries []Entry
	Total   int
	Pages   int
	Years   []int // in which anything was presented, the latest first
}

// Collection searches what was presented to a unit, for everybody of it. It makes
// five queries.
func (s *Service) Collection(ctx context.Context, by access.Actor, unit org.ID, f Search) (l Collection, err error) {
	f.Page = max(f.Page, 0)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = cellOf(tx, by, View, unit, tx.Today().Year()); err != nil {
			return err
		}
		q := shelf{unit: unit, Search: f, folded: i18n.Fold(f.Query)}
		if err := q.people(tx); err != nil {
			return err
		}
		if l.Years, err = q.years(tx); err != nil {
			return err
		}
		if l.Total, err = q.count(tx); err != nil {
			return err
		}
		l.Pages = max(1, (l.Total+PageSize-1)/PageSize)
		l.Entries, err = q.entries(tx)
		return err
	})
	return l, err
}

// shelf is a search as the store answers it.
type shelf struct {
	Search
	unit   org.ID
	folded string
	named  []string // ids of those whose names the words are part of
}

// people finds whose names the words are part of: names are folded here, for
// they change and are forgotten.
func (q *shelf) people(tx *db.Tx) error {
	all, err := presentersOf(tx, q.unit)
	for _, p := range all {
		if q.folded != "" && strings.Contains(i18n.Fold(p.name), q.folded) {
			q.named = append(q.named, p.id)
		}
	}
	return err
}
