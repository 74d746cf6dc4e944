package amend

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/vote"
)

// Proposing an amendment is for all of the cell; the use case narrows it to
// those called.
var Proposing = access.Declare("meeting.propose_amendment", access.For(access.Here, access.Cell...))

// Service holds the use cases.
type Service struct {
	db       *db.DB
	meetings *meeting.Service
	deeds    *deed.Service
}

// New makes the use cases over a database, its meetings and their papers, and
// lets minutes tell of amendments.
func New(d *db.DB, meetings *meeting.Service, deeds *deed.Service) *Service {
	deeds.Amendments = inMinutes
	return &Service{db: d, meetings: meetings, deeds: deeds}
}

// inMinutes tells of each amendment what became of it.
func inMinutes(tx *db.Tx, sh meeting.Sheet) ([]string, error) {
	all, err := amendmentsOf(tx, sh.Meeting.ID)
	lines := make([]string, 0, len(all))
	for _, a := range all {
		a.settle(votesOf(sh.Items))
		lines = append(lines, a.minuted())
	}
	return lines, err
}

// Get gives draft and amendments of a meeting to anyone of its cell. It makes a
// fixed number of queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id meeting.ID) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err := s.meetings.HeadTx(tx, by, id)
		if err != nil {
			return err
		}
		if sh.Meeting.Kind == meeting.Committee {
			return db.ErrNone // it resolves nothing of its own
		}
		if err := s.meetings.DecidedTx(tx, by, &sh); err != nil {
			return err
		}
		p = Page{Meeting: sh.Meeting, Voting: sh.Voting, Roll: sh.Roll, Me: sh.Me, MayShare: sh.MayPrepare && sh.Meeting.State.Ahead(), MayRecord: sh.MayRecord}
		if p.Draft, err = s.deeds.SharedTx(tx, by, sh); err != nil {
			return err
		}
		p.MayPropose = proposing(sh.Meeting, p.Draft, sh.Seats, sh.Me) == nil
		if p.MayPropose && sh.MayPrepare {
			p.Seats = sh.Seats
		}
		if p.Amendments, err = amendmentsOf(tx, id); err != nil {
			return err
		}
		for n := range p.Amendments {
			p.Amendments[n].settle(votesOf(sh.Items))
		}
		if p.MayRecord {
			p.MayEnter, err = s.deeds.WritableTx(tx, by, sh)
		}
		return err
	})
	return p, err
}

func votesOf(items []meeting.Item) []vote.Vote {
	var all []vote.Vote
	for _, i := range items {
		all = append(all, i.Votes...)
	}
	return all
}

// amendmentsMax bounds what one meeting has before it: a page shows all.
const amendmentsMax = 200

// Propose puts an amendment to the shared draft before the meeting, until it is
// opened: one's own, or by the committee another's, which the log tells (I8).
// Faults name the fields part, words, instead and reason.
func (s *Service) Propose(ctx context.Context, by access.Actor, id meeting.ID, f Form) (amendment ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := s.begin(tx, by, id)
		if err != nil {
			return err
		}
		if err := access.Check(by, Proposing, sh.Unit.Place()); err != nil {
			return err
		}
		draft, err := s.deeds.SharedTx(tx, by, sh)
		if err != nil {
			return err
		}
		if f.Person == "" {
			f.Person = sh.Me
		} else if f.Person != sh.Me && !sh.MayPrepare {
			return fault.New(fault.Denied, "ui.denied")
		}
		if err := proposing(sh.Meeting, draft, sh.Seats, f.Person); err != nil {
			return err
		}
		if err := f.check(draft); err != nil {
			return err
		}
		had, err := amendmentsOf(tx, id)
		if err != nil {
			return err
		}
		if len(had) >= amendmentsMax {
			return fault.New(fault.Invalid, "meeting.too_many_amendments", amendmentsMax)
		}
		a := Amendment{ID: ID(db.NewID()), Meeting: id, No: len(had) + 1, Person: f.Person, Part: f.Part, Words: f.Words, Instead: f.Instead, Reason: f.Reason, State: Proposed}
		if err := insert(tx, a); err != nil {
			return err
		}
		amendment = a.ID
		return sh.Meeting.Audit(tx, "meeting.propose_amendment", a.Person, map[string]any{"amendment": a.ID, "no": a.No, "part": a.Part, "entered_for": a.Person != sh.Me})
	})
	return amendment, err
}

