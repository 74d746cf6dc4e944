package sample

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// session is a meeting on its way into the database. Each draws from dice of
// its own, so that meetings can be written at the same time in any order.
type session struct {
	Services
	common
	spec    unitSpec
	unit    org.ID
	people  []person
	sitting sitting
	today   db.Date
	dice    *rand.Rand
	topic   subject
	kept    bool // tasks are done in time
	sheet   meeting.Sheet
	heard   map[string]*report // on its agenda
}

func (s Services) session(h *house, c common, u unitSpec, at sitting, today db.Date) *session {
	ses := &session{
		Services: s, common: c, spec: u, unit: h.units[u.Code], people: h.people[u.Code], sitting: at, today: today,
		dice: dice("meeting", u.Code, string(at.Kind), string(at.On)), kept: h.Kept && at.On.Year() == h.Year,
	}
	if at.Kind == meeting.Thematic {
		ses.topic = themeOf(h.Themes, at.Month)
	} else {
		// Cells of one tree talk of different things: the day of the month sets them apart.
		ses.topic = h.Topics[(serial(at.Month)+u.Meets.Day)%len(h.Topics)]
	}
	return ses
}

func (s *session) thematic() bool { return s.sitting.Kind == meeting.Thematic }
func (s *session) regular() bool  { return s.sitting.Kind == meeting.Regular }

// say fills the month and figures into a text.
func (s *session) say(text string) string { return said(text, s.sitting.Month, s.dice) }

// hold writes the meeting: one in the past until it is closed, one ahead as it
// is prepared.
func (s *session) hold(ctx context.Context) error {
	chair, minuter := s.people[0].id, s.minuter()
	id, err := s.Meetings.Plan(ctx, access.Console, s.unit, meeting.Plan{
		Kind: s.sitting.Kind, Month: s.sitting.Month, HeldOn: s.sitting.On, StartsAt: s.spec.Meets.At, Place: s.spec.Meets.Place, Chair: chair, Minuter: minuter,
	})
	if err != nil {
		return err
	}
	if err := s.look(ctx, id); err != nil {
		return err
	}
	if len(s.sheet.Items) == 0 {
		if err := s.ownAgenda(ctx); err != nil {
			return err
		}
	}
	if s.sitting.Left < 0 {
		return s.allot(ctx)
	}
	if err := s.propose(ctx); err != nil {
		return err
	}
	return s.run(ctx, id)
}

// run holds the meeting that was planned, and closes it.
func (s *session) run(ctx context.Context, id meeting.ID) error {
	if err := s.Meetings.Open(ctx, access.Console, id, s.sheet.Meeting.Version, s.spec.Meets.At); err != nil {
		return err
	}
	if err := s.look(ctx, id); err != nil {
		return err
	}
	if err := s.callRoll(ctx); err != nil {
		return err
	}
	proceed := s.proceed
	if s.congress() {
		proceed = s.convene
	}
	if err := proceed(ctx); err != nil {
		return err
	}
	if err := s.measure(ctx); err != nil {
		return err
	}
	return s.close(ctx)
}

// look reads the meeting as it stands.
func (s *session) look(ctx context.Context, id meeting.ID) (err error) {
	s.sheet, err = s.Meetings.Get(ctx, access.Console, id)
	return err
}

func (s *session) id() meeting.ID { return s.sheet.Meeting.ID }

// minuter is somebody of the cell who sits on the day, the chair left out.
func (s *session) minuter() member.ID {
	var able []person
	for _, p := range s.people[1:] {
		if p.sits(s.sitting.On) && p.form.Status == member.Official {
			able = append(able, p)
		}
	}
	return inTurn(able, s.sitting.Month).id
}

// ownAgenda is for dates for which the rulebook has none.
func (s *session) ownAgenda(ctx context.Context) error {
	for _, i := range s.Agenda {
		if _, err := s.Meetings.AddItem(ctx, access.Console, s.id(), meeting.ItemForm{Title: i.Title, Kind: i.Kind, Minutes: i.Minutes}); err != nil {
			return err
		}
	}
	return s.look(ctx, s.id())
}

