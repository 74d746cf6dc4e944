package reflection

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Day is what the page of the day says about reports.
type Day struct {
	// Turns are those of the unit in which something is still to be done,
	// planned ones too, and all from last month on, by month.
	Turns []Report
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

// DayTx gives what the page of the day of somebody of a unit shows, in
// three queries.
func (s *Service) DayTx(tx *db.Tx, by access.Actor, u org.Unit) (d Day, err error) {
	if err := access.Check(by, View, u.Place()); err != nil {
		return d, err
	}
	rows, err := nearTurns(tx, u.ID, member.ID(by.Person))
	if err != nil {
		return d, err
	}
	for i, t := range rows {
		d.Turns = append(d.Turns, t.Report)
		if by.Person != "" && string(t.Person) == by.Person && d.Own == nil && (t.State.Told() || t.State == Concluded) {
			d.Own, d.Written = &rows[i].Report, t.written
		}
	}
	now, err := s.running(tx, by, u)
	if err == nil {
		err = d.count(tx, u.ID, member.ID(by.Person), now)
	}
	if err != nil {
		return d, err
	}
	if !access.Can(by, Review, u.Place()) {
		d.Heard, d.LookOn = 0, 0
	}
	return d, nil
}
