package meeting

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
)

// AddItem puts an item at the end of the agenda.
func (s *Service) AddItem(ctx context.Context, by access.Actor, id ID, f ItemForm) (item ItemID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		item, err = add(tx, by, id, f, "")
		return err
	})
	return item, err
}

// add puts an item at the end of the agenda; topic is the topic paper that is
// presented under it, "" for none.
func add(tx *db.Tx, by access.Actor, id ID, f ItemForm, topic string) (ItemID, error) {
	m, items, err := arranging(tx, by, id)
	if err != nil {
		return "", err
	}
	if len(items) >= itemsMax {
		return "", fault.At("title", "meeting.too_many_items", itemsMax)
	}
	seats, err := seatsOf(tx, m)
	if err != nil {
		return "", err
	}
	if err := f.check("", seats); err != nil {
		return "", err
	}
	if err := m.hasRoom(length(items) + f.Minutes); err != nil {
		return "", err
	}
	last := 0
	if n := len(items); n > 0 {
		last = items[n-1].Ordinal
	}
	i := Item{ID: ItemID(db.NewID()), Meeting: id, Ordinal: last + gap, Kind: f.Kind, Title: f.Title, Minutes: f.Minutes, Presenter: f.Presenter, Topic: topic}
	if err := insertItem(tx, i); err != nil {
		return "", err
	}
	return i.ID, m.Audit(tx, "meeting.add_item", "", f)
}

// itemsMax bounds an agenda: a page shows all of it.
const itemsMax = 60

// AmendItem changes title, kind, length and presenter of an item.
func (s *Service) AmendItem(ctx context.Context, by access.Actor, id ID, item ItemID, version int, f ItemForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, items, err := arranging(tx, by, id)
		if err != nil {
			return err
		}
		i, err := itemOf(tx, id, item)
		if err != nil {
			return err
		}
		seats, err := seatsOf(tx, m)
		if err != nil {
			return err
		}
		if err := f.check(i.Kind, seats); err != nil {
			return err
		}
		if err := m.hasRoom(length(items) - i.Minutes + f.Minutes); err != nil {
			return err
		}
		was := i
		i.Kind, i.Title, i.Minutes, i.Presenter = f.Kind, f.Title, f.Minutes, f.Presenter
		if err := updateItem(tx, i, version, was); err != nil {
			return err
		}
		if err := assignPapers(tx, id, item, f.Papers); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.amend_item", "", db.Change{From: was.form(), To: f})
	})
}

func (i Item) form() ItemForm {
	return ItemForm{Title: i.Title, Kind: i.Kind, Minutes: i.Minutes, Presenter: i.Presenter}
}

// hasRoom refuses an item with which the agenda of a meeting that lies ahead,
// of so many minutes then, would run past midnight.
func (m Meeting) hasRoom(minutes int) error {
	if !m.State.Ahead() {
		return nil // what takes longer in the meeting itself takes longer
	}
	return fits("minutes", m.StartsAt, minutes)
}

// MoveItem puts an item before the one above it, or after the one below. At
// the end of the agenda it stays where it is.
func (s *Service) MoveItem(ctx context.Context, by access.Actor, id ID, item ItemID, up bool) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, items, err := arranging(tx, by, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(items, func(i Item) bool { return i.ID == item })
		if at < 0 {
			return db.ErrNone
		}
		with := at + 1
		if up {
			with = at - 1
		}
		if with < 0 || with >= len(items) {
			return nil
		}
		if err := placeItem(tx, items[at].ID, items[with].Ordinal); err != nil {
			return err
		}
		if err := placeItem(tx, items[with].ID, items[at].Ordinal); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.move_item", "", map[string]any{"item": item, "up": up})
	})
}

// RemoveItem takes an item off the agenda. An item under which something was
// recorded stays, and so does one that comes and goes with the turns of
// reporters.
func (s *Service) RemoveItem(ctx context.Context, by access.Actor, id ID, item ItemID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, items, err := arranging(tx, by, id)
		if err != nil {
			return err
		}
		if err := recorded(tx, m, items); err != nil {
			return err
		}
		at := slices.IndexFunc(items, func(i Item) bool { return i.ID == item })
		switch {
		case at < 0:
			return db.ErrNone
		case items[at].reporting():
			return fault.New(fault.Invalid, "meeting.report_stays")
		case !items[at].blank():
			return fault.New(fault.Invalid, "meeting.item_used", items[at].Title)
		}
		if err := removeItem(tx, item, version); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.remove_item", "", db.Change{From: items[at].form()})
	})
}

// blank reports whether nothing was recorded under the item.
func (i Item) blank() bool {
	return i.Content == "" && !i.Concluded() && i.Unconcluded == "" && len(i.Notes)+len(i.Tasks)+len(i.Votes) == 0
}

// arranging is what every change of an agenda begins with: it is arranged by
// the committee before the meeting and by the recorder in it.
func arranging(tx *db.Tx, by access.Actor, id ID) (Meeting, []Item, error) {
	m, err := authoriseRecorder(tx, by, id)
	if err != nil {
		return m, nil, err
	}
	if err := tx.Lock("meeting", string(id)); err != nil {
		return m, nil, err
	}
	if m, err = byID(tx, id); err != nil {
		return m, nil, err
	}
	if !m.State.Ahead() && m.State != Open {
		return m, nil, NotWhen(m.State)
	}
	items, err := itemsOf(tx, id)
	return m, items, err
}
