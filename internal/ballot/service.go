package ballot

import (
	"context"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/vote"
)

// What can be done with ballots. Run is held by all of the cell and narrowed to
// the recorder of the meeting; Count to the board of the ballot.
var (
	View  = access.Declare("ballot.view", access.For(access.Here, access.Cell...))
	Run   = access.Declare("ballot.run", access.For(access.Here, access.Cell...))
	Count = access.Declare("ballot.count", access.For(access.Here, access.Secretary, access.Deputy, access.CommitteeMember, access.Member))
)

// Service holds the use cases.
type Service struct {
	db       *db.DB
	meetings *meeting.Service
	votes    *vote.Service
}

// New makes the use cases over a database, the meetings in which ballots are
// cast, and the votes that keep their results.
func New(d *db.DB, meetings *meeting.Service, votes *vote.Service) *Service {
	return &Service{db: d, meetings: meetings, votes: votes}
}

// Form is what is typed to prepare a ballot.
type Form struct {
	Kind   Kind
	Matter vote.Matter // of a question
	Title  string
	Seats  int            // of an election
	Item   meeting.ItemID // of the agenda, "" for none
}

// check cleans the form. Faults name the fields kind, matter, title and seats.
func (f *Form) check() error {
	var faults fault.Form
	f.Title = i18n.Line(f.Title)
	switch f.Kind {
	case Election:
		f.Matter = vote.Election
		if f.Seats < 1 || f.Seats > seatsMax {
			faults.Add("seats", "ballot.seats_invalid", seatsMax)
		}
	case Question:
		f.Seats = 0
		if !slices.Contains(vote.Matters, f.Matter) {
			faults.Add("matter", "vote.matter_missing")
		}
	default:
		faults.Add("kind", "ballot.kind_missing")
	}
	if f.Title == "" {
		faults.Add("title", "ballot.title_missing")
	}
	meeting.Sayable(&faults, "title", f.Title, titleMax)
	return faults.Err()
}

// Prepare makes a ballot of a meeting that lies ahead or runs.
func (s *Service) Prepare(ctx context.Context, by access.Actor, m meeting.ID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		head, err := s.head(tx, by, m)
		if err != nil {
			return err
		}
		if !head.MayRecord {
			return fault.New(fault.Denied, "ui.denied")
		}
		if !Editing.during(head.Meeting.State) {
			return meeting.NotWhen(head.Meeting.State)
		}
		if err := s.fits(tx, by, head, &f); err != nil {
			return err
		}
		b := Ballot{ID: ID(db.NewID()), Meeting: m, Unit: head.Unit.ID, Kind: f.Kind, Matter: f.Matter, Title: f.Title, Seats: f.Seats, Item: f.Item, State: Prepared}
		if err := insert(tx, b); err != nil {
			return err
		}
		id = b.ID
		return head.Meeting.Audit(tx, "ballot.prepare", "", map[string]any{"ballot": id, "form": f})
	})
	return id, err
}

// fits checks a form, and that its item is of the meeting's agenda.
func (s *Service) fits(tx *db.Tx, by access.Actor, head meeting.Sheet, f *Form) error {
	if err := f.check(); err != nil || f.Item == "" {
		return err
	}
	items, err := s.meetings.AgendaTx(tx, by, head)
	if err == nil && !slices.ContainsFunc(items, func(i meeting.Item) bool { return i.ID == f.Item }) {
		err = fault.At("item", "ballot.item_missing")
	}
	return err
}

// Amend changes what a ballot asks for before it is cast. An election stays
// one.
func (s *Service) Amend(ctx context.Context, by access.Actor, m meeting.ID, id ID, version int, f Form) error {
	return s.do(ctx, by, m, id, version, Editing, func(tx *db.Tx, sh *Sheet) (any, error) {
		f.Kind = sh.Ballot.Kind
		if err := s.fits(tx, by, sh.head, &f); err != nil {
			return nil, err
		}
		b := &sh.Ballot
		b.Matter, b.Title, b.Seats, b.Item = f.Matter, f.Title, f.Seats, f.Item
		return f, nil
	})
}

// Nominate puts one of the called on the list of an election.
func (s *Service) Nominate(ctx context.Context, by access.Actor, m meeting.ID, id ID, version int, person member.ID, how Naming) error {
	return s.do(ctx, by, m, id, version, Editing, func(tx *db.Tx, sh *Sheet) (any, error) {
		if sh.Ballot.Kind != Election {
			return nil, db.ErrNone
		}
		var faults fault.Form
		switch seat, ok := meeting.SeatOf(sh.Seats, person); {
		case !ok:
			faults.Add("person", "ballot.person_missing")
		case !mayStand(seat):
			faults.Add("person", "ballot.may_not_stand")
		case sh.Ballot.on(person):
			faults.Add("person", "ballot.teller_stands")
		}
		if !slices.Contains(Namings, how) {
			faults.Add("named", "ballot.named_missing")
		}
		if err := faults.Err(); err != nil {
			return nil, err
		}
		c := Candidate{ID: CandidateID(db.NewID()), Person: person, Named: how}
		return map[string]any{"candidate": person, "named": how}, insertCandidate(tx, id, c)
	})
}