// lengths are how many minutes the kinds of items are planned for.
var lengths = map[rulebook.Kind]int{
	rulebook.KindProcedural: 3, rulebook.KindAttendance: 3, rulebook.KindReport: 15, rulebook.KindTask: 10, rulebook.KindStudy: 10,
	rulebook.KindDiscussion: 15, rulebook.KindCritique: 10, rulebook.KindVote: 10, rulebook.KindScore: 5,
}

// allot plans the length of each item of the meeting ahead, and who presents.
func (s *session) allot(ctx context.Context) error {
	for _, i := range s.sheet.Items {
		if i.Report != "" || i.Key == meeting.NextReporters {
			continue // as they come with the turns
		}
		f := meeting.ItemForm{Title: i.Title, Kind: i.Kind, Minutes: lengths[i.Kind]}
		if i.Kind == rulebook.KindReport {
			f.Presenter = s.people[0].id
		}
		if err := s.Meetings.AmendItem(ctx, access.Console, s.id(), i.ID, i.Version, f); err != nil {
			return err
		}
	}
	return nil
}

// callRoll marks who came. Chair and minute taker always do.
func (s *session) callRoll(ctx context.Context) error {
	var marks []meeting.Marking
	for i, seat := range s.sheet.Seats {
		if seat.State != member.Active && seat.State != member.Visiting {
			continue
		}
		m := meeting.Marking{Person: seat.Person, Version: seat.Version, Mark: s.mark(seat)}
		marks = append(marks, m)
		s.sheet.Seats[i].Mark = m.Mark
	}
	return s.Meetings.Mark(ctx, access.Console, s.id(), marks)
}

func (s *session) mark(seat meeting.Seat) meeting.Mark {
	n := s.dice.IntN(100)
	switch {
	case seat.Person == s.sheet.Meeting.Chair || seat.Person == s.sheet.Meeting.Minuter || s.presents(seat.Person):
		return meeting.Present
	case n < 6:
		return meeting.Excused
	case n < 7:
		return meeting.Unexcused
	}
	return meeting.Present
}

// presents reports whether somebody gives his report in the meeting.
func (s *session) presents(who member.ID) bool {
	return slices.ContainsFunc(s.sheet.Items, func(i meeting.Item) bool { return i.Report != "" && i.Presenter == who })
}

// present are those in the room, the chair left out.
func (s *session) present() []meeting.Seat {
	var here []meeting.Seat
	for _, seat := range s.sheet.Seats {
		if seat.Mark == meeting.Present && seat.Person != s.sheet.Meeting.Chair {
			here = append(here, seat)
		}
	}
	return here
}

// speakers are n people of the room, each once, without who presents.
func (s *session) speakers(n int, presenter member.ID) []member.ID {
	here := slices.DeleteFunc(s.present(), func(seat meeting.Seat) bool { return seat.Person == presenter })
	s.dice.Shuffle(len(here), func(i, j int) { here[i], here[j] = here[j], here[i] })
	var ids []member.ID
	for _, seat := range here[:min(n, len(here))] {
		ids = append(ids, seat.Person)
	}
	return ids
}

func (s *session) close(ctx context.Context) error {
	from, err := time.Parse("15:04", s.spec.Meets.At)
	if err != nil {
		return fmt.Errorf("sample data: %w", err)
	}
	return s.Meetings.Close(ctx, access.Console, s.id(), s.sheet.Meeting.Version, meeting.Sign{
		OpenedAt: s.spec.Meets.At, ClosedAt: from.Add(time.Duration(95+s.dice.IntN(35)) * time.Minute).Format("15:04"), Summary: s.Summary,
	}, nil)
}

