package commitment_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// house is a committee, a cell with a secretary, a deputy and two members, and
// a youth union under the cell with a head, a member of staff and one who is of
// the cell too.
type house struct {
	db                      *db.DB
	pledges                 *commitment.Service
	members                 *member.Service
	root, cell, youth       org.ID
	a, b, c, d, head, staff member.ID
	secretary, deputy       access.Actor
	cara, dan, officer      access.Actor
	massHead, worker        access.Actor
}

func build(t *testing.T, d *db.DB) house {
	t.Helper()
	orgs, h := org.New(d), house{db: d, pledges: commitment.New(d), members: member.New(d)}
	h.pledges.Notices = notify.New(d, h.members, account.New(d, orgs, h.members))
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	h.root = found("Đảng bộ Sở Y tế", "base", "")
	h.cell = found("Chi bộ Trạm Y tế", "cell", h.root)
	h.youth = found("Chi đoàn Trạm Y tế", "youth", h.cell)
	h.a, h.b = h.enter(t, h.cell, "Nguyễn Văn A"), h.enter(t, h.cell, "Trần Thị B")
	h.c, h.d = h.enter(t, h.cell, "Lê Văn C"), h.enter(t, h.cell, "Phạm Thị D")
	h.head, h.staff = h.enter(t, h.youth, "Hoàng Văn H"), h.enter(t, h.youth, "Vũ Thị S")
	err := d.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		return h.members.JoinTx(tx, access.Console, h.d, h.youth, member.Form{Status: member.Associate, From: "2024-01-01"})
	})
	if err != nil {
		t.Fatal(err)
	}
	h.appoint(t, h.a, h.cell, member.Secretary)
	h.appoint(t, h.b, h.cell, member.Deputy)
	h.appoint(t, h.head, h.youth, member.MassHead)
	h.secretary, h.deputy, h.cara, h.dan = h.actor(t, h.a), h.actor(t, h.b), h.actor(t, h.c), h.actor(t, h.d)
	h.massHead, h.worker = h.actor(t, h.head), h.actor(t, h.staff)
	h.officer = access.Actor{Kind: access.Human, Account: "o", Duties: []access.Duty{{Role: access.Officer, Unit: string(h.root), Path: h.pathOf(t, h.root)}}}
	return h
}

func (h house) enter(t *testing.T, unit org.ID, name string) member.ID {
	t.Helper()
	f := member.Form{Person: member.Person{Name: name, Job: "điều dưỡng", Department: "Phòng khám"}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}}
	if unit == h.youth {
		f.Status, f.Party, f.From = member.Associate, member.Party{}, "2024-01-01"
	}
	id, err := h.members.Enter(t.Context(), access.Console, unit, f)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (h house) appoint(t *testing.T, id member.ID, unit org.ID, post member.Post) {
	t.Helper()
	if err := h.members.Appoint(t.Context(), access.Console, member.Appointment{Person: id, Unit: unit, Post: post, From: "2024-02-01"}); err != nil {
		t.Fatal(err)
	}
}

func (h house) pathOf(t *testing.T, id org.ID) string { return h.unit(t, id).Path }

