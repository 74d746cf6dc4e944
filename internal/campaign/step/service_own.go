package step

import (
	"context"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// SayStudied notes that the actor himself has studied a theme, today.
func (s *Service) SayStudied(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, u, err := s.placed(tx, by, Take, theme, unit, by.Person)
		if err != nil {
			return err
		}
		if err := mayTake(tx, t, u, Study); err != nil {
			return err
		}
		return taken(tx, t, u, Mark{Step: Study, Person: member.ID(by.Person), On: tx.Today(), Way: BySelf, By: member.ID(by.Person)})
	})
}

// mayTake refuses a step that a theme does not ask for, or not now.
func mayTake(tx *db.Tx, t campaign.Theme, u org.Unit, step Step) error {
	steps, _, err := asked(tx, t.ID)
	switch {
	case err != nil:
		return err
	case !steps.Has(step):
		return fault.New(fault.Invalid, "step.not_asked")
	case tx.Today() < t.Starts:
		return fault.New(fault.Invalid, "step.not_begun", t.Starts)
	}
	return asks(t, u, tx.Today())
}

// taken notes that somebody of a unit took a step, and logs it; a step that was
// noted before stays as it was.
func taken(tx *db.Tx, t campaign.Theme, u org.Unit, m Mark) error {
	m.Theme, m.Unit, m.Body, m.counts = t.ID, u.ID, u.Kind.Body, countedFor(t, u.ID)
	known, err := marksOf(tx, m.Person)
	if err != nil || slices.ContainsFunc(known, m.same) {
		return err
	}
	if err := m.put(tx); err != nil {
		return err
	}
	return note(tx, "step.take", t, u.ID, m.Person, map[string]any{"step": m.Step, "on": m.On, "way": m.Way})
}

// Register ties the actor's pledge of the theme's year to the theme, and begins
// one where there is none. It gives the pledge, which registers him once it is
// sent.
func (s *Service) Register(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID) (id commitment.ID, err error) {
	var t campaign.Theme
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var u org.Unit
		if t, u, err = s.placed(tx, by, Take, theme, unit, by.Person); err != nil {
			return err
		}
		return mayTake(tx, t, u, Register)
	})
	if err != nil {
		return "", err
	}
	person := member.ID(by.Person)
	if id, err = s.pledges.Begin(ctx, by, unit, person, t.Year, false); err != nil {
		return "", err
	}
	sheet, err := s.pledges.Get(ctx, by, id)
	if err != nil {
		return "", err
	}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, u, err := s.placed(tx, by, Take, theme, unit, by.Person)
		if err != nil {
			return err
		}
		g := registration{theme: theme, pledge: id, person: person, unit: unit, whole: true}
		if err := g.put(tx); err != nil {
			return err
		}
		if err := note(tx, "step.register", t, unit, person, map[string]any{"pledge": id}); err != nil {
			return err
		}
		return g.follow(tx, t, u, sheet.Pledge)
	})
	return id, err
}

// PledgeableTx lists the themes of a year that concern a unit, for the items of a
// pledge: those that run and ask for registration may be chosen. It makes two queries.
// It is commitment.Service.Themes.
func (s *Service) PledgeableTx(tx *db.Tx, by access.Actor, u org.Unit, year int) ([]commitment.Theme, error) {
	first := db.Date(strconv.Itoa(year) + "-01-01")
	themes, err := campaign.Between(tx, u.Path, first, first.AddMonths(12).AddDays(-1))
	if err != nil {
		return nil, err
	}
	themes = slices.DeleteFunc(themes, func(t campaign.Theme) bool { return t.Year != year })
	ids := make([]campaign.ThemeID, len(themes))
	for n, t := range themes {
		ids[n] = t.ID
	}
	steps, _, err := askedOf(tx, ids...)
	all := make([]commitment.Theme, len(themes))
	for n, t := range themes {
		all[n] = commitment.Theme{ID: string(t.ID), Title: t.Title, Runs: t.Runs(tx.Today()) && steps[t.ID].Has(Register)}
	}
	return all, err
}

