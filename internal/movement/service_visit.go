package movement

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// Visit is what is typed of a member from outside who takes part in the cell for
// a time: who he is, and the letter by which he comes.
type Visit struct {
	Who    member.Form // name, birth, sex, day of admission and recognition, card
	Letter DecisionForm
}

// check cleans the form and reports every fault at its field, those of the
// person under their own names.
func (f *Visit) check(book *rulebook.Book, today db.Date) error {
	f.Who.Status, f.Who.From = member.Official, ""
	if f.Who.OfficialOn == "" {
		f.Who.Status = member.Probationary
	}
	f.Letter.Kind = Visiting
	var faults fault.Form
	faults.Take("name", f.Who.Check(today))
	if f.Who.AdmittedOn == "" {
		faults.Add("admitted", "movement.admitted_missing")
	}
	faults.Take("from", f.Letter.check(book, f.Who.AdmittedOn, today))
	return faults.Err()
}

// Welcome records a temporary transfer to the cell from outside: until its end
// the member is called to the cell's meetings, and counts at his home alone.
// Faults name the fields name, sex, birth, admitted, official, card, ground,
// number, decided_on, from, to and outside.
func (s *Service) Welcome(ctx context.Context, by access.Actor, unit org.ID, f Visit) (id DecisionID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := cellOf(tx, by, Decide, unit); err != nil {
			return err
		}
		book, err := org.BookOf(tx, unit)
		if err != nil {
			return err
		}
		if err := f.check(book, tx.Today()); err != nil {
			return err
		}
		l := f.Letter
		person, err := s.members.VisitTx(tx, by, unit, f.Who, member.StatePeriod{From: l.From, To: l.To, Decision: l.Number})
		if err != nil {
			return err
		}
		d := Decision{
			ID: DecisionID(db.NewID()), Unit: unit, Person: person, Kind: Visiting, Ground: l.Ground, Number: l.Number, DecidedOn: l.DecidedOn,
			From: l.From, To: l.To, Outside: l.Outside,
		}
		id = d.ID
		if err := insertDecision(tx, d); err != nil {
			return err
		}
		return d.note(tx, "decide")
	})
	return id, err
}
