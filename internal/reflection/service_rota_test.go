package reflection_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/reflection/rota"
)

// years gives the hall a plan of meetings for 2026, in both units: thematic in
// 2, 5, 8 and 11.
func (h hall) years(t *testing.T) *year.Service {
	t.Helper()
	y := year.New(h.DB, h.Meetings)
	must(t, y.Draw(t.Context(), h.Secretary, h.Cell, 2026, year.Usual))
	must(t, y.Draw(t.Context(), h.head, h.chapter, 2026, year.Usual))
	h.reports.Calendar = y.MonthTx
	return y
}

func (h hall) board(t *testing.T, by access.Actor, unit org.ID) reflection.Board {
	t.Helper()
	b, err := h.reports.Rota(t.Context(), by, unit, 2026)
	must(t, err)
	return b
}

func (h hall) draw(t *testing.T) reflection.Board {
	t.Helper()
	_, err := h.reports.DrawRota(t.Context(), h.Secretary, h.Cell, 2026, false)
	must(t, err)
	return h.board(t, h.Secretary, h.Cell)
}

// months are those in which somebody has a turn.
func monthsOf(b reflection.Board, who access.Actor) (all []rota.Month) {
	for n := 1; n <= 12; n++ {
		if b.Turn(member.ID(who.Person), n) != nil {
			all = append(all, n)
		}
	}
	return all
}

// C2: everybody has a turn in a month without thematic meeting; volunteers and
// absences are respected, what was told stays when the year is drawn anew.
func TestDrawRota(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		_, err := h.reports.DrawRota(ctx, h.Secretary, h.Cell, 2026, false)
		refused(t, err, fault.Invalid, "reflection.rota_no_year")
		h.years(t)
		person := func(a access.Actor) member.ID { return member.ID(a.Person) }
		must(t, h.reports.Volunteer(ctx, h.Plain, h.Cell, person(h.Plain), "2026-10", true))
		must(t, h.reports.Volunteer(ctx, h.Secretary, h.Cell, person(h.Minuter), "2026-12", true)) // for one without a device
		must(t, h.reports.Absent(ctx, h.Secretary, h.Cell, 2026, person(h.Probationary), []rota.Month{6, 7}))

		dry, err := h.reports.DrawRota(ctx, h.Secretary, h.Cell, 2026, true)
		if must(t, err); len(dry.Redraw.Moves) != 5 || h.board(t, h.Secretary, h.Cell).Drawn() {
			t.Fatalf("a dry run: %+v", dry.Redraw.Moves)
		}
		b := h.draw(t)
		if len(b.Redraw.Moves) != 0 || len(b.Redraw.Plan.Unmet) != 0 || len(b.Redraw.Plan.Waiting) != 0 || len(b.People) != 5 {
			t.Errorf("drawn: %+v", b.Redraw)
		}
		for n := 1; n <= 12; n++ {
			if m := b.Months[n-1]; len(m.Turns) > 0 && (!m.Open() || n < 6) {
				t.Errorf("turns in month %d", n)
			}
		}
		if got := monthsOf(b, h.Plain); !slices.Equal(got, []rota.Month{10}) || !b.Turn(person(h.Plain), 10).Chosen {
			t.Errorf("the volunteer reports in %v", got)
		}
		if got := monthsOf(b, h.Minuter); !slices.Equal(got, []rota.Month{12}) {
			t.Errorf("the other volunteer reports in %v", got)
		}
		if got := monthsOf(b, h.Secretary); !slices.Equal(got, []rota.Month{6}) { // key cadre: early
			t.Errorf("the secretary reports in %v", got)
		}

		// Once told, a turn stays, whatever comes.
		_, err = h.reports.Tell(ctx, h.Secretary, h.Cell, 2026, "2026-06")
		must(t, err)
		must(t, h.reports.Volunteer(ctx, h.Secretary, h.Cell, person(h.deputy), "2026-07", true))
		must(t, h.reports.Absent(ctx, h.Secretary, h.Cell, 2026, person(h.Secretary), []rota.Month{6}))
		b = h.draw(t)
		if got := monthsOf(b, h.Secretary); !slices.Equal(got, []rota.Month{6}) {
			t.Errorf("a told turn moved to %v", got)
		}
		if err := h.reports.Volunteer(ctx, h.Secretary, h.Cell, person(h.Secretary), "2026-07", true); !fault.Is(err, fault.Invalid) {
			t.Errorf("volunteers with a turn told: %v", err)
		}
	})
}

