package library

import (
	"cmp"
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// keepable refuses to change the material of a theme that was halted or is over.
func keepable(t campaign.Theme, today db.Date) error {
	if t.Halted || today > t.Ends {
		return fault.New(fault.Invalid, "library.over")
	}
	return nil
}

// kept reads a theme whose material the actor puts together. Whether it may still be
// changed is for keepable to say: a form that comes too late loses nothing.
func kept(tx *db.Tx, by access.Actor, theme campaign.ThemeID) (campaign.Theme, error) {
	t, err := campaign.Get(tx, by, theme)
	if err != nil {
		return t, err
	}
	_, err = org.Authorise(tx, by, Keep, t.Unit)
	return t, err
}

func keptMaterial(tx *db.Tx, by access.Actor, id ID) (Material, campaign.Theme, error) {
	m, err := byID(tx, id)
	if err != nil {
		return m, campaign.Theme{}, err
	}
	t, err := kept(tx, by, m.Theme)
	return m, t, err
}

func keptQuestion(tx *db.Tx, by access.Actor, id QuestionID) (Question, campaign.Theme, error) {
	q, err := questionByID(tx, id)
	if err != nil {
		return q, campaign.Theme{}, err
	}
	t, err := kept(tx, by, q.Theme)
	return q, t, err
}

// changing is kept for who changes what there is to learn.
func changing(tx *db.Tx, by access.Actor, theme campaign.ThemeID) (campaign.Theme, error) {
	t, err := kept(tx, by, theme)
	return t, cmp.Or(err, keepable(t, tx.Today()))
}

func changingMaterial(tx *db.Tx, by access.Actor, id ID) (Material, campaign.Theme, error) {
	m, t, err := keptMaterial(tx, by, id)
	return m, t, cmp.Or(err, keepable(t, tx.Today()))
}

func changingQuestion(tx *db.Tx, by access.Actor, id QuestionID) (Question, campaign.Theme, error) {
	q, t, err := keptQuestion(tx, by, id)
	return q, t, cmp.Or(err, keepable(t, tx.Today()))
}

func note(tx *db.Tx, action string, t campaign.Theme, data any) error {
	return tx.Audit(db.Entry{Action: "library." + action, Unit: string(t.Unit), Kind: "campaign_theme", Subject: string(t.ID), Data: data})
}

// Keeping gives a theme to who puts its material together, for a form.
func (s *Service) Keeping(ctx context.Context, by access.Actor, theme campaign.ThemeID) (t campaign.Theme, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		t, err = kept(tx, by, theme)
		return err
	})
	return t, err
}

// Add puts a material at the end of a theme's list. Faults name the fields of Form.
func (s *Service) Add(ctx context.Context, by access.Actor, theme campaign.ThemeID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, err := changing(tx, by, theme)
		if err != nil {
			return err
		}
		if err := tx.Lock("campaign_theme", string(theme)); err != nil {
			return err
		}
		all, err := linesOf(tx, theme, "")
		if err != nil {
			return err
		}
		if len(all) >= materialsMax {
			return fault.New(fault.Invalid, "library.too_many", materialsMax)
		}
		if err := f.check(); err != nil {
			return err
		}
		m := Material{ID: ID(db.NewID()), Theme: theme, ordinal: 1}.with(f)
		if len(all) > 0 {
			m.ordinal = all[len(all)-1].ordinal + 1
		}
		if err := m.insert(tx); err != nil {
			return err
		}
		id = m.ID
		if m.Required {
			if err := settle(tx, theme, ""); err != nil {
				return err
			}
		}
		return note(tx, "add", t, m)
	})
	return id, err
}

// Kept gives a material to who may change it, for its form.
func (s *Service) Kept(ctx context.Context, by access.Actor, id ID) (m Material, t campaign.Theme, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		m, t, err = keptMaterial(tx, by, id)
		return err
	})
	return m, t, err
}

