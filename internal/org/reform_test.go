package org_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// decided is a decision in force from a day on.
func decided(on db.Date) org.Decision {
	return org.Decision{No: "12-QĐ/ĐU", Date: "2026-04-20", On: on}
}

// firstKey is what is said at the first field of a form that was refused.
func firstKey(err error) string {
	var e *fault.Error
	if errors.As(err, &e) && len(e.Fields) > 0 {
		return e.Fields[0].Key
	}
	return fault.Key(err)
}

// TestReform: the tree is changed by decision, each case on the tree that the one
// before left (A1, rules §1).
func TestReform(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		section := x.found(t, org.Form{Name: "Đảng bộ bộ phận Khối Nội", Kind: "section", Parent: x.office, From: "2010-01-01"})
		ward := x.found(t, org.Form{Name: "Chi bộ Khoa Nội", Kind: "cell", Parent: section, From: "2010-01-01"})
		youth := x.found(t, org.Form{Name: "Chi đoàn Khoa Dược", Kind: "youth", Parent: x.cell, From: "2010-01-01"})
		t.Run("refused", func(t *testing.T) { x.refuseReforms(t, section, ward, youth) })
		t.Run("merged into the committee above", func(t *testing.T) { x.mergeUp(t, section, ward) })
		t.Run("merged into a new one", func(t *testing.T) { x.mergeCells(t, ward, youth) })
		t.Run("split", x.split)
		t.Run("moved", x.moveUnit)
	})
}

