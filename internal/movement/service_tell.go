package movement

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

func page(id TransferID) string { return "/movement/transfer/" + string(id) }

// notice is what somebody is told of a transfer: that it is there, never whose.
func (t Transfer) notice(person member.ID, unit org.ID, key string) notify.Notice {
	return notify.Notice{Person: person, Unit: unit, Key: key, Link: page(t.ID), Mail: notify.News}
}

// tellCommittee tells the secretary and the deputy of a cell.
func (s *Service) tellCommittee(tx *db.Tx, by access.Actor, t Transfer, unit org.ID, key string) error {
	called, err := member.CalledTo(tx, unit, tx.Today())
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, person := range member.LeadersOf(called) {
		notices = append(notices, t.notice(person, unit, key))
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}

// tellStep tells whoever waits for a step: the host of a letter, the member and
// his old home of the receipt.
func (s *Service) tellStep(tx *db.Tx, by access.Actor, a about, act Act) error {
	switch {
	case act == Issuing && a.Host != "":
		if err := s.tellCommittee(tx, by, a.Transfer, a.Host, "movement.tell_arriving"); err != nil {
			return err
		}
	case act == Receiving && a.Host != "" && a.Home != "":
		if err := s.tellCommittee(tx, by, a.Transfer, a.Home, "movement.tell_received"); err != nil {
			return err
		}
	}
	return s.Notices.TellOthersTx(tx, by, a.notice(a.Person, a.receiver(), "movement.tell_own_"+string(act)))
}