// C2: after somebody left, what nobody was told of is drawn over his place.
func TestMendRota(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		h.years(t)
		must(t, h.reports.Arrange(ctx, h.Secretary, h.Cell, 2026, 0, 1, false))
		before := h.draw(t)
		gone := monthsOf(before, h.Secretary)
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error {
			// No use case ends a membership yet: the row is written as one will.
			if _, err := tx.Exec(`UPDATE member_membership SET to_date = '2026-05-20' WHERE person_id = $1`, h.Secretary.Person); err != nil {
				return err
			}
			return h.reports.LeftTx(tx, access.Console, member.ID(h.Secretary.Person))
		}))
		after := h.board(t, h.deputy, h.Cell)
		if len(monthsOf(after, h.Secretary)) != 0 || len(after.Redraw.Moves) != 0 {
			t.Errorf("after he left: %+v", after.Redraw.Moves)
		}
		if len(after.Months[gone[0]-1].Turns) != 1 {
			t.Errorf("nobody reports in month %d, which has four others to choose from", gone[0])
		}
	})
}

// C2: how many a month, and how often; a month of a year that is over is
// refused.
func TestArrangeRota(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		h.years(t)
		must(t, h.reports.Arrange(ctx, h.Secretary, h.Cell, 2026, 0, 1, true))
		if err := h.reports.Arrange(ctx, h.deputy, h.Cell, 2026, 0, 2, false); !fault.Is(err, fault.Stale) {
			t.Errorf("an old version: %v", err)
		}
		refused(t, h.reports.Arrange(ctx, h.Secretary, h.Cell, 2026, 1, 3, true), fault.Invalid, "reflection.most_invalid")
		refused(t, h.reports.Arrange(ctx, h.Secretary, h.Cell, 2020, 0, 1, true), fault.Invalid, "reflection.rota_year_over")
		b := h.draw(t)
		want := reflection.Settings{Most: 1, Twice: true, Version: 1}
		if diff := cmp.Diff(want, b.Settings); diff != "" {
			t.Error(diff)
		}
		for _, m := range b.Months {
			if len(m.Turns) > 1 {
				t.Errorf("%d turns in %s", len(m.Turns), m.Month)
			}
		}
		for _, c := range []struct {
			month db.Date
			key   string
		}{{"2026-08", "reflection.month_closed"}, {"2026-05", "reflection.month_past"}, {"2026", "reflection.month_invalid"}} {
			refused(t, h.reports.Volunteer(ctx, h.Plain, h.Cell, member.ID(h.Plain.Person), c.month, true), fault.Invalid, c.key)
		}
	})
}

// C8, C9, C10, safety S1: who arranges and who reads what; the level above has
// figures alone.
func TestWhoseRota(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		h.years(t)
		minuter := member.ID(h.Minuter.Person)
		must(t, h.reports.Absent(ctx, h.Secretary, h.Cell, 2026, minuter, []rota.Month{6}))
		h.draw(t)
		_, err := h.reports.DrawRota(ctx, h.Plain, h.Cell, 2026, true)
		refused(t, err, fault.Denied, "")
		_, err = h.reports.DrawRota(ctx, h.Secretary, h.chapter, 2026, true)
		refused(t, err, fault.NotFound, "")
		refused(t, h.reports.Volunteer(ctx, h.Plain, h.Cell, minuter, "2026-07", true), fault.Denied, "")
		refused(t, h.reports.Absent(ctx, h.Plain, h.Cell, 2026, minuter, nil), fault.Denied, "")
		_, err = h.reports.Rota(ctx, h.Stranger, h.Cell, 2026)
		refused(t, err, fault.NotFound, "")
		_, err = h.reports.Rota(ctx, h.Officer, h.Cell, 2026)
		refused(t, err, fault.Denied, "")
		absent := func(by access.Actor) []rota.Month {
			p, _ := h.board(t, by, h.Cell).Of(string(minuter))
			return p.Absent
		}
		if len(absent(h.Secretary)) != 1 || len(absent(h.Minuter)) != 1 || absent(h.Plain) != nil {
			t.Error("an absence is the committee's and his own")
		}

		_, err = h.reports.DrawRota(ctx, h.head, h.chapter, 2026, false)
		must(t, err)
		if b := h.board(t, h.youth, h.chapter); len(b.People) != 2 || !b.Drawn() || b.Leads {
			t.Errorf("the chapter's rota: %+v", b)
		}

		var root org.ID
		must(t, d.Read(ctx, func(tx *db.Tx) error {
			root = org.ID(h.Officer.Duties[0].Unit)
			return nil
		}))
		_, below, err := h.reports.Below(ctx, h.Officer, root, 2026)
		must(t, err)
		sums := map[org.ID]int{}
		for _, o := range below {
			sums[o.Unit.ID] = o.Sum(reflection.Planned, reflection.Assigned)
		}
		if sums[h.Cell] != 5 || sums[h.chapter] != 2 || len(below) != 3 {
			t.Errorf("below: %v", sums)
		}
		_, _, err = h.reports.Below(ctx, h.Secretary, h.Cell, 2026)
		refused(t, err, fault.Denied, "")
	})
}

// perf P1: a rota is read in ten queries.
func TestRotaQueries(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		h.years(t)
		h.draw(t)
		ctx, n := db.CountQueries(t.Context())
		_, err := h.reports.Rota(ctx, h.Plain, h.Cell, 2026)
		if must(t, err); n.Load() != 10 {
			t.Errorf("%d queries", n.Load())
		}
	})
}