func (h house) unit(t *testing.T, id org.ID) (u org.Unit) {
	t.Helper()
	err := h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		u, err = org.Of(tx, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func (h house) actor(t *testing.T, id member.ID) access.Actor {
	t.Helper()
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	err := h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// items are two items as they are typed.
var items = []commitment.ItemForm{
	{Heading: "Tiếp đón người bệnh chu đáo", Work: "Gọi nhắc 30 người bệnh tái khám", Measure: "100% người bệnh", Due: "Cả năm, sơ kết 30/06"},
	{Heading: "Giữ số liệu đầy đủ", Work: "Ghi sổ hằng ngày", Measure: "12 bảng tổng hợp", Due: "Ngày 05 hằng tháng"},
}

// begin makes a pledge of 2026 with two items.
func (h house) begin(t *testing.T, by access.Actor, unit org.ID) commitment.ID {
	t.Helper()
	id, err := h.pledges.Begin(t.Context(), by, unit, member.ID(by.Person), 2026, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.pledges.Save(t.Context(), by, id, 1, items); err != nil {
		t.Fatal(err)
	}
	return id
}

func (h house) get(t *testing.T, by access.Actor, id commitment.ID) commitment.Sheet {
	t.Helper()
	sh, err := h.pledges.Get(t.Context(), by, id)
	if err != nil {
		t.Fatal(err)
	}
	return sh
}

// submit sends a pledge and gives its version.
func (h house) submit(t *testing.T, by access.Actor, id commitment.ID) int {
	t.Helper()
	if err := h.pledges.Submit(t.Context(), by, id, h.get(t, by, id).Pledge.Version); err != nil {
		t.Fatal(err)
	}
	return h.get(t, by, id).Pledge.Version
}

// approved sends and approves a pledge.
func (h house) approved(t *testing.T, by, judge access.Actor, unit org.ID) commitment.ID {
	t.Helper()
	id := h.begin(t, by, unit)
	if err := h.pledges.Approve(t.Context(), judge, id, h.submit(t, by, id)); err != nil {
		t.Fatal(err)
	}
	return id
}

func (h house) told(t *testing.T, person member.ID) (keys []string) {
	t.Helper()
	p, err := h.pledges.Notices.List(t.Context(), h.actor(t, person), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range p.Lines {
		keys = append(keys, strings.TrimPrefix(l.Key, "commitment.tell_"))
	}
	return keys
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func second[T any](_ T, err error) error { return err }

// D1, D3: a pledge from its first word to the end of its year.
func TestLifeOfAPledge(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		id := h.begin(t, h.cara, h.cell)
		sh := h.get(t, h.cara, id)
		if sh.Readers != commitment.AuthorAlone {
			t.Errorf("a draft is read by %s", sh.Readers)
		}
		version := func() int { return h.get(t, h.cara, id).Pledge.Version }
		item := sh.Pledge.Items[0].ID
		p := h.pledges
		for i, s := range []struct {
			do   func() error
			want commitment.State
		}{
			{func() error { return p.Submit(ctx, h.cara, id, version()) }, commitment.Submitted},
			{func() error { return p.Recall(ctx, h.cara, id, version()) }, commitment.Drafting},
			{func() error { return p.Submit(ctx, h.cara, id, version()) }, commitment.Submitted},
			{func() error {
				return p.Return(ctx, h.secretary, id, version(), "Bổ sung chỉ tiêu của nội dung 2")
			}, commitment.Returned},
			{func() error { return p.Submit(ctx, h.cara, id, version()) }, commitment.Submitted},
			{func() error { return p.Approve(ctx, h.secretary, id, version()) }, commitment.Approved},
			{func() error { return p.Progress(ctx, h.cara, id, version(), item, 60, "Đã gọi 18 người") }, commitment.Approved},
			{func() error { return p.Progress(ctx, h.cara, id, version(), item, 50, "Đếm lại: 15 người") }, commitment.Approved},
			{func() error { return p.Look(ctx, h.cara, id, version(), commitment.Midyear, "Đạt một nửa") }, commitment.Approved},
			{func() error { return p.Reopen(ctx, h.deputy, id, version(), "Chuyển bộ phận") }, commitment.Returned},
			{func() error {
				old := h.get(t, h.cara, id).Pledge.Items
				return second(p.Save(ctx, h.cara, id, version(), []commitment.ItemForm{
					{Heading: "Nội dung mới"}, {ID: old[0].ID, Heading: "Tiếp đón người bệnh tại quầy mới", Work: old[0].Work, Measure: old[0].Measure},
				}))
			}, commitment.Returned},
			{func() error { return p.Submit(ctx, h.cara, id, version()) }, commitment.Submitted},
			{func() error { return p.Approve(ctx, h.deputy, id, version()) }, commitment.Approved},
			{func() error { return p.Look(ctx, h.cara, id, version(), commitment.Yearend, "Hoàn thành") }, commitment.Approved},
			{func() error {
				clock.Set(time.Date(2027, 1, 4, 9, 0, 0, 0, db.Zone))
				return p.Close(ctx, h.secretary, id, version())
			}, commitment.Closed},
		} {
			if err := s.do(); err != nil {
				t.Fatalf("step %d: %v", i, err)
			}
			if got := h.get(t, h.cara, id).Pledge.State; got != s.want {
				t.Fatalf("step %d led to %s, want %s", i, got, s.want)
			}
		}
		sh = h.get(t, h.secretary, id)
		if got := sh.Pledge; len(got.Items) != 2 || got.Items[1].ID != item || got.Items[1].Percent != 50 || got.Items[1].Result != "Đếm lại: 15 người" || got.Percent() != 25 || got.Example {
			t.Errorf("the year ended with %+v", got)
		}
		if len(sh.Progress) != 2 || sh.Progress[0].Percent != 50 || sh.Progress[0].Name != "Lê Văn C" || len(sh.Moves) != 0 {
			t.Errorf("%+v, moves %v", sh.Progress, sh.Moves)
		}
		if diff := cmp.Diff([]string{"close", "approve", "reopen", "approve", "return"}, h.told(t, h.c)); diff != "" {
			t.Errorf("the author was told: %s", diff)
		}
		if diff := cmp.Diff([]string{"submit", "submit", "submit", "submit"}, h.told(t, h.b)); diff != "" {
			t.Errorf("the deputy was told: %s", diff)
		}
	})
}

// I4, safety S1, C9: who may. A draft is its author's alone; nobody above reads
// any text; in a chapter it is the same, unseen by the cell.
func TestWhoMay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		p := h.pledges
		draft, sent, own := h.begin(t, h.cara, h.cell), h.begin(t, h.dan, h.cell), h.begin(t, h.secretary, h.cell)
		v := h.submit(t, h.dan, sent)
		w := h.submit(t, h.secretary, own)
		staffs := h.begin(t, h.worker, h.youth)
		x := h.submit(t, h.worker, staffs)
		for _, c := range []struct {
			name string
			err  error
			want fault.Kind
		}{
			{"the secretary reads a draft", second(p.Get(ctx, h.secretary, draft)), fault.Denied},
			{"the secretary prints a draft", second(p.Paper(ctx, h.secretary, draft)), fault.Denied},
			{"the secretary writes a member's draft", second(p.Save(ctx, h.secretary, draft, 2, items)), fault.Denied},
			{"the secretary sends a member's draft", p.Submit(ctx, h.secretary, draft, 2), fault.Denied},
			{"a member reads another's", second(p.Get(ctx, h.cara, sent)), fault.Denied},
			{"a member asks what others wrote of another's pledge", second(p.Neighbours(ctx, h.cara, sent)), fault.Denied},
			{"a leader asks what others wrote", second(p.Neighbours(ctx, h.secretary, draft)), fault.Denied},
			{"the officer above reads one that was sent", second(p.Get(ctx, h.officer, sent)), fault.Denied},
			{"the officer above lists", second(p.List(ctx, h.officer, h.cell, 2026, commitment.Filter{})), fault.Denied},
			{"a member lists", second(p.List(ctx, h.cara, h.cell, 2026, commitment.Filter{})), fault.Denied},
			{"a member approves his own", p.Approve(ctx, h.dan, sent, v), fault.Denied},
			{"a member opens the year", p.OpenCall(ctx, h.cara, h.cell, 2026, commitment.CallForm{Due: "2026-06-01"}), fault.Denied},
			{"a member begins for another", second(p.Begin(ctx, h.cara, h.cell, h.d, 2026, false)), fault.Denied},
			{"the secretary begins for one of elsewhere", second(p.Begin(ctx, h.secretary, h.cell, h.staff, 2026, false)), fault.Invalid},
			{"a secretary sees the coverage", second(p.Coverage(ctx, h.secretary, h.cell, 2026)), fault.Denied},
			{"the cell reads the chapter's", second(p.Get(ctx, h.secretary, staffs)), fault.NotFound},
			{"the chapter's head reads the cell's", second(p.Get(ctx, h.massHead, sent)), fault.NotFound},
			{"the secretary approves his own while the deputy can", p.Approve(ctx, h.secretary, own, w), fault.Invalid},
			{"a year too far back", second(p.Begin(ctx, h.cara, h.cell, h.c, 1999, false)), fault.Invalid},
			{"a year too far ahead", second(p.Begin(ctx, h.cara, h.cell, h.c, 2028, false)), fault.Invalid},
			{"nobody", second(p.Get(ctx, access.Actor{}, sent)), fault.NotFound},
			{"an id that is none", second(p.Get(ctx, h.cara, "x")), fault.NotFound},
			{"an item of another pledge", p.Progress(ctx, h.cara, h.approved(t, h.massHead, h.massHead, h.youth), 1, "x", 1, "x"), fault.NotFound},
		} {
			if !fault.Is(c.err, c.want) {
				t.Errorf("%s: %v", c.name, c.err)
			}
		}
		must(t, p.Approve(ctx, h.deputy, own, w))
		must(t, p.Approve(ctx, h.massHead, staffs, x))
		if !h.get(t, h.deputy, own).Pledge.Example || h.get(t, h.worker, staffs).Pledge.Example {
			t.Error("a leader's pledge is an example, another's is not")
		}
	})
}

// I8: a leader writes for one who has no device; once the author has saved it
// himself, it is his alone again.
func TestWrittenForAnother(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		p := h.pledges
		id, err := p.Begin(ctx, h.secretary, h.cell, h.c, 2026, false)
		must(t, err)
		v, err := p.Save(ctx, h.deputy, id, 1, items)
		must(t, err)
		if sh := h.get(t, h.cara, id); sh.Readers != commitment.AuthorAndWriter || !sh.Pledge.Proxy {
			t.Errorf("the author sees %+v", sh)
		}
		again, err := p.Begin(ctx, h.cara, h.cell, h.c, 2026, true)
		if err != nil || again != id {
			t.Errorf("a second pledge of the year: %s %v", again, err)
		}
		v, err = p.Save(ctx, h.cara, id, v, items[:1])
		must(t, err)
		if sh := h.get(t, h.cara, id); sh.Readers != commitment.AuthorAlone || len(sh.Pledge.Items) != 1 {
			t.Errorf("after the author's own word: %+v", sh)
		}
		if err := second(p.Save(ctx, h.secretary, id, v, items)); !fault.Is(err, fault.Denied) {
			t.Errorf("the leader still writes: %v", err)
		}
		if err := second(p.Get(ctx, h.secretary, id)); !fault.Is(err, fault.Denied) {
			t.Errorf("the leader still reads: %v", err)
		}
		// What comes of it may be entered for anybody, under one's own name.
		must(t, p.Submit(ctx, h.cara, id, v))
		must(t, p.Approve(ctx, h.secretary, id, v+1))
		must(t, p.Progress(ctx, h.deputy, id, v+2, h.get(t, h.cara, id).Pledge.Items[0].ID, 30, "Báo cáo miệng"))
		if got := h.get(t, h.cara, id).Progress; len(got) != 1 || got[0].Person != h.b {
			t.Errorf("progress: %+v", got)
		}
	})
}

