package mobilisation

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// ItemSheet is an item as its reader may see it.
type ItemSheet struct {
	Item      Item
	Unit      org.Unit
	Notes     []Note
	ItemMoves // what the actor may do now
	Today     db.Date
}

// Item gives one item. It makes three queries.
func (s *Service) Item(ctx context.Context, by access.Actor, id ItemID) (sh ItemSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Item, err = itemByID(tx, id); err != nil {
			return err
		}
		if sh.Unit, err = org.AuthoriseFor(tx, by, View, sh.Item.Unit, string(sh.Item.Person)); err != nil {
			return err
		}
		sh.Today = tx.Today()
		place := sh.Unit.Place()
		place.Person = string(sh.Item.Person)
		sh.ItemMoves = ItemWorkflow.From(sh.Item.State, func(m ItemMove) bool { return access.Can(by, m.Who, place) })
		sh.Notes, err = notesOf(tx, id)
		return err
	})
	return sh, err
}

// Rewriting gives what the form of an item that stands needs. It makes four queries.
func (s *Service) Rewriting(ctx context.Context, by access.Actor, id ItemID) (i Item, p Planning, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if i, err = itemByID(tx, id); err != nil {
			return err
		}
		p, err = planning(tx, by, i.Unit, i.Year)
		return err
	})
	return i, p, err
}

// act does an act of ItemWorkflow over the version that the page showed.
func (s *Service) act(ctx context.Context, by access.Actor, id ItemID, version int, a ItemAct, change func(tx *db.Tx, i *Item) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		was, err := itemByID(tx, id)
		if err != nil {
			return err
		}
		if _, err := org.AuthoriseFor(tx, by, ItemWorkflow.Who(a), was.Unit, string(was.Person)); err != nil {
			return err
		}
		m, err := was.after(a)
		if err != nil {
			return err
		}
		is := was
		is.State = m.To
		if err := change(tx, &is); err != nil {
			return err
		}
		if err := putItem(tx, is, version); err != nil {
			return err
		}
		if err := figure.Count(tx, was.counted(-1), is.counted(1)); err != nil {
			return err
		}
		return is.audit(tx, string(a))
	})
}

// Rewrite changes what an item that is still to be done says. Faults name the fields
// of ItemForm.
func (s *Service) Rewrite(ctx context.Context, by access.Actor, id ItemID, version int, f ItemForm) error {
	return s.act(ctx, by, id, version, Rewriting, func(tx *db.Tx, i *Item) error {
		p, err := planning(tx, by, i.Unit, i.Year)
		if err != nil {
			return err
		}
		if err := f.check(i.Year, p.Areas, p.People); err != nil {
			return err
		}
		i.fill(f)
		return nil
	})
}

// Tell notes the progress of an item, and that it is done, for which no words are
// asked. Faults name words.
func (s *Service) Tell(ctx context.Context, by access.Actor, id ItemID, version int, words string, done bool) error {
	a := Noting
	if done {
		a = Finishing
	}
	return s.act(ctx, by, id, version, a, func(tx *db.Tx, i *Item) error {
		words = i18n.Clean(words)
		var faults fault.Form
		if done {
			i.DoneOn = tx.Today()
			meeting.Sayable(&faults, "words", words, textMax)
		} else {
			said(&faults, "words", words, textMax)
		}
		if err := faults.Err(); err != nil || words == "" {
			return err
		}
		if i.Version != version {
			return nil // the note of another stands in its place: putItem says so
		}
		return insertNote(tx, id, version, Note{On: tx.Today(), Words: words})
	})
}

// Drop says that an item will not be done, and why. Faults name words.
func (s *Service) Drop(ctx context.Context, by access.Actor, id ItemID, version int, words string) error {
	return s.act(ctx, by, id, version, Dropping, func(_ *db.Tx, i *Item) error {
		i.Reason = i18n.Clean(words)
		var faults fault.Form
		said(&faults, "words", i.Reason, textMax)
		return faults.Err()
	})
}

// Reopen takes back that an item is done.
func (s *Service) Reopen(ctx context.Context, by access.Actor, id ItemID, version int) error {
	return s.act(ctx, by, id, version, Reopening, func(_ *db.Tx, i *Item) error {
		i.DoneOn = ""
		return nil
	})
}
