package member_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/org"
)

// C8, D1: what others need of those who belong, in a cell and in a chapter.
func TestProfiles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		a := h.enter(t, h.cell, "Nguyễn Văn A", member.Form{Person: member.Person{Job: "Bác sĩ", Birth: "1980"}})
		b := h.enter(t, h.cell, "Trần Thị B", member.Form{})
		staff := h.enter(t, h.youth, "Lê Văn C", member.Form{Status: member.Associate, From: "2024-01-01"})
		h.enter(t, h.sister, "Phạm Thị D", member.Form{})
		h.appoint(t, a, member.Secretary, "2020-01-01")
		if err := h.members.Appoint(ctx, access.Console, member.Appointment{Person: a, Unit: h.cell, Post: member.Government, Title: "Trạm trưởng", KeyCadre: true, From: "2020-01-01"}); err != nil {
			t.Fatal(err)
		}
		if err := h.members.SetState(ctx, access.Console, b, member.StatePeriod{Unit: h.cell, State: member.Suspended, From: "2026-05-01", Decision: "QĐ 1"}); err != nil {
			t.Fatal(err)
		}
		err := d.Write(ctx, access.Console, func(tx *db.Tx) error {
			return h.members.JoinTx(tx, access.Console, a, h.youth, member.Form{Status: member.Associate, From: "2024-01-01"})
		})
		if err != nil {
			t.Fatal(err)
		}
		err = d.Read(ctx, func(tx *db.Tx) error {
			cell, err := member.ProfilesIn(tx, h.cell, "2026-05-25")
			if err != nil {
				return err
			}
			want := []member.Profile{
				{Person: a, Name: "Nguyễn Văn A", Birth: "1980", Job: "Bác sĩ", Post: member.Secretary, KeyCadre: true, Status: member.Official, InCell: true},
				{Person: b, Name: "Trần Thị B", Status: member.Official, State: member.Suspended, InCell: true},
			}
			if diff := cmp.Diff(want, cell); diff != "" {
				t.Error(diff)
			}
			if !cell[0].Leads() || !cell[1].Barred() || cell[1].Leads() {
				t.Error("who leads, and who is barred")
			}
			bonds, err := member.BondsUnder(tx, pathOf(t, d, h.cell), "2026-05-25")
			if err != nil {
				return err
			}
			inCell := map[member.ID]bool{}
			for _, x := range bonds {
				if x.Unit == h.youth {
					inCell[x.Person] = x.InCell
				}
			}
			if diff := cmp.Diff(map[member.ID]bool{a: true, staff: false}, inCell); diff != "" || len(bonds) != 4 {
				t.Errorf("%d bonds, of the chapter: %s", len(bonds), diff)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func pathOf(t *testing.T, d *db.DB, id org.ID) (path string) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, id)
		path = u.Path
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}
