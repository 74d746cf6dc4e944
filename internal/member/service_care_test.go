package member_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// The committee is told whose probation ends within sixty days or has ended,
// and not of others; nobody else is told.
func TestCare(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		care := func(by access.Actor) (care member.Care, err error) {
			err = d.Read(t.Context(), func(tx *db.Tx) error {
				u, err := org.Of(tx, h.cell)
				if err == nil {
					care, err = h.members.CareTx(tx, by, u)
				}
				return err
			})
			return care, err
		}
		if got, err := care(access.Console); err != nil || got.Total != 0 || got.Ending != nil {
			t.Fatalf("an empty cell: %+v, %v", got, err)
		}
		probation := func(name string, admitted db.Date) member.ID {
			return h.enter(t, h.cell, name, member.Form{Status: member.Probationary, Party: member.Party{AdmittedOn: admitted}})
		}
		a := h.enter(t, h.cell, "Nguyễn Văn A", member.Form{})
		h.appoint(t, a, member.Secretary, "2020-01-01")
		p := probation("Mai Văn P", "2025-06-18") // today is 25 May 2026
		probation("Cao Thị O", "2025-12-10")
		q := probation("Đinh Văn Q", "2025-05-01")
		got, err := care(h.actor(t, a))
		want := member.Care{Total: 4, Ending: []member.Ending{{Person: q, Name: "Đinh Văn Q", On: "2026-05-01"}, {Person: p, Name: "Mai Văn P", On: "2026-06-18"}}}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v\n%s", err, diff)
		}
		if _, err := care(h.actor(t, p)); !fault.Is(err, fault.Denied) {
			t.Errorf("a member is told: %v", err)
		}
	})
}
