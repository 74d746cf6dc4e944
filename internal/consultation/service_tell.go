package consultation

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tellStep tells those who are asked that a matter is open, and that it is answered.
func (s *Service) tellStep(tx *db.Tx, by access.Actor, m Matter, a Act) error {
	key, known := map[Act]string{Opening: "consultation.tell_open", Answering: "consultation.tell_answer"}[a]
	if !known || s.Notices == nil {
		return nil
	}
	units, err := org.Under(tx, m.path)
	if err != nil {
		return err
	}
	told := map[member.ID]bool{member.ID(by.Person): true}
	var notices []notify.Notice
	for _, u := range units {
		if !u.Kind.Holds || u.Kind.Mass() && !m.Chapters || !u.Kind.Mass() && !m.Members {
			continue
		}
		called, err := member.CalledTo(tx, u.ID, tx.Today())
		if err != nil {
			return err
		}
		for _, c := range called {
			if !told[c.Person] {
				told[c.Person] = true
				notices = append(notices, notify.Notice{Person: c.Person, Unit: u.ID, Key: key, Args: []any{m.UnitName, m.ClosesOn}, Link: "/consultation/of/" + string(m.ID), Mail: notify.News})
			}
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}
