package reflection

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection/rota"
)

// Volunteering is done by everybody for himself, and by a leader for somebody
// who has no device.
var Volunteering = access.Declare("reflection.volunteer", access.For(access.Self, access.Belonging...), access.For(access.Here, access.Leaders...))

// Years that a rota may be looked at, before and after today's.
const (
	rotaBack  = 10
	rotaAhead = 2
)

// Rota gives the rota of a year to everybody of the unit: who reports when. The
// leaders also get who cannot report when, and what drawing again would change;
// others what became of their own wishes. It makes ten queries.
func (s *Service) Rota(ctx context.Context, by access.Actor, unit org.ID, of int) (b Board, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		b, err = board(tx, by, View, unit, of)
		return err
	})
	b.narrow()
	return b, err
}

// board reads a year and draws it anew.
func board(tx *db.Tx, by access.Actor, action access.Action, unit org.ID, of int) (Board, error) {
	b := Board{Year: of, Today: tx.Today(), Me: member.ID(by.Person)}
	var err error
	if b.Unit, err = org.Authorise(tx, by, action, unit); err != nil {
		return b, err
	}
	if !b.Unit.Kind.Holds || of < b.Today.Year()-rotaBack || of > b.Today.Year()+rotaAhead {
		return b, fault.New(fault.NotFound, "ui.not_found")
	}
	b.Leads = access.Can(by, Plan, b.Unit.Place())
	if err := b.read(tx); err != nil {
		return b, err
	}
	b.solve()
	return b, nil
}

// read fills in what is stored of the year.
func (b *Board) read(tx *db.Tx) error {
	unit := b.Unit.ID
	from, through := yearOf(b.Year)
	first, last := from+"-01", through+"-31"
	slots, err := year.SlotsOf(tx, unit, b.Year)
	if err != nil {
		return err
	}
	turns, err := turnsIn(tx, unit, from, through)
	if err != nil {
		return err
	}
	b.lay(slots, turns)
	if b.Settings, err = settingsOf(tx, unit, b.Year); err != nil {
		return err
	}
	stays, err := member.StaysIn(tx, unit, first, last, min(max(first, b.Today), last))
	if err != nil {
		return err
	}
	b.join(stays)
	wishes, err := wishesIn(tx, unit, from, through)
	if err != nil {
		return err
	}
	absences, err := absencesIn(tx, unit, from, through)
	if err != nil {
		return err
	}
	before, err := pastTurns(tx, unit, from, b.Today.Month())
	b.mark(wishes, absences, before)
	return err
}

// DrawRota plans the year: the best plan by the rules of package rota, with as
// few moves as possible. Turns that somebody was told of stay as they are; of
// the others nobody is told. dry only shows what it would do.
func (s *Service) DrawRota(ctx context.Context, by access.Actor, unit org.ID, of int, dry bool) (b Board, err error) {
	if dry {
		err = s.db.Read(ctx, func(tx *db.Tx) error {
			b, err = board(tx, by, Plan, unit, of)
			return err
		})
		return b, err
	}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("reflection_rota", string(unit)); err != nil {
			return err
		}
		if b, err = board(tx, by, Plan, unit, of); err != nil {
			return err
		}
		if !b.Planned() {
			return fault.New(fault.Invalid, "reflection.rota_no_year")
		}
		return s.redraw(tx, by, b)
	})
	return b, err
}

// redraw stores the new plan of a board in the place of the old one.
func (s *Service) redraw(tx *db.Tx, by access.Actor, b Board) error {
	if len(b.Redraw.Moves) == 0 {
		return tx.Audit(b.drawn())
	}
	var changed []db.Date
	for _, move := range b.Redraw.Moves {
		p, _ := b.Of(string(move.Person))
		chosen, to := slices.Contains(p.Wishes, move.To), monthNo(b.Year, move.To)
		var err error
		switch {
		case move.From == 0:
			err = insert(tx, Report{ID: ID(db.NewID()), Unit: b.Unit.ID, Person: move.Person, Month: to, State: Planned, Chosen: chosen})
		case move.To == 0:
			err = dropPlanned(tx, b.Turn(move.Person, move.From).ID)
		default:
			err = shiftPlanned(tx, b.Turn(move.Person, move.From).ID, to, chosen)
		}
		if err != nil {
			return err
		}
		for _, n := range []rota.Month{move.From, move.To} {
			if n > 0 {
				changed = append(changed, monthNo(b.Year, n))
			}
		}
	}
	if err := tx.Audit(b.drawn()); err != nil {
		return err
	}
	return s.seat(tx, by, b.Unit.ID, changed...)
}

// drawn is what the log keeps of a drawn year.
func (b Board) drawn() db.Entry {
	return db.Entry{
		Action: "reflection.draw_rota", Unit: string(b.Unit.ID), Kind: "reflection_year", Subject: string(b.Unit.ID),
		Data: map[string]any{"year": b.Year, "turns": b.Redraw.Plan.Turns, "moves": b.Redraw.Moves},
	}
}

// mendTx draws what nobody was told of anew after people came or went, in every
// year from a month on in which somebody has a planned turn. The caller has
// authorised.
func (s *Service) mendTx(tx *db.Tx, by access.Actor, unit org.ID, from db.Date) error {
	if err := tx.Lock("reflection_rota", string(unit)); err != nil {
		return err
	}
	planned, err := plannedIn(tx, unit, from, "9998-12")
	if err != nil {
		return err
	}
	done := 0
	for _, r := range planned {
		of := r.Month.Year()
		if of == done {
			continue
		}
		done = of
		b, err := board(tx, access.System, Plan, unit, of)
		if err != nil {
			return err
		}
		if b.Planned() && len(b.Redraw.Moves) > 0 {
			if err := s.redraw(tx, by, b); err != nil {
				return err
			}
		}
	}
	return nil
}