// begin locks a meeting and reads of it what its amendments rest on.
func (s *Service) begin(tx *db.Tx, by access.Actor, id meeting.ID) (sh meeting.Sheet, err error) {
	if err = tx.Lock("meeting", string(id)); err != nil {
		return sh, err
	}
	if sh, err = s.meetings.HeadTx(tx, by, id); err != nil {
		return sh, err
	}
	if sh.Meeting.Kind == meeting.Committee {
		return sh, db.ErrNone
	}
	return sh, s.meetings.DecidedTx(tx, by, &sh)
}

// Withdraw takes an amendment back, by its author, until it is decided.
func (s *Service) Withdraw(ctx context.Context, by access.Actor, id meeting.ID, amendment ID, version int) error {
	return s.move(ctx, by, id, amendment, version, Withdrawing, func(_ *db.Tx, _ meeting.Sheet, a *Amendment) error {
		a.State = Withdrawn
		return nil
	})
}

// Take takes an amendment over without a vote, by the recorder at the chair's
// word.
func (s *Service) Take(ctx context.Context, by access.Actor, id meeting.ID, amendment ID, version int) error {
	return s.move(ctx, by, id, amendment, version, Taking, func(_ *db.Tx, _ meeting.Sheet, a *Amendment) error {
		a.State = Taken
		return nil
	})
}

// Reconsider lets an amendment that was taken over wait again, by the recorder,
// as long as it does not stand in the text.
func (s *Service) Reconsider(ctx context.Context, by access.Actor, id meeting.ID, amendment ID, version int) error {
	return s.move(ctx, by, id, amendment, version, Reconsidering, func(_ *db.Tx, _ meeting.Sheet, a *Amendment) error {
		a.State = Proposed
		return nil
	})
}

// Vote records the show of hands on an amendment, by the recorder, under the
// item of the resolution. Faults are those of [meeting.Service.Vote].
func (s *Service) Vote(ctx context.Context, by access.Actor, id meeting.ID, amendment ID, version int, count vote.Count) error {
	return s.move(ctx, by, id, amendment, version, Voting, func(tx *db.Tx, sh meeting.Sheet, a *Amendment) (err error) {
		if a.Vote, err = s.meetings.VoteTx(tx, by, id, votedUnder(sh.Items), a.Question(), count); err != nil {
			return err
		}
		switch a.Vote.Outcome {
		case vote.Passed:
			a.State = Passed
		case vote.Failed:
			a.State = Failed
		default:
			err = fault.New(fault.Invalid, "meeting.amend_unjudged")
		}
		return err
	})
}

// Enter puts what was taken over or passed into the text of the resolution, by
// the recorder; by hand says that somebody has written it there himself. Old
// words that the section does not hold any more are refused.
func (s *Service) Enter(ctx context.Context, by access.Actor, id meeting.ID, amendment ID, version int, hand bool) error {
	return s.move(ctx, by, id, amendment, version, Entering, func(tx *db.Tx, _ meeting.Sheet, a *Amendment) error {
		a.Entered = true
		if hand {
			return nil
		}
		return s.deeds.AmendTx(tx, by, id, a.Part, a.Words, a.Instead)
	})
}

// move takes an amendment through one of the moves of the workflow.
func (s *Service) move(ctx context.Context, by access.Actor, id meeting.ID, amendment ID, version int, v Verb, change func(*db.Tx, meeting.Sheet, *Amendment) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := s.begin(tx, by, id)
		if err != nil {
			return err
		}
		a, err := amendmentOf(tx, id, amendment)
		if err != nil {
			return err
		}
		a.settle(votesOf(sh.Items))
		if err := a.barred(v, sh.Meeting); err != nil {
			return err
		}
		if !a.may(v, sh.Meeting, sh.Me, sh.MayRecord) {
			return fault.New(fault.Denied, "ui.denied")
		}
		if err := change(tx, sh, &a); err != nil {
			return err
		}
		if err := update(tx, a, version); err != nil {
			return err
		}
		return sh.Meeting.Audit(tx, "meeting.amend_draft", a.Person, moved(a, v))
	})
}
