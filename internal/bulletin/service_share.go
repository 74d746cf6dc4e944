package bulletin

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// CommentID names a comment.
type CommentID string

// Comment is what a reader says of an article.
type Comment struct {
	ID       CommentID
	Article  ID
	Person   member.ID // "" once he is forgotten
	Name     string
	UnitName string
	Body     string
	At       db.Time
	HiddenOn db.Date // "" while all readers see it
	Reason   string
}

// Say adds a comment to a published article, by somebody who reads it, as one of a
// unit. The fault names the field comment.
func (s *Service) Say(ctx context.Context, by access.Actor, unit org.ID, id ID, words string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := open(tx, by, unit, id, Read)
		if err != nil {
			return err
		}
		var faults fault.Form
		words = i18n.Clean(words)
		limit(&faults, "comment", "bulletin.comment_missing", words, wordsMax)
		if err := faults.Err(); err != nil {
			return err
		}
		c := Comment{ID: CommentID(db.NewID()), Article: id, Person: member.ID(by.Person), Body: words}
		if err := insertComment(tx, c, unit); err != nil {
			return err
		}
		return a.audit(tx, "comment", c.ID)
	})
}

// open reads a published article for somebody who reads it, and may do something in
// his own unit.
func open(tx *db.Tx, by access.Actor, unit org.ID, id ID, action access.Action) (Article, error) {
	a, err := reading(tx, by, id)
	if err != nil {
		return a, err
	}
	if _, err := org.Authorise(tx, by, action, unit); err != nil {
		return a, err
	}
	if a.State != Published {
		return a, fault.New(fault.Invalid, "bulletin.not_now")
	}
	return a, nil
}

// Hide takes a comment from the eyes of the readers, with a reason. It is for the
// leaders of the article's unit, and for who reviews it. The fault names the field
// words.
func (s *Service) Hide(ctx context.Context, by access.Actor, id ID, comment CommentID, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := permitted(tx, by, id, Withdrawing)
		if err != nil {
			return err
		}
		c, err := commentByID(tx, id, comment)
		if err != nil {
			return err
		}
		var faults fault.Form
		c.HiddenOn, c.Reason = tx.Today(), i18n.Clean(reason)
		limit(&faults, "words", "bulletin.reason_missing", c.Reason, wordsMax)
		if err := faults.Err(); err != nil {
			return err
		}
		if err := hideComment(tx, c); err != nil {
			return err
		}
		return a.audit(tx, "hide", c.ID)
	})
}

// Comment gives one comment of an article, to who may hide it.
func (s *Service) Comment(ctx context.Context, by access.Actor, id ID, comment CommentID) (a Article, c Comment, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if a, err = permitted(tx, by, id, Withdrawing); err != nil {
			return err
		}
		c, err = commentByID(tx, id, comment)
		return err
	})
	return a, c, err
}

var errTaken = fault.New(fault.Invalid, "bulletin.taken_already")

func errOvertaken(now Adoption) error {
	return fault.Overtaken(map[string]string{
		"steps": now.Steps, "on": now.StartedOn.Local(i18n.Vi), "measure": now.Measure, "before": now.Before, "after": now.After, "words": now.Result,
	})
}

// Suggest proposes a model to the leaders of the actor's unit.
func (s *Service) Suggest(ctx context.Context, by access.Actor, unit org.ID, id ID) (AdoptionID, error) {
	return s.takeOver(ctx, by, unit, id, Suggest, Suggested)
}

// Register takes a model over for a unit.
func (s *Service) Register(ctx context.Context, by access.Actor, unit org.ID, id ID) (AdoptionID, error) {
	return s.takeOver(ctx, by, unit, id, Adopt, Registered)
}

func (s *Service) takeOver(ctx context.Context, by access.Actor, unit org.ID, id ID, action access.Action, stage Stage) (adoption AdoptionID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := open(tx, by, unit, id, action)
		if err != nil {
			return err
		}
		if a.Kind != Model {
			return fault.New(fault.Invalid, "bulletin.no_model")
		}
		u, err := org.Of(tx, unit)
		if err != nil {
			return err
		}
		d := Adoption{ID: AdoptionID(db.NewID()), Article: id, Title: a.Title, Unit: unit, Stage: stage}
		if stage == Suggested {
			d.Suggested = member.ID(by.Person)
		}
		adoption = d.ID
		if err := insertAdoption(tx, d); err != nil {
			return err
		}
		if err := d.audit(tx, string(stage)); err != nil {
			return err
		}
		if err := s.seatNext(tx, u, d); err != nil {
			return err
		}
		if stage == Suggested {
			return s.tellLeaders(tx, by, unit, "bulletin.notice_suggested", a.Title, "/bulletin/adoption/"+string(d.ID))
		}
		return s.tellLeaders(tx, by, a.Unit, "bulletin.notice_adopted", a.Title, "/bulletin/of/"+string(a.ID))
	})
	return adoption, err
}

func (d Adoption) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{Action: "bulletin.adopt_" + what, Unit: string(d.Unit), Kind: "bulletin_adoption", Subject: string(d.ID), Data: map[string]any{"article": d.Article}})
}

// Adoption gives what a unit made of a model, to its leaders.
func (s *Service) Adoption(ctx context.Context, by access.Actor, id AdoptionID) (d Adoption, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		d, err = steering(tx, by, id)
		return err
	})
	return d, err
}

func steering(tx *db.Tx, by access.Actor, id AdoptionID) (Adoption, error) {
	d, err := adoptionByID(tx, id)
	if err != nil {
		return d, err
	}
	if _, err := org.Authorise(tx, by, Adopt, d.Unit); err != nil {
		return Adoption{}, err
	}
	return d, nil
}

// Steer does a deed of Adopting. Faults name the fields of DeedForm.
func (s *Service) Steer(ctx context.Context, by access.Actor, id AdoptionID, version int, deed Deed, f DeedForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		d, err := steering(tx, by, id)
		if err != nil {
			return err
		}
		t, err := d.after(deed)
		if err != nil {
			return err
		}
		if err := f.check(deed, tx.Today()); err != nil {
			return err
		}
		d = d.stepped(t, f, tx.Today())
		if err := putAdoption(tx, d, version); err != nil {
			return err
		}
		if err := d.audit(tx, string(deed)); err != nil {
			return err
		}
		return s.tellDeed(tx, by, d, deed)
	})
}
