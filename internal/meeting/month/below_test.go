package month_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/month"
	"chibo/internal/org"
)

// The office sees how far the cells below are with the month, and nothing of
// another committee; a cell's member is told nothing.
func TestBelow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Open(t)
		below := func(by access.Actor, up bool) (all []month.Progress, err error) {
			err = d.Read(t.Context(), func(tx *db.Tx) error {
				u, err := org.Of(tx, h.Cell)
				if err == nil && up {
					u, err = org.Of(tx, u.Parent)
				}
				if err == nil {
					all, err = h.months.BelowTx(tx, by, u, "2026-04", "2026-05")
				}
				return err
			})
			return all, err
		}
		got, err := below(access.Console, true)
		want := []month.Progress{{Meeting: id, Unit: h.Cell, Month: "2026-05", State: meeting.Open, HeldOn: "2026-05-25", DueBy: "2026-05-27"}}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatalf("%v\n%s", err, diff)
		}
		if p := got[0]; !p.Held() || p.Late("2026-05-27") || !p.Late("2026-05-28") {
			t.Errorf("%+v", p)
		}
		if _, err := below(h.Plain, true); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Denied) {
			t.Errorf("a member of a cell is told: %v", err)
		}

		err = d.Read(t.Context(), func(tx *db.Tx) error {
			u, err := org.Of(tx, h.Cell)
			if err != nil {
				return err
			}
			c, open, err := h.months.UnfinishedTx(tx, h.Secretary, u)
			if err != nil || len(open) != 1 || open[0].ID != id || c.Last == nil || c.Last.Meeting.ID != id {
				t.Errorf("unfinished %v, %+v, %v", open, c, err)
			}
			_, _, err = h.months.UnfinishedTx(tx, h.Plain, u)
			return err
		})
		if !fault.Is(err, fault.Denied) {
			t.Errorf("a member reads the committee's month: %v", err)
		}
	})
}
