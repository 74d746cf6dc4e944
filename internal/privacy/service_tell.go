package privacy

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tellLeaders tells who answers for a unit that a request came in.
func (s *Service) tellLeaders(tx *db.Tx, by access.Actor, u org.Unit, q Request) error {
	if s.Notices == nil {
		return nil
	}
	to, err := leadersOf(tx, u)
	if err == nil && !u.Kind.Holds && s.Officers != nil {
		to, err = s.Officers(tx, u)
	}
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, person := range to {
		if person != q.Person && string(person) != by.Person {
			notices = append(notices, notify.Notice{Person: person, Unit: u.ID, Key: "privacy.tell_file", Args: []any{q.Due()}, Link: "/privacy/request/" + string(q.ID), Mail: notify.News})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// tellPerson tells the person what became of his request. The notice is about his
// own account: he sees it wherever he belongs.
func (s *Service) tellPerson(tx *db.Tx, by access.Actor, u org.Unit, q Request, a Act) error {
	if s.Notices == nil || a == Withdrawing {
		return nil
	}
	return s.Notices.TellTx(tx, by, notify.Notice{Person: member.ID(q.Person), Key: "privacy.tell_" + string(a), Args: []any{u.Name}, Link: "/privacy/request/" + string(q.ID), Mail: notify.News})
}
