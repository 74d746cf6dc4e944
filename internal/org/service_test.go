package org_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/org"
)

type tree struct {
	*org.Service
	db                 *db.DB
	root, office, cell org.ID
}

func plant(t *testing.T, d *db.DB) tree {
	t.Helper()
	x := tree{Service: org.New(d), db: d}
	x.root = x.found(t, org.Form{Name: "Đảng bộ Sở Y tế", Kind: "superior", From: "2010-01-01"})
	x.office = x.found(t, org.Form{Name: "Đảng bộ Bệnh viện", Kind: "base", Parent: x.root, From: "2010-01-01"})
	x.cell = x.found(t, org.Form{Name: "Chi bộ Khoa Dược", Kind: "cell", Parent: x.office, Code: "S1.01", From: "2010-01-01"})
	return x
}

func (x tree) found(t *testing.T, f org.Form) org.ID {
	t.Helper()
	id, err := x.Found(t.Context(), access.Console, f)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (x tree) get(t *testing.T, id org.ID) org.Unit {
	t.Helper()
	sh, err := x.Get(t.Context(), access.Console, id)
	if err != nil {
		t.Fatal(err)
	}
	return sh.Unit
}

func (x tree) names(t *testing.T, by access.Actor) (names []string) {
	t.Helper()
	units, err := x.List(t.Context(), by)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		names = append(names, u.Name)
	}
	return names
}

func officer(u org.Unit) access.Actor {
	return access.Actor{Kind: access.Human, Account: "o", Person: "o", Duties: []access.Duty{{Role: access.Officer, Unit: string(u.ID), Path: u.Path}}}
}

// A1: a tree of any depth; who oversees a part sees that part.
func TestTree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		x.found(t, org.Form{Name: "Đảng bộ Bưu điện", Kind: "base", From: "2010-01-01"})
		x.found(t, org.Form{Name: "Công đoàn Bệnh viện", Kind: "union", Parent: x.office, From: "2010-01-01"})
		if diff := cmp.Diff([]string{"Đảng bộ Bệnh viện", "Chi bộ Khoa Dược", "Công đoàn Bệnh viện"}, x.names(t, officer(x.get(t, x.office)))); diff != "" {
			t.Error(diff)
		}
		if n := len(x.names(t, access.Console)); n != 5 {
			t.Errorf("%d units in all, want 5", n)
		}
		if u := x.get(t, x.cell); u.Depth() != 2 || u.ParentName != "Đảng bộ Bệnh viện" || !u.Kind.Holds {
			t.Errorf("%+v", u)
		}
	})
}

func TestFoundIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		office := officer(x.get(t, x.office))
		for _, c := range []struct {
			name, key string
			by        access.Actor
			form      org.Form
		}{
			{"without a name", "org.name_missing", access.Console, org.Form{Kind: "cell", Parent: x.root, From: "2020-01-01"}},
			{"too long", "org.too_long", access.Console, org.Form{Name: strings.Repeat("á", 201), Kind: "cell", Parent: x.root, From: "2020-01-01"}},
			{"of no kind", "org.kind_missing", access.Console, org.Form{Name: "A", Parent: x.root, From: "2020-01-01"}},
			{"of a kind that was not yet", "org.kind_not_then", access.Console, org.Form{Name: "A", Kind: "sub_base", Parent: x.root, From: "2026-01-01"}},
			{"in the future", "org.date_ahead", access.Console, org.Form{Name: "A", Kind: "cell", Parent: x.root, From: "2026-05-26"}},
			{"before its parent", "org.before_parent", access.Console, org.Form{Name: "A", Kind: "cell", Parent: x.root, From: "2009-01-01"}},
			{"under a code in use", "org.code_taken", access.Console, org.Form{Name: "A", Kind: "cell", Parent: x.root, Code: "S1.01", From: "2020-01-01"}},
			{"under a strange code", "org.code_invalid", access.Console, org.Form{Name: "A", Kind: "cell", Parent: x.root, Code: "a b", From: "2020-01-01"}},
			{"a mass organisation under nothing", "org.parent_missing", access.Console, org.Form{Name: "A", Kind: "union", From: "2020-01-01"}},
			{"above the officer's part", "ui.not_found", office, org.Form{Name: "A", Kind: "cell", Parent: x.root, From: "2020-01-01"}},
			{"a tree by an officer", "ui.denied", office, org.Form{Name: "A", Kind: "base", From: "2020-01-01"}},
		} {
			_, err := x.Found(t.Context(), c.by, c.form)
			if fault.Key(err) != c.key && !names(err, c.key) {
				t.Errorf("%s: %v, want %s", c.name, err, c.key)
			}
		}
		if n := len(x.names(t, access.Console)); n != 3 {
			t.Errorf("%d units, something was founded", n)
		}
	})
}

func names(err error, key string) bool {
	e, ok := err.(*fault.Error)
	if !ok {
		return false
	}
	for _, f := range e.Fields {
		if f.Key == key {
			return true
		}
	}
	return false
}

