package member

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Distinguish says of rows of a waiting list of a chapter whether they name the
// person who is known beside it. Rows of which nothing is said stay as they were.
func (s *Service) Distinguish(ctx context.Context, by access.Actor, id ImportID, version int, said map[int]Whom) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		l, err := listByID(tx, id)
		if err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, Import, l.unit); err != nil {
			return err
		}
		others := slices.DeleteFunc(l.others, func(row int) bool { return said[row] != "" })
		for row, whom := range said {
			switch whom {
			case KnownPerson:
			case AnotherPerson:
				others = append(others, row)
			default:
				return fault.New(fault.Invalid, "member.match_choose")
			}
		}
		slices.Sort(others)
		if err := updateOthers(tx, id, version, others); err != nil {
			return err
		}
		return noteList(tx, l, map[string]any{"others": others})
	})
}

// enterBeside enters somebody in a chapter who may be known beside it: the officer
// says whether it is he, and then the known person joins. found is who is known;
// done is false where somebody new is to be entered.
func (s *Service) enterBeside(tx *db.Tx, by access.Actor, u org.Unit, f Form) (found ID, done bool, err error) {
	if !u.Kind.Mass() || f.Whom == AnotherPerson {
		return "", false, nil
	}
	found, err = besideOne(tx, u, f)
	if err != nil || found == "" {
		return "", false, err
	}
	if f.Whom != KnownPerson {
		above, err := org.Of(tx, u.Parent)
		if err != nil {
			return "", false, err
		}
		return found, false, fault.At("whom", "member.match_found", above.Name)
	}
	return found, true, s.JoinTx(tx, by, found, u.ID, Form{Status: Associate, From: f.From})
}
