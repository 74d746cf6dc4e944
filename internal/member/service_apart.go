package member

import (
	"context"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// Part notes that two records that look alike are two people: who may merge them.
var Part = access.Declare("member.part", Unite.Allow...)

// two are a pair of records, in the order in which they were compared.
type two struct{ one, other ID }

// apartMax bounds the reason for which two records stay apart.
const apartMax = 500

// Part has two records that look like one person offered no more: they are two
// people. It gives the unit in which they were found. A fault is at the field reason.
func (s *Service) Part(ctx context.Context, by access.Actor, from, into ID, reason string) (unit org.ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, err := compareTx(tx, by, from, into)
		if err != nil {
			return err
		}
		unit, reason = c.Unit, i18n.Line(reason)
		switch n := utf8.RuneCountInString(reason); {
		case n == 0:
			return fault.At("reason", "member.apart_missing")
		case n > apartMax:
			return fault.At("reason", "member.too_long", apartMax)
		}
		if err := putApart(tx, by, two{from, into}, reason); err != nil {
			return err
		}
		return s.note(tx, Part, unit, into, map[string]any{"other": from})
	})
	return unit, err
}
