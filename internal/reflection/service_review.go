package reflection

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// Lengths in characters of what leaders say of a report.
const noteMax = 1000

// Return gives the draft back to its author, who is asked for more: by open
// comments, or in words, or both. due is the day by which it is expected again;
// "" leaves the day as it is. Nobody gives back his own (C4).
func (s *Service) Return(ctx context.Context, by access.Actor, id ID, version int, wanted string, due db.Date) error {
	wanted = i18n.Clean(wanted)
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := judging(tx, by, id, Returning)
		if err != nil {
			return err
		}
		open, err := openComments(tx, id)
		if err != nil {
			return err
		}
		var faults fault.Form
		if wanted == "" && open == 0 {
			faults.Add("wanted", "reflection.wanted_missing")
		}
		meeting.Sayable(&faults, "wanted", wanted, CommentMax)
		if due != "" && (!due.IsDay() || due < tx.Today()) {
			faults.Add("due", "reflection.due_invalid")
		}
		if err := faults.Err(); err != nil {
			return err
		}
		if err := markReturned(tx, id, a.Sends, member.ID(by.Person), wanted); err != nil {
			return err
		}
		m, err := a.after(Returning)
		if err != nil {
			return err
		}
		was := a.Report
		if a.State = m.To; due != "" {
			a.Due = due
		}
		if err := s.store(tx, by, &a, was, version, Returning, ""); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, "reflection.tell_return")
	})
}

// Pass says that the leaders have nothing more to ask. Nobody passes his own.
func (s *Service) Pass(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := judging(tx, by, id, Passing)
		if err != nil {
			return err
		}
		if err := s.step(tx, by, &a, version, Passing, ""); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, "reflection.tell_pass")
	})
}

// Urge reminds the author that his text is awaited, at most once a day.
func (s *Service) Urge(ctx context.Context, by access.Actor, id ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := judging(tx, by, id, Urging)
		if err != nil {
			return err
		}
		if !a.owed() {
			return notNow(a.State)
		}
		if err := s.tellAuthor(tx, by, a, "reflection.tell_urge", string(tx.Today())); err != nil {
			return err
		}
		return a.audit(tx, Urging, nil)
	})
}

// judging is locked for a leader who judges the report of another.
func judging(tx *db.Tx, by access.Actor, id ID, act Act) (about, error) {
	a, err := locked(tx, by, Review, id)
	if err != nil {
		return a, err
	}
	if a.author {
		return a, fault.New(fault.Denied, "reflection.own_report")
	}
	_, err = a.after(act)
	return a, err
}

// Comment says something of a place of a version that was sent. It collides
// neither with what the author writes nor with other comments. A version other
// than the last one may be meant: the author may have sent another meanwhile.
func (s *Service) Comment(ctx context.Context, by access.Actor, id ID, f CommentForm) (comment CommentID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := judging(tx, by, id, Returning)
		if err != nil {
			return err
		}
		sent, err := sentOf(tx, id)
		if err != nil {
			return err
		}
		if f.Ordinal < 1 || f.Ordinal > len(sent) {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		if err := f.check(sent[f.Ordinal-1].Texts); err != nil {
			return err
		}
		comment = CommentID(db.NewID())
		if err := insertComment(tx, id, comment, f, member.ID(by.Person)); err != nil {
			return err
		}
		if err := a.noted(tx, "comment", comment); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, "reflection.tell_comment", string(tx.Today()))
	})
	return comment, err
}

// noted logs what was done to a comment: never its words.
func (a about) noted(tx *db.Tx, act Act, comment CommentID) error {
	return a.audit(tx, act, map[string]any{"comment": comment})
}

// AmendComment changes the words of the actor's own comment, as long as it is
// neither answered nor settled.
func (s *Service) AmendComment(ctx context.Context, by access.Actor, id ID, comment CommentID, version int, body string) error {
	body = i18n.Clean(body)
	return s.comment(ctx, by, id, comment, version, "amend_comment", func(a about, c *Comment) error {
		if err := c.own(by); err != nil {
			return err
		}
		c.Body = body
		return said("body", body, "reflection.comment_missing")
	})
}

// RemoveComment takes the actor's own comment away, as long as it is neither
// answered nor settled.
func (s *Service) RemoveComment(ctx context.Context, by access.Actor, id ID, comment CommentID, version int) error {
	return s.comment(ctx, by, id, comment, version, removing, func(a about, c *Comment) error { return c.own(by) })
}

// removing is the act that takes a comment away.
const removing Act = "remove_comment"

// own refuses who did not write the comment, and one that its author has taken
// up already.
func (c *Comment) own(by access.Actor) error {
	switch {
	case by.Person == "" || string(c.Person) != by.Person:
		return fault.New(fault.Denied, "ui.denied")
	case c.Answer != "" || c.Settled():
		return fault.New(fault.Invalid, "reflection.comment_taken_up")
	}
	return nil
}

// AnswerComment is what the author says to a comment, in place of what he said
// before.
func (s *Service) AnswerComment(ctx context.Context, by access.Actor, id ID, comment CommentID, version int, answer string) error {
	answer = i18n.Clean(answer)
	return s.comment(ctx, by, id, comment, version, "answer_comment", func(a about, c *Comment) error {
		if !a.author {
			return fault.New(fault.Denied, "ui.denied")
		}
		c.Answer = answer
		return said("answer", answer, "reflection.answer_missing")
	})
}

// ResolveComment is the author's word that he has mended the place: «đã sửa».
func (s *Service) ResolveComment(ctx context.Context, by access.Actor, id ID, comment CommentID, version int) error {
	return s.comment(ctx, by, id, comment, version, "resolve_comment", func(a about, c *Comment) error {
		if !a.author {
			return fault.New(fault.Denied, "ui.denied")
		}
		c.ResolvedAt = a.now
		return nil
	})
}

// ReopenComment takes that word back: the author does, or a leader who finds
// the place as it was.
func (s *Service) ReopenComment(ctx context.Context, by access.Actor, id ID, comment CommentID, version int) error {
	return s.comment(ctx, by, id, comment, version, "reopen_comment", func(_ about, c *Comment) error {
		c.ResolvedAt = db.Time{}
		return nil
	})
}

// comment changes a comment of a report that the unit has not heard, by its
// author or a leader; do narrows who may.
func (s *Service) comment(ctx context.Context, by access.Actor, id ID, comment CommentID, version int, act Act, do func(about, *Comment) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := authorise(tx, by, Write, id)
		if err != nil {
			return err
		}
		c, err := commentOf(tx, id, comment)
		if err != nil {
			return err
		}
		if !a.State.Open() {
			return notNow(a.State)
		}
		if err := do(a, &c); err != nil {
			return err
		}
		if err := putComment(tx, c, version, act == removing); err != nil {
			return err
		}
		return a.noted(tx, act, comment)
	})
}

// said refuses no words, too many, and a mark of state secrecy, at a field.
func said(field, text, missing string) error {
	var faults fault.Form
	if text == "" {
		faults.Add(field, missing)
	}
	meeting.Sayable(&faults, field, text, CommentMax)
	return faults.Err()
}
