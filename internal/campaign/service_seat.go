package campaign

import (
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/task"
)

const (
	seatMinutes = 20 // of the item on the agenda
	draftDays   = 14 // after the meeting, where the theme sets no day for programmes
)

// SeatTx puts the themes that came from above, and run on its day, onto the agenda of a
// meeting that was planned, each once in a cell, and gives the secretary the task to
// write the programme; where the cell has issued one it knows the theme already. It is
// what a plan of a meeting calls.
func (s *Service) SeatTx(tx *db.Tx, by access.Actor, m meeting.Meeting) error {
	if s.Meetings == nil || m.Kind != meeting.Regular {
		return nil
	}
	u, err := org.Authorise(tx, by, meeting.Prepare, m.Unit)
	if err != nil {
		return err
	}
	themes, err := Current(tx, u.Path, m.HeldOn)
	if err != nil {
		return err
	}
	for _, t := range themes {
		if err := s.seat(tx, by, t, u, m); err != nil {
			return err
		}
	}
	return nil
}

// seat puts one theme onto the agenda of one meeting.
func (s *Service) seat(tx *db.Tx, by access.Actor, t Theme, u org.Unit, m meeting.Meeting) error {
	if t.Unit == u.ID || u.Kind.Mass() {
		return nil
	}
	n, err := nodeOf(tx, t.ID, u.ID)
	if err != nil || n.State == Issued {
		return err
	}
	first, err := seated(tx, t.ID, u.ID, string(m.ID))
	if err != nil || !first {
		return err
	}
	title := "Quán triệt, triển khai chủ đề năm " + strconv.Itoa(t.Year) + " “" + t.Title + "”"
	if _, err := s.Meetings.BringTx(tx, by, m.ID, meeting.Item{Kind: rulebook.KindStudy, Title: title, Minutes: seatMinutes}); err != nil {
		return err
	}
	return s.entrust(tx, by, t, u, m)
}

// entrust gives the head of a cell the task to write its programme, where it has one.
func (s *Service) entrust(tx *db.Tx, by access.Actor, t Theme, u org.Unit, m meeting.Meeting) error {
	called, err := member.CalledTo(tx, u.ID, tx.Today())
	head := member.HeadOf(called)
	if err != nil || head == "" || s.Tasks == nil {
		return err
	}
	due := t.Due
	if due < m.HeldOn {
		due = m.HeldOn.AddDays(draftDays)
	}
	title := "Xây dựng chương trình thực hiện chủ đề năm " + strconv.Itoa(t.Year)
	_, err = s.Tasks.AssignTx(tx, by, task.New{Unit: u.ID, Title: title, Measure: "Ban hành chương trình của chi bộ", Assignee: head, Due: due})
	return err
}

// seatBelow puts a theme that is launched onto the agendas of meetings that cells have
// planned already. In a tree too large to do so at once each cell does when it receives
// the theme.
func (s *Service) seatBelow(tx *db.Tx, t Theme) error {
	if s.Meetings == nil {
		return nil
	}
	units, large, err := reached(tx, t)
	if err != nil || large {
		return err
	}
	for _, u := range units {
		if err := s.seatNext(tx, t, u); err != nil {
			return err
		}
	}
	return nil
}

// seatNext puts a theme onto the agenda of the next regular meeting of a cell on whose
// day it runs, if one is planned: the program does, whoever called for it.
func (s *Service) seatNext(tx *db.Tx, t Theme, u org.Unit) error {
	if s.Meetings == nil || !u.Kind.Holds || u.Kind.Mass() {
		return nil
	}
	ahead, err := s.Meetings.DecidingTx(tx, access.System, u)
	if err != nil {
		return err
	}
	for _, m := range ahead {
		if m.Kind == meeting.Regular && t.Runs(m.HeldOn) {
			return s.seat(tx, access.System, t, u, m)
		}
	}
	return nil
}
