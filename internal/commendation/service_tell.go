package commendation

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
)

// tell tells the committee that proposed what became of its proposal, and the
// member who is commended of that; nobody of what he did himself. A collective is
// named, a person never: his name could not be erased there.
func (s *Service) tell(tx *db.Tx, by access.Actor, a about, act Act) error {
	if s.Notices == nil || !slices.Contains([]Act{Appraising, SendingOn, Granting, Refusing}, act) || !a.unit.Kind.Holds {
		return nil
	}
	called, err := member.CalledTo(tx, a.Unit, tx.Today())
	if err != nil {
		return err
	}
	to := member.LeadersOf(called)
	if act == Granting && a.Person != "" {
		to = append(to, a.Person)
	}
	slices.Sort(to)
	key, whose := "commendation.tell_"+string(act), a.Name
	if a.Kind == Individual {
		key, whose = key+"_person", yearText(a.Year)
	}
	var notices []notify.Notice
	for _, person := range slices.Compact(to) {
		if string(person) == by.Person {
			continue
		}
		notices = append(notices, notify.Notice{
			Person: person, Unit: a.Unit, Key: key, Args: []any{whose}, Link: "/commendation/proposal/of/" + string(a.ID), Mail: notify.News,
		})
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}
