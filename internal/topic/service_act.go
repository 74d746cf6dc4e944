package topic

import (
	"context"
	"fmt"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// Assign gives somebody of a cell a topic of a year. Faults name the fields
// person, title, field, due and month. A command may enter one that was given
// before: its last day may have passed.
func (s *Service) Assign(ctx context.Context, by access.Actor, unit org.ID, year int, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := cellOf(tx, by, Lead, unit, year)
		if err != nil {
			return err
		}
		called, err := member.CalledTo(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		var faults fault.Form
		if f.Person == "" {
			faults.Add("person", "topic.person_missing")
		} else {
			faults.Take("person", mayPresent(called, "person", f.Person))
		}
		earliest := tx.Today()
		if by.Trusted() {
			earliest = f.Due
		}
		faults.Take("title", f.check(true, earliest))
		if err := faults.Err(); err != nil {
			return err
		}
		id, err = s.begin(tx, by, u, year, f, Assigning)
		return err
	})
	return id, err
}

// Propose has a member name a topic of his own for a year, which the committee
// accepts. Faults name the fields title and field.
func (s *Service) Propose(ctx context.Context, by access.Actor, unit org.ID, year int, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := cellOf(tx, by, View, unit, year)
		if err != nil {
			return err
		}
		f.Person = member.ID(by.Person)
		place := u.Place()
		place.Person = by.Person
		if err := access.Check(by, Propose, place); err != nil {
			return err
		}
		if err := f.check(false, ""); err != nil {
			return err
		}
		id, err = s.begin(tx, by, u, year, f, Proposing)
		return err
	})
	return id, err
}

// begin stores a new topic.
func (s *Service) begin(tx *db.Tx, by access.Actor, u org.Unit, year int, f Form, act Act) (ID, error) {
	a := about{unit: u, Topic: Topic{
		ID: ID(db.NewID()), Unit: u.ID, Year: year, Person: f.Person, Title: f.Title, Field: f.Field, Due: f.Due, Month: f.Month, State: Proposed,
	}}
	if act == Assigning {
		a.State = Assigned
	}
	if err := insert(tx, a.Topic); err != nil {
		return "", err
	}
	if err := a.audit(tx, act, change{To: a.State, Title: f.Title, Field: f.Field, Due: f.Due, Month: f.Month}); err != nil {
		return "", err
	}
	if act == Proposing {
		return a.ID, s.tellLeaders(tx, by, a, "topic.tell_proposed")
	}
	return a.ID, s.tellAuthor(tx, by, a, "topic.tell_assigned")
}

// Accept takes a proposal, as the form words it: Form.Person is not asked for.
func (s *Service) Accept(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.mend(ctx, by, id, version, f, Accepting, "topic.tell_accepted")
}

// Amend changes title, field, last day and month of a topic that was not
// presented. A last day that stays may have passed.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.mend(ctx, by, id, version, f, Amending, "topic.tell_amended")
}

func (s *Service) mend(ctx context.Context, by access.Actor, id ID, version int, f Form, act Act, key string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Lead, id)
		if err != nil {
			return err
		}
		m, err := a.after(act)
		if err != nil {
			return err
		}
		earliest := tx.Today()
		if a.Due != "" && a.Due < earliest && f.Due == a.Due {
			earliest = a.Due
		}
		if err := f.check(m.To != Proposed, earliest); err != nil {
			return err
		}
		a.Title, a.Field, a.Due, a.Month = f.Title, f.Field, f.Due, f.Month
		if err := s.step(tx, &a, version, act); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, key)
	})
}

// Return gives a paper back and says what is to be mended, at the field wanted.
func (s *Service) Return(ctx context.Context, by access.Actor, id ID, version int, wanted string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := judging(tx, by, id, Returning)
		if err != nil {
			return err
		}
		if wanted, err = said("wanted", wanted, "topic.wanted_missing", commentMax); err != nil {
			return err
		}
		if err := removePaper(tx, id); err != nil {
			return err
		}
		if err := insertComment(tx, id, member.ID(by.Person), wanted); err != nil {
			return err
		}
		if err := s.step(tx, &a, version, Returning); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, "topic.tell_returned")
	})
}

// Pass finds a paper ready: the cell may read it as it was sent.
func (s *Service) Pass(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := judging(tx, by, id, Passing)
		if err != nil {
			return err
		}
		if err := keepPaper(tx, id); err != nil {
			return err
		}
		if err := s.step(tx, &a, version, Passing); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, "topic.tell_ready")
	})
}

