package commitment_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/member"
	"chibo/internal/paper"
)

// D1, D3: the leaders see who has registered and who has not; in a chapter who
// belongs to a cell registers there.
func TestList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		h.begin(t, h.cara, h.cell)
		sent := h.begin(t, h.dan, h.cell)
		h.submit(t, h.dan, sent)
		h.approved(t, h.deputy, h.secretary, h.cell)
		for _, c := range []struct {
			name string
			f    commitment.Filter
			want []string
		}{
			{"all", commitment.Filter{}, []string{"Nguyễn Văn A ", "Trần Thị B approved", "Lê Văn C drafting", "Phạm Thị D submitted"}},
			{"missing", commitment.Filter{Missing: true}, []string{"Nguyễn Văn A ", "Lê Văn C drafting"}},
			{"to judge", commitment.Filter{State: commitment.Submitted}, []string{"Phạm Thị D submitted"}},
			{"beyond the end", commitment.Filter{Page: 2}, nil},
			{"before the beginning", commitment.Filter{State: commitment.Submitted, Page: -1}, []string{"Phạm Thị D submitted"}},
		} {
			p, err := h.pledges.List(ctx, h.secretary, h.cell, 2026, c.f)
			must(t, err)
			var got []string
			for _, r := range p.Rows {
				got = append(got, r.Name+" "+string(r.Pledge.State))
				if r.Pledge.State == commitment.Drafting && r.Pledge.ID != "" {
					t.Errorf("%s: the draft can be opened", r.Name)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
			if diff := cmp.Diff(commitment.Counts{All: 4, Expected: 4, Missing: 2, Drafting: 1, Submitted: 1, Approved: 1}, p.Counts); diff != "" {
				t.Error(diff)
			}
		}
		p, err := h.pledges.List(ctx, h.massHead, h.youth, 0, commitment.Filter{})
		must(t, err)
		if diff := cmp.Diff(commitment.Counts{All: 3, Expected: 2, Missing: 2}, p.Counts); diff != "" || p.Year != 2026 {
			t.Errorf("the chapter: %s", diff)
		}
	})
}

// perf P1: the number of queries does not grow with people, items and units.
func TestFixedNumberOfQueries(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.approved(t, h.cara, h.secretary, h.cell)
		for n := range 60 {
			h.enter(t, h.cell, fmt.Sprint("Nguyễn Văn ", n))
		}
		for _, c := range []struct {
			name string
			do   func(ctx context.Context) error
			want int64
		}{
			{"list", func(ctx context.Context) error {
				return second(h.pledges.List(ctx, h.secretary, h.cell, 0, commitment.Filter{}))
			}, 5},
			{"get", func(ctx context.Context) error { return second(h.pledges.Get(ctx, h.secretary, id)) }, 7},
			{"mine", func(ctx context.Context) error { return second(h.pledges.Mine(ctx, h.cara, h.cell, 0)) }, 8},
			{"mine, none yet", func(ctx context.Context) error { return second(h.pledges.Mine(ctx, h.dan, h.cell, 0)) }, 8},
			{"coverage", func(ctx context.Context) error { return second(h.pledges.Coverage(ctx, h.officer, h.root, 0)) }, 6},
			{"programme", func(ctx context.Context) error { return second(h.pledges.Programme(ctx, h.secretary, h.cell, 0)) }, 4},
			{"the page of the day", func(ctx context.Context) error {
				u := h.unit(t, h.cell)
				return h.db.Read(ctx, func(tx *db.Tx) error { return second(h.pledges.DayTx(tx, h.secretary, u)) })
			}, 1},
		} {
			ctx, n := db.CountQueries(t.Context())
			must(t, c.do(ctx))
			if n.Load() != c.want {
				t.Errorf("%s: %d queries, want %d", c.name, n.Load(), c.want)
			}
		}
	})
}

