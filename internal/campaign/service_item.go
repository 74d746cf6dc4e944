package campaign

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// itemsMost bounds a programme: a page shows all of it.
const itemsMost = 60

// audit logs what was done with a work item.
func (i Item) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{Action: "campaign." + what, Unit: string(i.Unit), Kind: "campaign_item", Subject: string(i.ID), Person: string(i.Person), Data: map[string]any{"percent": i.Percent, "due": i.Due}})
}

// AddItem adds a work item to a unit's draft; a unit that has not begun one begins it.
// Faults name the fields of ItemForm.
func (s *Service) AddItem(ctx context.Context, by access.Actor, id ThemeID, unit org.ID, f ItemForm) (item ItemID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		p, to, err := planning(tx, by, id, unit, Drafting)
		if err != nil {
			return err
		}
		if err := f.check(p.Theme, p.Called, p.Above); err != nil {
			return err
		}
		if len(p.Items) >= itemsMost {
			return fault.At("content", "campaign.items_full", itemsMost)
		}
		if p.Node.State != to {
			n := p.Node
			if n.State = to; n.ReceivedOn == "" {
				n.ReceivedOn = tx.Today()
			}
			if err := putNode(tx, id, p.Unit, p.Node, n, n.Version); err != nil {
				return err
			}
		}
		i := Item{ID: ItemID(db.NewID()), Theme: id, Unit: p.Unit.ID}.with(f)
		if err := insertItem(tx, i); err != nil {
			return err
		}
		item = i.ID
		return i.audit(tx, "add_item")
	})
	return item, err
}

func (i Item) with(f ItemForm) Item {
	i.Content, i.Person, i.Owner, i.Due, i.Measure, i.Follows = f.Content, f.Person, f.Owner, f.Due, f.Measure, f.Follows
	return i
}

// ItemSheet is a work item as a page shows it.
type ItemSheet struct {
	Item      Item
	Programme Programme
	Notes     []Note // the latest first
	Does      bool   // the actor may write down how it goes
	Plans     bool   // the actor may change it now
}

// Item gives a work item to the people of its unit. It makes at most twelve queries.
func (s *Service) Item(ctx context.Context, by access.Actor, id ItemID) (sh ItemSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = itemSheet(tx, by, Follow, id)
		if err != nil {
			return err
		}
		sh.Notes, err = notesOf(tx, id)
		return err
	})
	return sh, err
}

func itemSheet(tx *db.Tx, by access.Actor, action access.Action, id ItemID) (sh ItemSheet, err error) {
	if sh.Item, err = itemByID(tx, id); err != nil {
		return sh, err
	}
	u, err := org.AuthoriseFor(tx, by, action, sh.Item.Unit, string(sh.Item.Person))
	if err != nil {
		return sh, err
	}
	place := u.Place()
	place.Person = string(sh.Item.Person)
	if sh.Programme, err = programme(tx, by, View, sh.Item.Theme, sh.Item.Unit); err != nil {
		return sh, err
	}
	open := sh.Programme.open() == nil
	sh.Does = open && sh.Programme.Node.State == Issued && access.Can(by, Do, place)
	sh.Plans = open && sh.Programme.Node.State == Drafted && sh.Programme.Plans
	return sh, nil
}

// changing reads a work item of a draft for who writes it.
func changing(tx *db.Tx, by access.Actor, id ItemID) (ItemSheet, error) {
	sh, err := itemSheet(tx, by, Plan, id)
	if err == nil {
		err = sh.Programme.open()
	}
	if err == nil && !sh.Plans {
		err = fault.New(fault.Invalid, "campaign.not_now")
	}
	return sh, err
}

// AmendItem changes a work item of a draft. Faults name the fields of ItemForm.
func (s *Service) AmendItem(ctx context.Context, by access.Actor, id ItemID, version int, f ItemForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := changing(tx, by, id)
		if err != nil {
			return err
		}
		if err := f.check(sh.Programme.Theme, sh.Programme.Called, sh.Programme.Above); err != nil {
			return err
		}
		i := sh.Item.with(f)
		if err := putItem(tx, i, version); err != nil {
			return err
		}
		return i.audit(tx, "amend_item")
	})
}

// DropItem takes a work item out of a draft, with what was noted of it.
func (s *Service) DropItem(ctx context.Context, by access.Actor, id ItemID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := changing(tx, by, id)
		if err != nil {
			return err
		}
		if err := dropItem(tx, id, version); err != nil {
			return err
		}
		return sh.Item.audit(tx, "drop_item")
	})
}

// Note writes down how a work item of an issued programme goes; at 100 per cent it is
// done. Faults name the fields of NoteForm.
func (s *Service) Note(ctx context.Context, by access.Actor, id ItemID, version int, f NoteForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := itemSheet(tx, by, Do, id)
		if err != nil {
			return err
		}
		if err := sh.Programme.open(); err != nil {
			return err
		}
		if !sh.Does {
			return fault.New(fault.Invalid, "campaign.not_now")
		}
		if err := f.check(); err != nil {
			return err
		}
		i := sh.Item
		if i.Percent, i.DoneOn = f.Percent, ""; i.Percent == 100 {
			i.DoneOn = tx.Today()
		}
		if err := putItem(tx, i, version); err != nil {
			return err
		}
		if err := insertNote(tx, version+1, Note{Item: id, On: tx.Today(), Percent: f.Percent, Words: f.Words}, member.ID(by.Person)); err != nil {
			return err
		}
		return i.audit(tx, "note")
	})
}
