package reflection

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Day is what the page of the day says about reports.
type Day struct {
	// Pending are the reports of the unit in which something is still to be
	// done, planned ones too, by month.
	Pending []Report
	// Own is the actor's own among them that waits for him, nil if none does:
	// told and not presented, or concluded and not final. Written says which of
	// its parts say something.
	Own     *Report
	Written map[Part]bool
	// Answers are the actor's own remarks that he has not answered, Helps what
	// he agreed to help with and has not done.
	Answers, Helps int
	// Heard are the people of the unit who have presented this year, LookOn
	// the remarks whose day to look has come; for leaders alone.
	Heard, LookOn int
}

// DayTx gives what the page of the day of somebody of a unit shows, in two
// queries.
func (s *Service) DayTx(tx *db.Tx, by access.Actor, u org.Unit) (d Day, err error) {
	if err := access.Check(by, View, u.Place()); err != nil {
		return d, err
	}
	pending, err := pendingOf(tx, u.ID, member.ID(by.Person))
	if err != nil {
		return d, err
	}
	for i, p := range pending {
		d.Pending = append(d.Pending, p.Report)
		if by.Person != "" && string(p.Person) == by.Person && d.Own == nil && (p.State.Told() || p.State == Concluded) {
			d.Own, d.Written = &pending[i].Report, p.written
		}
	}
	if err := d.count(tx, u.ID, member.ID(by.Person)); err != nil {
		return d, err
	}
	if !access.Can(by, Review, u.Place()) {
		d.Heard, d.LookOn = 0, 0
	}
	return d, nil
}
