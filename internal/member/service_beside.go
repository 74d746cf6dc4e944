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

// enterBeside enters somebody in a unit who may be known beside it: the actor says
// whether it is he, and then the known person joins. found is who is known; done is
// false where somebody new is to be entered.
func (s *Service) enterBeside(tx *db.Tx, by access.Actor, u org.Unit, f Form) (found ID, done bool, err error) {
	found, err = whomBeside(tx, u, f)
	if err != nil || found == "" {
		return found, false, err
	}
	if u.Kind.Mass() { // what else was typed the party unit keeps
		return found, true, s.JoinTx(tx, by, found, u.ID, Form{Status: Associate, From: f.From})
	}
	known, err := personByID(tx, found)
	if err != nil {
		return found, false, err
	}
	all := Form{Person: known, Party: f.Party}
	for _, i := range importFields {
		if typed := *i.to(&f); typed != "" {
			*i.to(&all) = typed
		}
	}
	if err := updatePerson(tx, all.Person); err != nil {
		return found, false, err
	}
	return found, true, s.JoinTx(tx, by, found, u.ID, f)
}

// whomBeside gives who of those beside a unit is meant by a form; "" where nobody is.
// Where it does not say, the fault at the field whom asks.
func whomBeside(tx *db.Tx, u org.Unit, f Form) (found ID, err error) {
	if f.Whom == AnotherPerson {
		return "", nil
	}
	if found, err = besideOne(tx, u, f); err != nil || found == "" || f.Whom == KnownPerson {
		return found, err
	}
	places, err := PlacesOf(tx, found)
	if err != nil {
		return found, err
	}
	units, err := besideOf(tx, u)
	if err != nil {
		return found, err
	}
	where := ""
	for _, p := range places {
		if id := org.ID(p.Unit); slices.Contains(units, id) {
			at, err := org.Of(tx, id)
			if err != nil {
				return found, err
			}
			where = at.Name
		}
	}
	return found, fault.At("whom", "member.match_found", where)
}
