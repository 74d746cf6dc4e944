package conduct_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/campaign/conduct"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/org"
	"chibo/internal/paper"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// house is a committee with two cells.
type house struct {
	codes                 *conduct.Service
	root, cell, other     org.ID
	officer, lead, fellow access.Actor // of the committee; of the first cell
	stranger              access.Actor // leads the second
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	h, orgs := &house{codes: conduct.New(d)}, org.New(d)
	h.codes.Voices = func(_ *db.Tx, _ org.Unit, of ...conduct.Stretch) (all []conduct.Voices, err error) {
		for _, s := range of {
			all = append(all, conduct.Voices{Months: 3, Concerns: int(s.Through.Time().Month() - s.From.Time().Month())})
		}
		return all, nil
	}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		must(t, err)
		return id
	}
	h.root = found("Đảng bộ Sở Y tế", "base", "")
	h.cell, h.other = found("Chi bộ Trạm Y tế", "cell", h.root), found("Chi bộ Khoa Dược", "cell", h.root)
	as := func(role access.Role, unit org.ID) (a access.Actor) {
		must(t, d.Read(t.Context(), func(tx *db.Tx) error {
			u, err := org.Of(tx, unit)
			a = access.Actor{Kind: access.Human, Account: string(role), Duties: []access.Duty{{Role: role, Unit: string(u.ID), Path: u.Path}}}
			return err
		}))
		return a
	}
	h.officer, h.lead, h.fellow, h.stranger = as(access.Officer, h.root), as(access.Secretary, h.cell), as(access.Member, h.cell), as(access.Secretary, h.other)
	return h
}

// E3: a committee writes a code, a cell chooses it with the rules that it observes,
// and enters what it found quarter by quarter; another edition of the code leaves
// what was observed as it was.
func TestConduct(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		form := conduct.CodeForm{Name: "12 điều y đức", Number: "12/QĐ", IssuedOn: "2025-01-10", Issuer: "Sở Y tế", Rules: conduct.Lines("Điều 1\nĐiều 2\nĐiều 3", conduct.Count, conduct.FromFeedback)}
		if _, err := h.codes.Compose(ctx, h.fellow, h.cell, form); !fault.Is(err, fault.Denied) {
			t.Errorf("a member writes a code: %v", err)
		}
		code, err := h.codes.Compose(ctx, h.officer, h.root, form)
		must(t, err)
		own, err := h.codes.Compose(ctx, h.lead, h.cell, conduct.CodeForm{Name: "Quy tắc ứng xử", Rules: conduct.Lines("Chào hỏi", conduct.YesNo, conduct.FromSelf)})
		must(t, err)
		sheet, err := h.codes.Code(ctx, h.fellow, code)
		must(t, err)
		line := func(i int) string { return sheet.Rules[i].Line }
		use := conduct.UseForm{From: "2025-10-01", Span: conduct.Quarterly, Lines: []string{line(0), line(1)}}
		_, err = h.codes.Choose(ctx, h.stranger, h.other, own, use)
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("a code of another cell is chosen: %v", err)
		}
		_, err = h.codes.Choose(ctx, h.lead, h.cell, code, conduct.UseForm{From: "2025-10-01", Span: conduct.Quarterly, Lines: []string{"x"}})
		faulttest.Expect(t, err, "lines", "conduct.lines_unknown")
		id, err := h.codes.Choose(ctx, h.lead, h.cell, code, use)
		must(t, err)
		if _, err := h.codes.Choose(ctx, h.lead, h.cell, code, use); fault.Key(err) != "conduct.in_use" {
			t.Errorf("chosen twice: %v", err)
		}
		h.observe(t, id, sheet.Rules)
		h.revise(t, id, code, form)
		h.read(t, id)
		must(t, h.codes.Retire(ctx, h.officer, code, 2))
		if _, err := h.codes.Choose(ctx, h.stranger, h.other, code, use); fault.Key(err) != "conduct.is_retired" {
			t.Errorf("a retired code is chosen: %v", err)
		}
		must(t, h.codes.Stop(ctx, h.lead, id, 2))
		l, err := h.codes.List(ctx, h.fellow, h.cell, 1)
		must(t, err)
		if len(l.Used) != 1 || l.Used[0].Until == "" || len(l.Codes) != 1 || l.Leads {
			t.Errorf("the list: %+v", l)
		}
	})
}

