package meeting

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
)

// What those called send before a meeting. They write their own; the committee
// may enter it for one who has no device (nhập hộ, I8), and that is recorded.
var (
	Answering    = access.Declare("meeting.reply", access.For(access.Here, access.Cell...))
	Contributing = access.Declare("meeting.contribute", access.For(access.Here, access.Cell...))
)

// sending begins a use case of somebody who sends something before a meeting,
// for himself or, by the committee, for another. It gives who entered it for
// him, "" for himself.
func sending(tx *db.Tx, by access.Actor, action access.Action, id ID, whose *member.ID) (m Meeting, seats []Seat, entered member.ID, err error) {
	m, u, err := admit(tx, by, action, id)
	if err != nil {
		return m, nil, "", err
	}
	me := member.ID(by.Person)
	if *whose == "" {
		*whose = me
	}
	if *whose != me {
		if !access.Can(by, Prepare, u.Place()) {
			return m, nil, "", fault.New(fault.Denied, "ui.denied")
		}
		entered = me
	}
	if err = tx.Lock("meeting", string(id)); err != nil {
		return m, nil, "", err
	}
	if m, err = byID(tx, id); err != nil {
		return m, nil, "", err
	}
	if !m.State.Ahead() {
		return m, nil, "", fault.New(fault.Invalid, "meeting.begun")
	}
	seats, err = calledTo(tx, m)
	return m, seats, entered, err
}

// Answer says whether one of the called will come, until the meeting is opened.
// A later answer takes the place of an earlier one.
func (s *Service) Answer(ctx context.Context, by access.Actor, id ID, f ResponseForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, seats, entered, err := sending(tx, by, Answering, id, &f.Person)
		if err != nil {
			return err
		}
		if err := f.check(seats); err != nil {
			return err
		}
		if err := putReply(tx, m, Response{Person: f.Person, Answer: f.Answer, Reason: f.Reason, Print: f.Print}, entered); err != nil {
			return err
		}
		// The reason is the committee's alone: the log goes further.
		return m.Audit(tx, "meeting.reply", f.Person, map[string]any{"answer": f.Answer, "entered_for": entered != ""})
	})
}

// Responses gives the answers to a notice with those who were called: to the
// committee everybody's and who gets the papers in print, to anyone else his
// own.
func (s *Service) Responses(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = s.HeadTx(tx, by, id); err != nil {
			return err
		}
		if sh.Seats, err = seatsOf(tx, sh.Meeting); err != nil {
			return err
		}
		if err = sh.hear(tx); err != nil || !sh.Meeting.State.Ahead() {
			return err
		}
		return sh.printed(tx)
	})
	return sh, err
}

// contributionsMax bounds what one person sends to one meeting.
const contributionsMax = 20

// Contribute sends an opinion ahead, on an item or on the meeting as a whole,
// until the meeting is opened (B3).
func (s *Service) Contribute(ctx context.Context, by access.Actor, id ID, f ContributionForm) (c ContributionID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, seats, entered, err := sending(tx, by, Contributing, id, &f.Person)
		if err != nil {
			return err
		}
		items, err := itemsOf(tx, id)
		if err != nil {
			return err
		}
		if err := f.check(seats, items); err != nil {
			return err
		}
		_, sent, err := sentTo(tx, id, f.Person)
		if err != nil {
			return err
		}
		if len(sent) >= contributionsMax {
			return fault.At("body", "meeting.too_many_sent", contributionsMax)
		}
		c = ContributionID(db.NewID())
		if err := insertContribution(tx, id, Contribution{ID: c, Item: f.Item, Person: f.Person, Body: f.Body}, entered); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.contribute", f.Person, map[string]any{"contribution": c, "item": f.Item, "entered_for": entered != ""})
	})
	return c, err
}

// contributed reads a contribution for its author, or for the committee, which
// may mend what it entered for somebody.
func contributed(tx *db.Tx, by access.Actor, id ID, c ContributionID) (Contribution, error) {
	_, u, err := admit(tx, by, Contributing, id)
	if err != nil {
		return Contribution{}, err
	}
	was, err := contributionOf(tx, id, c)
	if err == nil && string(was.Person) != by.Person && !access.Can(by, Prepare, u.Place()) {
		err = db.ErrNone // that others sent something is theirs to tell
	}
	return was, err
}

// AmendContribution changes item and text of what was sent ahead, until the
// meeting is opened: its author, or the committee where it entered it for him.
func (s *Service) AmendContribution(ctx context.Context, by access.Actor, id ID, c ContributionID, version int, f ContributionForm) error {
	return s.changeSent(ctx, by, id, c, "meeting.amend_contribution", func(tx *db.Tx, was Contribution, seats []Seat) error {
		items, err := itemsOf(tx, id)
		if err != nil {
			return err
		}
		f.Person = was.Person
		if err := f.check(seats, items); err != nil {
			return err
		}
		now := was
		now.Item, now.Body = f.Item, f.Body
		return updateContribution(tx, now, version, was)
	})
}

// WithdrawContribution takes back what was sent ahead, until the meeting is
// opened.
func (s *Service) WithdrawContribution(ctx context.Context, by access.Actor, id ID, c ContributionID, version int) error {
	return s.changeSent(ctx, by, id, c, "meeting.withdraw_contribution", func(tx *db.Tx, was Contribution, _ []Seat) error {
		return removeContribution(tx, was, version)
	})
}

func (s *Service) changeSent(ctx context.Context, by access.Actor, id ID, c ContributionID, action string, change func(*db.Tx, Contribution, []Seat) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		was, err := contributed(tx, by, id, c)
		if err != nil {
			return err
		}
		if string(was.Person) != by.Person && was.EnteredBy == "" {
			return fault.New(fault.Denied, "ui.denied") // his own words are his own
		}
		m, seats, _, err := sending(tx, by, Contributing, id, &was.Person)
		if err != nil {
			return err
		}
		if err := change(tx, was, seats); err != nil {
			return err
		}
		return m.Audit(tx, action, was.Person, map[string]any{"contribution": c})
	})
}

// Contribution gives one that was sent ahead, to its author and the committee,
// with the meeting that it was sent to and its agenda.
func (s *Service) Contribution(ctx context.Context, by access.Actor, id ID, c ContributionID) (sh Sheet, sent Contribution, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sent, err = contributed(tx, by, id, c); err != nil {
			return err
		}
		if sh, err = s.HeadTx(tx, by, id); err != nil {
			return err
		}
		sh.Items, err = itemsOf(tx, id)
		return err
	})
	return sh, sent, err
}

// OpenPaper notes that the actor opened a paper of the meeting. Pages show how
// many did, never who. A file that is not the meeting's is not found.
func (s *Service) OpenPaper(ctx context.Context, by access.Actor, id ID, paper document.ID) error {
	return s.db.System(ctx, func(tx *db.Tx) error {
		if _, err := authorise(tx, by, View, id); err != nil {
			return err
		}
		papers, err := document.List(tx, PapersOf, string(id))
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(papers, func(a document.Attachment) bool { return a.ID == paper }) {
			return db.ErrNone
		}
		if by.Person == "" {
			return nil
		}
		return insertOpened(tx, id, paper, member.ID(by.Person))
	})
}
