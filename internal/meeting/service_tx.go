package meeting

import (
	"errors"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// What packages deed and month read of meetings, and do with them, within
// their own transactions.

// StepTx takes a meeting through one of the moves that belong to its papers,
// Freezing, Reporting and Correcting, and gives it in its new state. It
// authorises, locks the meeting, checks the guard of the move and the version
// that the form showed. The caller keeps the papers and writes the log.
func (s *Service) StepTx(tx *db.Tx, by access.Actor, id ID, version int, v Verb) (Meeting, error) {
	m, was, err := stepping(tx, by, id, v)
	if err != nil {
		return m, err
	}
	switch v {
	case Freezing:
		if m.Minuter == "" {
			return m, fault.At("minuter", "meeting.minuter_missing")
		}
	case Reporting:
		if m.Kind == Committee {
			return m, NotWhen(m.State)
		}
		if m.ReportedOn == "" { // the day of the first report stays
			m.ReportedOn = tx.Today()
		}
	case Correcting:
	default: // the others have use cases of their own
		return m, NotWhen(was.State)
	}
	err = update(tx, m, version, was)
	m.Version = version + 1
	return m, err
}

// PlannedTx fills in, for anyone of the cell, what a notice tells of a meeting
// whose head was read: the called, the agenda, guests, papers and rules.
func (s *Service) PlannedTx(tx *db.Tx, by access.Actor, sh *Sheet) (err error) {
	if err := s.called(tx, by, sh); err != nil {
		return err
	}
	if sh.Guests, err = guestsOf(tx, sh.Meeting.ID); err != nil {
		return err
	}
	return s.papers(tx, sh)
}

// DecidedTx fills in, for anyone of the cell, what was decided in a meeting
// whose head was read: the called, the items with their conclusions, votes and
// tasks, and the rules. It reads no opinion, guest or paper.
func (s *Service) DecidedTx(tx *db.Tx, by access.Actor, sh *Sheet) error {
	if err := s.called(tx, by, sh); err != nil {
		return err
	}
	at := map[ItemID]*Item{}
	for n := range sh.Items {
		at[sh.Items[n].ID] = &sh.Items[n]
	}
	return voted(tx, sh.Meeting, sh.Items, at)
}

// SeatedTx fills in, for anyone of the cell, the called of a meeting whose head
// was read, with what the roll call found of them.
func (s *Service) SeatedTx(tx *db.Tx, by access.Actor, sh *Sheet) (err error) {
	if err = access.Check(by, View, sh.Unit.Kept()); err != nil {
		return err
	}
	sh.Seats, err = seatsOf(tx, sh.Meeting)
	return err
}

// AgendaTx gives, to anyone of the cell, the items of a meeting whose head was
// read, without what was said under them.
func (s *Service) AgendaTx(tx *db.Tx, by access.Actor, sh Sheet) ([]Item, error) {
	if err := access.Check(by, View, sh.Unit.Kept()); err != nil {
		return nil, err
	}
	return itemsOf(tx, sh.Meeting.ID)
}

// Case is what a vote in the meeting is judged by besides its count, once the
// called are filled in.
func (sh Sheet) Case(matter vote.Matter) vote.Case { return sh.Meeting.ballot(matter, sh.Seats) }

// called fills in what both begin with.
func (s *Service) called(tx *db.Tx, by access.Actor, sh *Sheet) (err error) {
	if err = access.Check(by, View, sh.Unit.Kept()); err != nil {
		return err
	}
	if sh.Seats, err = seatsOf(tx, sh.Meeting); err != nil {
		return err
	}
	if sh.Items, err = itemsOf(tx, sh.Meeting.ID); err != nil {
		return err
	}
	return s.judge(tx, sh)
}

// RecordedTx fills in, for anyone of the cell, what minutes are made of: all of
// the record of a meeting whose head was read, but its papers.
func (s *Service) RecordedTx(tx *db.Tx, by access.Actor, sh *Sheet) error {
	if err := access.Check(by, View, sh.Unit.Kept()); err != nil {
		return err
	}
	return s.record(tx, sh)
}

// GivenTx gives, to anyone of the cell, the tasks that the regular meeting
// before one gave; none where that is no regular meeting or there was none.
func (s *Service) GivenTx(tx *db.Tx, by access.Actor, sh Sheet) ([]task.Task, error) {
	if err := access.Check(by, View, sh.Unit.Kept()); err != nil || sh.Meeting.Kind != Regular {
		return nil, err
	}
	last, err := regularBefore(tx, sh.Meeting)
	if err != nil || last == "" {
		return nil, err
	}
	return task.ByOrigin(tx, meetingKind, string(last))
}

// ExcusedTx counts, for the committee, who was excused so many regular meetings
// running, in one year, of which the last was held by the day of a meeting: how
// many they are, never who.
func (s *Service) ExcusedTx(tx *db.Tx, by access.Actor, sh Sheet, times int) (int, error) {
	if err := access.Check(by, Prepare, sh.Unit.Place()); err != nil {
		return 0, err
	}
	return excusedRunning(tx, sh.Meeting, times)
}

// AnsweredTx fills in, for anyone of the cell, what was sent ahead of the
// meeting of a sheet that holds nothing but it and its unit: the called, what
// the actor may do, answers and contributions; with papers, those and how often
// each was opened. Of a meeting that runs it fills in, instead of what was sent
// ahead, what those in the room are asked. It makes two queries, and two more for
// papers.
func (s *Service) AnsweredTx(tx *db.Tx, by access.Actor, sh *Sheet, papers bool) (err error) {
	if err = access.Check(by, View, sh.Unit.Kept()); err != nil {
		return err
	}
	sh.permit(by)
	if sh.Seats, err = seatsOf(tx, sh.Meeting); err != nil {
		return err
	}
	if sh.Meeting.State == Open {
		sh.Polled, err = s.asked(tx, sh.Meeting)
	} else {
		err = sh.hear(tx)
	}
	if err != nil || !papers {
		return err
	}
	if err = s.papers(tx, sh); err != nil {
		return err
	}
	return sh.under(tx)
}

// NextTx gives, to anyone of a cell, its meeting that runs, else the earliest
// that lies ahead; a zero one if there is none. The committee's own meetings
// are the committee's alone.
func (s *Service) NextTx(tx *db.Tx, by access.Actor, u org.Unit) (Meeting, error) {
	if err := access.Check(by, View, u.Place()); err != nil {
		return Meeting{}, err
	}
	m, err := nextOf(tx, u.ID, access.Can(by, Prepare, u.Place()))
	if errors.Is(err, db.ErrNone) {
		return Meeting{}, nil
	}
	return m, err
}

// RunningTx gives, to anyone of a cell, its meetings that run now. The
// committee's own are left out.
func (s *Service) RunningTx(tx *db.Tx, by access.Actor, u org.Unit) ([]ID, error) {
	if err := access.Check(by, View, u.Kept()); err != nil {
		return nil, err
	}
	return runningIn(tx, u.ID)
}

// AroundTx gives the committee the meetings that its month is made of, in the
// order of days: all since a day, those that are not over, and the two latest
// regular ones that were opened. Cancelled ones are left out.
func (s *Service) AroundTx(tx *db.Tx, by access.Actor, u org.Unit, since db.Date) ([]Meeting, error) {
	if err := access.Check(by, Prepare, u.Place()); err != nil {
		return nil, err
	}
	return meetingsAround(tx, u.ID, since)
}

// SeatTx gives, to anyone of the cell, one of the called of a meeting whose head
// was read, with what the roll call found of him. It is not ok where he is not
// called.
func (s *Service) SeatTx(tx *db.Tx, by access.Actor, sh Sheet, person member.ID) (seat Seat, ok bool, err error) {
	if err := access.Check(by, View, sh.Unit.Kept()); err != nil {
		return seat, false, err
	}
	of := seatsOf
	if sh.Meeting.OpenedAt != "" {
		of = func(tx *db.Tx, m Meeting) ([]Seat, error) { return markedOne(tx, m.ID, person) }
	}
	seats, err := of(tx, sh.Meeting)
	seat, ok = SeatOf(seats, person)
	return seat, ok, err
}

// PresentTx marks present those of the called who are not yet, as the recorder
// does in a meeting whose roll call is open (B4).
func (s *Service) PresentTx(tx *db.Tx, by access.Actor, id ID, people []member.ID) error {
	return s.markTx(tx, by, id, func(seats []Seat) ([]Seat, error) {
		marks := make([]Marking, len(people))
		for n, p := range people {
			seat, _ := SeatOf(seats, p)
			marks[n] = Marking{Person: p, Mark: Present, Version: seat.Version}
		}
		return remark(seats, marks)
	})
}

// SeatsTx fills in, for anyone of the cell, the called of a meeting whose head
// was read.
func (s *Service) SeatsTx(tx *db.Tx, by access.Actor, sh *Sheet) (err error) {
	if err = access.Check(by, View, sh.Unit.Kept()); err != nil {
		return err
	}
	sh.Seats, err = seatsOf(tx, sh.Meeting)
	return err
}

// BookTx gives the rules of a unit, its own included. They are no secret.
func (s *Service) BookTx(tx *db.Tx, _ access.Actor, unit org.ID) (*rulebook.Book, error) {
	return s.book(tx, unit)
}

// OverseenTx gives an officer what the levels above may see of a meeting of a
// cell below: its open columns, and with how many it was held. A committee's
// own meetings are not their business.
func (s *Service) OverseenTx(tx *db.Tx, by access.Actor, id ID) (l Line, err error) {
	m, err := byID(tx, id)
	if err != nil {
		return l, err
	}
	u, err := org.Authorise(tx, by, Oversee, m.Unit)
	if err != nil {
		return l, err
	}
	if m.Kind == Committee {
		return l, db.ErrNone
	}
	l = Line{Meeting: m.open(), UnitName: u.Name}
	if m.OpenedAt != "" {
		seats, err := marked(tx, id)
		if err != nil {
			return l, err
		}
		r := Count(seats)
		l.Present, l.Counted = r.Present, r.Counted
	}
	return l, nil
}

// open is what the levels above may see of a meeting.
func (m Meeting) open() Meeting {
	return Meeting{ID: m.ID, Unit: m.Unit, Kind: m.Kind, Combined: m.Combined, Month: m.Month, HeldOn: m.HeldOn, State: m.State, ReportedOn: m.ReportedOn}
}