// Arrange sets how many report in a month, one or two, and whether somebody may
// have two turns in the year. Turns that stand stay as they are until the year
// is drawn anew.
func (s *Service) Arrange(ctx context.Context, by access.Actor, unit org.ID, of, version, most int, twice bool) error {
	if most < 1 || most > mostReporters {
		return fault.At("most", "reflection.most_invalid")
	}
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := arranging(tx, by, Plan, unit, of, ""); err != nil {
			return err
		}
		set := Settings{Most: most, Twice: twice}
		if err := putSettings(tx, unit, of, set, version); err != nil {
			return err
		}
		return s.noted(tx, unit, of, "reflection.arrange", "", set)
	})
}

// Volunteer notes that somebody would report in a month; the leaders draw the
// year by it. Again takes it back where on is false.
func (s *Service) Volunteer(ctx context.Context, by access.Actor, unit org.ID, person member.ID, month db.Date, on bool) error {
	if !month.IsMonth() {
		return fault.At("month", "reflection.month_invalid")
	}
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := arranging(tx, by, Volunteering, unit, month.Year(), person); err != nil {
			return err
		}
		if !on {
			if err := removeWish(tx, unit, person, month); err != nil {
				return err
			}
			return s.noted(tx, unit, month.Year(), "reflection.unvolunteer", person, month)
		}
		b := Board{Year: month.Year(), Today: tx.Today()}
		var err error
		if b.Unit, err = org.Of(tx, unit); err == nil {
			err = b.read(tx)
		}
		if err != nil {
			return err
		}
		if err := b.refuse(person, year.MonthOf(month)); err != nil {
			return err
		}
		if err := addWish(tx, unit, person, month); err != nil {
			return err
		}
		return s.noted(tx, unit, b.Year, "reflection.volunteer", person, month)
	})
}

// refuse says why somebody cannot volunteer for a month.
func (b Board) refuse(person member.ID, n rota.Month) error {
	p, there := b.Of(string(person))
	m := b.Months[n-1]
	switch {
	case !there || p.Gone:
		return fault.At("person", "reflection.person_elsewhere")
	case m.Over:
		return fault.At("month", "reflection.month_past")
	case !m.Open():
		return fault.At("month", "reflection.month_closed")
	case !b.MayVolunteer(person, n):
		return fault.At("month", "reflection.turns_enough", b.Settings.turns())
	}
	return nil
}

// Absent sets the months of a year in which somebody cannot report; no reason
// is asked or kept (C10).
func (s *Service) Absent(ctx context.Context, by access.Actor, unit org.ID, of int, person member.ID, absent []rota.Month) error {
	from, through := yearOf(of)
	var list []db.Date
	for n := 1; n <= 12; n++ {
		if slices.Contains(absent, n) {
			list = append(list, monthNo(of, n))
		}
	}
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := arranging(tx, by, Plan, unit, of, ""); err != nil {
			return err
		}
		stays, err := member.StaysIn(tx, unit, from+"-01", through+"-31", tx.Today())
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(stays, func(s member.Stay) bool { return s.Person == person }) {
			return fault.At("person", "reflection.person_elsewhere")
		}
		if err := putAbsences(tx, unit, person, from, through, list); err != nil {
			return err
		}
		return s.noted(tx, unit, of, "reflection.absent", person, list)
	})
}

// arranging checks that the actor may do the action, to a person's part where
// one is named, in a year that can still be arranged; a command may enter how an
// earlier one was.
func arranging(tx *db.Tx, by access.Actor, action access.Action, unit org.ID, of int, person member.ID) error {
	u, err := org.Of(tx, unit)
	if err != nil {
		return err
	}
	place := u.Place()
	place.Person = string(person)
	if err := access.Check(by, action, place); err != nil {
		return err
	}
	if of < tx.Today().Year() && !by.Trusted() || of > tx.Today().Year()+rotaAhead {
		return fault.New(fault.Invalid, "reflection.rota_year_over")
	}
	return nil
}

// noted logs what was arranged for a year.
func (s *Service) noted(tx *db.Tx, unit org.ID, of int, action string, person member.ID, data any) error {
	return tx.Audit(db.Entry{
		Action: action, Unit: string(unit), Kind: "reflection_year", Subject: string(unit), Person: string(person),
		Data: map[string]any{"year": of, "to": data},
	})
}

// Overseen is how far the reports of a unit below have come: figures, nothing
// else (C9). Class: open.
type Overseen struct {
	Unit   org.Unit
	Counts map[State]int // of the year, in every state
}

// Sum adds up the reports in some states.
func (o Overseen) Sum(states ...State) (n int) {
	for _, s := range states {
		n += o.Counts[s]
	}
	return n
}

// Below gives an officer how far the reports of a year have come in each unit
// below whose people meet, in the order of the tree. It makes three queries.
func (s *Service) Below(ctx context.Context, by access.Actor, unit org.ID, of int) (u org.Unit, all []Overseen, err error) {
	if of < 1900 || of > 9998 {
		return u, nil, fault.New(fault.NotFound, "ui.not_found")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if u, err = org.Authorise(tx, by, Oversee, unit); err != nil {
			return err
		}
		units, err := org.Under(tx, u.Path)
		if err != nil {
			return err
		}
		from, through := yearOf(of)
		counts, err := countsBelow(tx, u.Path, from, through)
		for _, below := range units {
			if below.Kind.Holds {
				all = append(all, Overseen{below, counts[below.ID]})
			}
		}
		return err
	})
	return u, all, err
}
