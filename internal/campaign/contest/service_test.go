package contest_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/campaign/contest"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// house is a committee with two cells: the first has a secretary and two members, the
// second one; and a contest of the committee in which no juror judges his own unit.
type house struct {
	db             *db.DB
	contests       *contest.Service
	orgs           *org.Service
	members        *member.Service
	root, cell     org.ID
	other          org.ID
	officer        access.Actor
	lead, a, b     access.Actor // of the first cell
	guest          access.Actor // of the second
	id             contest.ID
	tale, ours, hs contest.EntryID // of a, of the first cell, of the guest
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	ctx := t.Context()
	h := &house{db: d, orgs: org.New(d), members: member.New(d), contests: contest.New(d, document.New(d, t.TempDir()))}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := h.orgs.Found(ctx, access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		must(t, err)
		return id
	}
	h.root = found("Đảng bộ Sở Y tế", "base", "")
	h.cell, h.other = found("Chi bộ Trạm Y tế", "cell", h.root), found("Chi bộ Khoa Dược", "cell", h.root)
	h.lead, h.a, h.b = h.enter(t, "Nguyễn Văn A", h.cell, member.Secretary), h.enter(t, "Trần Thị B", h.cell, ""), h.enter(t, "Phạm Văn D", h.cell, "")
	h.guest = h.enter(t, "Lê Văn C", h.other, "")
	must(t, d.Read(ctx, func(tx *db.Tx) error {
		u, err := org.Of(tx, h.root)
		h.officer = access.Actor{Kind: access.Human, Account: "o", Duties: []access.Duty{{Role: access.Officer, Unit: string(u.ID), Path: u.Path}}}
		return err
	}))
	return h
}

func (h *house) enter(t *testing.T, name string, cell org.ID, post member.Post) access.Actor {
	t.Helper()
	id, err := h.members.Enter(t.Context(), access.Console, cell, member.Form{Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}})
	must(t, err)
	if post != "" {
		must(t, h.members.Appoint(t.Context(), access.Console, member.Appointment{Person: id, Unit: cell, Post: post, From: "2021-01-01"}))
	}
	a := access.Actor{Kind: access.Human, Account: string(id), Person: string(id)}
	must(t, h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

func person(a access.Actor) member.ID { return member.ID(a.Person) }

// E4: a contest from its call to its publication: who may hand in, judge, decide and
// read, and when.
func TestContest(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d)
		h.call(t)
		c.Set(dbtest.Today.AddDate(0, 0, 1))
		h.handIn(t)
		c.Set(dbtest.Today.AddDate(0, 0, 12))
		h.close(t)
		h.judge(t)
		h.conclude(t)
		h.people(t)
	})
}

func (h *house) call(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	f := contest.Form{
		Title: "Kể chuyện về tấm gương đạo đức", Rules: "Mỗi người một câu chuyện.", Entrants: contest.Both, OpensOn: "2026-05-26", ClosesOn: "2026-06-05", Files: true, Apart: true,
		Criteria: []contest.CriterionForm{{Title: "Nội dung", Points: 10, Weight: 2}, {Title: "Trình bày", Points: 10}},
	}
	if _, err := h.contests.Call(ctx, h.a, h.cell, f); !fault.Is(err, fault.Denied) {
		t.Errorf("a member calls: %v", err)
	}
	var err error
	h.id, err = h.contests.Call(ctx, h.officer, h.root, f)
	must(t, err)
	f.Title = "Kể chuyện"
	must(t, h.contests.Amend(ctx, h.officer, h.id, 1, f))
	if err := h.contests.Amend(ctx, h.officer, h.id, 1, f); !fault.Is(err, fault.Stale) {
		t.Errorf("changed over another's change: %v", err)
	}
	if _, err := h.contests.Enter(ctx, h.a, h.id, story("Sớm", h.cell)); fault.Key(err) != "contest.not_yet" {
		t.Errorf("before the first day: %v", err)
	}
}

func story(title string, unit org.ID) contest.EntryForm {
	return contest.EntryForm{Kind: contest.ByPerson, Unit: unit, Title: title, Body: "Câu chuyện <script>alert(1)</script>"}
}

