package feedback_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// F4: months are entered and imported, added up under a committee and compared.
func TestCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, orgs, s := t.Context(), org.New(d), feedback.New(d)
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		found := func(name, kind, code string, parent org.ID) org.ID {
			id, err := orgs.Found(ctx, access.Console, org.Form{Name: name, Kind: kind, Code: code, Parent: parent, From: "2010-01-01"})
			must(err)
			return id
		}
		root := found("Đảng bộ Sở Y tế", "base", "", "")
		first, second := found("Chi bộ Khoa Dược", "cell", "KD", root), found("Chi bộ Trạm Y tế", "cell", "TYT", root)
		found("Công đoàn Sở Y tế", "union", "", root)
		actor := func(role access.Role, unit org.ID) (a access.Actor) {
			must(d.Read(ctx, func(tx *db.Tx) error {
				u, err := org.Of(tx, unit)
				a = access.Actor{Kind: access.Human, Account: string(role), Duties: []access.Duty{{Role: role, Unit: string(unit), Path: u.Path}}}
				return err
			}))
			return a
		}
		officer, leader, fellow := actor(access.Officer, root), actor(access.CommitteeMember, first), actor(access.Member, first)
		call, thanks := feedback.Slot{Channel: feedback.Hotline, Kind: feedback.Concern}, feedback.Slot{Channel: feedback.Box, Kind: feedback.Praise}

		if err := s.Enter(ctx, fellow, first, "2026-04", 0, nil); !fault.Is(err, fault.Denied) {
			t.Errorf("a member enters counts: %v", err)
		}
		if err := s.Enter(ctx, leader, second, "2026-04", 0, nil); !fault.Is(err, fault.NotFound) {
			t.Errorf("into another cell: %v", err)
		}
		if err := s.Enter(ctx, leader, first, "2026-06", 0, feedback.Counts{call: -1}); !fault.Is(err, fault.Invalid) {
			t.Errorf("what cannot be: %v", err)
		}
		must(s.Enter(ctx, leader, first, "2026-04", 0, feedback.Counts{call: 2, thanks: 9}))
		if err := s.Enter(ctx, officer, first, "2026-04", 0, feedback.Counts{call: 3}); !fault.Is(err, fault.Stale) {
			t.Errorf("over what somebody entered: %v", err)
		}
		must(s.Enter(ctx, officer, first, "2026-04", 1, feedback.Counts{call: 3, thanks: 4}))
		must(s.Enter(ctx, officer, second, "2026-03", 0, feedback.Counts{}))

		bad, err := s.ReadImport(ctx, officer, root, "dem.csv", []byte("Đơn vị;Tháng;Kênh;Loại;Số lượng\nKD;04/2026;Đường dây nóng;Phản ánh;1\n"))
		must(err)
		if _, err := s.ApplyImport(ctx, officer, bad, 1); !fault.Is(err, fault.Invalid) {
			t.Errorf("a month that was counted: %v", err)
		}
		must(s.DropImport(ctx, officer, bad, 1))
		good, err := s.ReadImport(ctx, officer, root, "dem.csv", []byte("Đơn vị;Tháng;Kênh;Loại;Số lượng\nKD;04/2025;Đường dây nóng;Phản ánh;5\nTYT;04/2025;Đường dây nóng;Phản ánh;2\nTYT;04/2025;Hòm thư;Khen;1\n"))
		must(err)
		if i, err := s.PreviewImport(ctx, officer, good); err != nil || !i.Ready() || len(i.Months) != 2 {
			t.Errorf("%+v, %v", i, err)
		}
		if _, err := s.PreviewImport(ctx, leader, good); !fault.Is(err, fault.NotFound) {
			t.Errorf("a list of the committee: %v", err)
		}
		if n, err := s.ApplyImport(ctx, officer, good, 1); err != nil || n != 2 {
			t.Errorf("%d months, %v", n, err)
		}

		p, err := s.Get(ctx, officer, root, "")
		must(err)
		if p.Until != "2026-04" || p.Calls.Way() != feedback.Down || p.Calls.Before != 7 || p.Calls.Now != 3 || p.Trends[feedback.Praise].Way() != feedback.Up {
			t.Errorf("the committee: %+v, %+v", p.Calls, p.Trends)
		}
		if len(p.Below) != 2 || p.Below[0].Trends[feedback.Concern].Now != 3 || p.Below[1].Trends[feedback.Concern].Way() != feedback.Down {
			t.Errorf("below: %+v", p.Below)
		}
		if p, err = s.Get(ctx, fellow, first, "2025-12"); err != nil || p.Calls.Way() != feedback.Unknown || p.Counts {
			t.Errorf("a member of the cell: %+v, %v", p.Calls, err)
		}
		must(d.Read(ctx, func(tx *db.Tx) error {
			u, err := org.Of(tx, root)
			must(err)
			up, err := feedback.TrendOf(tx, u, feedback.Praise, "", "2026-04")
			must(err)
			down, err := feedback.TrendOf(tx, u, feedback.Concern, feedback.Hotline, "2026-04")
			if up.Way() != feedback.Up || down.Way() != feedback.Down {
				t.Errorf("praise %+v, calls %+v", up, down)
			}
			return err
		}))
		if _, err := figure.NewFolder(d).Fold(ctx); err != nil {
			t.Fatal(err)
		}
		if wrong, err := figure.Verify(ctx, d, feedback.VoiceCount, feedback.MonthCount); err != nil || len(wrong) > 0 {
			t.Errorf("%v, %v", wrong, err)
		}
	})
}
