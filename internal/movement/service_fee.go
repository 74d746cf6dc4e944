package movement

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// Payer is a member of a cell in a month, and whether he paid.
type Payer struct {
	Person member.ID
	Name   string
	Paid   bool
	Else   bool // he paid to another cell
	Exempt bool // by his party age; where the cell has the fee computed
}

// FeePage is a month of the fee of a cell.
type FeePage struct {
	Unit    org.Unit
	Month   db.Date // YYYY-MM
	Payers  []Payer // by name
	Paid    int
	Entered bool            // the month was entered once
	Sums    map[db.Date]int // how many paid, by month of the year
	Version int
	Today   db.Date
	// Computed: the cell turned on that amounts are computed.
	Computed bool

	exemptFrom int // years of party age, 0 for never
}

// feeBack is how many years back a month can be entered.
const feeBack = 3

// Fees gives a month of the fee of a cell to its committee. It makes six
// queries.
func (s *Service) Fees(ctx context.Context, by access.Actor, unit org.ID, month db.Date) (p FeePage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = cellOf(tx, by, List, unit); err != nil {
			return err
		}
		if p.Today = tx.Today(); month == "" {
			month = p.Today.Month()
		}
		if !inReach(month, p.Today) {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		p.Month = month
		if p.Version, err = feeVersion(tx, unit, month); err != nil {
			return err
		}
		p.Entered = p.Version > 0
		book, err := org.BookOf(tx, unit)
		if err != nil {
			return err
		}
		p.Computed = computes(book, firstOf(month))
		years, known := rulebook.FeeExemptYears.At(book, string(firstOf(month)), nil)
		if p.Computed && known {
			p.exemptFrom = years.Value
		}
		if err := p.fill(tx); err != nil {
			return err
		}
		from, until := yearOf(month.Year())
		p.Sums, err = paidByMonth(tx, unit, from.Month(), until.Month())
		return err
	})
	return p, err
}

// inReach reports whether a month can be entered: some years back, and until
// this one.
func inReach(month, today db.Date) bool {
	return month.IsMonth() && month <= today.Month() && month >= today.AddMonths(-12*feeBack).Month()
}

// fill finds who belonged to the cell in the month, and who paid.
func (p *FeePage) fill(tx *db.Tx) error {
	first := firstOf(p.Month)
	holders, err := member.HoldersIn(tx, p.Unit.ID, min(first.AddMonths(1).AddDays(-1), p.Today))
	if err != nil {
		return err
	}
	var ids []member.ID
	for _, h := range holders {
		ids = append(ids, h.Person)
	}
	paid, err := payments(tx, ids, p.Month)
	if err != nil {
		return err
	}
	where := map[member.ID]org.ID{}
	for _, v := range paid {
		where[v.person] = v.unit
	}
	for _, h := range holders {
		unit, ok := where[h.Person]
		p.Payers = append(p.Payers, Payer{Person: h.Person, Name: h.Name, Paid: ok, Else: ok && unit != p.Unit.ID, Exempt: p.exempts(h, first)})
		if ok {
			p.Paid++
		}
	}
	return nil
}

// exempts reports whether a member pays nothing by his party age on a day.
func (p *FeePage) exempts(h member.Holder, on db.Date) bool {
	years, ok := h.Tenure(on)
	return p.exemptFrom > 0 && ok && years >= p.exemptFrom
}

// SaveFees enters who of a cell paid the fee of a month, over the version that
// the page showed (0 for none). Who paid to another cell before stays as he is.
// A fault of the list is at the field paid.
func (s *Service) SaveFees(ctx context.Context, by access.Actor, unit org.ID, month db.Date, version int, paid []member.ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := cellOf(tx, by, Keep, unit)
		if err != nil {
			return err
		}
		if !inReach(month, tx.Today()) {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		p := FeePage{Unit: u, Month: month, Today: tx.Today()}
		if err := p.fill(tx); err != nil {
			return err
		}
		for _, id := range paid {
			if !slices.ContainsFunc(p.Payers, func(v Payer) bool { return v.Person == id }) {
				return fault.At("paid", "movement.no_member")
			}
		}
		if err := takeMonth(tx, unit, month, version); err != nil {
			return err
		}
		n, err := p.store(tx, paid)
		if err != nil {
			return err
		}
		return tx.Audit(db.Entry{
			Action: "movement.fee", Unit: string(unit), Kind: "fee", Subject: string(unit) + " " + string(month),
			Data: map[string]any{"month": month, "paid": len(paid), "changed": n},
		})
	})
}

// store makes the payments what was ticked, and counts what changed.
func (p *FeePage) store(tx *db.Tx, paid []member.ID) (changed int, err error) {
	for _, v := range p.Payers {
		ticked := slices.Contains(paid, v.Person)
		switch {
		case v.Else || ticked == v.Paid:
			continue
		case ticked:
			err = insertPayment(tx, v.Person, p.Unit.ID, p.Month)
		default:
			err = deletePayment(tx, v.Person, p.Unit.ID, p.Month)
		}
		if err != nil {
			return changed, err
		}
		changed++
	}
	return changed, nil
}