// D1: a call opens the year; reminders come once each, also in a chapter.
func TestCallAndReminders(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		form := commitment.CallForm{Theme: "Nêu cao tinh thần trách nhiệm", Due: "2026-06-05"}
		for _, c := range []struct {
			form       commitment.CallForm
			field, key string
		}{
			{commitment.CallForm{}, "due", "commitment.due_missing"},
			{commitment.CallForm{Due: "2026-05-24"}, "due", "commitment.due_past"},
			{commitment.CallForm{Due: "2027-01-01"}, "due", "commitment.due_after_year"},
			{commitment.CallForm{Due: "2026-06-05", Theme: strings.Repeat("ộ", 4001)}, "theme", "commitment.too_long"},
		} {
			faulttest.Expect(t, h.pledges.OpenCall(ctx, h.secretary, h.cell, 2026, c.form), c.field, c.key)
		}
		must(t, h.pledges.OpenCall(ctx, h.secretary, h.cell, 2026, form))
		if err := h.pledges.OpenCall(ctx, h.deputy, h.cell, 2026, form); !fault.Is(err, fault.Stale) {
			t.Errorf("opened twice: %v", err)
		}
		h.submit(t, h.dan, h.begin(t, h.dan, h.cell))
		remind := func(day int) {
			t.Helper()
			for range 2 {
				clock.Set(time.Date(2026, 5, day, 8, 0, 0, 0, db.Zone))
				must(t, commitment.New(d).Remind(ctx, access.System)) // another process tells nobody: no Notices
				must(t, h.pledges.Remind(ctx, access.System))
			}
		}
		for _, day := range []int{25, 26, 29, 30, 35, 36, 37} { // 35 is 4 June
			remind(day)
		}
		if diff := cmp.Diff([]string{"near", "near", "open"}, h.told(t, h.c)); diff != "" {
			t.Errorf("who has not registered: %s", diff)
		}
		if diff := cmp.Diff([]string{"open"}, h.told(t, h.d)); diff != "" {
			t.Errorf("who has: %s", diff)
		}
		secretary := h.told(t, h.a)
		slices.Sort(secretary)
		if diff := cmp.Diff([]string{"missing", "missing", "near", "near", "submit"}, secretary); diff != "" {
			t.Errorf("the secretary: %s", diff)
		}
		if err := h.pledges.Remind(ctx, h.secretary); !fault.Is(err, fault.Denied) {
			t.Errorf("a person runs the chore: %v", err)
		}
		sh, err := h.pledges.Mine(ctx, h.cara, h.cell, 0)
		must(t, err)
		if sh.Call.Theme != form.Theme || sh.Call.Version != 1 || sh.Pledge.ID != "" || len(sh.Moves) != 0 || sh.Pledge.Name != "Lê Văn C" {
			t.Errorf("%+v", sh)
		}
		must(t, h.pledges.AmendCall(ctx, h.deputy, h.cell, 2026, 1, commitment.CallForm{Theme: form.Theme, Due: "2026-06-30"}))
		if err := h.pledges.AmendCall(ctx, h.secretary, h.cell, 2026, 1, form); !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Stale) {
			t.Errorf("an older page: %v", err)
		}
	})
}

// D4: levels above see figures, and urge with one tap, once a day.
func TestCoverage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		h.approved(t, h.cara, h.secretary, h.cell)
		h.submit(t, h.dan, h.begin(t, h.dan, h.cell))
		h.begin(t, h.deputy, h.cell)
		must(t, h.pledges.OpenCall(ctx, h.massHead, h.youth, 2026, commitment.CallForm{Due: "2026-06-05"}))
		v, err := h.pledges.SaveProgramme(ctx, h.secretary, h.cell, 2026, 0, []commitment.WorkForm{{Heading: "Cải tiến tiếp đón"}})
		must(t, err)
		must(t, h.pledges.Issue(ctx, h.secretary, h.cell, 2026, v))
		sh, err := h.pledges.Coverage(ctx, h.officer, h.root, 2026)
		must(t, err)
		var got []string
		for _, r := range sh.Rows {
			got = append(got, fmt.Sprint(strings.Repeat(" ", r.Depth), r.Name, " ", r.Expected, r.Registered, r.Approved, " ", r.Programmes, "/", r.Units, " ", r.Due, r.Lags()))
		}
		want := []string{"Đảng bộ Sở Y tế 6 2 1 1/2 false", " Chi bộ Trạm Y tế 4 2 1 1/1 true", "  Chi đoàn Trạm Y tế 2 0 0 0/1 2026-06-05true"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for range 2 {
			told, err := h.pledges.Urge(ctx, h.officer, h.root, 2026)
			if err != nil || told != 2 {
				t.Errorf("urged %d: %v", told, err)
			}
		}
		if diff := cmp.Diff([]string{"urged"}, h.told(t, h.head)); diff != "" {
			t.Error(diff)
		}
		if err := second(h.pledges.Urge(ctx, h.officer, h.root, 2026, h.root)); fault.Key(err) != "commitment.nobody_lags" {
			t.Errorf("a committee was urged: %v", err)
		}
		if err := second(h.pledges.Urge(ctx, h.secretary, h.cell, 2026)); !fault.Is(err, fault.Denied) {
			t.Errorf("a secretary urges: %v", err)
		}
		leave(t, d, h.c, h.cell)
		sh, err = h.pledges.Coverage(ctx, h.officer, h.root, 0)
		must(t, err)
		if r := sh.Rows[1]; r.Expected != 3 || r.Registered != 1 {
			t.Errorf("after one has left: %+v", r)
		}
	})
}

