package member_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
)

// C2: who is there on which day of a year, of those who came, left, came back
// or took no part for a time.
func TestStays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		a := h.enter(t, h.youth, "Nguyễn Văn A", member.Form{Status: member.Associate, From: "2020-01-01"})
		h.enter(t, h.youth, "Trần Thị B", member.Form{Status: member.Associate, From: "2026-05-10"})
		c := h.enter(t, h.youth, "Lê Văn C", member.Form{Status: member.Associate, From: "2020-01-01"})
		h.enter(t, h.cell, "Phạm Thị D", member.Form{})
		if err := h.members.SetState(ctx, access.Console, a, member.StatePeriod{Unit: h.youth, State: member.Exempt, From: "2026-02-01", Decision: "QĐ 1"}); err != nil {
			t.Fatal(err)
		}
		err := d.Write(ctx, access.Console, func(tx *db.Tx) error {
			// No use case ends a membership yet: the rows are written as one will.
			if _, err := tx.Exec(`UPDATE member_membership SET to_date = '2026-03-01' WHERE person_id = $1`, c); err != nil {
				return err
			}
			return h.members.JoinTx(tx, access.Console, c, h.youth, member.Form{Status: member.Associate, From: "2026-05-20"})
		})
		if err != nil {
			t.Fatal(err)
		}
		err = d.Read(ctx, func(tx *db.Tx) error {
			stays, err := member.StaysIn(tx, h.youth, "2026-01-01", "2026-12-31", "2026-05-25")
			if err != nil {
				return err
			}
			var names []string
			for _, s := range stays {
				names = append(names, s.Name)
				for day, want := range map[db.Date]map[string]bool{
					"2026-01-31": {"Nguyễn Văn A": true, "Lê Văn C": true},
					"2026-02-28": {"Lê Văn C": true},
					"2026-03-01": {},
					"2026-05-10": {"Trần Thị B": true},
					"2026-05-20": {"Trần Thị B": true, "Lê Văn C": true},
				} {
					if got := s.There(day); got != want[s.Name] {
						t.Errorf("%s there on %s: %v", s.Name, day, got)
					}
				}
			}
			if len(names) != 3 || names[0] != "Nguyễn Văn A" || names[2] != "Lê Văn C" && names[1] != "Lê Văn C" {
				t.Errorf("stays of %v", names)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
