package meeting

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/fault"
	"chibo/internal/rulebook"
)

// Directive is what a meeting has to know of a document from above to put it
// on its agenda.
type Directive struct {
	ID    string
	Title string // number and title, as the agenda shows them
}

// studied tells the register which documents from above the meeting has
// studied: those on its agenda of which nobody said that they were left over.
// What a committee reads among itself, the cell has not studied.
func (s *Service) studied(tx *db.Tx, by access.Actor, m Meeting, items []Item) error {
	if s.Directives == nil || m.Kind == Committee {
		return nil
	}
	for _, i := range items {
		if i.Directive == "" || i.Unconcluded != "" {
			continue
		}
		if err := s.Directives.StudiedTx(tx, by, m.Unit, directive.ID(i.Directive), string(m.ID), m.HeldOn); err != nil {
			return err
		}
	}
	return nil
}

// studyMinutes is how long a document is studied, until the committee says
// otherwise: the product's proposal, no rule.
const studyMinutes = 10

// Study puts a document from above on the agenda, to be studied (B14): behind
// the last study item, else at the end. A document that is on this agenda
// already is refused. The caller has seen to it that the unit received it.
func (s *Service) Study(ctx context.Context, by access.Actor, id ID, d Directive) (item ItemID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, items, err := arranging(tx, by, id)
		if err != nil {
			return err
		}
		if len(items) >= itemsMax {
			return fault.New(fault.Invalid, "meeting.too_many_items", itemsMax)
		}
		at := len(items)
		for n, i := range items {
			if i.Directive == d.ID {
				return fault.New(fault.Invalid, "meeting.studied_already")
			}
			if i.Kind == rulebook.KindStudy {
				at = n + 1
			}
		}
		i := Item{ID: ItemID(db.NewID()), Meeting: id, Kind: rulebook.KindStudy, Title: d.Title, Directive: d.ID, Minutes: studyMinutes, Ordinal: gap}
		if m.hasRoom(length(items)+studyMinutes) != nil {
			i.Minutes = 0 // the committee makes room for it
		}
		if at > 0 {
			i.Ordinal = items[at-1].Ordinal + gap
		}
		for _, later := range items[at:] {
			if err := placeItem(tx, later.ID, later.Ordinal+gap); err != nil {
				return err
			}
		}
		item = i.ID
		if err := insertItem(tx, i); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.study", "", d)
	})
	return item, err
}