// D4: the unit's programme is its leaders' until it is issued.
func TestProgramme(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx, p := build(t, d), t.Context(), commitment.WorkForm{Heading: "Cải tiến tiếp đón", Due: "Quý III"}
		p.Leader = h.c
		v, err := h.pledges.SaveProgramme(ctx, h.secretary, h.cell, 2026, 0, []commitment.WorkForm{p, {}, {Heading: "Họp giao ban"}})
		must(t, err)
		if err := second(h.pledges.SaveProgramme(ctx, h.deputy, h.cell, 2026, 0, nil)); !fault.Is(err, fault.Stale) {
			t.Errorf("made twice: %v", err)
		}
		seen := func(by access.Actor) commitment.ProgrammeSheet {
			t.Helper()
			sh, err := h.pledges.Programme(ctx, by, h.cell, 0)
			must(t, err)
			return sh
		}
		if sh := seen(h.cara); sh.Programme.State != "" || len(sh.Programme.Works) != 0 {
			t.Errorf("a member reads the draft: %+v", sh.Programme)
		}
		if _, err := h.pledges.ProgrammePaper(ctx, h.cara, h.cell, 2026); !fault.Is(err, fault.NotFound) {
			t.Errorf("a member prints the draft: %v", err)
		}
		faulttest.Expect(t, second(h.pledges.SaveProgramme(ctx, h.secretary, h.cell, 2026, v, []commitment.WorkForm{{Heading: "x", Leader: h.staff}})), "item-1-leader", "commitment.leader_elsewhere")
		first := seen(h.secretary).Programme.Works[0]
		if err := h.pledges.ProgrammeProgress(ctx, h.secretary, first.ID, v, 10, "Bắt đầu"); fault.Key(err) != "commitment.not_now" {
			t.Errorf("progress before the issue: %v", err)
		}
		must(t, h.pledges.Issue(ctx, h.secretary, h.cell, 2026, v))
		must(t, h.pledges.ProgrammeProgress(ctx, h.secretary, first.ID, v+1, 40, "Đã đặt bàn hướng dẫn"))
		_, err = h.pledges.SaveProgramme(ctx, h.secretary, h.cell, 2026, v+2, []commitment.WorkForm{{Heading: "Mới"}, {ID: first.ID, Heading: first.Heading, Leader: h.c}})
		must(t, err)
		got := seen(h.cara).Programme
		if len(got.Works) != 2 || got.Works[1].Percent != 40 || got.Works[1].LeaderName != "Lê Văn C" || got.IssuedOn != "2026-05-25" {
			t.Errorf("the unit reads %+v", got)
		}
		for _, c := range []struct {
			name string
			err  error
			want fault.Kind
		}{
			{"a member writes", second(h.pledges.SaveProgramme(ctx, h.cara, h.cell, 2026, v, nil)), fault.Denied},
			{"a member notes progress", h.pledges.ProgrammeProgress(ctx, h.cara, first.ID, v, 1, "x"), fault.Denied},
			{"the chapter's head notes it", h.pledges.ProgrammeProgress(ctx, h.massHead, first.ID, v, 1, "x"), fault.NotFound},
			{"the officer above reads", second(h.pledges.Programme(ctx, h.officer, h.cell, 2026)), fault.Denied},
			{"issued again", h.pledges.Issue(ctx, h.secretary, h.cell, 2026, v+3), fault.Invalid},
			{"an empty one", h.pledges.Issue(ctx, h.secretary, h.cell, 2025, 0), fault.Invalid},
		} {
			if !fault.Is(c.err, c.want) {
				t.Errorf("%s: %v", c.name, c.err)
			}
		}
	})
}