// PledgedTx has registration and acting follow what became of a pledge. It is
// commitment.Service.OnAct.
func (s *Service) PledgedTx(tx *db.Tx, by access.Actor, p commitment.Pledge) error {
	tied, err := registrationsOf(tx, p.ID)
	if err != nil {
		return err
	}
	if p.State.Registered() {
		tied = append(tied, untied(p, tied)...)
	}
	if len(tied) == 0 {
		return nil
	}
	u, err := org.Of(tx, p.Unit)
	if err != nil {
		return err
	}
	for _, g := range tied {
		t, err := campaign.Get(tx, access.System, g.theme)
		if err != nil {
			return err
		}
		if err := g.settle(tx, t, u, p); err != nil {
			return err
		}
	}
	return nil
}

// untied are the registrations that the items of a pledge make, and that are not
// stored yet.
func untied(p commitment.Pledge, tied []registration) (all []registration) {
	for _, i := range p.Items {
		of := func(g registration) bool { return g.theme == campaign.ThemeID(i.Theme) }
		if i.Theme != "" && !slices.ContainsFunc(tied, of) && !slices.ContainsFunc(all, of) {
			all = append(all, registration{theme: campaign.ThemeID(i.Theme), pledge: p.ID, person: p.Person, unit: p.Unit})
		}
	}
	return all
}

// settle stores what the items of a pledge say about a theme, and follows it. What a
// theme asks for no more stays as it is.
func (g registration) settle(tx *db.Tx, t campaign.Theme, u org.Unit, p commitment.Pledge) error {
	if asks(t, u, tx.Today()) != nil {
		return nil
	}
	if !g.whole && p.State.Registered() {
		store := g.put
		if len(g.items(p)) == 0 {
			store = g.drop
		}
		if err := store(tx); err != nil {
			return err
		}
	}
	return g.follow(tx, t, u, p)
}

// items are those of a pledge that answer to the theme: all, where it is tied as a
// whole.
func (g registration) items(p commitment.Pledge) []commitment.Item {
	if g.whole {
		return p.Items
	}
	return slices.DeleteFunc(slices.Clone(p.Items), func(i commitment.Item) bool { return i.Theme != string(g.theme) })
}

// follow notes what a pledge as it stands says about its theme. After the end of
// the theme nothing changes.
func (g registration) follow(tx *db.Tx, t campaign.Theme, u org.Unit, p commitment.Pledge) error {
	if asks(t, u, tx.Today()) != nil {
		return nil
	}
	on, items := max(tx.Today(), t.Starts), g.items(p)
	registered := p.State.Registered() && len(items) > 0
	for step, is := range map[Step]bool{Register: registered, Act: registered && slices.ContainsFunc(items, commitment.Item.Begun)} {
		if is {
			m := Mark{Step: step, Person: g.person, On: on, Way: ByRecord, By: g.person}
			if err := taken(tx, t, u, m); err != nil {
				return err
			}
		} else if err := takeBack(tx, t, g.person, u.ID, step); err != nil {
			return err
		}
	}
	return nil
}

// takeBack drops the mark of a step that followed from a record, if there is one.
func takeBack(tx *db.Tx, t campaign.Theme, person member.ID, unit org.ID, step Step) error {
	marks, err := marksOf(tx, person)
	if err != nil {
		return err
	}
	for _, m := range marks {
		if m.Theme != t.ID || m.Unit != unit || m.Step != step || m.Way != ByRecord {
			continue
		}
		if err := m.drop(tx); err != nil {
			return err
		}
		if err := note(tx, "step.take_back", t, unit, person, map[string]any{"step": step}); err != nil {
			return err
		}
	}
	return nil
}

// StudiedTx notes that somebody of a unit has studied a theme, for he has read all
// that it requires. Where the theme does not ask for that step, or not now, nothing
// happens.
func (s *Service) StudiedTx(tx *db.Tx, by access.Actor, t campaign.Theme, u org.Unit, person member.ID) error {
	switch err := mayTake(tx, t, u, Study); {
	case fault.Is(err, fault.Invalid):
		return nil
	case err != nil:
		return err
	}
	return taken(tx, t, u, Mark{Step: Study, Person: person, On: tx.Today(), Way: BySelf, By: member.ID(by.Person)})
}
