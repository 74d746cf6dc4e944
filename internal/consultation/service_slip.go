package consultation

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
)

// Print makes a batch of slips for a matter that is open and asks without names: as
// many links and codes. They are given once, and only their hashes are kept.
func (s *Service) Print(ctx context.Context, by access.Actor, id ID, n int) (p Printed, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := printing(tx, by, id)
		if err != nil {
			return err
		}
		if n < 1 || n > SlipsMost {
			return fault.At("n", "consultation.slips_invalid", SlipsMost)
		}
		if m.Slips-m.Voided+n > peopleMax {
			return fault.At("n", "consultation.slips_many", peopleMax)
		}
		p = Printed{Matter: m}
		for range n {
			p.Slips = append(p.Slips, newSlip())
		}
		if p.Batch, err = insertBatch(tx, id, p.Slips); err != nil {
			return err
		}
		return m.audit(tx, "print", map[string]any{"batch": p.Batch, "slips": n})
	})
	if err != nil {
		return Printed{}, err
	}
	return p, s.db.Read(ctx, settle)
}

// Printed is a batch of slips as it goes to the printer.
type Printed struct {
	Matter Matter
	Batch  int
	Slips  []Slip
}

// Prints reports whether slips are made for the matter, or voided, now.
func (m Matter) Prints() bool { return m.State == Open && !m.Named }

// printing reads a matter for whoever prints and voids its slips.
func printing(tx *db.Tx, by access.Actor, id ID) (Matter, error) {
	if err := tx.Lock("consultation", string(id)); err != nil {
		return Matter{}, err
	}
	m, _, err := admit(tx, by, Lead, id)
	if err == nil && !m.Prints() {
		err = fault.New(fault.Invalid, "consultation.not_now")
	}
	return m, err
}

// Desk is what whoever prints slips needs to know: how many there are, and of which
// batches. Which of them have answered nobody knows, chibo neither.
type Desk struct {
	Matter  Matter
	Batches []Batch
}

// Batches gives the batches of a matter to who leads it, while slips are printed and
// voided. It makes two queries.
func (s *Service) Batches(ctx context.Context, by access.Actor, id ID) (d Desk, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if d.Matter, _, err = admit(tx, by, Lead, id); err != nil {
			return err
		}
		d.Batches, err = batchesOf(tx, id)
		return err
	})
	return d, err
}

// Void has the slips of batches answer no more: those that were lost, or were too
// many. What was answered by them stays, and nobody learns which that was, for no slip
// is looked at. Faults name batch.
func (s *Service) Void(ctx context.Context, by access.Actor, id ID, batches []int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := printing(tx, by, id)
		if err != nil {
			return err
		}
		batches = slices.Compact(slices.Sorted(slices.Values(batches)))
		if len(batches) == 0 {
			return fault.At("batch", "consultation.batch_missing")
		}
		for _, b := range batches {
			slips, err := voidBatch(tx, id, b)
			if err != nil {
				return err
			}
			if slips == 0 {
				return fault.At("batch", "consultation.batch_gone", b)
			}
			if err := m.audit(tx, "void", map[string]any{"batch": b, "slips": slips}); err != nil {
				return err
			}
		}
		return nil
	})
}
