package ballot

import (
	"context"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// Sheet is one ballot as a page shows it.
type Sheet struct {
	Meeting  meeting.Meeting
	Unit     org.Unit
	Seats    []meeting.Seat
	Ballot   Ballot
	Item     string // title of the agenda's item, "" for none
	Agenda   []meeting.Item
	Prospect vote.Prospect // what it is judged by; once announced, what it was
	Outcome  vote.Outcome  // of an announced question
	// MayRun: the actor is the recorder; MayCount: of the board. MayRead: he may
	// read the figures, which are left out otherwise. MayRepeat: another round
	// can follow.
	MayRun    bool
	MayCount  bool
	MayRead   bool
	MayRepeat bool
	Moves     // that he may take now

	head  meeting.Sheet
	me    member.ID
	votes []vote.Vote // once announced
}

// Own reports whether the count is the actor's own entry, which another has to
// confirm.
func (sh Sheet) Own() bool { return sh.me != "" && sh.me == sh.Ballot.Tally.EnteredBy }

// Electable are the called who may be put on the list.
func (sh Sheet) Electable() []meeting.Seat {
	return sh.seats(func(s meeting.Seat) bool {
		return mayStand(s) && !sh.Ballot.on(s.Person) && !slices.ContainsFunc(sh.Ballot.Candidates, func(c Candidate) bool { return c.Person == s.Person })
	})
}

// Tellers are the called who may be of the board.
func (sh Sheet) Tellers() []meeting.Seat {
	standing := sh.Ballot.standing()
	return sh.seats(func(s meeting.Seat) bool {
		return mayCount(s, sh.Meeting.State) && !slices.ContainsFunc(standing, func(c Candidate) bool { return c.Person == s.Person })
	})
}

func (sh Sheet) seats(keep func(meeting.Seat) bool) []meeting.Seat {
	return slices.DeleteFunc(slices.Clone(sh.Seats), func(s meeting.Seat) bool { return !keep(s) })
}

// Copies is how many ballots are needed: one for each voter who is present or,
// before the roll call, for each who is called.
func (sh Sheet) Copies() int {
	if n := sh.Prospect.Base.Present; n > 0 {
		return n
	}
	return sh.Prospect.Base.Size
}

// take finds the state that an act leads to, and refuses what is not the
// actor's, and what the state of ballot or meeting does not allow.
func (sh Sheet) take(a Act) (State, error) {
	counts := a == Entering || a == Confirming
	if counts && !sh.MayCount || !counts && !sh.MayRun {
		return "", fault.New(fault.Denied, "ui.denied")
	}
	row, err := move(sh.Ballot.State, a)
	if err != nil {
		return "", err
	}
	if !a.during(sh.Meeting.State) {
		return "", meeting.NotWhen(sh.Meeting.State)
	}
	return row.To, nil
}

// theirs is what is stored now, for the fields of the act's form: figures are
// told to the board alone.
func (sh Sheet) theirs(a Act) map[string]string {
	switch {
	case a == Entering && sh.Ballot.Tally.EnteredBy != "":
		return sh.Ballot.Tally.typed(sh.Ballot)
	case a == Editing:
		return map[string]string{"title": sh.Ballot.Title, "seats": strconv.Itoa(sh.Ballot.Seats)}
	}
	return nil
}

// Get gives one ballot of a meeting to anyone of its cell. It makes a fixed
// number of queries.
func (s *Service) Get(ctx context.Context, by access.Actor, m meeting.ID, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = s.sheet(tx, by, m, id); err != nil {
			return err
		}
		if sh.Agenda, err = s.meetings.AgendaTx(tx, by, sh.head); err != nil {
			return err
		}
		for _, i := range sh.Agenda {
			if i.ID == sh.Ballot.Item {
				sh.Item = i.Title
			}
		}
		sh.hide()
		return nil
	})
	return sh, err
}

// sheet reads a ballot with its figures.
func (s *Service) sheet(tx *db.Tx, by access.Actor, m meeting.ID, id ID) (sh Sheet, err error) {
	if sh.head, err = s.head(tx, by, m); err != nil {
		return sh, err
	}
	if sh.Ballot, err = byID(tx, m, id); err != nil {
		return sh, err
	}
	if err = s.meetings.SeatedTx(tx, by, &sh.head); err != nil {
		return sh, err
	}
	sh.Meeting, sh.Unit, sh.Seats, sh.me = sh.head.Meeting, sh.head.Unit, sh.head.Seats, sh.head.Me
	book, err := s.meetings.BookTx(tx, by, sh.Unit.ID)
	if err != nil {
		return sh, err
	}
	if err := sh.judge(tx, book); err != nil {
		return sh, err
	}
	sh.permit(by)
	return sh, nil
}

// judge fills in what the ballot is judged by; once announced, what it was.
func (sh *Sheet) judge(tx *db.Tx, book *rulebook.Book) (err error) {
	sh.Prospect = vote.Ahead(book, sh.head.Case(sh.Ballot.Matter))
	if sh.Ballot.State != Announced {
		return nil
	}
	sh.votes, err = vote.Of(tx, VotedIn, sh.Ballot.subjects()...)
	if len(sh.votes) > 0 {
		sh.Prospect, sh.Outcome = sh.votes[0].Prospect, sh.votes[0].Outcome
	}
	return err
}

// permit fills in what the actor may do.
func (sh *Sheet) permit(by access.Actor) {
	b := sh.Ballot
	seat, called := meeting.SeatOf(sh.Seats, sh.me)
	sh.MayRun = sh.head.MayRecord
	sh.MayCount = b.on(sh.me) && called && mayCount(seat, sh.Meeting.State) && access.Can(by, Count, sh.Unit.Place())
	sh.MayRead = b.State == Announced || sh.MayCount || sh.MayRun && b.State == Confirmed
	left := b.State == Annulled || b.State == Announced && b.Kind == Election && b.Left() > 0
	sh.MayRepeat = sh.MayRun && left && Editing.during(sh.Meeting.State)
	sh.Moves = Workflow.From(b.State, func(m Move) bool {
		_, err := sh.take(m.Act)
		return err == nil && (m.Act != Confirming || !sh.Own())
	})
}

// hide leaves out the figures that the actor may not read.
func (sh *Sheet) hide() {
	if sh.MayRead {
		return
	}
	sh.Ballot.Tally = Tally{}
	for i := range sh.Ballot.Candidates {
		sh.Ballot.Candidates[i].Favour = 0
	}
}

// List is the ballots of a meeting.
type List struct {
	Meeting meeting.Meeting
	Unit    org.Unit
	Agenda  []meeting.Item
	Ballots []Ballot // without figures
	MayRun  bool     // the actor may prepare another
}

// Of gives the ballots of a meeting to anyone of its cell.
func (s *Service) Of(ctx context.Context, by access.Actor, m meeting.ID) (l List, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		head, err := s.head(tx, by, m)
		if err != nil {
			return err
		}
		l.Meeting, l.Unit, l.MayRun = head.Meeting, head.Unit, head.MayRecord && Editing.during(head.Meeting.State)
		if l.Agenda, err = s.meetings.AgendaTx(tx, by, head); err != nil {
			return err
		}
		if l.Ballots, err = ofMeeting(tx, m); err != nil {
			return err
		}
		if err := candidates(tx, m, l.Ballots); err != nil {
			return err
		}
		for i := range l.Ballots {
			one := Sheet{Ballot: l.Ballots[i], MayRead: l.Ballots[i].State == Announced}
			one.hide()
			l.Ballots[i] = one.Ballot
		}
		return nil
	})
	return l, err
}