// Two devices, and two leaders, never overwrite each other silently.
func TestAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id := h.begin(t, h.cara, h.cell)
		other := []commitment.ItemForm{{Heading: "Từ điện thoại"}}
		v, err := h.pledges.Save(ctx, h.cara, id, 2, other)
		must(t, err)
		_, err = h.pledges.Save(ctx, h.cara, id, 2, items)
		var e *fault.Error
		if !errors.As(err, &e) || e.Kind != fault.Stale || e.Theirs["item-1-heading"] != "Từ điện thoại" {
			t.Fatalf("the older page: %v %v", err, e)
		}
		must(t, h.pledges.Submit(ctx, h.cara, id, v))
		must(t, h.pledges.Return(ctx, h.secretary, id, v+1, "Bổ sung"))
		if err := h.pledges.Approve(ctx, h.deputy, id, v+1); !fault.Is(err, fault.Stale) {
			t.Errorf("the second leader: %v", err)
		}
		v, err = h.pledges.Save(ctx, h.cara, id, v+2, items)
		must(t, err)
		must(t, h.pledges.Submit(ctx, h.cara, id, v))
		if err := h.pledges.Approve(ctx, h.deputy, id, v); !fault.Is(err, fault.Stale) {
			t.Errorf("a leader with an old page: %v", err)
		}
	})
}

