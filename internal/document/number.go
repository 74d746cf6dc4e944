package document

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// Number is the state of one kind of paper in a unit's term.
type Number struct {
	Code   string // the letters in the sign of the paper: "NQ", "BB", "TB"
	Last   int    // the last number used, here or on paper before
	Issued int    // the highest that was given out here, 0 if none
}

const lastMax = 99_999

// NextNumber gives the next number of a kind of paper in the unit's present
// term, and the term ("" where none is recorded). It never gives a number
// twice and leaves no gap but by an undone paper; two callers wait for one
// another. The caller has authorised, and audits the paper that the number
// stands on.
func NextNumber(tx *db.Tx, unit org.ID, code string) (n int, term string, err error) {
	if code, err = paperCode(code); err != nil {
		return 0, "", err
	}
	if err := tx.Lock("document_number", string(unit)); err != nil {
		return 0, "", err
	}
	t, err := org.TermOn(tx, unit, tx.Today())
	if err != nil {
		return 0, "", err
	}
	n, err = takeNumber(tx, unit, t.ID, code)
	return n, t.ID, err
}

// StartAt records the last number that the unit's books hold for a kind of
// paper in the present term: the next paper gets the one after it (I8). It
// refuses to go back behind a number that was given out here.
func (s *Service) StartAt(ctx context.Context, by access.Actor, unit org.ID, code string, last int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, NumberPapers, unit); err != nil {
			return err
		}
		code, err := paperCode(code)
		if err != nil {
			return err
		}
		if last < 0 || last > lastMax {
			return fault.At("last", "document.number_invalid", lastMax)
		}
		if err := tx.Lock("document_number", string(unit)); err != nil {
			return err
		}
		t, err := org.TermOn(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		all, err := numbers(tx, unit, t.ID)
		if err != nil {
			return err
		}
		was := Number{}
		for _, n := range all {
			if n.Code == code {
				was = n
			}
		}
		if last < was.Issued {
			return fault.At("last", "document.number_given", was.Issued)
		}
		if err := setNumber(tx, unit, t.ID, code, last); err != nil {
			return err
		}
		return tx.Audit(db.Entry{
			Action: NumberPapers.Name, Unit: string(unit), Kind: "document_number", Subject: code,
			Data: map[string]any{"term": t.ID, "code": code, "from": was.Last, "to": last},
		})
	})
}

// paperCode takes two to six letters: NQ, BB, QĐ, CTr.
func paperCode(code string) (string, error) {
	code = strings.TrimSpace(i18n.Clean(code))
	n := utf8.RuneCountInString(code)
	if n < 2 || n > 6 || strings.IndexFunc(code, func(r rune) bool { return !unicode.IsLetter(r) }) >= 0 {
		return "", fault.At("code", "document.code_invalid")
	}
	return code, nil
}
