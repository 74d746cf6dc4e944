package org_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

var regular = rulebook.Facts{rulebook.FactMeeting: "regular"}

// lasting is a rule that regular meetings last so many minutes.
func lasting(minutes string, from db.Date) org.RuleForm {
	return org.RuleForm{Key: rulebook.MinDuration.Name(), AppliesIf: regular, Value: minutes, From: from, DocNo: "12-QĐ/ĐU", DocDate: "2026-05-20"}
}

func (x tree) set(t *testing.T, unit org.ID, f org.RuleForm) org.RuleID {
	t.Helper()
	id, err := x.SetRule(t.Context(), access.Console, unit, f)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (x tree) book(t *testing.T, unit org.ID) *rulebook.Book {
	t.Helper()
	var book *rulebook.Book
	err := x.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		book, err = org.BookOf(tx, unit)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// least is how long a regular meeting of the unit lasts at least on the day.
func (x tree) least(t *testing.T, unit org.ID, on string) int {
	t.Helper()
	a, _ := rulebook.MinDuration.At(x.book(t, unit), on, regular)
	return a.Value
}

func (x tree) rules(t *testing.T, unit org.ID) org.RuleSheet {
	t.Helper()
	sh, err := x.Rules(t.Context(), access.Console, unit)
	if err != nil {
		t.Fatal(err)
	}
	return sh
}

func here(role access.Role, u org.Unit) access.Actor {
	return access.Actor{Kind: access.Human, Account: "h", Person: "h", Duties: []access.Duty{{Role: role, Unit: string(u.ID), Path: u.Path}}}
}

// A rule applies from its first day on to the unit and everything under it;
// the nearer owner wins, and where there is none the national rule stands.
func TestLocalRule(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		sister := x.found(t, org.Form{Name: "Chi bộ Khoa Nội", Kind: "cell", Parent: x.office, From: "2010-01-01"})
		if x.book(t, x.cell) != rulebook.Default() {
			t.Error("without rules of its own a unit has a book of its own")
		}
		national := x.least(t, x.cell, "2026-06-03")
		x.set(t, x.office, lasting("100", "2026-06-01"))
		id := x.set(t, x.cell, lasting("60", "2026-07-01"))
		for _, tt := range []struct {
			unit org.ID
			on   string
			want int
		}{
			{x.cell, "2026-05-31", national},
			{x.cell, "2026-06-01", 100},
			{x.cell, "2026-07-01", 60},
			{sister, "2026-07-01", 100},
			{x.office, "2026-06-01", 100},
			{x.root, "2026-07-01", national},
		} {
			if got := x.least(t, tt.unit, tt.on); got != tt.want {
				t.Errorf("%s: %d minutes, want %d", tt.on, got, tt.want)
			}
		}
		if a, ok := rulebook.MinDuration.At(x.book(t, x.cell), "2026-07-01", rulebook.Facts{rulebook.FactMeeting: "thematic"}); !ok || a.Rule.Scope != rulebook.National {
			t.Error("a rule on regular meetings reaches the thematic ones")
		}
		if err := x.EndRule(t.Context(), access.Console, x.cell, id, "2026-08-01"); err != nil {
			t.Fatal(err)
		}
		if got := []int{x.least(t, x.cell, "2026-07-31"), x.least(t, x.cell, "2026-08-01")}; !cmp.Equal(got, []int{60, 100}) {
			t.Errorf("around its end: %v", got)
		}
	})
}

// The page shows own rules and those from above with what they replace and
// weaken; rules from below and from elsewhere are not its matter.
func TestRules(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		x.set(t, x.office, lasting("60", "2025-11-01"))
		weak := org.RuleForm{Key: rulebook.VoteExpulsion.Name(), Value: "> 1/2", From: "2026-01-01", DocNo: "3-NQ/CB", DocDate: "2026-01-01", DocClause: "  Điều  2 ", Note: "Tạm thời"}
		x.set(t, x.cell, weak)
		sh := x.rules(t, x.cell)
		if len(sh.Local) != 2 || sh.Local[0].Unit != x.cell || sh.Local[1].Unit != x.office {
			t.Fatalf("%+v", sh.Local)
		}
		own, above := sh.Local[0], sh.Local[1]
		want := rulebook.Rule{
			Key: "vote.threshold.expulsion", Value: "> 1/2", Scope: rulebook.Cell, Depth: 2, From: "2026-01-01", Confidence: rulebook.Verified, Note: "Tạm thời",
			Doc: rulebook.Doc{No: "3-NQ/CB", Date: "2026-01-01", Issuer: "Chi bộ Khoa Dược", Clause: "Điều 2"},
		}
		if diff := cmp.Diff(want, own.Rule); diff != "" {
			t.Error(diff)
		}
		if own.Weakens != rulebook.WeakensVotes || own.Replaces == nil {
			t.Errorf("the weaker vote is not told: %q, %v", own.Weakens, own.Replaces)
		}
		if above.Weakens != "" || above.Replaces == nil || above.Replaces.Value != "90" || above.Rule.Scope != rulebook.Superior || above.UnitName != "Đảng bộ Bệnh viện" {
			t.Errorf("%+v", above)
		}
		if len(sh.National) == 0 || !sh.MayGovern {
			t.Errorf("%d national rules, may govern %v", len(sh.National), sh.MayGovern)
		}
		for _, r := range sh.National {
			if !r.ValidOn(string(sh.Today)) {
				t.Errorf("%s from %s to %s is not in force", r.Key, r.From, r.To)
			}
		}
		if n := len(x.rules(t, x.office).Local); n != 1 {
			t.Errorf("the committee has %d rules, want its own", n)
		}
	})
}

