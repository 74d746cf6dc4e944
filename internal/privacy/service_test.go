package privacy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/privacy"
)

// house is a committee with an officer, a cell with a secretary, a deputy and a
// member, of whom one more has left, and a cell whose secretary stands alone.
type house struct {
	*testing.T
	db                               *db.DB
	log                              *audit.Log
	s                                *privacy.Service
	clock                            *dbtest.Clock
	base, cell, lone                 org.ID
	a, b, c, gone, d                 member.ID
	secretary, deputy, member, alone access.Actor
	officer                          access.Actor
	forgot                           []member.ID // whom the erasers were called for
}

func build(t *testing.T, d *db.DB, clock *dbtest.Clock) *house {
	t.Helper()
	orgs, members := org.New(d), member.New(d)
	log := audit.New(d)
	h := &house{T: t, db: d, log: log, s: privacy.New(d, log), clock: clock}
	h.s.Notices = notify.New(d, members, account.New(d, orgs, members))
	h.s.Erasers = []func(*db.Tx, access.Actor, member.ID) error{h.s.Erase, func(_ *db.Tx, _ access.Actor, person member.ID) error {
		h.forgot = append(h.forgot, person)
		return nil
	}, func(tx *db.Tx, by access.Actor, person member.ID) error { return log.Erase(tx, by, string(person)) }}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2008-01-01"})
		h.must(err)
		return id
	}
	h.base = found("Đảng bộ Sở Y tế", "base", "")
	h.cell, h.lone = found("Chi bộ Trạm Y tế", "cell", h.base), found("Chi bộ Khoa Dược", "cell", h.base)
	enter := func(name string, unit org.ID) member.ID {
		f := member.Form{Person: member.Person{Name: name, Phone: "0901 234 567"}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}, From: "2015-01-01"}
		id, err := members.Enter(t.Context(), access.Console, unit, f)
		h.must(err)
		return id
	}
	h.a, h.b, h.c, h.gone, h.d = enter("Nguyễn Văn A", h.cell), enter("Trần Thị B", h.cell), enter("Lê Văn C", h.cell), enter("Phạm Thị D", h.cell), enter("Vũ Văn E", h.lone)
	for person, post := range map[member.ID]member.Appointment{h.a: {Unit: h.cell, Post: member.Secretary}, h.b: {Unit: h.cell, Post: member.Deputy}, h.d: {Unit: h.lone, Post: member.Secretary}} {
		post.Person, post.From = person, "2020-01-01"
		h.must(members.Appoint(t.Context(), access.Console, post))
	}
	h.must(d.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE member_membership SET to_date = '2025-01-01', ended_by = 'left' WHERE person_id = $1`, h.gone); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "test.leave", Kind: "person", Subject: string(h.gone), Person: string(h.gone), Data: "Phạm Thị D"})
	}))
	h.secretary, h.deputy, h.member, h.alone = h.actor(h.a), h.actor(h.b), h.actor(h.c), h.actor(h.d)
	h.must(d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, h.base)
		h.officer = access.Actor{Kind: access.Human, Account: "officer", Duties: []access.Duty{{Role: access.Officer, Unit: string(h.base), Path: u.Path}}}
		return err
	}))
	return h
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// refused fails unless the error is a fault of the kind that names the words.
func (h *house) refused(err error, kind fault.Kind, words string) {
	h.Helper()
	said := fmt.Sprint(err)
	var all fault.Form
	if all.Take("", err) {
		said += fmt.Sprintf("%+v", all)
	}
	if !fault.Is(err, kind) || !strings.Contains(said, words) {
		h.Errorf("got %s, want a fault %d %s", said, kind, words)
	}
}

func (h *house) actor(id member.ID) access.Actor {
	h.Helper()
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	h.must(h.db.Read(h.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

func (h *house) request(by access.Actor, id privacy.ID) privacy.Sheet {
	h.Helper()
	sh, err := h.s.Request(h.Context(), by, id)
	h.must(err)
	return sh
}

func TestService(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h := build(t, d, clock)
		h.own()
		h.requests()
		h.alonesOwn()
		h.trail()
		h.erasure()
	})
}

// own: duty 2 and 3, the notice and the copy.
func (h *house) own() {
	ctx := h.Context()
	if unseen, err := h.s.Unseen(ctx, h.member); err != nil || !unseen {
		h.Errorf("the notice was seen by nobody: %v %v", unseen, err)
	}
	h.must(h.s.Acknowledge(ctx, h.member))
	h.must(h.s.Acknowledge(ctx, h.member))
	if unseen, err := h.s.Unseen(ctx, h.member); err != nil || unseen {
		h.Errorf("the notice is shown again: %v %v", unseen, err)
	}
	m, err := h.s.Mine(ctx, h.member)
	h.must(err)
	rows := map[privacy.Section]int{}
	for _, k := range m.Kept {
		rows[k.Section] = k.Rows
	}
	if rows[privacy.Identity] != 1 || rows[privacy.Membership] != 2 || rows[privacy.Awards] != 0 || m.Seen.Version != privacy.Notice || m.Unit.ID != h.cell {
		h.Errorf("kept %v, seen %+v, answered by %s", rows, m.Seen, m.Unit.Name)
	}
	c, err := h.s.Copy(ctx, h.member)
	h.must(err)
	var out bytes.Buffer
	h.must(c.JSON(&out))
	var doc struct {
		Records []struct{ Fields map[string]string }
	}
	h.must(json.Unmarshal(out.Bytes(), &doc))
	if !strings.Contains(out.String(), "0901 234 567") || len(doc.Records) != len(c.Records) || !strings.Contains(fmt.Sprint(c.Sheet().Rows), "Chính thức") {
		h.Errorf("the copy is not whole: %s", out.String())
	}
	if _, err := h.s.Copy(ctx, h.officer); err == nil {
		h.Error("who is no person has a copy")
	}
}

// requests: duty 3, on the way that the table of states has, with its clocks.
func (h *house) requests() {
	ctx := h.Context()
	_, err := h.s.File(ctx, h.member, privacy.Form{Kind: "all", Section: "x"})
	h.refused(err, fault.Invalid, "body_missing")
	id, err := h.s.File(ctx, h.member, privacy.Form{Kind: privacy.Correct, Section: privacy.Identity, Body: "Ngày sinh đúng là 02/03/1980."})
	h.must(err)
	_, err = h.s.File(ctx, h.member, privacy.Form{Kind: privacy.Correct, Section: privacy.Identity, Body: "Lần nữa."})
	h.refused(err, fault.Invalid, "open_already")
	sh := h.request(h.secretary, id)
	if q := sh.Request; q.RespondBy != "2026-05-27" || q.FulfilBy != "2026-06-04" || !sh.Answers || sh.Own || !sh.May(privacy.Taking) || sh.May(privacy.Withdrawing) {
		h.Errorf("the secretary sees %+v", sh)
	}
	for _, by := range []access.Actor{h.alone, h.officer} {
		_, err = h.s.Request(ctx, by, id)
		if err == nil {
			h.Errorf("%s reads the request of another cell", by.Account)
		}
	}
	h.refused(h.s.Step(ctx, h.member, id, 1, privacy.Taking, privacy.Reply{Words: "x"}), fault.Denied, "")
	h.refused(h.s.Step(ctx, h.secretary, id, 1, privacy.Taking, privacy.Reply{}), fault.Invalid, "words_missing")
	h.must(h.s.Step(ctx, h.secretary, id, 1, privacy.Taking, privacy.Reply{Words: "Chi ủy đối chiếu lý lịch."}))
	h.refused(h.s.Step(ctx, h.deputy, id, 1, privacy.Fulfilling, privacy.Reply{Words: "Đã sửa."}), fault.Stale, "")
	h.clock.Set(dbtest.Today.AddDate(0, 0, 11))
	l, err := h.s.List(ctx, h.deputy, h.cell, 1)
	h.must(err)
	if l.Tally != (privacy.Tally{All: 1, Open: 1, Overdue: 1}) || !l.Requests[0].Overdue(l.Today) {
		h.Errorf("late: %+v", l)
	}
	for range 2 { // each is told once
		h.must(h.s.Remind(ctx, access.System))
		h.clock.Set(dbtest.Today.AddDate(0, 0, 11).Add(time.Hour))
	}
	if told, err := h.s.Notices.List(ctx, h.secretary, 1); err != nil || len(told.Lines) != 2 || told.Lines[0].Key != "privacy.tell_late" {
		h.Errorf("the secretary was told %+v, %v", told.Lines, err)
	}
	h.must(h.s.Step(ctx, h.deputy, id, 2, privacy.Fulfilling, privacy.Reply{Words: "Đã sửa ngày sinh."}))
	if q := h.request(h.member, id).Request; q.State != privacy.Fulfilled || q.Course != "Chi ủy đối chiếu lý lịch." || q.Answer != "Đã sửa ngày sinh." || q.ClosedOn != "2026-06-05" {
		h.Errorf("answered: %+v", q)
	}
	h.refused(h.s.Step(ctx, h.member, id, 3, privacy.Withdrawing, privacy.Reply{}), fault.Invalid, "not_now")
	told, err := h.s.Notices.List(ctx, h.member, 1)
	h.must(err)
	if len(told.Lines) != 2 || told.Lines[0].Key != "privacy.tell_fulfil" {
		h.Errorf("the person was told %+v", told.Lines)
	}
	h.clock.Set(dbtest.Today.Add(time.Hour))
}

// alonesOwn: nobody answers himself.
func (h *house) alonesOwn() {
	ctx := h.Context()
	own, err := h.s.File(ctx, h.secretary, privacy.Form{Kind: privacy.Object, Body: "Không dùng ảnh của tôi."})
	h.must(err)
	if sh := h.request(h.secretary, own); sh.Answers || !sh.May(privacy.Withdrawing) || sh.Request.Unit != h.cell {
		h.Errorf("the secretary answers himself: %+v", sh)
	}
	h.must(h.s.Step(ctx, h.secretary, own, 1, privacy.Withdrawing, privacy.Reply{Words: "bỏ qua"}))
	id, err := h.s.File(ctx, h.alone, privacy.Form{Kind: privacy.Restrict, Body: "Hạn chế gửi ra ngoài."})
	h.must(err)
	if sh := h.request(h.officer, id); sh.Request.Unit != h.base || !sh.Answers {
		h.Errorf("who leads alone asks %+v", sh)
	}
	h.must(h.s.Step(ctx, h.officer, id, 1, privacy.Refusing, privacy.Reply{Words: "Không gửi ra ngoài."}))
}

// trail: safety P2, the report equals the accesses that were injected.
func (h *house) trail() {
	ctx := h.Context()
	at := dbtest.Today.AddDate(0, 1, 0)
	var want []string
	for i, r := range []struct {
		by   access.Actor
		unit org.ID
		who  member.ID
		min  int
	}{{h.secretary, h.cell, h.c, 0}, {h.secretary, h.cell, h.gone, 20}, {h.deputy, h.cell, "", 40}, {h.alone, h.lone, h.d, 60}, {h.officer, h.cell, h.c, 80}, {h.secretary, h.cell, h.b, 500}} {
		h.clock.Set(at.Add(time.Duration(r.min) * time.Minute))
		kind := "person"
		if r.who == "" {
			kind = "member_list"
		}
		h.log.Read(ctx, r.by, string(r.unit), kind, fmt.Sprint("subject ", i), string(r.who))
		if r.min < 100 {
			want = append(want, fmt.Sprint(r.by.Account, " ", r.min, " ", kind))
		}
	}
	slices.Reverse(want)
	span := privacy.Span{From: db.At(at), To: db.At(at.Add(100 * time.Minute))}
	read := func(by access.Actor, unit org.ID) (got []string) {
		r, err := h.s.Trail(ctx, by, unit, span, 1)
		h.must(err)
		for _, l := range r.Traces {
			got = append(got, fmt.Sprint(l.Account, " ", int(l.At.Sub(at).Minutes()), " ", l.Kind))
		}
		if r.Count.Reads != len(got) || len(r.Sheet().Rows) != len(got) {
			h.Errorf("%d reads, %d lines", r.Count.Reads, len(got))
		}
		return got
	}
	if diff := cmp.Diff(want, read(h.officer, h.base)); diff != "" {
		h.Error(diff)
	}
	if diff := cmp.Diff(slices.DeleteFunc(want, func(s string) bool { return strings.HasPrefix(s, h.alone.Account) }), read(h.secretary, h.cell)); diff != "" {
		h.Error(diff)
	}
	_, err := h.s.Trail(ctx, h.member, h.cell, span, 1)
	h.refused(err, fault.Denied, "")
	_, err = h.s.Trail(ctx, h.secretary, h.cell, privacy.Span{From: span.To, To: span.From}, 1)
	h.refused(err, fault.Invalid, "span_backward")
	h.clock.Set(dbtest.Today.Add(2 * time.Hour))
}

// erasure: duty 5, what refuses it and what it leaves.
func (h *house) erasure() {
	ctx := h.Context()
	file := func(person member.ID) privacy.ID {
		id, err := h.s.Enter(ctx, h.secretary, h.cell, privacy.PaperForm{Form: privacy.Form{Kind: privacy.Erase, Body: "Đề nghị xóa dữ liệu của tôi."}, Person: person, On: "2026-05-20"})
		h.must(err)
		return id
	}
	_, err := h.s.Enter(ctx, h.secretary, h.cell, privacy.PaperForm{Form: privacy.Form{Kind: privacy.Erase, Body: "x"}, Person: h.d, On: "2030-01-01"})
	h.refused(err, fault.Invalid, "day_ahead")
	belongs := file(h.c)
	h.refused(h.s.Step(ctx, h.deputy, belongs, 1, privacy.Fulfilling, privacy.Reply{Words: "Đã xóa."}), fault.Invalid, "kept_belonging")
	h.must(h.s.Step(ctx, h.deputy, belongs, 1, privacy.Refusing, privacy.Reply{Words: "Đồng chí đang sinh hoạt.", Ground: privacy.Belonging}))
	id := file(h.gone)
	h.refused(h.s.Step(ctx, h.deputy, id, 1, privacy.Refusing, privacy.Reply{Words: "Không."}), fault.Invalid, "ground_missing")
	h.refused(h.s.Step(ctx, h.deputy, id, 1, privacy.Refusing, privacy.Reply{Words: "Không.", Ground: privacy.Belonging}), fault.Invalid, "not_belonging")
	h.must(h.s.Step(ctx, h.deputy, id, 1, privacy.Refusing, privacy.Reply{Words: "Đang kiểm tra.", Ground: privacy.Inspection}))
	id = file(h.gone)
	sh := h.request(h.deputy, id)
	if sh.Kept() != privacy.Inspection || len(sh.Holds) != 1 {
		h.Fatalf("held by %+v", sh)
	}
	h.refused(h.s.Step(ctx, h.deputy, id, 1, privacy.Fulfilling, privacy.Reply{Words: "Đã xóa."}), fault.Invalid, "kept_inspection")
	h.refused(h.s.Lift(ctx, h.member, sh.Holds[0].ID), fault.Denied, "")
	h.must(h.s.Lift(ctx, h.deputy, sh.Holds[0].ID))
	h.must(h.s.Step(ctx, h.deputy, id, 1, privacy.Fulfilling, privacy.Reply{Words: "Đã xóa."}))
	if q := h.request(h.deputy, id).Request; q.State != privacy.Fulfilled || q.Body != "" || q.Answer != "" {
		h.Errorf("erased: %+v", q)
	}
	list, err := h.s.Erasures(ctx, access.Console)
	h.must(err)
	if len(list) != 1 || list[0].Person != h.gone || !slices.Equal(h.forgot, []member.ID{h.gone}) {
		h.Errorf("on the list %v, forgotten %v", list, h.forgot)
	}
	if _, err := h.s.Erasures(ctx, h.secretary); err == nil {
		h.Error("the list is for the operator")
	}
	n, err := h.s.Replay(ctx, access.Console, append(list, privacy.Erasure{Person: "nobody", At: list[0].At}, privacy.Erasure{Person: h.c, At: list[0].At}))
	if h.must(err); n != 1 || !slices.Equal(h.forgot, []member.ID{h.gone, h.c}) {
		h.Errorf("replayed %d, forgotten %v", n, h.forgot)
	}
	_, err = h.log.Sequence(ctx)
	h.must(err)
	if report, err := h.log.Verify(ctx); err != nil || !report.Sound() {
		h.Errorf("the log does not verify: %v %v", err, report.Findings)
	}
}
