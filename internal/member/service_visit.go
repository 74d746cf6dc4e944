package member

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// VisitTx records that a member of the Party who belongs to no cell of this
// installation takes part in one for a time: he is called to its meetings, and
// in neither its headcount nor its votes. Who was a member here before is found
// by his card. Faults are at the fields of Form, and at from for one who visits
// the cell already.
func (s *Service) VisitTx(tx *db.Tx, by access.Actor, unit org.ID, f Form, st StatePeriod) (ID, error) {
	if _, err := org.Authorise(tx, by, Keep, unit); err != nil {
		return "", err
	}
	if err := f.Check(tx.Today()); err != nil {
		return "", err
	}
	id, err := guestOf(tx, f)
	if err != nil {
		return "", err
	}
	st.Unit, st.State = unit, Visiting
	if id != "" {
		err = st.apart(tx, id)
	} else {
		f.ID = ID(db.NewID())
		id, err = f.ID, insertPerson(tx, f.Person)
	}
	if err != nil {
		return "", err
	}
	if err := putParty(tx, id, f.Party); err != nil {
		return "", err
	}
	if err := insertState(tx, id, st); err != nil {
		return "", err
	}
	return id, s.note(tx, Keep, unit, id, st)
}

// guestOf finds by his card somebody known who belongs to no cell here, "" where
// nobody has it. A card of another name, or of a member, is refused.
func guestOf(tx *db.Tx, f Form) (ID, error) {
	if f.Card == "" {
		return "", nil
	}
	id, err := byCard(tx, f.Card)
	if err != nil || id == "" {
		return "", err
	}
	name, err := NameOf(tx, id)
	if err != nil {
		return "", err
	}
	m, was, err := latestParty(tx, id)
	if err == nil && (i18n.Fold(name) != i18n.Fold(f.Name) || was && m.To == "") {
		err = fault.At("card", "member.card_taken")
	}
	return id, err
}

// apart refuses a visit at a time at which the person visits the unit already.
func (st StatePeriod) apart(tx *db.Tx, id ID) error {
	states, err := statesOf(tx, id)
	if slices.ContainsFunc(states, func(o StatePeriod) bool {
		return o.Unit == st.Unit && o.State == Visiting && (st.To == "" || o.From < st.To) && (o.To == "" || o.To > st.From)
	}) {
		return fault.At("from", "member.visits_already")
	}
	return err
}
