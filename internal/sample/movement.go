package sample

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/movement"
	"chibo/internal/org"
)

// goingSpec is a member of the shown cell whose letter of introduction is
// issued, and who was not received yet.
type goingSpec struct {
	Person   int    `yaml:"person"`
	To       string `yaml:"to"`
	Review   string `yaml:"review"`
	Enclosed string `yaml:"enclosed"`
}

// comingSpec is a member whom the shown cell received so many months before
// today.
type comingSpec struct {
	Person int    `yaml:"person"`
	Months int    `yaml:"months"`
	From   string `yaml:"from"`
	Letter string `yaml:"letter"`
}

// arrive has the shown cell receive who comes from elsewhere.
func (s Services) arrive(ctx context.Context, h *house, c comingSpec, today db.Date) error {
	unit, ok := h.units[shown]
	if !ok {
		return nil
	}
	p, on := &h.people[shown][c.Person], today.AddMonths(-c.Months)
	p.form.From = on
	id, err := s.Movements.TakeIn(ctx, access.Console, unit, movement.Arrival{
		Person: p.form, Outside: c.From, Distance: movement.Country, LetterNo: c.Letter, LetterOn: on.AddDays(-9), FeeUntil: on.AddMonths(-1).Month(), ReceivedOn: on,
	})
	if err != nil {
		return err
	}
	if err != nil {
		return err
	}
	sheet, err := s.Movements.Get(ctx, access.Console, id)
	p.id = sheet.Transfer.Person
	return err
}

// leave writes the decisions on exemptions of a tree, and the transfer and the
// fee of its shown cell.
func (s Services) leave(ctx context.Context, h *house, book wayBook, today db.Date) (jobs []func() error) {
	for _, u := range h.Units {
		unit := h.units[u.Code]
		for _, p := range h.people[u.Code] {
			for _, st := range p.states {
				if st.State == member.Exempt {
					jobs = append(jobs, func() error { return s.exempt(ctx, unit, p.id, st.StatePeriod) })
				}
			}
		}
		if u.Code == shown {
			people := h.people[u.Code]
			jobs = append(jobs,
				func() error { return s.part(ctx, unit, people[book.Going.Person].id, book.Going, today) },
				func() error { return s.pay(ctx, unit, people, book.Unpaid, today) },
			)
		}
	}
	return jobs
}

// exempt has a cell exempt a member from work and meetings.
func (s Services) exempt(ctx context.Context, unit org.ID, person member.ID, p member.StatePeriod) error {
	_, err := s.Movements.Record(ctx, access.Console, unit, movement.DecisionForm{
		Person: person, Kind: movement.Exempt, Ground: "age_health", Number: p.Decision, DecidedOn: p.From, From: p.From, To: p.To, InformedOn: p.From,
	})
	return err
}

// part takes a transfer to the letter of introduction.
func (s Services) part(ctx context.Context, unit org.ID, person member.ID, g goingSpec, today db.Date) error {
	moved := today.AddDays(-18)
	id, err := s.Movements.Begin(ctx, access.Console, unit, movement.Request{Person: person, MovedOn: moved, Outside: g.To, Distance: movement.Province})
	if err != nil {
		return err
	}
	for n, step := range []struct {
		act movement.Act
		movement.Step
	}{
		{movement.Reviewing, movement.Step{On: moved.AddDays(6), Review: g.Review}},
		{movement.Issuing, movement.Step{On: moved.AddDays(12), LetterNo: "08-GT/CB", FeeUntil: today.Month(), Enclosed: g.Enclosed}},
	} {
		if err := s.Movements.Step(ctx, access.Console, id, 1+n, step.act, step.Step); err != nil {
			return err
		}
	}
	return nil
}

// pay enters the fee of each month of the year: all have paid, but for one in
// the month of today.
func (s Services) pay(ctx context.Context, unit org.ID, people []person, unpaid int, today db.Date) error {
	for month := db.Date(string(today[:4]) + "-01"); month <= today.Month(); month = month.AddMonths(1).Month() {
		var paid []member.ID
		for n, p := range people {
			if p.form.From.Month() <= month && (n != unpaid || month < today.Month()) {
				paid = append(paid, p.id)
			}
		}
		if err := s.Movements.SaveFees(ctx, access.Console, unit, month, 0, paid); err != nil {
			return err
		}
	}
	return nil
}
