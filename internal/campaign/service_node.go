package campaign

import (
	"context"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// Programme is what a unit made of a theme, as a page shows it.
type Programme struct {
	Theme Theme
	Unit  org.Unit
	Today db.Date
	Node  Node
	Items []Item // none while it is not issued and the reader is of another unit
	Notes map[ItemID]Note
	Above []Item // of the programme that the nearest unit above has issued
	// Called are those who may do something, for who writes the programme.
	Called []member.Called
	Plans  bool // the actor writes it
	Inside bool // the actor belongs to the unit: he sees who does what
}

// May reports whether the actor may do an act now.
func (p Programme) May(a Act) bool { return p.Plans && p.open() == nil && p.Node.May(a) }

// open refuses what nobody does while the campaign is halted, nor in a unit that the
// theme concerns no more: what it has is kept to be read.
func (p Programme) open() error {
	switch {
	case p.Theme.Halted:
		return fault.New(fault.Invalid, "campaign.halted_now")
	case p.Theme.Stage != Launched:
		return fault.New(fault.Invalid, "campaign.not_now")
	case !p.Theme.Reaches(p.Unit.Path):
		return fault.New(fault.Invalid, "campaign.left_tree")
	}
	return nil
}

// Shown reports whether the reader sees the work items.
func (p Programme) Shown() bool { return p.Inside || p.Node.State == Issued }

// Done counts the work items that are done.
func (p Programme) Done() (n int) {
	for _, i := range p.Items {
		if i.DoneOn != "" {
			n++
		}
	}
	return n
}

// Programme gives what a unit made of a theme: to its own people all, to the officers
// above what it has issued. It makes at most nine queries.
func (s *Service) Programme(ctx context.Context, by access.Actor, id ThemeID, unit org.ID) (p Programme, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = programme(tx, by, View, id, unit)
		return err
	})
	return p, err
}

func programme(tx *db.Tx, by access.Actor, action access.Action, id ThemeID, unit org.ID) (p Programme, err error) {
	if p.Theme, p.Unit, err = chosen(tx, by, action, id, unit); err != nil {
		return p, err
	}
	if !plans(p.Unit) {
		return p, fault.New(fault.NotFound, "ui.not_found")
	}
	p.Today = tx.Today()
	p.Plans, p.Inside = access.Can(by, Plan, p.Unit.Place()), access.Can(by, Follow, p.Unit.Place())
	if p.Node, err = nodeOf(tx, id, p.Unit.ID); err != nil {
		return p, err
	}
	if p.Above, err = issuedAbove(tx, id, p.Unit.Path); err != nil {
		return p, err
	}
	for n, i := range p.Above {
		p.Above[n] = i.withheld()
	}
	if !p.Shown() {
		return p, nil
	}
	if p.Items, err = itemsOf(tx, id, p.Unit.ID); err != nil {
		return p, err
	}
	if !p.Inside {
		for n, i := range p.Items {
			p.Items[n] = i.withheld()
		}
		return p, nil
	}
	if p.Notes, err = latestNotes(tx, id, p.Unit.ID); err == nil && p.Plans {
		p.Called, err = member.CalledTo(tx, p.Unit.ID, p.Today)
	}
	return p, err
}

// planning reads the programme of a unit for an act that the actor may do now.
func planning(tx *db.Tx, by access.Actor, id ThemeID, unit org.ID, a Act) (Programme, Progress, error) {
	if err := tx.Lock("campaign_node", string(id)+" "+string(unit)); err != nil {
		return Programme{}, "", err
	}
	p, err := programme(tx, by, Plan, id, unit)
	if err == nil {
		err = p.open()
	}
	if err != nil {
		return p, "", err
	}
	to, err := after(Course, p.Node.State, a)
	return p, to, err
}

// step takes a unit's node where an act leads.
func (s *Service) step(ctx context.Context, by access.Actor, id ThemeID, unit org.ID, version int, a Act, to func(*db.Tx, Programme, *Node) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		p, state, err := planning(tx, by, id, unit, a)
		if err != nil {
			return err
		}
		n := p.Node
		n.State = state
		if n.ReceivedOn == "" {
			n.ReceivedOn = tx.Today()
		}
		if err := to(tx, p, &n); err != nil {
			return err
		}
		if err := putNode(tx, id, p.Unit, p.Node, n, version); err != nil {
			return err
		}
		if err := p.audit(tx, string(a), n); err != nil {
			return err
		}
		switch a {
		case Receiving:
			return s.seatNext(tx, p.Theme, p.Unit)
		case Issuing:
			return s.tellOwners(tx, by, p.Theme, p.Unit, p.Items)
		}
		return nil
	})
}

func (p Programme) audit(tx *db.Tx, what string, data any) error {
	return tx.Audit(db.Entry{Action: "campaign." + what, Unit: string(p.Unit.ID), Kind: "campaign_theme", Subject: string(p.Theme.ID), Data: data})
}

// Receive acknowledges a theme for a unit.
func (s *Service) Receive(ctx context.Context, by access.Actor, id ThemeID, unit org.ID) error {
	return s.step(ctx, by, id, unit, 0, Receiving, func(*db.Tx, Programme, *Node) error { return nil })
}

// Draft says how far a unit is with its programme. Faults name the fields of DraftForm.
func (s *Service) Draft(ctx context.Context, by access.Actor, id ThemeID, unit org.ID, version int, f DraftForm) error {
	return s.step(ctx, by, id, unit, version, Drafting, func(tx *db.Tx, _ Programme, n *Node) error {
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		n.Remark, n.DraftDue = f.Remark, f.Due
		return nil
	})
}

// Issue issues a programme that has a work item at least; those who do them are told.
// Faults name the fields of IssueForm.
func (s *Service) Issue(ctx context.Context, by access.Actor, id ThemeID, unit org.ID, version int, f IssueForm) error {
	return s.step(ctx, by, id, unit, version, Issuing, func(tx *db.Tx, p Programme, n *Node) error {
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		if len(p.Items) == 0 {
			return fault.At("number", "campaign.no_items")
		}
		if f.Number == "" {
			next, _, err := document.NextNumber(tx, p.Unit.ID, kindOfPaper)
			if err != nil {
				return err
			}
			f.Number = strings.TrimPrefix(paper.Number(next, kindOfPaper, issuerSign(p.Unit)), numbered)
		}
		n.Number, n.IssuedOn = f.Number, f.On
		return nil
	})
}

// Revise takes an issued programme up again.
func (s *Service) Revise(ctx context.Context, by access.Actor, id ThemeID, unit org.ID, version int) error {
	return s.step(ctx, by, id, unit, version, Revising, func(_ *db.Tx, _ Programme, n *Node) error {
		n.Number, n.IssuedOn, n.Remark, n.DraftDue = "", "", "", ""
		return nil
	})
}
