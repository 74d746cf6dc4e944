package quality

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tell tells who is concerned that a score moved, but not who moved it: the
// officers above of one that was sent, the cell's secretary and deputy of the
// rest. It names the month alone: no points, no reason.
func (s *Service) tell(tx *db.Tx, by access.Actor, r Record, u org.Unit, a Act) error {
	if s.Notices == nil {
		return nil
	}
	people, unit, err := s.concerned(tx, r, u, a)
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, person := range people {
		if string(person) != by.Person {
			notices = append(notices, notify.Notice{
				Person: person, Unit: unit, Key: "quality.tell_" + string(a), Args: []any{r.UnitName, r.Month}, Link: "/quality/of/" + string(r.Meeting), Mail: notify.News,
			})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// concerned are the people whom a move of a score concerns, and the unit that
// they know of it by.
func (s *Service) concerned(tx *db.Tx, r Record, u org.Unit, a Act) ([]member.ID, org.ID, error) {
	if a == Sending {
		if s.Above == nil {
			return nil, "", nil
		}
		people, err := s.Above(tx, u)
		return people, r.Unit, err
	}
	called, err := member.CalledTo(tx, r.Unit, tx.Today())
	return member.LeadersOf(called), r.Unit, err
}
