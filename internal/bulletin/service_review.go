package bulletin

import (
	"context"
	"io"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// Content is the bytes of a picture; who gets it closes it.
type Content interface {
	io.ReadSeeker
	io.Closer
}

func itoa(n int) string { return strconv.Itoa(n) }

// StepForm is what is typed with an act other than amending.
type StepForm struct {
	Words string  // the reason, or what the cell said
	On    db.Date // of consent; who is trusted may also take over on which day it was published
}

func (f *StepForm) check(act Act, today db.Date) error {
	var faults fault.Form
	f.Words = i18n.Clean(f.Words)
	switch act {
	case Returning, Withdrawing:
		limit(&faults, "words", "bulletin.reason_missing", f.Words, wordsMax)
	case Consenting:
		limit(&faults, "words", "", f.Words, wordsMax)
		if !f.On.IsDay() || f.On > today || f.On < today.AddDays(-366) {
			faults.Add("consent_on", "bulletin.consent_missing")
		}
	}
	return faults.Err()
}

// Step does the acts of Workflow but amending. Faults name the fields words and
// consent_on; what an article still lacks is a fault of no field.
func (s *Service) Step(ctx context.Context, by access.Actor, id ID, version int, act Act, f StepForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := acting(tx, by, id, act)
		if err != nil {
			return err
		}
		if act == Amending {
			return fault.New(fault.Invalid, "bulletin.not_now")
		}
		if err := f.check(act, tx.Today()); err != nil {
			return err
		}
		if err := s.whole(tx, a, act); err != nil {
			return err
		}
		a = a.stepped(m, f, tx.Today())
		if act == Publishing && by.Trusted() && f.On != "" {
			a.PublishedOn = min(f.On, tx.Today())
		}
		if err := put(tx, a, version); err != nil {
			return err
		}
		if act == Publishing {
			if err := s.freeze(tx, a); err != nil {
				return err
			}
		}
		if err := a.audit(tx, string(act), map[string]any{"state": a.State, "audience": a.Audience}); err != nil {
			return err
		}
		return s.tellStep(tx, by, a, act)
	})
}

// whole refuses to send or publish what is not complete.
func (s *Service) whole(tx *db.Tx, a Article, act Act) error {
	if act != Submitting && act != Publishing {
		return nil
	}
	if act == Publishing && a.NeedsConsent() {
		return fault.New(fault.Invalid, "bulletin.needs_consent")
	}
	figures, err := figuresOf(tx, a.ID)
	if err != nil {
		return err
	}
	if err := s.narrow(a.Audience, figures); err != nil {
		return fault.New(fault.Invalid, "bulletin.figures_narrow")
	}
	if err := checkBody(a.Body, len(figures)); err != nil {
		return err
	}
	pictures, err := picturesOf(tx, a.ID)
	for i, p := range pictures {
		if p.Alt == "" {
			return fault.New(fault.Invalid, "bulletin.picture_untold", i+1)
		}
	}
	return err
}

// stepped is the article after an act.
func (a Article) stepped(m Move, f StepForm, today db.Date) Article {
	a.State = m.To
	switch m.Act {
	case Returning, Withdrawing:
		a.Reason = f.Words
	case Submitting:
		a.Reason = ""
	case Consenting:
		a.ConsentOn, a.ConsentNote = f.On, f.Words
	case Publishing:
		a.PublishedOn = today
	}
	return a
}

// freeze keeps the figures of the system as they are on the day of publication.
func (s *Service) freeze(tx *db.Tx, a Article) error {
	figures, err := figuresOf(tx, a.ID)
	if err != nil {
		return err
	}
	if err := s.compute(tx, a, figures); err != nil {
		return err
	}
	for _, f := range figures {
		if f.Source == "" {
			continue
		}
		if err := freeze(tx, a, f); err != nil {
			return err
		}
	}
	return nil
}
