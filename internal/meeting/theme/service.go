package theme

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/task"
)

// Service holds the use cases.
type Service struct {
	db       *db.DB
	meetings *meeting.Service
}

// New makes the use cases over a database and its meetings.
func New(d *db.DB, meetings *meeting.Service) *Service { return &Service{db: d, meetings: meetings} }

// Sheet is the theme of a meeting as a page shows it.
type Sheet struct {
	meeting.Sheet       // the meeting, its unit, the called, and what the actor may do; nothing else
	Theme         Theme // without its measures while they are not to be seen
	Tasks         []task.Task
	Outcome       bool // measures and tasks may be seen
	// Ideas are topics for reference on the day of the meeting.
	Ideas []Idea
}

// Idea is a list of topics for reference, for one type of cell.
type Idea struct {
	Cell   string // a value of rulebook.FactCell
	Topics rulebook.Codes
	By     rulebook.Source
}

// MayWrite reports whether the actor may change the theme now.
func (s Sheet) MayWrite() bool { return s.MayPrepare && !s.Meeting.State.Over() }

// MayConclude reports whether the actor may write down measures now.
func (s Sheet) MayConclude() bool {
	return s.MayRecord && (s.Meeting.State == meeting.Open || s.Meeting.State == meeting.Closed)
}

// Get gives the theme of a meeting to anyone of its cell. It makes a fixed
// number of queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id meeting.ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Sheet, err = s.head(tx, by, id); err != nil {
			return err
		}
		if err = s.meetings.SeatedTx(tx, by, &sh.Sheet); err != nil {
			return err
		}
		if sh.Theme, err = Of(tx, sh.Meeting); err != nil {
			return err
		}
		sh.Outcome = !sh.Meeting.State.Ahead() && (sh.MayRecord || sh.Meeting.State != meeting.Open)
		if !sh.Outcome {
			sh.Theme.Measures = ""
		} else if sh.Tasks, err = task.ByOrigin(tx, meeting.PapersOf, string(id)); err != nil {
			return err
		}
		if !sh.MayWrite() {
			return nil
		}
		book, err := s.meetings.BookTx(tx, by, sh.Meeting.Unit)
		sh.Ideas = ideas(book, sh.Meeting.HeldOn)
		return err
	})
	return sh, err
}

// ideas are the topics for reference on a day.
func ideas(b *rulebook.Book, on db.Date) (all []Idea) {
	for _, cell := range rulebook.CellTypes() {
		if a, ok := rulebook.Topics.At(b, string(on), rulebook.Facts{rulebook.FactCell: cell}); ok {
			all = append(all, Idea{Cell: cell, Topics: a.Value, By: a.Source()})
		}
	}
	return all
}

// head reads a meeting that has a theme, for anyone of its cell.
func (s *Service) head(tx *db.Tx, by access.Actor, id meeting.ID) (meeting.Sheet, error) {
	head, err := s.meetings.HeadTx(tx, by, id)
	if err == nil && !head.Meeting.Themed() {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return head, err
}

// Write takes down what the meeting is about, by the committee, until the
// minutes are frozen. Another topic takes back that the draft was passed.
func (s *Service) Write(ctx context.Context, by access.Actor, id meeting.ID, version int, f Form) error {
	return s.change(ctx, by, id, version, "theme.write", func(tx *db.Tx, sh Sheet) (Theme, error) {
		if err := access.Check(by, meeting.Prepare, sh.Unit.Place()); err != nil {
			return Theme{}, err
		}
		if !sh.MayWrite() {
			return Theme{}, meeting.NotWhen(sh.Meeting.State)
		}
		if err := s.meetings.SeatedTx(tx, by, &sh.Sheet); err != nil {
			return Theme{}, err
		}
		if err := f.check(sh.Seats); err != nil {
			return Theme{}, err
		}
		return sh.Theme.write(f), nil
	})
}

// Pass notes that the committee passed the draft of the paper on a day.
func (s *Service) Pass(ctx context.Context, by access.Actor, id meeting.ID, version int, day db.Date) error {
	return s.change(ctx, by, id, version, "theme.pass", func(tx *db.Tx, sh Sheet) (Theme, error) {
		if err := access.Check(by, meeting.Prepare, sh.Unit.Place()); err != nil {
			return Theme{}, err
		}
		if !sh.MayWrite() {
			return Theme{}, meeting.NotWhen(sh.Meeting.State)
		}
		t := sh.Theme
		t.PassedOn, t.PassedBy = day, member.ID(by.Person)
		return t, t.mayPass(day, sh.Meeting.HeldOn, tx.Today())
	})
}

// Conclude takes down the measures for the work programme that the meeting ended
// in, one a line, by the recorder while the meeting is recorded.
func (s *Service) Conclude(ctx context.Context, by access.Actor, id meeting.ID, version int, measures string) error {
	return s.change(ctx, by, id, version, "theme.conclude", func(_ *db.Tx, sh Sheet) (Theme, error) {
		if !sh.MayRecord {
			return Theme{}, fault.New(fault.Denied, "ui.denied")
		}
		if !sh.MayConclude() {
			return Theme{}, meeting.NotWhen(sh.Meeting.State)
		}
		t := sh.Theme
		var err error
		t.Measures, err = checkMeasures(measures)
		return t, err
	})
}

// change stores what becomes of a theme.
func (s *Service) change(ctx context.Context, by access.Actor, id meeting.ID, version int, action string, to func(*db.Tx, Sheet) (Theme, error)) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := s.head(tx, by, id); err != nil {
			return err
		}
		if err := tx.Lock("meeting", string(id)); err != nil {
			return err
		}
		head, err := s.head(tx, by, id)
		if err != nil {
			return err
		}
		was, err := Of(tx, head.Meeting)
		if err != nil {
			return err
		}
		t, err := to(tx, Sheet{Sheet: head, Theme: was})
		if err != nil {
			return err
		}
		if err := put(tx, id, t, was, version); err != nil {
			return err
		}
		return head.Meeting.Audit(tx, action, "", db.Change{From: was, To: t})
	})
}
