package sample

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// house is a tree on its way into the database.
type house struct {
	tree
	people map[string][]person // by code of the unit, in the order of the data
	units  map[string]org.ID   // once founded
}

// build makes the people of all trees. It writes nothing.
func build(trees []tree, g *registry, today db.Date) []*house {
	houses := make([]*house, len(trees))
	for i, t := range trees {
		h := &house{tree: t, people: map[string][]person{}, units: map[string]org.ID{}}
		for _, u := range t.Units {
			switch {
			case u.Associates > 0:
				h.people[u.Code] = g.chapter(t, u)
			case len(u.Named)+len(u.People) > 0:
				h.people[u.Code] = g.cell(t, u, today)
			}
		}
		houses[i] = h
	}
	return houses
}

// inhabit writes units and people of a tree, with who comes, goes and is on his
// way into the Party.
func (s Services) inhabit(ctx context.Context, h *house, book wayBook, today db.Date) error {
	if err := s.settle(ctx, h, book, today); err != nil {
		return err
	}
	if err := s.arrive(ctx, h, book.Coming, today); err != nil {
		return err
	}
	ways, err := s.ways(ctx, h, book, today)
	if err != nil {
		return err
	}
	return together(append(ways, s.leave(ctx, h, book, today)...))
}

// settle writes units and people of a tree, in one transaction.
func (s Services) settle(ctx context.Context, h *house, book wayBook, today db.Date) error {
	return s.DB.Write(ctx, access.Console, func(tx *db.Tx) error {
		for _, u := range h.Units {
			if err := s.found(tx, h, u, today); err != nil {
				return err
			}
			if err := s.enter(tx, h, u, book); err != nil {
				return err
			}
		}
		return s.elect(tx, h)
	})
}

// elect gives committees their secretaries, once the cells that these come from stand.
func (s Services) elect(tx *db.Tx, h *house) error {
	for _, u := range h.Units {
		if u.Led == "" {
			continue
		}
		a := member.Appointment{Person: h.people[u.Led][0].id, Unit: h.units[u.Code], Post: member.Secretary, KeyCadre: true, From: elected}
		if err := s.Members.AppointTx(tx, access.Console, a); err != nil {
			return err
		}
	}
	return nil
}

// found makes a unit with its headcount and terms.
func (s Services) found(tx *db.Tx, h *house, u unitSpec, today db.Date) error {
	id, err := s.Orgs.FoundTx(tx, access.Console, org.Form{
		Name: u.Name, Kind: u.Kind, Parent: h.units[u.Parent], Code: u.Code, Locality: h.Locality, From: founded,
	})
	if err != nil {
		return err
	}
	h.units[u.Code] = id
	if u.Staff > 0 {
		if err := s.Orgs.CountStaffTx(tx, access.Console, id, founded, u.Staff); err != nil {
			return err
		}
	}
	if u.Terms == nil {
		return nil
	}
	for i, from := range u.Terms.begun(today) {
		t := org.Term{Ordinal: paper.Roman(u.Terms.Ordinal + i), From: from}
		if err := s.Orgs.OpenTermTx(tx, access.Console, id, t); err != nil {
			return err
		}
	}
	return nil
}

// enter writes the people of a unit with their posts and states, but for what is
// decided of them later.
func (s Services) enter(tx *db.Tx, h *house, u unitSpec, book wayBook) error {
	people, unit := h.people[u.Code], h.units[u.Code]
	for i := range people {
		p := &people[i]
		form, ok := book.entered(u.Code, i, p.form)
		if !ok {
			continue
		}
		var err error
		if p.id, err = s.Members.EnterTx(tx, access.Console, unit, form); err != nil {
			return err
		}
		if err := s.appoint(tx, u, unit, p); err != nil {
			return err
		}
		for _, st := range p.states {
			if st.State == member.Exempt {
				continue
			}
			st.Unit = h.units[st.at]
			if err := s.Members.SetStateTx(tx, access.Console, p.id, st.StatePeriod); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s Services) appoint(tx *db.Tx, u unitSpec, unit org.ID, p *person) error {
	from := elected
	switch {
	case u.Associates > 0:
		from = chartered
	case u.Terms != nil:
		from = u.Terms.First
	}
	if p.post != "" {
		a := member.Appointment{Person: p.id, Unit: unit, Post: p.post, KeyCadre: p.post == member.Secretary, From: from}
		if err := s.Members.AppointTx(tx, access.Console, a); err != nil {
			return err
		}
	}
	if p.head == "" {
		return nil
	}
	return s.Members.AppointTx(tx, access.Console, member.Appointment{
		Person: p.id, Unit: unit, Post: member.Government, Title: p.head, KeyCadre: true, From: from,
	})
}

// govern lists what else is written about the units: working regulations, and
// the duties assigned for the article's year and for today's.
func (s Services) govern(ctx context.Context, h *house, today db.Date) (jobs []func() error) {
	for _, u := range h.Units {
		unit := h.units[u.Code]
		if u.Regulation != nil {
			jobs = append(jobs, func() error {
				return s.Orgs.Regulate(ctx, access.Console, unit, org.Regulation{Body: u.Regulation.Body, From: u.Regulation.From})
			})
		}
		for i, duty := range u.Duties {
			for _, year := range []int{h.Year, today.Year()} {
				jobs = append(jobs, func() error {
					return s.Members.AssignDuty(ctx, access.Console, unit, h.people[u.Code][i].id, year, duty)
				})
			}
		}
	}
	return jobs
}
