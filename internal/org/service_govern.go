package org

import (
	"context"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// Regulation is the working regulation (quy chế làm việc) in force from a
// date on (A6).
type Regulation struct {
	Body    string
	From    db.Date
	Version int
}

const regulationMax = 50_000

// OpenTerm starts a term of office; an open earlier one ends the same day.
func (s *Service) OpenTerm(ctx context.Context, by access.Actor, id ID, t Term) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return s.OpenTermTx(tx, by, id, t) })
}

// OpenTermTx is OpenTerm within a transaction.
func (s *Service) OpenTermTx(tx *db.Tx, by access.Actor, id ID, t Term) error {
	if _, err := Authorise(tx, by, Govern, id); err != nil {
		return err
	}
	t.Ordinal = i18n.Line(t.Ordinal)
	var faults fault.Form
	if !t.From.Whole() || t.From > tx.Today() {
		faults.Add("from", "org.date_missing")
	}
	if t.To != "" && (!t.To.Whole() || t.To <= t.From) {
		faults.Add("to", "org.end_before_start")
	}
	if utf8.RuneCountInString(t.Ordinal) > 20 {
		faults.Add("ordinal", "org.too_long", 20)
	}
	if err := faults.Err(); err != nil {
		return err
	}
	t.ID = db.NewID()
	if err := endTerms(tx, id, t.From); err != nil {
		return err
	}
	if err := insertTerm(tx, id, t); err != nil {
		return err
	}
	return audited(tx, "org.open_term", id, t)
}

// Regulate puts a working regulation in force from a date on.
func (s *Service) Regulate(ctx context.Context, by access.Actor, id ID, r Regulation) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := Authorise(tx, by, Govern, id); err != nil {
			return err
		}
		r.Body = strings.TrimSpace(i18n.Clean(r.Body))
		var faults fault.Form
		if r.Body == "" {
			faults.Add("body", "org.regulation_missing")
		} else if utf8.RuneCountInString(r.Body) > regulationMax {
			faults.Add("body", "org.too_long", regulationMax)
		}
		if !r.From.Whole() {
			faults.Add("from", "org.date_missing")
		}
		if err := faults.Err(); err != nil {
			return err
		}
		if err := putRegulation(tx, id, r); err != nil {
			return err
		}
		return audited(tx, "org.regulate", id, r)
	})
}

// CountStaff records how many people work in the unit from a date on.
func (s *Service) CountStaff(ctx context.Context, by access.Actor, id ID, on db.Date, n int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return s.CountStaffTx(tx, by, id, on, n) })
}

// CountStaffTx is CountStaff within a transaction.
func (s *Service) CountStaffTx(tx *db.Tx, by access.Actor, id ID, on db.Date, n int) error {
	if _, err := Authorise(tx, by, Govern, id); err != nil {
		return err
	}
	var faults fault.Form
	if n < 0 || n > 10_000_000 {
		faults.Add("staff", "org.staff_invalid")
	}
	if !on.Whole() {
		faults.Add("on", "org.date_missing")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	if err := putStaff(tx, id, on, n); err != nil {
		return err
	}
	return audited(tx, "org.count_staff", id, map[string]any{"staff": n, "on": on})
}
