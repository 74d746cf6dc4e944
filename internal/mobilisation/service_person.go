package mobilisation

import (
	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// Erase forgets a person: what he sees to is nobody's, and of a model that was his
// stays that there is one.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "mobilisation.erase", Kind: "person", Subject: string(person)})
}

// Merge gives what one person sees to, and his models, to the other, who is the same
// person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := merge(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "mobilisation.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}

// tellAbove tells the officers above that a unit registered a model.
func (s *Service) tellAbove(tx *db.Tx, by access.Actor, m Model, u org.Unit) error {
	if s.Notices == nil {
		return nil
	}
	officers, err := account.OfficersAbove(tx, u.Path)
	if err != nil {
		return err
	}
	return s.send(tx, by, m, "mobilisation.tell_register", u.Name, officers)
}

// tell tells the leaders of a unit what became of its model.
func (s *Service) tell(tx *db.Tx, by access.Actor, m Model, a Act) error {
	if s.Notices == nil || a == Proposing || a == Withdrawing {
		return nil
	}
	called, err := member.CalledTo(tx, m.Unit, tx.Today())
	if err != nil {
		return err
	}
	return s.send(tx, by, m, "mobilisation.tell_"+string(a), m.UnitName, member.LeadersOf(called))
}

// send sends a notice of a model, which names the unit alone, but not to who caused
// it.
func (s *Service) send(tx *db.Tx, by access.Actor, m Model, key, unit string, people []member.ID) error {
	var notices []notify.Notice
	for _, person := range people {
		if string(person) != by.Person {
			notices = append(notices, notify.Notice{Person: person, Unit: m.Unit, Key: key, Args: []any{unit}, Link: "/mobilisation/model/of/" + string(m.ID), Mail: notify.News})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}