// Withdraw takes a candidate off the list; that he stood stays on record.
func (s *Service) Withdraw(ctx context.Context, by access.Actor, m meeting.ID, id ID, version int, candidate CandidateID) error {
	return s.do(ctx, by, m, id, version, Editing, func(tx *db.Tx, sh *Sheet) (any, error) {
		for _, c := range sh.Ballot.standing() {
			if c.ID == candidate {
				return map[string]any{"withdrawn": c.Person}, withdraw(tx, id, candidate)
			}
		}
		return nil, db.ErrNone
	})
}

// Appoint names the counting board: its head and the others. A count that was
// entered by another board is entered anew.
func (s *Service) Appoint(ctx context.Context, by access.Actor, m meeting.ID, id ID, version int, head member.ID, others []member.ID) error {
	return s.do(ctx, by, m, id, version, Appointing, func(tx *db.Tx, sh *Sheet) (any, error) {
		board := []member.ID{}
		for _, p := range append([]member.ID{head}, others...) {
			if p != "" && !slices.Contains(board, p) {
				board = append(board, p)
			}
		}
		var faults fault.Form
		if head == "" {
			faults.Add("head", "ballot.head_missing")
		}
		if len(board) < boardLeast {
			faults.Add("board", "ballot.board_missing", boardLeast)
		}
		for _, p := range board {
			field := "board"
			if p == head {
				field = "head"
			}
			faults.Take(field, sh.mayTell(p))
		}
		if err := faults.Err(); err != nil {
			return nil, err
		}
		return map[string]any{"head": head, "board": board}, putBoard(tx, id, head, board)
	})
}

// mayTell refuses somebody who cannot be of the board.
func (sh *Sheet) mayTell(p member.ID) error {
	seat, ok := meeting.SeatOf(sh.Seats, p)
	switch {
	case !ok:
		return fault.New(fault.Invalid, "ballot.person_missing")
	case !mayCount(seat, sh.Meeting.State):
		return fault.New(fault.Invalid, "ballot.may_not_count", seat.Name)
	case slices.ContainsFunc(sh.Ballot.standing(), func(c Candidate) bool { return c.Person == p }):
		return fault.New(fault.Invalid, "ballot.teller_stands")
	}
	return nil
}

// Cast hands out the ballots: from here on candidates stay as they are.
func (s *Service) Cast(ctx context.Context, by access.Actor, m meeting.ID, id ID, version int) error {
	return s.do(ctx, by, m, id, version, Casting, func(tx *db.Tx, sh *Sheet) (any, error) {
		if err := sh.Ballot.castable(sh.Seats, sh.Prospect.Base.Present); err != nil {
			return nil, err
		}
		book, err := s.meetings.BookTx(tx, by, sh.Unit.ID)
		if err != nil {
			return nil, err
		}
		if needed, _, ok := vote.Quorum(book, sh.head.Case(sh.Ballot.Matter)); ok && sh.Prospect.Base.Present < needed {
			return nil, fault.At("roll", "ballot.quorum_missing", sh.Prospect.Base.Present, needed)
		}
		return map[string]any{"present": sh.Prospect.Base.Present}, nil
	})
}

// do takes a ballot through a move: it authorises, locks the meeting, checks
// what stands in the way, lets change do its part, stores the ballot unless it
// is another version than the form showed, and writes the log. What change gives
// is logged.
func (s *Service) do(ctx context.Context, by access.Actor, m meeting.ID, id ID, version int, act Act, change func(*db.Tx, *Sheet) (any, error)) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := s.head(tx, by, m); err != nil {
			return err
		}
		if err := tx.Lock("meeting", string(m)); err != nil {
			return err
		}
		sh, err := s.sheet(tx, by, m, id)
		if err != nil {
			return err
		}
		to, err := sh.take(act)
		if err != nil {
			return err
		}
		theirs := sh.theirs(act)
		data, err := change(tx, &sh)
		if err != nil {
			return err
		}
		sh.Ballot.State = to
		if err := update(tx, sh.Ballot, version, theirs); err != nil {
			return err
		}
		return sh.Meeting.Audit(tx, "ballot."+string(act), "", map[string]any{"ballot": id, "version": strconv.Itoa(version), "data": data})
	})
}

// head reads the meeting for anyone of its cell who may see its ballots.
func (s *Service) head(tx *db.Tx, by access.Actor, m meeting.ID) (meeting.Sheet, error) {
	head, err := s.meetings.HeadTx(tx, by, m)
	if err != nil {
		return head, err
	}
	return head, access.Check(by, View, head.Unit.Kept())
}
