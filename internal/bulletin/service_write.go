package bulletin

import (
	"cmp"
	"context"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Writing gives the unit of a new article to who may write one there.
func (s *Service) Writing(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err = org.Authorise(tx, by, Write, unit)
		return err
	})
	return u, err
}

// Write makes a draft of a unit. Faults name the fields kind, field, audience, title,
// lede and body.
func (s *Service) Write(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, Write, unit)
		if err != nil {
			return err
		}
		if err := f.check(0); err != nil {
			return err
		}
		a := Article{ID: ID(db.NewID()), Unit: unit, Author: member.ID(by.Person), State: Draft}
		id = a.ID
		if err := a.take(tx, u, f); err != nil {
			return err
		}
		if err := insert(tx, a); err != nil {
			return err
		}
		return a.audit(tx, "write", nil)
	})
	return id, err
}

// take puts what was typed into an article of a unit.
func (a *Article) take(tx *db.Tx, u org.Unit, f Form) error {
	if f.Kind != a.Kind || f.Audience != a.Audience {
		a.ConsentOn, a.ConsentNote = "", "" // it was given for something else
	}
	a.Kind, a.Field, a.Audience, a.Title, a.Lede, a.Body = f.Kind, f.Field, f.Audience, f.Title, f.Lede, f.Body
	return a.reachFrom(tx, u)
}

// reachFrom finds whom an article of a unit reaches.
func (a *Article) reachFrom(tx *db.Tx, u org.Unit) error {
	a.Reach = u.ID
	switch a.Audience {
	case ForBranch:
		if u.Kind.Holds {
			a.Reach = cmp.Or(u.Parent, u.ID)
		}
	case ForTree:
		for up := u; ; {
			a.Reach = up.ID
			if up.Parent == "" {
				return nil
			}
			var err error
			if up, err = org.Of(tx, up.Parent); err != nil {
				return err
			}
		}
	}
	return nil
}

// Amend changes an article that its author still writes. Faults are those of Write;
// an audience that may not see one of its figures is one of audience.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, _, err := acting(tx, by, id, Amending)
		if err != nil {
			return err
		}
		figures, err := figuresOf(tx, id)
		if err != nil {
			return err
		}
		if err := f.check(len(figures)); err != nil {
			return err
		}
		if err := s.narrow(f.Audience, figures); err != nil {
			return err
		}
		u, err := org.Of(tx, a.Unit)
		if err != nil {
			return err
		}
		if err := a.take(tx, u, f); err != nil {
			return err
		}
		if err := put(tx, a, version); err != nil {
			return err
		}
		return a.audit(tx, string(Amending), nil)
	})
}

// AddFigure puts a figure into an article that is still written, over the version that
// the page showed. Faults name the fields of FigureForm.
func (s *Service) AddFigure(ctx context.Context, by access.Actor, id ID, version int, f FigureForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, _, err := acting(tx, by, id, Amending)
		if err != nil {
			return err
		}
		if err := f.check(s.Sources, a, tx.Today()); err != nil {
			return err
		}
		have, err := figuresOf(tx, id)
		if err != nil {
			return err
		}
		if len(have) >= figuresMax {
			return fault.New(fault.Invalid, "bulletin.figures_full", figuresMax)
		}
		fig := Figure{Ordinal: len(have) + 1, Source: f.Source, Period: f.Period, Label: f.Label, Words: f.Words, Note: f.Note, Goal: f.Goal}
		if f.Values != "" {
			fig.Value.Points = f.series()
		}
		if f.InText {
			a.Body += "\n" + Mark(fig.Ordinal)
		}
		if err := put(tx, a, version); err != nil {
			return err
		}
		if err := insertFigure(tx, id, fig); err != nil {
			return err
		}
		return a.audit(tx, "figure", map[string]any{"source": f.Source, "period": f.Period})
	})
}

// RemoveFigure takes a figure out of an article, with its marks in the text; those
// after it move up.
func (s *Service) RemoveFigure(ctx context.Context, by access.Actor, id ID, version, ordinal int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, _, err := acting(tx, by, id, Amending)
		if err != nil {
			return err
		}
		a.Body = strings.TrimSpace(strings.ReplaceAll(a.Body, Mark(ordinal), ""))
		for next := ordinal + 1; next <= figuresMax; next++ {
			a.Body = strings.ReplaceAll(a.Body, Mark(next), Mark(next-1))
		}
		if err := put(tx, a, version); err != nil {
			return err
		}
		if err := removeFigure(tx, id, ordinal); err != nil {
			return err
		}
		return a.audit(tx, "figure_remove", ordinal)
	})
}

// AddPicture takes a picture into an article that is still written, see
// document.Redraw. The gate's faults stand at no field, or at declared.
func (s *Service) AddPicture(ctx context.Context, by access.Actor, id ID, u document.Upload) (document.ID, error) {
	u.Kind, u.Subject = PicturesOf, string(id)
	return s.docs.Attach(ctx, by, u)
}

// Saying is what is typed of a picture.
type Saying struct {
	Picture document.ID
	Alt     string
	Caption string
}

// Caption says what pictures of an article show. Faults name the fields alt_N and
// caption_N, where N counts the sayings from 0.
func (s *Service) Caption(ctx context.Context, by access.Actor, id ID, all []Saying) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, _, err := acting(tx, by, id, Amending)
		if err != nil {
			return err
		}
		pictures, err := picturesOf(tx, id)
		if err != nil {
			return err
		}
		mine := map[document.ID]bool{}
		for _, p := range pictures {
			mine[p.ID] = true
		}
		var faults fault.Form
		for i := range all {
			all[i].Alt, all[i].Caption = i18n.Line(all[i].Alt), i18n.Line(all[i].Caption)
			limit(&faults, "alt_"+itoa(i), "bulletin.alt_missing", all[i].Alt, titleMax)
			limit(&faults, "caption_"+itoa(i), "", all[i].Caption, titleMax)
		}
		if err := faults.Err(); err != nil {
			return err
		}
		for _, c := range all {
			if !mine[c.Picture] {
				return db.ErrNone
			}
			if err := putCaption(tx, id, caption{string(c.Picture), c.Alt, c.Caption}); err != nil {
				return err
			}
		}
		return a.audit(tx, "caption", len(all))
	})
}

// OpenPicture gives a picture of an article to who may read it; see
// document.Service.OpenPicture.
func (s *Service) OpenPicture(ctx context.Context, by access.Actor, id ID, picture document.ID, small bool) (document.Picture, Content, error) {
	p, file, err := s.docs.OpenPicture(ctx, by, picture, small)
	if err != nil {
		return p, nil, err
	}
	if p.Kind != PicturesOf || p.Subject != string(id) {
		_ = file.Close() // it was only read
		return document.Picture{}, nil, db.ErrNone
	}
	return p, file, nil
}
