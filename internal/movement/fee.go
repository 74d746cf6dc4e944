package movement

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// Rate is what a class of payers pays each month, by the rules of a month.
type Rate struct {
	Payer    string // a value of [rulebook.FactPayer]
	Base     string // what it is a share of, a value of [rulebook.FeeBase]; "" of a fixed sum
	Permille int    // the share
	Amount   int    // the fixed sum, in đồng
	By       rulebook.Source
}

// Fee is what is paid on a base, in đồng: half a đồng counts as one. Of a fixed
// sum the base does not matter.
func (r Rate) Fee(base int) int {
	if r.Base == "" {
		return r.Amount
	}
	return (base*r.Permille + 500) / 1000
}

// rates are those of every class of payers of which the rulebook of a day says
// anything.
func rates(book *rulebook.Book, on db.Date) (all []Rate) {
	for _, payer := range rulebook.PayerClasses() {
		facts := rulebook.Facts{rulebook.FactPayer: payer}
		if sum, ok := rulebook.FeeAmount.At(book, string(on), facts); ok {
			all = append(all, Rate{Payer: payer, Amount: sum.Value, By: sum.Source()})
			continue
		}
		base, ok := rulebook.FeeBase.At(book, string(on), facts)
		if share, known := rulebook.FeeShare.At(book, string(on), facts); ok && known {
			all = append(all, Rate{Payer: payer, Base: base.Value, Permille: share.Value, By: share.Source()})
		}
	}
	return all
}

// computes reports whether the organisation has amounts of the fee computed.
func computes(book *rulebook.Book, on db.Date) bool {
	rule, ok := rulebook.FeeComputed.At(book, string(on), nil)
	return ok && rule.Value
}

// firstOf is the first day of a month.
func firstOf(month db.Date) db.Date { return db.Date(string(month) + "-01") }

// RatePage is what the fee of a month comes to in a cell that has it computed.
type RatePage struct {
	Unit        org.Unit
	Month       db.Date
	Rates       []Rate
	ExemptYears int // party age from which nothing is paid, 0 where no rule is known
	ExemptBy    rulebook.Source
}

// baseMax is the greatest monthly base, in đồng.
const baseMax = 1_000_000_000

// Rates gives the rates of a month to the committee of a cell that turned them
// on in its own rules; elsewhere it is NotFound. Nothing that is computed is
// kept.
func (s *Service) Rates(ctx context.Context, by access.Actor, unit org.ID, month db.Date) (p RatePage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = cellOf(tx, by, List, unit); err != nil {
			return err
		}
		if month == "" {
			month = tx.Today().Month()
		}
		if !inReach(month, tx.Today()) {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		book, err := org.BookOf(tx, unit)
		if err != nil {
			return err
		}
		if !computes(book, firstOf(month)) {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		p.Month, p.Rates = month, rates(book, firstOf(month))
		years, _ := rulebook.FeeExemptYears.At(book, string(firstOf(month)), nil)
		p.ExemptYears, p.ExemptBy = years.Value, years.Source()
		return nil
	})
	return p, err
}

// Of gives the rate of a class of payers and what it comes to on a base, in
// đồng. Faults name the fields payer and base.
func (p RatePage) Of(payer string, base int) (r Rate, fee int, err error) {
	var faults fault.Form
	for _, one := range p.Rates {
		if one.Payer == payer {
			r = one
		}
	}
	if r.Payer == "" {
		faults.Add("payer", "movement.payer_missing")
	}
	if r.Base != "" && (base < 1 || base > baseMax) {
		faults.Add("base", "movement.base_invalid")
	}
	return r, r.Fee(base), faults.Err()
}