func (h *house) handIn(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	of := func(f contest.EntryForm, kind contest.Kind, authors string) contest.EntryForm {
		f.Kind, f.Authors, f.Shared = kind, authors, kind == contest.ByUnit
		return f
	}
	for _, c := range []struct {
		by         access.Actor
		f          contest.EntryForm
		field, key string
	}{
		{h.a, of(story("x", h.cell), contest.ByUnit, ""), "kind", "contest.kind_led"},
		{h.a, of(story("x", h.cell), contest.ByPerson, "Lê Văn C"), "authors", "contest.authors_led"},
		{h.a, of(story("x", h.other), contest.ByPerson, ""), "unit_id", "contest.unit_unknown"},
		{h.a, of(story("", h.cell), contest.ByPerson, ""), "title", "contest.entry_title_missing"},
	} {
		_, err := h.contests.Enter(ctx, c.by, h.id, c.f)
		faulttest.Expect(t, err, c.field, c.key)
	}
	enter := func(by access.Actor, f contest.EntryForm) contest.EntryID {
		id, err := h.contests.Enter(ctx, by, h.id, f)
		must(t, err)
		return id
	}
	h.tale = enter(h.a, story("Một ca trực đêm", h.cell))
	h.ours = enter(h.lead, of(story("Tập thể vì người bệnh", h.cell), contest.ByUnit, ""))
	h.hs = enter(h.guest, story("Người thầy thuốc già", h.other))
	second := enter(h.guest, story("Bài nháp", h.other))
	must(t, h.contests.Withdraw(ctx, h.guest, second, 1))
	if err := h.contests.Redo(ctx, h.guest, second, 2, story("Bài nháp", h.other)); fault.Key(err) != "contest.is_withdrawn" {
		t.Errorf("a withdrawn entry is corrected: %v", err)
	}
	must(t, h.contests.Redo(ctx, h.a, h.tale, 1, story("Một ca trực đêm đông", h.cell)))
	for name, by := range map[string]access.Actor{"another entrant": h.guest, "a fellow member": h.b} {
		if _, err := h.contests.Entry(ctx, by, h.tale); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads an entry: %v", name, err)
		}
		if err := h.contests.Redo(ctx, by, h.tale, 2, story("x", h.cell)); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s corrects an entry: %v", name, err)
		}
	}
	sh, err := h.contests.Get(ctx, h.guest, h.id, 1)
	must(t, err)
	if len(sh.Own) != 2 || len(sh.Entries) != 0 || sh.Contest.Entries != 3 || !sh.MayEnter {
		t.Errorf("an entrant sees %d of his own, %d of others, of %d", len(sh.Own), len(sh.Entries), sh.Contest.Entries)
	}
}

func (h *house) close(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	if _, err := h.contests.Enter(ctx, h.a, h.id, story("Muộn", h.cell)); fault.Key(err) != "contest.too_late" {
		t.Errorf("after the last day: %v", err)
	}
	if err := h.contests.Close(ctx, h.officer, h.id, 2); fault.Key(err) != "contest.no_jurors" {
		t.Errorf("closed without jurors: %v", err)
	}
	faulttest.Expect(t, h.contests.Name(ctx, h.officer, h.id, contest.JurorForm{Unit: h.other, People: []member.ID{person(h.lead)}}), "people", "contest.people_unknown")
	must(t, h.contests.Name(ctx, h.officer, h.id, contest.JurorForm{Unit: h.cell, People: []member.ID{person(h.lead), person(h.b)}}))
	must(t, h.contests.Name(ctx, h.officer, h.id, contest.JurorForm{Unit: h.other, People: []member.ID{person(h.guest)}}))
	must(t, h.contests.Close(ctx, h.officer, h.id, 2))
	if _, err := h.contests.Enter(ctx, h.a, h.id, story("Muộn", h.cell)); fault.Key(err) != "contest.not_when_scoring" {
		t.Errorf("entered while it is judged: %v", err)
	}
}

func given(first, second string) []contest.Given {
	return []contest.Given{{Ordinal: 1, Points: first}, {Ordinal: 2, Points: second}}
}