// Bad input: nothing is cut, every fault stands at its field.
func TestSaveRefuses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id := h.begin(t, h.cara, h.cell)
		many := make([]commitment.ItemForm, 13)
		for n := range many {
			many[n].Heading = "x"
		}
		for _, c := range []struct {
			items      []commitment.ItemForm
			field, key string
		}{
			{[]commitment.ItemForm{{}, {Heading: "x", Work: strings.Repeat("ộ", 100_000)}}, "item-2-work", "commitment.too_long"},
			{[]commitment.ItemForm{{Heading: strings.Repeat("ộ", 301)}}, "item-1-heading", "commitment.too_long"},
			{[]commitment.ItemForm{{Heading: "x", Measure: "TUYỆT MẬT"}}, "item-1-measure", "document.secret"},
			{many, "items", "commitment.items_too_many"},
		} {
			_, err := h.pledges.Save(ctx, h.cara, id, 2, c.items)
			faulttest.Expect(t, err, c.field, c.key)
		}
		v, err := h.pledges.Save(ctx, h.cara, id, 2, []commitment.ItemForm{{}, {Work: "  Tiê\u0301p đo\u0301n 😀\u200b "}, {}})
		must(t, err)
		if got := h.get(t, h.cara, id).Pledge.Items; len(got) != 1 || got[0].Work != "Tiếp đón 😀" {
			t.Errorf("kept %+v", got)
		}
		faulttest.Expect(t, h.pledges.Submit(ctx, h.cara, id, v), "item-1-heading", "commitment.heading_missing")
		v, err = h.pledges.Save(ctx, h.cara, id, v, nil)
		must(t, err)
		faulttest.Expect(t, h.pledges.Submit(ctx, h.cara, id, v), "items", "commitment.items_missing")

		done := h.approved(t, h.dan, h.secretary, h.cell)
		at := h.get(t, h.dan, done).Pledge
		faulttest.Expect(t, h.pledges.Progress(ctx, h.dan, done, at.Version, at.Items[0].ID, 101, "x"), "percent", "commitment.percent_invalid")
		faulttest.Expect(t, h.pledges.Progress(ctx, h.dan, done, at.Version, at.Items[0].ID, 10, " "), "note", "commitment.text_missing")
		faulttest.Expect(t, h.pledges.Look(ctx, h.dan, done, at.Version, commitment.Midyear, ""), "midyear", "commitment.text_missing")
		if err := h.pledges.Close(ctx, h.secretary, done, at.Version); fault.Key(err) != "commitment.year_not_over" {
			t.Errorf("closed in its year: %v", err)
		}
	})
}