// observe enters two quarters, and corrects one.
func (h *house) observe(t *testing.T, id conduct.UseID, rules []conduct.Rule) {
	t.Helper()
	ctx := t.Context()
	find := func(value, note string) []conduct.Finding {
		return []conduct.Finding{{Rule: rules[0].ID, Value: value, Note: note, Source: conduct.FromFeedback}, {Rule: rules[1].ID, Value: "1", Source: conduct.FromInspection}}
	}
	if err := h.codes.Observe(ctx, h.fellow, id, "2026-01", 0, find("3", "")); !fault.Is(err, fault.Denied) {
		t.Errorf("a member enters an observation: %v", err)
	}
	if err := h.codes.Observe(ctx, h.stranger, id, "2026-01", 0, find("3", "")); !fault.Is(err, fault.NotFound) {
		t.Errorf("another cell enters an observation: %v", err)
	}
	faulttest.Expect(t, h.codes.Observe(ctx, h.lead, id, "2026-07", 0, find("3", "")), "month", "conduct.period_ahead")
	faulttest.Expect(t, h.codes.Observe(ctx, h.lead, id, "2026-01", 0, find("ba", "")), "value_1", "conduct.count_wrong")
	must(t, h.codes.Observe(ctx, h.lead, id, "2025-10", 0, find("5", "")))
	must(t, h.codes.Observe(ctx, h.lead, id, "2026-01", 0, find("3", "Giảm chờ đợi")))
	if err := h.codes.Observe(ctx, h.lead, id, "2026-01", 0, find("4", "")); !fault.Is(err, fault.Stale) {
		t.Errorf("a period entered twice at a time: %v", err)
	}
	must(t, h.codes.Observe(ctx, h.lead, id, "2026-01", 1, find("2", "Giảm chờ đợi")))
}

// revise writes another edition, in which the second rule has another name.
func (h *house) revise(t *testing.T, id conduct.UseID, code conduct.ID, f conduct.CodeForm) {
	t.Helper()
	ctx := t.Context()
	f.Rules = conduct.Lines("Điều 1\nĐiều 2 mới\nĐiều 3", conduct.Count, conduct.FromFeedback)
	if err := h.codes.Revise(ctx, h.lead, code, 1, f); !fault.Is(err, fault.Denied) && !fault.Is(err, fault.NotFound) {
		t.Errorf("a cell changes its committee's code: %v", err)
	}
	must(t, h.codes.Revise(ctx, h.officer, code, 1, f))
	if err := h.codes.Revise(ctx, h.officer, code, 1, f); !fault.Is(err, fault.Stale) {
		t.Errorf("changed over another's change: %v", err)
	}
	p, err := h.codes.Picking(ctx, h.lead, id)
	must(t, err)
	if len(p.Lines) != 1 || len(p.Rules) != 3 {
		t.Errorf("of the next edition %d rules are observed", len(p.Lines))
	}
	must(t, h.codes.Pick(ctx, h.lead, id, 1, []string{p.Rules[0].Line, p.Rules[2].Line}))
}

// read compares what a member and an officer above read.
func (h *house) read(t *testing.T, id conduct.UseID) {
	t.Helper()
	mine, err := h.codes.Get(t.Context(), h.fellow, id, "2026-01")
	must(t, err)
	above, err := h.codes.Get(t.Context(), h.officer, id, "2026-01")
	must(t, err)
	if _, err := h.codes.Get(t.Context(), h.stranger, id, ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("another cell reads it: %v", err)
	}
	var got []string
	for _, r := range mine.Rows {
		way, by := r.Change()
		got = append(got, r.Rule.Title+" "+string(way)+" "+string(rune('0'+by)))
	}
	if want := []string{"Điều 1 down 3", "Điều 3 unknown 0", "Điều 2 level 0"}; !cmp.Equal(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
	if n := len(mine.Voices); n != len(mine.Periods) || n == 0 || mine.Voices[n-1].Concerns != 2 {
		t.Errorf("what the public said of the quarters %v: %+v", mine.Periods, mine.Voices)
	}
	last := func(sh conduct.Sheet) *conduct.Observation { return sh.Rows[0].Cells[len(sh.Rows[0].Cells)-1] }
	if last(mine).Note != "Giảm chờ đợi" || last(above).Note != "" || last(above).Value != 2 {
		t.Errorf("a member reads %+v, an officer %+v", last(mine), last(above))
	}
	var b strings.Builder
	must(t, paper.DOCX(&b, mine.Paper()))
	if b.Len() < 1000 {
		t.Error("an empty paper")
	}
}
