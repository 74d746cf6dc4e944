package directive

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Receiver is a unit that a document can be sent to.
type Receiver struct {
	org.Unit
	Sent bool // it has the document already
}

// Outgoing is a document with the units that it can be sent to.
type Outgoing struct {
	Directive
	Owner     org.Unit
	Receivers []Receiver // in the order of the tree
	Files     int        // how many files would go with it
}

// Receivers gives the units below the owner to which a document can be sent,
// to who may send it.
func (s *Service) Receivers(ctx context.Context, by access.Actor, id ID) (o Outgoing, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		o, err = outgoing(tx, by, id)
		return err
	})
	return o, err
}

func outgoing(tx *db.Tx, by access.Actor, id ID) (o Outgoing, err error) {
	if o.Directive, err = byID(tx, id); err != nil {
		return o, err
	}
	if o.Owner, err = org.Authorise(tx, by, Register, o.Unit); err != nil {
		return o, err
	}
	below, err := org.Under(tx, o.Owner.Path)
	if err != nil {
		return o, err
	}
	had, err := sentTo(tx, o.Directive)
	if err != nil {
		return o, err
	}
	for _, u := range receivers(o.Owner, below) {
		o.Receivers = append(o.Receivers, Receiver{u, slices.Contains(had, u.ID)})
	}
	files, err := document.List(tx, FileKind, string(id))
	o.Files = len(files)
	return o, err
}

// Send gives a document to units below its owner, and to each once: those that
// have it already are passed over. A unit that has ceased, or never was below
// the owner, is refused at unit.
func (s *Service) Send(ctx context.Context, by access.Actor, id ID, version int, units []org.ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		o, err := outgoing(tx, by, id)
		if err != nil {
			return err
		}
		if !o.May(Sending) {
			return fault.New(fault.Invalid, "directive.not_now")
		}
		to, err := o.Pick(units)
		if err != nil {
			return err
		}
		if err := advance(tx, id, version, Sent, ""); err != nil {
			return err
		}
		for _, u := range to {
			if err := insertReceipt(tx, id, u, "", false); err != nil {
				return err
			}
		}
		if s.OnSend != nil {
			if err := s.OnSend(tx, by, o.Directive, to); err != nil {
				return err
			}
		}
		return note(tx, id, o.Unit, "directive.send", map[string]any{"from": o.State, "units": to})
	})
}

// Left lists the units that do not have the document yet.
func (o Outgoing) Left() []Receiver {
	return slices.DeleteFunc(slices.Clone(o.Receivers), func(r Receiver) bool { return r.Sent })
}

// Pick leaves of the chosen units those that are still to be sent to, as Send
// does, and refuses what Send refuses.
func (o Outgoing) Pick(units []org.ID) (to []org.ID, err error) {
	if len(units) == 0 {
		return nil, fault.At("unit", "directive.unit_missing")
	}
	for _, id := range units {
		i := slices.IndexFunc(o.Receivers, func(r Receiver) bool { return r.ID == id })
		if i < 0 {
			return nil, fault.At("unit", "directive.unit_gone")
		}
		if !o.Receivers[i].Sent && !slices.Contains(to, id) {
			to = append(to, id)
		}
	}
	if len(to) == 0 {
		return nil, fault.At("unit", "directive.sent_already")
	}
	return to, nil
}

// ReceiptsSize is how many units a page of receipts shows at once.
const ReceiptsSize = 50

// Reception names what a list of receipts shows.
type Reception string

// The parts of a list of receipts.
const (
	Everyone   Reception = ""
	Unreceived Reception = "unreceived"
	Unreported Reception = "unreported"
)

// of is how many units the part has.
func (v Reception) of(t Tally) int {
	switch v {
	case Unreceived:
		return t.Sent - t.Received
	case Unreported:
		return t.Sent - t.Reported
	}
	return t.Sent
}

// UnitReceipt is the receipt of one unit as the sender sees it: its dates and
// the report, not the meeting nor who received it.
type UnitReceipt struct {
	Receipt
	UnitName string
	Ceased   bool // the unit is no more
}

// Ledger is one page of what became of a document.
type Ledger struct {
	Row
	Owner org.Unit
	Today db.Date
	Units []UnitReceipt
	Pages int
}

// Receipts gives the owner what became of a document in the units that it was
// sent to (I10). It makes four queries, however many units there are.
func (s *Service) Receipts(ctx context.Context, by access.Actor, id ID, v Reception, page int) (l Ledger, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		d, err := byID(tx, id)
		if err != nil {
			return err
		}
		if l.Owner, err = org.Authorise(tx, by, Register, d.Unit); err != nil {
			return err
		}
		if l.Row, err = rowOf(tx, d.Unit, id); err != nil {
			return err
		}
		l.Today, l.Pages = tx.Today(), (v.of(l.Tally)+ReceiptsSize-1)/ReceiptsSize
		l.Units, err = receipts(tx, d, v, max(page, 0))
		return err
	})
	for i := range l.Units { // the unit's own business
		l.Units[i].StudyMeeting, l.Units[i].ReceivedBy = "", ""
	}
	return l, err
}