// judging is locked for what nobody does to his own paper while another leads.
func judging(tx *db.Tx, by access.Actor, id ID, act Act) (about, error) {
	a, err := locked(tx, by, Lead, id)
	if err != nil {
		return a, err
	}
	m, err := a.after(act)
	if err == nil && !a.may(m, Draft{}) {
		err = fault.New(fault.Denied, "topic.own_paper")
	}
	return a, err
}

// Seat puts a paper that is ready onto the agenda of the cell's next meeting,
// and gives that meeting.
func (s *Service) Seat(ctx context.Context, by access.Actor, id ID, version int) (m meeting.Meeting, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if _, err := a.after(Seating); err != nil {
			return err
		}
		called, err := member.CalledTo(tx, a.Unit, tx.Today())
		if err != nil {
			return err
		}
		presenter := a.Person
		if mayPresent(called, "person", presenter) != nil {
			presenter = ""
		}
		title := fmt.Sprintf("Đồng chí %s trình bày chuyên đề “%s”", a.Name, a.Title)
		if m, err = s.meetings.SeatTopicTx(tx, by, a.unit, string(id), title, presenter); err != nil {
			return err
		}
		a.Month = m.HeldOn.Month()
		if err := s.step(tx, &a, version, Seating); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, "topic.tell_seated")
	})
	return m, err
}

// Present notes the day on which the cell heard a paper, at the field on. Where
// it stood on the agenda of the meeting of that day, the topic keeps it.
func (s *Service) Present(ctx context.Context, by access.Actor, id ID, version int, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if _, err := a.after(Presenting); err != nil {
			return err
		}
		switch {
		case !on.IsDay():
			return fault.At("on", "topic.day_missing")
		case on > tx.Today():
			return fault.At("on", "topic.day_ahead")
		case on.Year() < a.Year:
			return fault.At("on", "topic.day_before_year", a.Year)
		}
		m, err := s.meetings.OfTopicTx(tx, by, a.unit, string(id))
		if err != nil {
			return err
		}
		if a.PresentedOn = on; m.HeldOn == on {
			a.Meeting = m.ID
		}
		if err := s.step(tx, &a, version, Presenting); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, "topic.tell_presented")
	})
}

// Withdraw ends a topic that was not presented, for a reason, at the field
// reason: the committee any, a member his own proposal.
func (s *Service) Withdraw(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Write, id)
		if err != nil {
			return err
		}
		m, err := a.after(Withdrawing)
		if err != nil {
			return err
		}
		if !a.may(m, Draft{}) && !by.Trusted() {
			return fault.New(fault.Denied, "ui.denied")
		}
		if a.Reason, err = said("reason", reason, "topic.reason_missing", reasonMax); err != nil {
			return err
		}
		if err := s.step(tx, &a, version, Withdrawing); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, "topic.tell_withdrawn")
	})
}

// SaveCall asks everybody of a cell for a topic of a year, over the version
// that the page showed (0 for none), and tells them. What they were told already
// is not told again: it comes back at the field words.
func (s *Service) SaveCall(ctx context.Context, by access.Actor, unit org.ID, year, version int, f CallForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := cellOf(tx, by, Lead, unit, year); err != nil {
			return err
		}
		if err := f.check(year); err != nil {
			return err
		}
		was, err := callOf(tx, unit, year)
		if err != nil {
			return err
		}
		if version > 0 && was == (Call{Words: f.Words, Due: f.Due, Version: version}) {
			return fault.At("words", "topic.call_same")
		}
		if err := putCall(tx, unit, year, version, f); err != nil {
			return err
		}
		if err := tx.Audit(db.Entry{Action: "topic.call", Unit: string(unit), Kind: "topic_call", Subject: fmt.Sprintf("%s %d", unit, year), Data: f}); err != nil {
			return err
		}
		called, err := member.CalledTo(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		var notices []notify.Notice
		for _, c := range called {
			if !barred(c) {
				notices = append(notices, notify.Notice{
					Person: c.Person, Unit: unit, Key: "topic.tell_call", Args: []any{fmt.Sprint(year), f.Due}, Link: listLink(unit, year), Mail: notify.News,
				})
			}
		}
		return s.Notices.TellOthersTx(tx, by, notices...)
	})
}

// cellOf authorises an action in a cell, for a year that there is.
func cellOf(tx *db.Tx, by access.Actor, action access.Action, unit org.ID, year int) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, unit)
	if err != nil {
		return u, err
	}
	if u.Kind.Mass() || !u.Kind.Holds || year < 2000 || year > tx.Today().Year()+1 {
		return u, fault.New(fault.NotFound, "ui.not_found")
	}
	return u, nil
}