func TestSetRuleRefuses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		union := x.found(t, org.Form{Name: "Công đoàn Bệnh viện", Kind: "union", Parent: x.office, From: "2010-01-01"})
		x.set(t, x.cell, lasting("60", "2026-06-01"))
		for _, tt := range []struct {
			name  string
			edit  func(*org.RuleForm)
			field string
			key   string
		}{
			{"no key", func(f *org.RuleForm) { f.Key = "" }, "key", "org.rule_key_missing"},
			{"an unknown key", func(f *org.RuleForm) { f.Key = "meeting.tea" }, "key", "org.rule_key_missing"},
			{"an unknown case", func(f *org.RuleForm) { f.AppliesIf = rulebook.Facts{"tea": "green"} }, "applies_if", "rulebook.unknown_fact"},
			{"a word for a number", func(f *org.RuleForm) { f.Value = "lâu" }, "value", "org.rule_value_whole"},
			{"no first day", func(f *org.RuleForm) { f.From = "" }, "from", "org.rule_date_missing"},
			{"a year for a day", func(f *org.RuleForm) { f.From = "2026" }, "from", "org.rule_date_missing"},
			{"an end before its beginning", func(f *org.RuleForm) { f.To = "2026-06-30" }, "to", "org.end_before_start"},
			{"no document", func(f *org.RuleForm) { f.DocNo = " " }, "doc_no", "rulebook.no_document"},
			{"no date of the document", func(f *org.RuleForm) { f.DocDate = "" }, "doc_date", "org.rule_date_missing"},
			{"the same case from the same day", func(f *org.RuleForm) { f.From = "2026-06-01" }, "from", "org.rule_overlap"},
		} {
			f := lasting("75", "2026-07-01")
			tt.edit(&f)
			_, err := x.SetRule(t.Context(), access.Console, x.cell, f)
			var got string
			if e, ok := err.(*fault.Error); ok && len(e.Fields) == 1 {
				got = e.Fields[0].Name + " " + e.Fields[0].Key
			}
			if got != tt.field+" "+tt.key {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
		if _, err := x.SetRule(t.Context(), access.Console, union, lasting("75", "2026-07-01")); fault.Key(err) != "org.rule_party_only" {
			t.Errorf("of a trade union: %v", err)
		}
		if n := len(x.rules(t, x.cell).Local); n != 1 {
			t.Errorf("%d rules, want the first alone", n)
		}
	})
}

// Who may: the leadership for its own unit, the officer for all below.
func TestWhoSetsRules(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		cell, office := x.get(t, x.cell), x.get(t, x.office)
		for _, tt := range []struct {
			name      string
			by        access.Actor
			see, set  bool
			seeOffice bool
		}{
			{"secretary", here(access.Secretary, cell), true, true, false},
			{"deputy", here(access.Deputy, cell), true, true, false},
			{"member", here(access.Member, cell), true, false, false},
			{"officer above", officer(office), true, true, true},
			{"administrator", here(access.Administrator, cell), true, false, true},
			{"stranger", here(access.Secretary, x.get(t, x.root)), false, false, false},
		} {
			sh, err := x.Rules(t.Context(), tt.by, x.cell)
			if (err == nil) != tt.see || err == nil && sh.MayGovern != tt.set {
				t.Errorf("%s sees: %v, may set %v", tt.name, err, sh.MayGovern)
			}
			if _, err := x.Rules(t.Context(), tt.by, x.office); (err == nil) != tt.seeOffice {
				t.Errorf("%s sees those of the committee: %v", tt.name, err)
			}
			id, err := x.SetRule(t.Context(), tt.by, x.cell, lasting("60", "2026-06-01"))
			if (err == nil) != tt.set {
				t.Errorf("%s sets: %v", tt.name, err)
			}
			if err == nil {
				if err := x.EndRule(t.Context(), tt.by, x.cell, id, "2026-06-01"); err != nil {
					t.Errorf("%s ends: %v", tt.name, err)
				}
			}
		}
	})
}

