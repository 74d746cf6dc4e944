package target

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tellGiven tells the secretary and the deputy of the unit that a committee set it a
// target, or set another value.
func (s *Service) tellGiven(tx *db.Tx, by access.Actor, t Target, giver org.Unit, what string) error {
	if s.Notices == nil || t.Parent == "" {
		return nil
	}
	called, err := member.CalledTo(tx, t.Unit, tx.Today())
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, person := range member.LeadersOf(called) {
		if string(person) != by.Person {
			notices = append(notices, notify.Notice{
				Person: person, Unit: t.Unit, Key: "target.tell_" + what, Args: []any{giver.Name, t.Title, t.Value.Local(i18n.Vi), t.Measure},
				Link: "/target/" + string(t.ID), Mail: notify.News,
			})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}