// I9: start from last year's registration, without its results.
func TestCopyLast(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		last := h.approved(t, h.cara, h.secretary, h.cell)
		at := h.get(t, h.cara, last).Pledge
		must(t, h.pledges.Progress(ctx, h.cara, last, at.Version, at.Items[0].ID, 80, "Gần xong"))
		clock.Set(time.Date(2026, 12, 31, 23, 50, 0, 0, db.Zone))
		id, err := h.pledges.Begin(ctx, h.cara, h.cell, h.c, 2027, true)
		must(t, err)
		sh := h.get(t, h.cara, id)
		if len(sh.Pledge.Items) != 2 || sh.Pledge.Items[0].Percent != 0 || sh.Pledge.Items[0].Result != "" || sh.Pledge.Items[0].Work != items[0].Work || sh.Last.ID != last || len(sh.Years) != 2 {
			t.Errorf("copied %+v, last %+v", sh.Pledge.Items, sh.Last)
		}
		v, err := h.pledges.Save(ctx, h.cara, id, 1, []commitment.ItemForm{{Heading: "Nội dung mới"}, items[1]})
		must(t, err)
		_, err = h.pledges.CopyLast(ctx, h.cara, id, v)
		must(t, err)
		var headings []string
		for _, i := range h.get(t, h.cara, id).Pledge.Items {
			headings = append(headings, i.Heading)
		}
		if diff := cmp.Diff([]string{"Nội dung mới", items[1].Heading, items[0].Heading}, headings); diff != "" {
			t.Error(diff)
		}
	})
}

