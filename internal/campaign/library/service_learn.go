package library

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Read notes that the actor himself has read a material, today; what he has read
// before stays as it was.
func (s *Service) Read(ctx context.Context, by access.Actor, id ID, unit org.ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := byID(tx, id)
		if err != nil {
			return err
		}
		t, u, err := learning(tx, by, m.Theme, unit)
		if err != nil {
			return err
		}
		if err := running(t, tx.Today()); err != nil {
			return err
		}
		person := member.ID(by.Person)
		if known, err := m.readBy(tx, person); err != nil || known {
			return err
		}
		if err := m.read(tx, person); err != nil {
			return err
		}
		if err := noteOwn(tx, "read", t, u, person, map[string]any{"material": id}); err != nil {
			return err
		}
		return s.follow(tx, by, t, person)
	})
}

// noteOwn logs what somebody did himself.
func noteOwn(tx *db.Tx, action string, t campaign.Theme, u org.Unit, person member.ID, data any) error {
	return tx.Audit(db.Entry{Action: "library." + action, Unit: string(u.ID), Kind: "campaign_theme", Subject: string(t.ID), Person: string(person), Data: data})
}

// follow counts somebody where he belongs, and tells of it where he has read all that
// is required now and had not before.
func (s *Service) follow(tx *db.Tx, by access.Actor, t campaign.Theme, person member.ID) error {
	was, err := readersOf(tx, person)
	if err != nil {
		return err
	}
	had := map[org.ID]bool{}
	for _, r := range was {
		had[r.unit] = had[r.unit] || r.theme == t.ID && r.done != ""
	}
	units, err := belongsTo(tx, t, person)
	if err != nil {
		return err
	}
	if err := seat(tx, t, person, units); err != nil {
		return err
	}
	is, err := readersOf(tx, person)
	if err != nil || s.OnRead == nil {
		return err
	}
	for _, r := range is {
		for _, u := range units {
			if r.theme != t.ID || r.unit != u.ID || r.done == "" || had[u.ID] {
				continue
			}
			if err := s.OnRead(tx, by, t, u, person); err != nil {
				return err
			}
		}
	}
	return nil
}

// belongsTo lists the units in which somebody is counted for a theme: his cell, and
// the chapters to which he belongs.
func belongsTo(tx *db.Tx, t campaign.Theme, person member.ID) (all []org.Unit, err error) {
	party, ok, err := member.LastParty(tx, person)
	if err != nil {
		return nil, err
	}
	places, err := member.PlacesOf(tx, person)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		if !t.Reaches(p.Path) {
			continue
		}
		u, err := org.Of(tx, org.ID(p.Unit))
		if err != nil {
			return nil, err
		}
		if u.Kind.Mass() || ok && party.To == "" && party.Unit == u.ID {
			all = append(all, u)
		}
	}
	return all, nil
}

// Quiz is the questions of a theme for one who answers them.
type Quiz struct {
	Theme     campaign.Theme
	Unit      org.Unit
	Questions []Question // without the right options
	Passed    bool       // the actor has
}

// Quiz gives the questions of a theme that runs. It makes at most five queries.
func (s *Service) Quiz(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID) (q Quiz, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if q, err = quiz(tx, by, theme, unit); err != nil {
			return err
		}
		for n, is := range q.Questions {
			q.Questions[n] = is.withheld()
		}
		return nil
	})
	return q, err
}

func quiz(tx *db.Tx, by access.Actor, theme campaign.ThemeID, unit org.ID) (q Quiz, err error) {
	if q.Theme, q.Unit, err = learning(tx, by, theme, unit); err != nil {
		return q, err
	}
	if q.Questions, err = questionsOf(tx, theme); err != nil {
		return q, err
	}
	if len(q.Questions) == 0 {
		return q, fault.New(fault.NotFound, "ui.not_found")
	}
	_, q.Passed, err = quizOf(tx, theme, member.ID(by.Person))
	return q, err
}

// Answer judges what the actor chose, by question and from 1, and keeps whether he has
// passed. A question that he left out is a fault at AnswerField.
func (s *Service) Answer(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID, chosen map[QuestionID]int) (r Result, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		q, err := quiz(tx, by, theme, unit)
		if err != nil {
			return err
		}
		if err := running(q.Theme, tx.Today()); err != nil {
			return err
		}
		if r, err = judge(q.Questions, chosen); err != nil {
			return err
		}
		person := member.ID(by.Person)
		if err := putQuiz(tx, theme, person, r.Passed()); err != nil {
			return err
		}
		if err := s.follow(tx, by, q.Theme, person); err != nil {
			return err
		}
		return noteOwn(tx, "try", q.Theme, q.Unit, person, nil)
	})
	return r, err
}