func (x tree) refuseReforms(t *testing.T, section, ward, youth org.ID) {
	day := decided("2026-05-01")
	for _, c := range []struct {
		name, key string
		m         org.Merger
	}{
		{"with nobody", "org.merge_alone", org.Merger{Units: []org.ID{ward}, Name: "Chi bộ mới", Decision: day}},
		{"into itself", "org.merge_alone", org.Merger{Units: []org.ID{ward}, Into: ward, Decision: day}},
		{"a cell into a committee", "org.merge_unlike", org.Merger{Units: []org.ID{ward}, Into: section, Decision: day}},
		{"a chapter into a cell", "org.merge_unlike", org.Merger{Units: []org.ID{youth}, Into: ward, Decision: day}},
		{"into its own child", "org.under_itself", org.Merger{Units: []org.ID{x.office}, Into: section, Decision: day}},
		{"with its own child", "org.merge_nested", org.Merger{Units: []org.ID{x.office, section}, Into: x.root, Decision: day}},
		{"before it was founded", "org.reform_before", org.Merger{Units: []org.ID{section}, Into: x.office, Decision: decided("2009-12-31")}},
		{"on a day to come", "org.date_missing", org.Merger{Units: []org.ID{section}, Into: x.office, Decision: decided("2026-07-01")}},
		{"without a decision", "org.decision_missing", org.Merger{Units: []org.ID{section}, Into: x.office, Decision: org.Decision{Date: "2026-04-20", On: "2026-05-01"}}},
		{"a new one without a name", "org.name_missing", org.Merger{Units: []org.ID{ward, x.cell}, Decision: day}},
	} {
		if _, err := x.Merge(t.Context(), access.Console, c.m); firstKey(err) != c.key {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, c := range []struct {
		name, key  string
		id, parent org.ID
		on         db.Date
	}{
		{"under its own child", "org.under_itself", x.office, section, "2026-05-01"},
		{"where it stands", "org.move_same", ward, section, "2026-05-01"},
		{"a committee under a cell", "org.move_not_there", section, x.cell, "2026-05-01"},
		{"nowhere", "org.move_nowhere", section, "", "2026-05-01"},
		{"before it was founded", "org.reform_before", ward, x.office, "2009-05-01"},
	} {
		if err := x.Move(t.Context(), access.Console, c.id, org.Transfer{Parent: c.parent, Decision: decided(c.on)}); firstKey(err) != c.key {
			t.Errorf("moved %s: %v", c.name, err)
		}
	}
	for _, c := range []struct {
		name, key string
		d         org.Division
	}{
		{"nothing", "org.split_nothing", org.Division{Name: "Đảng bộ mới", Decision: day}},
		{"what stands elsewhere", "org.split_stranger", org.Division{Name: "Đảng bộ mới", Children: []org.ID{ward}, Decision: day}},
		{"people of a committee", "org.split_holds_nobody", org.Division{Name: "Đảng bộ mới", People: []string{"Nguyễn Văn A"}, Decision: day}},
	} {
		if _, err := x.Split(t.Context(), access.Console, x.office, c.d); firstKey(err) != c.key {
			t.Errorf("split, %s: %v", c.name, err)
		}
	}
	if _, err := x.Merge(t.Context(), officer(x.get(t, section)), org.Merger{Units: []org.ID{section}, Into: x.office, Decision: day}); !fault.Is(err, fault.NotFound) {
		t.Errorf("an officer of one of them alone: %v", err)
	}
}

// mergeUp: an intermediate committee ends, its cells stand directly under the one
// above; the page of what ended is there to read, for who could read it before.
func (x tree) mergeUp(t *testing.T, section, ward org.ID) {
	m := org.Merger{Units: []org.ID{section}, Into: x.office, Decision: decided("2026-04-01")}
	above := officer(x.get(t, x.office))
	p, err := x.PreviewMerge(t.Context(), above, m)
	if err != nil || p.Moves() != 1 || p.IntoName != "Đảng bộ Bệnh viện" || len(p.Parts[0].Below) != 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	if _, err := x.Merge(t.Context(), above, m); err != nil {
		t.Fatal(err)
	}
	if u := x.get(t, ward); u.Parent != x.office || u.Since != "2026-04-01" {
		t.Errorf("%+v", u)
	}
	sh, err := x.Get(t.Context(), above, section)
	if err != nil || !sh.Unit.Ended() || sh.Unit.Until != "2026-04-01" || sh.Unit.Heir != x.office || len(sh.Reforms) != 1 || sh.Reforms[0].No != "12-QĐ/ĐU" {
		t.Errorf("%+v, %v", sh, err)
	}
	if access.Can(above, org.Arrange, sh.Unit.Place()) {
		t.Error("something may be done at what has ended")
	}
	for name, err := range map[string]error{
		"amended":     x.Amend(t.Context(), above, section, 1, org.Form{Name: "Đảng bộ khác", Kind: "section", Parent: x.office, From: "2026-05-01"}),
		"given staff": x.CountStaff(t.Context(), above, section, "2026-05-01", 4),
		"merged":      second(x.Merge(t.Context(), above, org.Merger{Units: []org.ID{section}, Into: x.office, Decision: decided("2026-05-01")})),
	} {
		if fault.Key(err) != "org.was_merged" {
			t.Errorf("what has ended was %s: %v", name, err)
		}
	}
	stranger := access.Actor{Kind: access.Human, Account: "s", Duties: []access.Duty{{Role: access.Secretary, Unit: string(x.cell), Path: x.get(t, x.cell).Path}}}
	if _, err := x.Get(t.Context(), stranger, section); !fault.Is(err, fault.NotFound) {
		t.Errorf("a stranger reads it: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

// mergeCells: two cells become a new one, which takes the chapter along.
func (x tree) mergeCells(t *testing.T, ward, youth org.ID) {
	into, err := x.Merge(t.Context(), access.Console, org.Merger{Units: []org.ID{ward, x.cell, ward}, Name: "Chi bộ Nội – Dược", Code: "S1.02", Decision: decided("2026-05-01")})
	if err != nil {
		t.Fatal(err)
	}
	u, chapter := x.get(t, into), x.get(t, youth)
	if u.Kind.ID != "cell" || u.Parent != x.office || u.Since != "2026-05-01" || chapter.Parent != into || chapter.Since != "2026-05-01" {
		t.Errorf("%+v\n%+v", u, chapter)
	}
	all, pages, err := x.Reforms(t.Context(), officer(x.get(t, x.office)), 1)
	if err != nil || pages != 1 || len(all) != 3 || all[0].Kind != org.ByMerger || all[0].IntoName != "Chi bộ Nội – Dược" {
		t.Errorf("%+v, %v", all, err)
	}
}

// split: a new committee beside the old one takes one of its cells.
func (x tree) split(t *testing.T) {
	a := x.found(t, org.Form{Name: "Chi bộ Khoa Ngoại", Kind: "cell", Parent: x.office, From: "2026-05-01"})
	into, err := x.Split(t.Context(), access.Console, x.office, org.Division{Name: "Đảng bộ Cơ sở 2", Children: []org.ID{a, a}, Decision: decided("2026-05-10")})
	if err != nil {
		t.Fatal(err)
	}
	if u, cell := x.get(t, into), x.get(t, a); u.Kind.ID != "base" || u.Parent != x.root || cell.Parent != into {
		t.Errorf("%+v\n%+v", u, cell)
	}
}

func (x tree) moveUnit(t *testing.T) {
	other := x.found(t, org.Form{Name: "Đảng bộ Khối Dự phòng", Kind: "superior", Parent: x.root, From: "2010-01-01"})
	if err := x.Move(t.Context(), access.Console, x.office, org.Transfer{Parent: other, Decision: decided("2026-05-20")}); err != nil {
		t.Fatal(err)
	}
	sh, err := x.Get(t.Context(), access.Console, x.office)
	if err != nil || sh.Unit.Parent != other {
		t.Errorf("%+v, %v", sh.Unit, err)
	}
	var kinds []org.ReformKind
	for _, r := range sh.Reforms {
		kinds = append(kinds, r.Kind)
	}
	if diff := cmp.Diff([]org.ReformKind{org.ByMove, org.BySplit, org.ByMerger}, kinds); diff != "" {
		t.Error(diff)
	}
}