// A person who has left reads his own; nobody approves it any more.
func TestLeft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id := h.begin(t, h.worker, h.youth)
		v := h.submit(t, h.worker, id)
		leave(t, d, h.staff, h.youth)
		worker := h.actor(t, h.staff)
		if sh := h.get(t, worker, id); !sh.AuthorLeft || len(sh.Moves) != 0 {
			t.Errorf("who has left may still %v", sh.Moves)
		}
		if err := h.pledges.Approve(ctx, h.massHead, id, v); fault.Key(err) != "commitment.author_left" {
			t.Errorf("approved: %v", err)
		}
		if err := h.pledges.Recall(ctx, worker, id, v); !fault.Is(err, fault.NotFound) {
			t.Errorf("recalled: %v", err)
		}
		page, err := h.pledges.List(ctx, h.massHead, h.youth, 2026, commitment.Filter{})
		must(t, err)
		if last := page.Rows[len(page.Rows)-1]; !last.Left || last.Pledge.ID != id || page.Counts.Missing != 1 {
			t.Errorf("%+v %+v", last, page.Counts)
		}
	})
}

// leave ends a membership as of today, as a later capability will.
func leave(t *testing.T, d *db.DB, person member.ID, unit org.ID) {
	t.Helper()
	err := d.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE member_membership SET to_date = $3 WHERE person_id = $1 AND unit_id = $2`, person, unit, tx.Today()); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "member.leave"})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Erasure keeps that somebody registered, and none of his words.
func TestEraseAndMerge(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id, other := h.approved(t, h.cara, h.secretary, h.cell), h.approved(t, h.dan, h.secretary, h.cell)
		at := h.get(t, h.cara, id).Pledge
		must(t, h.pledges.Progress(ctx, h.cara, id, at.Version, at.Items[0].ID, 80, "Gần xong"))
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error { return h.pledges.Erase(tx, access.Console, h.c) }))
		if sh := h.get(t, h.secretary, id); len(sh.Pledge.Items) != 0 || len(sh.Progress) != 0 || sh.Pledge.State != commitment.Approved {
			t.Errorf("after erasure: %+v", sh)
		}
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error { return h.pledges.Merge(tx, access.Console, h.c, h.d) }))
		if sh := h.get(t, h.secretary, id); sh.Pledge.Person != h.c {
			t.Errorf("two pledges of one year after the merge: %+v", sh.Pledge)
		}
		if sh := h.get(t, h.secretary, other); sh.Pledge.Person != h.d || len(sh.Pledge.Items) != 2 {
			t.Errorf("after the merge: %+v", sh.Pledge)
		}
	})
}
