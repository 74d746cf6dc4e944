package step

import (
	"context"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// StaffCount is how many of a unit's staff outside the Party took each step.
type StaffCount struct {
	Theme   campaign.ThemeID
	Unit    org.ID
	On      db.Date // when it was counted last
	Numbers map[Step]int
	Version int // 0 while nothing was counted

	counts counting
}

// StaffField is the field in which the number of a step is typed.
func StaffField(s Step) string { return "staff_" + string(s) }

// theirs are the numbers under the names of their fields.
func (c StaffCount) theirs() map[string]string {
	all := map[string]string{}
	for _, s := range Steps {
		all[StaffField(s)] = strconv.Itoa(c.Numbers[s])
	}
	return all
}

// StaffSheet is the form of a unit's numbers.
type StaffSheet struct {
	Unit    org.Unit
	Theme   campaign.Theme
	Asked   Asked
	Count   StaffCount
	Known   bool // how many work in the unit was stated
	Outside int  // of those how many are no members of the Party
}

// staffMax bounds a number where nobody has said how many work in the unit.
const staffMax = 1_000_000

// check reports the faults of numbers, each at StaffField.
func (sh StaffSheet) check(numbers map[Step]int) error {
	var faults fault.Form
	for _, s := range sh.Asked {
		switch n := numbers[s]; {
		case n < 0 || n > staffMax:
			faults.Add(StaffField(s), "step.number_invalid")
		case sh.Known && n > sh.Outside:
			faults.Add(StaffField(s), "step.number_above", sh.Outside)
		}
	}
	return faults.Err()
}

// Staff gives the numbers of a cell's staff outside the Party for their form. It
// makes at most eight queries.
func (s *Service) Staff(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID) (sh StaffSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = s.staffTx(tx, by, theme, unit)
		return err
	})
	return sh, err
}

func (s *Service) staffTx(tx *db.Tx, by access.Actor, theme campaign.ThemeID, unit org.ID) (sh StaffSheet, err error) {
	if sh.Theme, sh.Unit, err = s.placed(tx, by, Keep, theme, unit, ""); err != nil {
		return sh, err
	}
	if sh.Unit.Kind.Mass() || !sh.Unit.Kind.Holds {
		return sh, fault.New(fault.NotFound, "ui.not_found")
	}
	if sh.Asked, _, err = asked(tx, theme); err != nil {
		return sh, err
	}
	if sh.Count, err = staffIn(tx, theme, unit); err != nil {
		return sh, err
	}
	roll, err := member.CountOn(tx, sh.Unit, tx.Today())
	sh.Known, sh.Outside = roll.Staff > 0, max(0, roll.Staff-roll.Total)
	return sh, err
}

// CountStaff stores how many of the staff of a cell who are no members took each
// step that the theme asks for, over the version that the page showed. What was
// typed and is no number is below 0. Faults are at StaffField of a step.
func (s *Service) CountStaff(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID, version int, numbers map[Step]int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := s.staffTx(tx, by, theme, unit)
		if err != nil {
			return err
		}
		if err := asks(sh.Theme, sh.Unit, tx.Today()); err != nil {
			return err
		}
		if err := sh.check(numbers); err != nil {
			return err
		}
		c := StaffCount{Theme: theme, Unit: unit, On: tx.Today(), Numbers: map[Step]int{}, Version: version, counts: countedFor(sh.Theme, unit)}
		for _, step := range Steps {
			if c.Numbers[step] = sh.Count.Numbers[step]; sh.Asked.Has(step) {
				c.Numbers[step] = numbers[step]
			}
		}
		if err := c.put(tx, sh.Count); err != nil {
			return err
		}
		return note(tx, "step.count_staff", sh.Theme, unit, "", c.Numbers)
	})
}