// Amend changes a material. Faults name the fields of Form.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, t, err := changingMaterial(tx, by, id)
		if err != nil {
			return err
		}
		if err := f.check(); err != nil {
			return err
		}
		is := m.with(f)
		if err := is.put(tx, version, m); err != nil {
			return err
		}
		if is.Required != m.Required {
			if err := settle(tx, m.Theme, ""); err != nil {
				return err
			}
		}
		return note(tx, "amend", t, db.Change{From: m, To: is})
	})
}

// Raise moves a material one up in the order; the first stays where it is.
func (s *Service) Raise(ctx context.Context, by access.Actor, id ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, t, err := changingMaterial(tx, by, id)
		if err != nil {
			return err
		}
		if err := tx.Lock("campaign_theme", string(m.Theme)); err != nil {
			return err
		}
		all, err := linesOf(tx, m.Theme, "")
		if err != nil {
			return err
		}
		n := slices.IndexFunc(all, func(l Line) bool { return l.ID == id })
		if n < 1 {
			return nil
		}
		other := all[n-1].Material
		if err := other.rank(tx, all[n].ordinal); err != nil {
			return err
		}
		if err := m.rank(tx, other.ordinal); err != nil {
			return err
		}
		return note(tx, "raise", t, map[string]any{"material": id})
	})
}

// Drop takes a material off the list. That people read it stays on record.
func (s *Service) Drop(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, t, err := changingMaterial(tx, by, id)
		if err != nil {
			return err
		}
		if err := m.drop(tx, version); err != nil {
			return err
		}
		if m.Required {
			if err := settle(tx, m.Theme, ""); err != nil {
				return err
			}
		}
		return note(tx, "drop", t, map[string]any{"material": id})
	})
}

// Ask adds a question to the quiz of a theme. Faults name the fields of QuestionForm.
func (s *Service) Ask(ctx context.Context, by access.Actor, theme campaign.ThemeID, f QuestionForm) (id QuestionID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, err := changing(tx, by, theme)
		if err != nil {
			return err
		}
		if err := tx.Lock("campaign_theme", string(theme)); err != nil {
			return err
		}
		all, err := questionsOf(tx, theme)
		if err != nil {
			return err
		}
		if len(all) >= questionsMax {
			return fault.New(fault.Invalid, "library.too_many_questions", questionsMax)
		}
		if err := f.check(); err != nil {
			return err
		}
		q := Question{ID: QuestionID(db.NewID()), Theme: theme}.with(f)
		id = q.ID
		if err := q.insert(tx); err != nil {
			return err
		}
		return note(tx, "ask", t, q.withheld())
	})
	return id, err
}

// Question gives a question with its right option to who may change it.
func (s *Service) Question(ctx context.Context, by access.Actor, id QuestionID) (q Question, t campaign.Theme, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		q, t, err = keptQuestion(tx, by, id)
		return err
	})
	return q, t, err
}

// AmendQuestion changes a question. Faults name the fields of QuestionForm. Who has
// passed the quiz has passed.
func (s *Service) AmendQuestion(ctx context.Context, by access.Actor, id QuestionID, version int, f QuestionForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		q, t, err := changingQuestion(tx, by, id)
		if err != nil {
			return err
		}
		if err := f.check(); err != nil {
			return err
		}
		is := q.with(f)
		if err := is.put(tx, version, q); err != nil {
			return err
		}
		return note(tx, "amend_question", t, db.Change{From: q.withheld(), To: is.withheld()})
	})
}

// DropQuestion takes a question out of the quiz.
func (s *Service) DropQuestion(ctx context.Context, by access.Actor, id QuestionID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		q, t, err := changingQuestion(tx, by, id)
		if err != nil {
			return err
		}
		if err := q.drop(tx, version); err != nil {
			return err
		}
		return note(tx, "drop_question", t, map[string]any{"question": id})
	})
}