// C3, D2: what others build on.
func TestForOthers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		h.begin(t, h.cara, h.cell)
		h.approved(t, h.dan, h.secretary, h.cell)
		own := h.begin(t, h.deputy, h.cell)
		near, err := h.pledges.Neighbours(ctx, h.deputy, own)
		must(t, err)
		if len(near) != 2 || near[0].Heading != items[1].Heading {
			t.Errorf("others' items, drafts left out: %+v", near)
		}
		u := h.unit(t, h.cell)
		must(t, d.Read(ctx, func(tx *db.Tx) error {
			for _, c := range []struct {
				name   string
				by     access.Actor
				person member.ID
				want   int
			}{
				{"to its author", h.dan, h.d, 2},
				{"to a leader", h.secretary, h.d, 2},
				{"to another", h.cara, h.d, 0},
				{"to the officer", h.officer, h.d, 0},
				{"a draft", h.cara, h.c, 0},
				{"none", h.secretary, h.a, 0},
			} {
				got, err := h.pledges.PledgedTx(tx, c.by, h.cell, c.person, 2026)
				if err != nil || len(got) != c.want {
					t.Errorf("%s: %d items, %v", c.name, len(got), err)
				}
			}
			day, err := h.pledges.DayTx(tx, h.cara, u)
			if err != nil || day.Own != commitment.Drafting || len(day.Items) != 2 || day.Registered != 0 || day.Year != 2026 {
				t.Errorf("a member's day: %+v %v", day, err)
			}
			day, err = h.pledges.DayTx(tx, h.secretary, u)
			if err != nil || day.Own != "" || day.Registered != 1 {
				t.Errorf("the secretary's day: %+v %v", day, err)
			}
			return nil
		}))
	})
}

// I9, bad input: last year's list is taken as a whole or not at all.
func TestImport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		head := []any{"TT", "Họ và tên", "Ngày sinh", "Nội dung", "Việc làm cụ thể", "Chỉ tiêu", "Thời hạn", "Kết quả"}
		bad := workbook(t, []any{"DANH SÁCH ĐĂNG KÝ"}, head, []any{1, 2, 3, 4, 5, 6, 7, 8},
			[]any{1, "Lê Văn C", "", "Tiếp đón", "Gọi nhắc", "30 người", "Cả năm", "Đạt"},
			[]any{"", "", "", "Tiếp  đón", "GỌI NHẮC", "", "", ""},
			[]any{2, "Người Lạ", "", "Học tập", "", "", "", ""},
			[]any{3, "Trần Thị B", "nay", "Học tập", "", "", "", ""},
			[]any{4, "Phạm Thị D", "", "", "Không có nội dung", "", "", ""})
		id, err := h.pledges.ReadImport(ctx, h.secretary, h.cell, 2025, "danh sách.xlsx", bad)
		must(t, err)
		i, err := h.pledges.PreviewImport(ctx, h.secretary, id)
		must(t, err)
		var got []string
		for _, f := range i.Faults {
			got = append(got, fmt.Sprint(f.Row, " ", f.Column, " ", strings.TrimPrefix(f.Key, "commitment.")))
		}
		want := []string{"5 heading import_twice", "6 name import_unknown", "7 birth import_birth_invalid", "8 heading heading_missing"}
		if diff := cmp.Diff(want, got); diff != "" || i.Ready() || i.Rows != 5 {
			t.Errorf("%d rows: %s", i.Rows, diff)
		}
		if err := second(h.pledges.ApplyImport(ctx, h.secretary, id, i.Version)); fault.Key(err) != "ui.import_faults" {
			t.Errorf("taken with faults: %v", err)
		}
		must(t, h.pledges.DropImport(ctx, h.secretary, id, i.Version))

		good := workbook(t, head,
			[]any{1, "LÊ VĂN C", "", "Tiếp đón", "Gọi nhắc", "30 người", "Cả năm", "Đạt"}, []any{"", "", "", "Học tập", "", "", "", ""}, []any{2, "Trần Thị B", "", "Học tập", "", "", "", ""})
		id, err = h.pledges.ReadImport(ctx, h.secretary, h.cell, 2025, "danh sách.xlsx", good)
		must(t, err)
		made, err := h.pledges.ApplyImport(ctx, h.secretary, id, 1)
		if err != nil || made != 2 {
			t.Fatalf("%d pledges: %v", made, err)
		}
		sh, err := h.pledges.Mine(ctx, h.cara, h.cell, 2025)
		must(t, err)
		if p := sh.Pledge; p.State != commitment.Closed || len(p.Items) != 2 || p.Items[0].Result != "Đạt" || !p.Proxy {
			t.Errorf("taken: %+v", p)
		}
		for _, c := range []struct {
			name string
			err  error
			want string
		}{
			{"twice", second(h.pledges.ApplyImport(ctx, h.secretary, id, 1)), "ui.stale"},
			{"by a member", second(h.pledges.ReadImport(ctx, h.cara, h.cell, 2025, "x.xlsx", good)), "ui.denied"},
			{"of next year", second(h.pledges.ReadImport(ctx, h.secretary, h.cell, 2027, "x.xlsx", good)), "commitment.year_invalid"},
			{"no table", second(h.pledges.ReadImport(ctx, h.secretary, h.cell, 2025, "x.csv", []byte("a,b\n1,2\n"))), "commitment.import_no_table"},
			{"read by the chapter's head", second(h.pledges.PreviewImport(ctx, h.massHead, id)), "ui.not_found"},
		} {
			if fault.Key(c.err) != c.want {
				t.Errorf("%s: %v", c.name, c.err)
			}
		}
		id, err = h.pledges.ReadImport(ctx, h.secretary, h.cell, 2025, "danh sách.xlsx", good)
		must(t, err)
		i, err = h.pledges.PreviewImport(ctx, h.secretary, id)
		must(t, err)
		if len(i.Faults) != 2 || i.Faults[0].Key != "commitment.import_exists" {
			t.Errorf("a list a second time: %+v", i.Faults)
		}
	})
}

