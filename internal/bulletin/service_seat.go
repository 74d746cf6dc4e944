package bulletin

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

const (
	seatMinutes = 10 // of the item on the agenda
	seatsMost   = 5  // how many models come onto one agenda by themselves
)

// SeatTx puts the models that a cell has still to talk over onto the agenda of a
// regular meeting that was planned, each once. It is what a plan of a meeting calls.
func (s *Service) SeatTx(tx *db.Tx, by access.Actor, m meeting.Meeting) error {
	if s.Meetings == nil || m.Kind != meeting.Regular {
		return nil
	}
	if _, err := org.Authorise(tx, by, meeting.Prepare, m.Unit); err != nil {
		return err
	}
	waiting, err := unseated(tx, m.Unit, seatsMost)
	if err != nil || len(waiting) == 0 {
		return err
	}
	return s.seat(tx, by, m, waiting)
}

// seat brings adoptions onto an agenda, and keeps which meeting talks them over.
func (s *Service) seat(tx *db.Tx, by access.Actor, m meeting.Meeting, all []Adoption) error {
	items := make([]meeting.Item, len(all))
	for i, d := range all {
		items[i] = meeting.Item{Kind: rulebook.KindDiscussion, Title: "Xem xét áp dụng mô hình “" + d.Title + "”", Minutes: seatMinutes}
	}
	if _, err := s.Meetings.BringTx(tx, by, m.ID, items...); err != nil {
		return err
	}
	for _, d := range all {
		if err := seated(tx, d.ID, m.ID); err != nil {
			return err
		}
	}
	return nil
}

// seatNext puts an adoption onto the agenda of the next regular meeting that is being
// prepared: the program does, whoever proposed it. One that was announced keeps the
// agenda that went out, and a full agenda stays as it is: the adoption then waits for
// the next plan.
func (s *Service) seatNext(tx *db.Tx, u org.Unit, d Adoption) error {
	if s.Meetings == nil || !u.Kind.Holds || u.Kind.Mass() {
		return nil
	}
	ahead, err := s.Meetings.DecidingTx(tx, access.System, u)
	if err != nil {
		return err
	}
	for _, m := range ahead {
		if m.Kind != meeting.Regular || m.State != meeting.Preparing {
			continue
		}
		if err := s.seat(tx, access.System, m, []Adoption{d}); !fault.Is(err, fault.Invalid) {
			return err
		}
		return nil
	}
	return nil
}

// talked fills in the months of the meetings that talk adoptions over.
func talked(tx *db.Tx, all []Adoption) error {
	var ids []meeting.ID
	for _, d := range all {
		if d.Meeting != "" && d.undecided() {
			ids = append(ids, d.Meeting)
		}
	}
	held, err := meeting.OccasionsOf(tx, ids)
	for i, d := range all {
		for _, o := range held {
			if o.ID == d.Meeting {
				all[i].Month = db.Date(o.Month)
			}
		}
	}
	return err
}
