package mobilisation_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/org"
)

// house is a committee under a higher one, with two cells: the first has two members.
type house struct {
	db                     *db.DB
	work                   *mobilisation.Service
	top, root, cell, other org.ID
	a, b                   member.ID
	leader, officer        access.Actor
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	ctx, by, orgs, members := t.Context(), access.Console, org.New(d), member.New(d)
	h := &house{db: d, work: mobilisation.New(d)}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(ctx, by, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		must(t, err)
		return id
	}
	h.top = found("Đảng bộ Khối", "superior", "")
	h.root = found("Đảng bộ Sở Y tế", "base", h.top)
	h.cell, h.other = found("Chi bộ Khoa Dược", "cell", h.root), found("Chi bộ Trạm Y tế", "cell", h.root)
	enter := func(name string) member.ID {
		id, err := members.Enter(ctx, by, h.cell, member.Form{Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}})
		must(t, err)
		return id
	}
	h.a, h.b = enter("Nguyễn Văn A"), enter("Trần Thị B")
	h.leader, h.officer = h.actor(t, access.Secretary, h.cell), h.actor(t, access.Officer, h.root)
	return h
}

func (h *house) actor(t *testing.T, role access.Role, unit org.ID) (a access.Actor) {
	t.Helper()
	must(t, h.db.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, unit)
		a = access.Actor{Kind: access.Human, Account: string(role), Duties: []access.Duty{{Role: role, Unit: string(unit), Path: u.Path}}}
		return err
	}))
	return a
}

// member is one of the cell, as himself.
func (h *house) member(t *testing.T, id member.ID) access.Actor {
	a := h.actor(t, access.Member, h.cell)
	a.Person = string(id)
	return a
}

// F1: the programme of a year, and the models of skilful mobilisation.
func TestMobilisation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		t.Run("programme", func(t *testing.T) { h.programme(t) })
		t.Run("model", func(t *testing.T) { h.model(t) })
		t.Run("erased", func(t *testing.T) { h.erased(t) })
		_, err := figure.NewFolder(d).Fold(t.Context())
		must(t, err)
		if wrong, err := figure.Verify(t.Context(), d, mobilisation.ItemCount, mobilisation.ModelCount); err != nil || len(wrong) > 0 {
			t.Errorf("the sums are not what the records say: %v, %v", wrong, err)
		}
	})
}

func (h *house) programme(t *testing.T) {
	ctx, s := t.Context(), h.work
	area, err := s.AddArea(ctx, h.officer, h.root, "Cải cách hành chính")
	must(t, err)
	_, err = s.AddArea(ctx, h.officer, h.root, " Cải cách  hành chính ")
	faulttest.Expect(t, err, "name", "mobilisation.area_twice")
	f := mobilisation.ItemForm{Area: area, Work: "Trả kết quả đúng hẹn", Audience: "Người dân", Person: h.a, Due: "2025-06-30"}
	if _, err := s.Plan(ctx, h.member(t, h.a), h.cell, 2025, f); !fault.Is(err, fault.Denied) {
		t.Errorf("a member plans: %v", err)
	}
	kept, err := s.Plan(ctx, h.leader, h.cell, 2025, f)
	must(t, err)
	dropped, err := s.Plan(ctx, h.leader, h.cell, 2025, f)
	must(t, err)
	must(t, s.Tell(ctx, h.member(t, h.a), kept, 1, "Đã niêm yết", false))
	if err := s.Tell(ctx, h.member(t, h.b), kept, 2, "Thêm", false); !fault.Is(err, fault.Denied) {
		t.Errorf("somebody else tells of it: %v", err)
	}
	if err := s.Tell(ctx, h.leader, kept, 1, "Cùng lúc", false); !fault.Is(err, fault.Stale) {
		t.Errorf("told twice at once: %v", err)
	}
	faulttest.Expect(t, s.Tell(ctx, h.leader, kept, 2, " ", false), "words", "mobilisation.words_missing")
	must(t, s.Tell(ctx, h.member(t, h.a), kept, 2, "", true))
	if err := s.Rewrite(ctx, h.leader, kept, 3, f); fault.Key(err) != "mobilisation.item_done" {
		t.Errorf("what is done is written anew: %v", err)
	}
	must(t, s.Drop(ctx, h.leader, dropped, 1, "Trùng với việc khác"))
	n, err := s.Copy(ctx, h.leader, h.cell, 2026)
	if must(t, err); n != 1 {
		t.Errorf("%d were taken over", n)
	}
	if _, err := s.Copy(ctx, h.leader, h.cell, 2026); fault.Key(err) != "mobilisation.begun_already" {
		t.Errorf("taken over twice: %v", err)
	}
	p, err := s.Programme(ctx, h.leader, h.cell, 2026)
	if must(t, err); len(p.Items) != 1 || p.Items[0].State != mobilisation.Planned || p.Items[0].Due != "2026-06-30" || p.Items[0].PersonName != "Nguyễn Văn A" {
		t.Errorf("of last year: %+v", p.Items)
	}
	if _, err := s.Programme(ctx, h.officer, h.cell, 2026); err == nil {
		t.Error("the committee above reads the cell's programme")
	}
}