// freeze gives the minutes their number, and what follows from them. The meetings of a cell are frozen one
// after the other, so that numbers follow dates.
func (s *session) freeze(ctx context.Context) error {
	if s.sitting.Left < 0 {
		return nil
	}
	if err := s.freezeNow(ctx); err != nil {
		return err
	}
	return s.sendUp(ctx)
}

// freezeNow freezes the minutes of a meeting that was just closed.
func (s *session) freezeNow(ctx context.Context) error {
	by := access.Console
	by.Person = string(s.sheet.Meeting.Chair) // the paper names who froze it
	_, err := s.Deeds.Freeze(ctx, by, s.id(), s.sheet.Meeting.Version+1)
	return err
}

// vote is a show of hands about the resolution; now and then one has another
// opinion.
func (s *session) vote(ctx context.Context, i meeting.Item) error {
	n := vote.Count{Favour: len(s.voters())}
	if n.Favour > 5 && s.dice.IntN(8) == 0 {
		n.Favour, n.Other = n.Favour-1, 1
	}
	question, resolved := "Thông qua "+s.say(lowerFirst(s.Resolution)), s.Resolved
	if s.thematic() {
		question, resolved = "Thông qua kết luận chuyên đề “"+s.topic.Title+"”", s.Themed
	}
	if _, err := s.Meetings.Vote(ctx, access.Console, s.id(), i.ID, question, vote.Ordinary, n); err != nil {
		return err
	}
	return s.conclude(ctx, i, resolved)
}

// assign gives the tasks of the topic to people in the room, and writes what
// became of them since.
func (s *session) assign(ctx context.Context, i meeting.Item) error {
	who := s.speakers(len(s.topic.Tasks), "")
	for n, t := range s.topic.Tasks {
		due := s.sitting.On.AddDays(18 + s.dice.IntN(9))
		if s.last() {
			due = max(due, s.today.AddDays(3+s.dice.IntN(7)))
		}
		id, err := s.Meetings.Assign(ctx, access.Console, s.id(), i.ID, task.New{Title: s.say(t.Title), Measure: s.say(t.Measure), Assignee: who[n%len(who)], Due: due})
		if err != nil {
			return err
		}
		if err := s.follow(ctx, id, due, n, s.say(t.Result)); err != nil {
			return err
		}
	}
	return nil
}

// last reports whether no regular meeting was held since.
func (s *session) last() bool { return s.regular() && s.sitting.Left == 0 }

// follow tells what became of the n-th task of the meeting: of the last
// meeting none is done, of the one before the last task is overdue.
func (s *session) follow(ctx context.Context, id task.ID, due db.Date, n int, result string) error {
	switch {
	case s.last() && n > 0:
		return s.Tasks.Report(ctx, access.Console, id, 1, result)
	case s.last() || s.regular() && s.sitting.Left == 1 && n == len(s.topic.Tasks)-1:
		return nil
	}
	on := min(due.AddDays(s.dice.IntN(7)-4), s.today)
	if s.kept {
		on = min(on, due)
	}
	verdict := verdicts[s.dice.IntN(len(verdicts))]
	if on > due {
		verdict = task.Verdict{Evaluation: task.DoneLate, Remark: "Đã hoàn thành, chậm so với thời hạn.", Lesson: "Báo sớm khi có vướng mắc."}
	}
	return s.DB.Write(ctx, access.Console, func(tx *db.Tx) error {
		return s.Tasks.SettleTx(tx, access.Console, id, on, result, verdict)
	})
}

// verdicts are how the committee takes a report that came in time.
var verdicts = []task.Verdict{
	{Evaluation: task.DoneAsIs},
	{Evaluation: task.DoneAsIs, Remark: "Hoàn thành đúng yêu cầu."},
	{Evaluation: task.DoneAsIs, Remark: "Đã hoàn thành.", Lesson: "Phân công rõ từng phần việc ngay từ đầu."},
	{Evaluation: task.DoneWell, Remark: "Làm nhanh, kết quả rõ; biểu dương trước chi bộ."},
}