func workbook(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for n, row := range rows {
		must(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", n+1), &row))
	}
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

// D1, C8: form B6 of a cell and of a chapter; the programme of the unit.
func TestPaper(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id := h.approved(t, h.cara, h.secretary, h.cell)
		print := func(d paper.Document, err error) string {
			t.Helper()
			must(t, err)
			var b bytes.Buffer
			must(t, paper.HTML(&b, d))
			return b.String()
		}
		text := print(h.pledges.Paper(ctx, h.cara, id))
		for _, want := range []string{
			"ĐẢNG BỘ SỞ Y TẾ", "CHI BỘ TRẠM Y TẾ", "ĐẢNG CỘNG SẢN VIỆT NAM", "BẢN ĐĂNG KÝ", "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2026",
			"Họ và tên: Lê Văn C. Đảng viên chính thức.", "Công việc: điều dưỡng, Phòng khám.", "Việc làm cụ thể", "Ngày 05 hằng tháng", "XÁC NHẬN CỦA CHI ỦY", "NGƯỜI ĐĂNG KÝ",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("the paper lacks %q", want)
			}
		}
		if strings.Contains(text, "Kết quả") {
			t.Error("results before there are any")
		}
		at := h.get(t, h.cara, id).Pledge
		must(t, h.pledges.Progress(ctx, h.cara, id, at.Version, at.Items[0].ID, 60, "Đã gọi 18 người"))
		if text = print(h.pledges.Paper(ctx, h.secretary, id)); !strings.Contains(text, "Kết quả") || !strings.Contains(text, "60%") {
			t.Error("no results")
		}
		chapters := print(h.pledges.Paper(ctx, h.worker, h.begin(t, h.worker, h.youth)))
		if strings.Contains(chapters, "ĐẢNG CỘNG SẢN") || strings.Contains(chapters, "Đảng viên") || !strings.Contains(chapters, "XÁC NHẬN CỦA BAN CHẤP HÀNH") || !strings.Contains(chapters, "ĐOÀN THANH NIÊN") {
			t.Errorf("the chapter's paper: %s", chapters)
		}
		_, err := h.pledges.SaveProgramme(ctx, h.secretary, h.cell, 2026, 0, []commitment.WorkForm{{Heading: "Cải tiến tiếp đón", Leader: h.c}})
		must(t, err)
		if text = print(h.pledges.ProgrammePaper(ctx, h.secretary, h.cell, 2026)); !strings.Contains(text, "CHƯƠNG TRÌNH HÀNH ĐỘNG") || !strings.Contains(text, "Lê Văn C") || !strings.Contains(text, "T/M CHI BỘ") {
			t.Errorf("the programme's paper: %s", text)
		}
	})
}