func (h *house) model(t *testing.T) {
	ctx, s := t.Context(), h.work
	id, err := s.Register(ctx, h.leader, h.cell, mobilisation.ModelForm{
		Kind: mobilisation.Individual, Person: h.a, Field: mobilisation.Culture, Title: "Tiếp đón niềm nở", Body: "Chỉ dẫn tận nơi", RegisteredOn: "2026-02-10",
	})
	must(t, err)
	for name, c := range map[string]struct {
		by    access.Actor
		named bool
	}{
		"a member of the cell":     {h.member(t, h.b), true},
		"who decides on it":        {h.officer, true},
		"the committee of all":     {h.actor(t, access.Officer, h.top), false},
		"the cell's own secretary": {h.leader, true},
	} {
		sh, err := s.Model(ctx, c.by, id)
		if must(t, err); (sh.Model.PersonName != "") != c.named || (sh.Model.Person != "") != c.named {
			t.Errorf("%s reads %q", name, sh.Model.PersonName)
		}
	}
	if _, err := s.Model(ctx, h.actor(t, access.Secretary, h.other), id); !fault.Is(err, fault.NotFound) {
		t.Errorf("a cell beside reads it: %v", err)
	}
	if l, err := s.Models(ctx, h.actor(t, access.Secretary, h.root), h.root, mobilisation.Filter{}); err != nil || len(l.Models) != 0 || l.Total != 0 {
		t.Errorf("who may not open it lists it: %+v, %v", l.Models, err)
	}
	appraise := mobilisation.StepForm{Giver: "Tổ thẩm định", Words: "Cách làm rõ", On: "2026-03-01"}
	if err := s.Step(ctx, h.leader, id, 1, mobilisation.Appraising, appraise); !fault.Is(err, fault.Denied) {
		t.Errorf("the unit appraises its own: %v", err)
	}
	recognise := mobilisation.StepForm{Level: mobilisation.ByBase, Giver: "Đảng ủy", Number: "31-QĐ/ĐU", On: "2026-04-01"}
	if err := s.Step(ctx, h.officer, id, 1, mobilisation.Recognising, recognise); fault.Key(err) != "mobilisation.not_when_registered" {
		t.Errorf("recognised before it was appraised: %v", err)
	}
	early := appraise
	early.On = "2026-02-09"
	faulttest.Expect(t, s.Step(ctx, h.officer, id, 1, mobilisation.Appraising, early), "on", "mobilisation.day_early")
	must(t, s.Step(ctx, h.officer, id, 1, mobilisation.Appraising, appraise))
	if err := s.Amend(ctx, h.leader, id, 2, mobilisation.ModelForm{}); fault.Key(err) != "mobilisation.not_when_appraised" {
		t.Errorf("amended once it was appraised: %v", err)
	}
	must(t, s.Step(ctx, h.officer, id, 2, mobilisation.Recognising, recognise))
	spread := mobilisation.StepForm{Unit: h.other, On: "2026-05-01"}
	must(t, s.Step(ctx, h.officer, id, 3, mobilisation.Spreading, spread))
	faulttest.Expect(t, s.Step(ctx, h.officer, id, 4, mobilisation.Spreading, spread), "unit_id", "mobilisation.spread_already")
	spread.Unit = h.cell
	faulttest.Expect(t, s.Step(ctx, h.officer, id, 4, mobilisation.Spreading, spread), "unit_id", "mobilisation.unit_elsewhere")
	_, err = figure.NewFolder(h.db).Fold(ctx)
	must(t, err)
	o, err := s.Overview(ctx, h.actor(t, access.Officer, h.top), h.top, 2026)
	must(t, err)
	if c := o.Own.Models; c.Registered != 1 || c.Recognised != 1 || c.Exemplary != 0 || c.Spread != 1 || c.Individuals != 1 || c.Fields[mobilisation.Culture] != 1 {
		t.Errorf("counted above: %+v", c)
	}
	if len(o.Below) != 1 || o.Below[0].Models.Spread != 1 || !o.Below[0].Opens || o.Below[0].Items.All != 1 {
		t.Errorf("below: %+v", o.Below)
	}
}

// erased forgets the member behind the model: that there is one stays counted.
func (h *house) erased(t *testing.T) {
	ctx := t.Context()
	must(t, h.db.Write(ctx, access.Console, func(tx *db.Tx) error { return h.work.Erase(tx, access.Console, h.a) }))
	l, err := h.work.Models(ctx, h.leader, h.cell, mobilisation.Filter{Year: 2026})
	if must(t, err); len(l.Models) != 1 || l.Models[0].Person != "" || l.Models[0].Title != "" || l.Models[0].Body != "" || l.Models[0].State != mobilisation.Recognised {
		t.Errorf("after erasure: %+v", l.Models)
	}
	p, err := h.work.Programme(ctx, h.leader, h.cell, 2026)
	if must(t, err); len(p.Items) != 1 || p.Items[0].Person != "" {
		t.Errorf("after erasure: %+v", p.Items)
	}
}