// Names, parents and kinds are dated: a move takes the whole subtree along,
// and what was before stays.
func TestAmendMovesTheSubtree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		other := x.found(t, org.Form{Name: "Đảng bộ Dự phòng", Kind: "base", Parent: x.root, From: "2010-01-01"})
		u := x.get(t, x.office)
		form := org.Form{Name: "Đảng bộ Bệnh viện Đa khoa", Kind: "section", Parent: other, From: "2026-03-01"}
		if err := x.Amend(t.Context(), access.Console, x.office, u.Version, form); err != nil {
			t.Fatal(err)
		}
		moved, cell := x.get(t, x.office), x.get(t, x.cell)
		if moved.Parent != other || moved.Kind.ID != "section" || !strings.HasPrefix(cell.Path, moved.Path) || cell.Name != "Chi bộ Khoa Dược" {
			t.Errorf("%+v\n%+v", moved, cell)
		}
		var spans int
		err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
			spans, err = db.One(tx, db.Value[int], `SELECT COUNT(*) FROM org_place WHERE unit_id IN ($1, $2) AND from_date <= '2020-01-01' AND to_date = '2026-03-01'`, x.office, x.cell)
			return err
		})
		if err != nil || spans != 2 {
			t.Errorf("%d spans of the time before, %v", spans, err)
		}
		if err := x.Amend(t.Context(), access.Console, x.office, u.Version, form); !fault.Is(err, fault.Stale) {
			t.Errorf("an old version was saved: %v", err)
		}
		form.Parent = x.cell
		if err := x.Amend(t.Context(), access.Console, x.office, moved.Version, form); fault.Key(err) != "org.under_itself" {
			t.Errorf("under its own child: %v", err)
		}
	})
}

func TestDissolve(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		if err := x.Dissolve(t.Context(), access.Console, x.office, "2026-05-01"); fault.Key(err) != "org.not_empty" {
			t.Errorf("with a cell under it: %v", err)
		}
		x.BeforeDissolve = func(*db.Tx, access.Actor, org.ID, db.Date) error { return fault.At("on", "org.still_members", 3) }
		if err := x.Dissolve(t.Context(), access.Console, x.cell, "2026-05-01"); fault.Key(err) != "org.still_members" {
			t.Errorf("with members: %v", err)
		}
		x.BeforeDissolve = nil
		if err := x.Dissolve(t.Context(), access.Console, x.cell, "2026-05-01"); err != nil {
			t.Fatal(err)
		}
		if names := x.names(t, access.Console); slices.Contains(names, "Chi bộ Khoa Dược") {
			t.Errorf("it is still there: %v", names)
		}
		office := x.get(t, x.office)
		sh, err := x.Get(t.Context(), officer(office), x.cell)
		if err != nil || sh.Unit.Until != "2026-05-01" {
			t.Errorf("who oversees it reads what it was: %+v, %v", sh.Unit, err)
		}
		secretary := access.Actor{Kind: access.Human, Account: "s", Duties: []access.Duty{{Role: access.Secretary, Unit: string(x.office), Path: office.Path}}}
		if _, err := x.Get(t.Context(), secretary, x.cell); !fault.Is(err, fault.NotFound) {
			t.Errorf("the committee above inherits its records: %v", err)
		}
		if err := x.CountStaff(t.Context(), access.Console, x.cell, "2026-05-01", 3); fault.Key(err) != "org.was_dissolved" {
			t.Errorf("it was changed: %v", err)
		}
	})
}

// A3, A6: terms follow one another; the regulation in force is today's.
func TestTermsAndRegulation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		ctx, by := t.Context(), access.Console
		for _, term := range []org.Term{{Ordinal: "VI", From: "2015-03-01"}, {Ordinal: "VII", From: "2020-03-01"}} {
			if err := x.OpenTerm(ctx, by, x.cell, term); err != nil {
				t.Fatal(err)
			}
		}
		for _, g := range []org.Regulation{{Body: "Quy chế cũ", From: "2015-03-01"}, {Body: "Quy chế mới", From: "2020-03-01"}} {
			if err := x.Regulate(ctx, by, x.cell, g); err != nil {
				t.Fatal(err)
			}
		}
		if err := x.CountStaff(ctx, by, x.cell, "2020-01-01", 88); err != nil {
			t.Fatal(err)
		}
		sh, err := x.Get(ctx, by, x.cell)
		if err != nil {
			t.Fatal(err)
		}
		if len(sh.Terms) != 2 || sh.Terms[0].Ordinal != "VII" || sh.Terms[1].To != "2020-03-01" || sh.Regulation.Body != "Quy chế mới" || sh.Staff != 88 {
			t.Errorf("%+v", sh)
		}
		for _, err := range []error{
			x.OpenTerm(ctx, by, x.cell, org.Term{From: "2027-01-01"}),
			x.OpenTerm(ctx, by, x.cell, org.Term{From: "2021-01-01", To: "2020-01-01"}),
			x.Regulate(ctx, by, x.cell, org.Regulation{Body: " ", From: "2021-01-01"}),
			x.CountStaff(ctx, by, x.cell, "2020-01-01", -1),
		} {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("taken: %v", err)
			}
		}
	})
}