// A rule is ended once; ended before it began it was a mistake and is gone. A
// rule of another unit cannot be reached by this one's address (safety S4).
func TestEndRule(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		id, above := x.set(t, x.cell, lasting("60", "2026-06-01")), x.set(t, x.office, lasting("100", "2026-06-01"))
		end := func(unit org.ID, id org.RuleID, on db.Date) string {
			return fault.Key(x.EndRule(t.Context(), access.Console, unit, id, on))
		}
		for _, tt := range []struct {
			id   org.RuleID
			on   db.Date
			want string
		}{
			{above, "2026-07-01", "ui.not_found"},
			{"unknown", "2026-07-01", "ui.not_found"},
			{id, "", "org.rule_date_missing"},
			{id, "2026-07-01", ""},
			{id, "2026-07-01", "org.rule_ended"},
			{id, "2026-06-15", ""},
		} {
			if got := end(x.cell, tt.id, tt.on); got != tt.want {
				t.Errorf("on %s: %q, want %q", tt.on, got, tt.want)
			}
		}
		if _, l, err := x.Rule(t.Context(), access.Console, x.cell, id); err != nil || l.Rule.To != "2026-06-15" {
			t.Errorf("%+v, %v", l, err)
		}
		if got := end(x.cell, id, "2026-06-01"); got != "" {
			t.Error(got)
		}
		if _, _, err := x.Rule(t.Context(), access.Console, x.cell, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("a rule taken back is still there: %v", err)
		}
		x.set(t, x.cell, lasting("75", "2026-06-01")) // its day is free again
	})
}

// Ten rules or none, one unit or a deep tree: one query.
func TestBookOfMakesOneQuery(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		for _, unit := range []org.ID{x.root, x.office, x.cell} {
			x.set(t, unit, lasting("60", "2026-06-01"))
		}
		ctx, n := db.CountQueries(t.Context())
		err := d.Read(ctx, func(tx *db.Tx) error {
			_, err := org.BookOf(tx, x.cell)
			return err
		})
		if err != nil || n.Load() != 1 {
			t.Errorf("%d queries, %v", n.Load(), err)
		}
	})
}

// The unit's history: each thing done to it, by whom, the newest first; not
// for members.
func TestHistory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := plant(t, d)
		ctx, by := t.Context(), access.Console
		id := x.set(t, x.cell, lasting("60", "2026-06-01"))
		for _, err := range []error{
			x.EndRule(ctx, by, x.cell, id, "2026-07-01"),
			x.OpenTerm(ctx, by, x.cell, org.Term{From: "2025-06-01"}),
			x.CountStaff(ctx, by, x.cell, "2026-01-01", 40),
			x.Regulate(ctx, by, x.cell, org.Regulation{Body: "Điều 1", From: "2026-01-01"}),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		u, lines, err := x.History(ctx, here(access.Secretary, x.get(t, x.cell)), x.cell)
		if err != nil || u.ID != x.cell {
			t.Fatal(u, err)
		}
		var got []string
		for _, l := range lines {
			got = append(got, l.Action)
		}
		if diff := cmp.Diff([]string{"org.regulate", "org.count_staff", "org.open_term", "org.end_rule", "org.set_rule", "org.found"}, got); diff != "" {
			t.Error(diff)
		}
		if _, _, err := x.History(ctx, here(access.Member, u), x.cell); !fault.Is(err, fault.Denied) {
			t.Errorf("a member: %v", err)
		}
	})
}

func TestFactsText(t *testing.T) {
	for _, facts := range []rulebook.Facts{nil, regular, {rulebook.FactSitting: "combined", rulebook.FactMeeting: "regular"}} {
		if got := org.ParseFacts(org.FactsText(facts)); !cmp.Equal(got, facts) {
			t.Errorf("%v comes back as %v", facts, got)
		}
	}
	if got := org.FactsText(rulebook.Facts{rulebook.FactSitting: "combined", rulebook.FactMeeting: "regular"}); got != "meeting=regular,sitting=combined" {
		t.Error(got)
	}
}