func (h *house) judge(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	for _, c := range []struct {
		name  string
		by    access.Actor
		entry contest.EntryID
		key   string
	}{
		{"no juror", h.a, h.tale, "ui.denied"},
		{"his own", h.guest, h.hs, "contest.barred"},
		{"his unit's", h.b, h.tale, "contest.barred"},
	} {
		if err := h.contests.Give(ctx, c.by, c.entry, given("8", "8")); fault.Key(err) != c.key {
			t.Errorf("%s: %v, want %s", c.name, err, c.key)
		}
	}
	faulttest.Expect(t, h.contests.Give(ctx, h.guest, h.tale, given("8", "10,5")), "points_2", "contest.score_wrong")
	must(t, h.contests.Give(ctx, h.guest, h.tale, given("8", "")))
	if _, err := h.contests.Outcome(ctx, h.guest, h.id); !fault.Is(err, fault.Denied) {
		t.Errorf("a juror sees others' points before he closed: %v", err)
	}
	must(t, h.contests.Give(ctx, h.guest, h.ours, given("9", "9,5")))
	if err := h.contests.Stand(ctx, h.guest, h.id); fault.Key(err) != "contest.left" {
		t.Errorf("closed with points left: %v", err)
	}
	must(t, h.contests.Give(ctx, h.guest, h.tale, given("8,5", "9"))) // a second time changes the first
	must(t, h.contests.Stand(ctx, h.guest, h.id))
	if err := h.contests.Give(ctx, h.guest, h.tale, given("1", "1")); fault.Key(err) != "contest.closed_already" {
		t.Errorf("points change after they were closed: %v", err)
	}
	if err := h.contests.Release(ctx, h.officer, h.id, person(h.guest)); fault.Key(err) != "contest.has_scored" {
		t.Errorf("a juror with points is taken off: %v", err)
	}
	must(t, h.contests.Release(ctx, h.officer, h.id, person(h.b)))
	must(t, h.contests.Give(ctx, h.lead, h.hs, given("7", "7")))
}

func (h *house) conclude(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	o, err := h.contests.Outcome(ctx, h.officer, h.id)
	must(t, err)
	var got []any
	for _, r := range o.Results {
		got = append(got, r.Entry.ID, r.Rank)
	}
	if want := []any{h.ours, 1, h.tale, 2, h.hs, 0}; !cmp.Equal(got, want) { // the second juror has not closed
		t.Errorf("ranking %v, want %v", got, want)
	}
	decision := contest.Decision{Number: "05-QĐ/ĐU", On: "2026-06-06", Prizes: []contest.PrizeForm{{Entry: h.tale, Place: 1, Prize: "Giải Nhất"}, {Entry: h.ours, Place: 2, Prize: "Giải Nhì"}}}
	if err := h.contests.Publish(ctx, h.officer, h.id, 3); fault.Key(err) != "contest.not_when_scoring" {
		t.Errorf("published before it was decided: %v", err)
	}
	must(t, h.contests.Decide(ctx, h.officer, h.id, 3, decision))
	if _, err := h.contests.Certificate(ctx, h.a, h.tale); !fault.Is(err, fault.NotFound) {
		t.Errorf("a certificate before publication: %v", err)
	}
	must(t, h.contests.Publish(ctx, h.officer, h.id, 4))
	sh, err := h.contests.Get(ctx, h.b, h.id, 1)
	must(t, err)
	if len(sh.Entries) != 2 || sh.Entries[0].ID != h.tale {
		t.Errorf("everybody sees %+v", sh.Entries)
	}
	for entry, want := range map[contest.EntryID]bool{h.ours: true, h.tale: false, h.hs: false} {
		if _, err := h.contests.Entry(ctx, h.b, entry); (err == nil) != want {
			t.Errorf("an entry that its author shared, %v: %v", want, err)
		}
	}
	d, err := h.contests.Certificate(ctx, h.a, h.tale)
	must(t, err)
	var b bytes.Buffer
	must(t, paper.PDF(&b, d))
	must(t, paper.XLSX(&b, o.Table()))
	must(t, paper.DOCX(&b, o.Paper()))
}

// I5: who is erased is named nowhere; of two records of one person what both did is
// one person's.
func (h *house) people(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	must(t, h.db.Write(ctx, access.Console, func(tx *db.Tx) error {
		if err := h.contests.Erase(tx, access.Console, person(h.guest)); err != nil {
			return err
		}
		return h.contests.Merge(tx, access.Console, person(h.a), person(h.b))
	}))
	gone, err := h.contests.Entry(ctx, h.officer, h.hs)
	must(t, err)
	if gone.Entry.Person != "" || gone.Entry.Authors != "" || gone.Entry.Body != "" {
		t.Errorf("of who was erased there is %+v", gone.Entry)
	}
	if mine, err := h.contests.Entry(ctx, h.b, h.tale); err != nil || mine.Entry.Person != person(h.b) {
		t.Errorf("what was merged: %+v, %v", mine.Entry, err)
	}
}
