package directive_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// house is a committee with an officer, two cells below it, and a cell of
// another tree.
type house struct {
	db                *db.DB
	orgs              *org.Service
	docs              *document.Service
	directives        *directive.Service
	root, cell, other org.ID
	officer           access.Actor
	secretary, bob    access.Actor // of the cell
	neighbour         access.Actor // secretary of the other cell
	stranger          access.Actor // secretary in the other tree
	told              []org.ID     // by OnSend
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	x := &house{db: d, orgs: org.New(d), docs: document.New(d, t.TempDir())}
	x.directives = directive.New(d, x.docs)
	x.directives.OnSend = func(_ *db.Tx, _ access.Actor, _ directive.Directive, units []org.ID) error {
		x.told = append(x.told, units...)
		return nil
	}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := x.orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		must(t, err)
		return id
	}
	x.root = found("Đảng bộ Sở Y tế", "base", "")
	x.cell, x.other = found("Chi bộ Trạm Y tế", "cell", x.root), found("Chi bộ Khoa Dược", "cell", x.root)
	found("Chi đoàn Trạm Y tế", "youth", x.cell)
	far := found("Chi bộ Đối soát", "cell", found("Đảng bộ Bưu điện", "base", ""))
	x.secretary, x.bob = x.enter(t, x.cell, "Nguyễn Văn A", true), x.enter(t, x.cell, "Trần Thị B", false)
	x.neighbour, x.stranger = x.enter(t, x.other, "Lê Văn C", true), x.enter(t, far, "Phạm Thị D", true)
	must(t, d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, x.root)
		x.officer = access.Actor{Kind: access.Human, Account: "o", Duties: []access.Duty{{Role: access.Officer, Unit: string(u.ID), Path: u.Path}}}
		return err
	}))
	return x
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (x *house) enter(t *testing.T, unit org.ID, name string, leads bool) access.Actor {
	t.Helper()
	members := member.New(x.db)
	f := member.Form{Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}}
	id, err := members.Enter(t.Context(), access.Console, unit, f)
	must(t, err)
	if leads {
		must(t, members.Appoint(t.Context(), access.Console, member.Appointment{Person: id, Unit: unit, Post: member.Secretary, From: "2020-01-01"}))
	}
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	must(t, x.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

func plan() directive.Form {
	return directive.Form{Number: "18-KH/ĐU", IssuedOn: "2026-05-15", Issuer: "Đảng ủy Sở Y tế", Title: "Kế hoạch sơ kết 6 tháng đầu năm", Kind: directive.Plan, Due: "2026-06-20"}
}

func (x *house) register(t *testing.T, by access.Actor, unit org.ID, f directive.Form) directive.ID {
	t.Helper()
	id, err := x.directives.Register(t.Context(), by, unit, f)
	must(t, err)
	return id
}

// sent is a document that the committee sent to the cell.
func (x *house) sent(t *testing.T) directive.ID {
	t.Helper()
	id := x.register(t, x.officer, x.root, plan())
	must(t, x.directives.Send(t.Context(), x.officer, id, 1, []org.ID{x.cell}))
	return id
}

func (x *house) get(t *testing.T, by access.Actor, unit org.ID, id directive.ID) directive.Sheet {
	t.Helper()
	sh, err := x.directives.Get(t.Context(), by, unit, id)
	must(t, err)
	return sh
}

// says is the state of the cell's receipt.
func (x *house) says(t *testing.T, id directive.ID) string {
	t.Helper()
	r := x.get(t, x.secretary, x.cell, id).Receipt
	return fmt.Sprintf("%s %s %q", r.Progress(), r.StudiedOn, r.Report)
}

// B14, I10: from the committee to the cell, and its report back.
func TestLifeOfADocument(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.sent(t)
		must(t, x.directives.Send(ctx, x.officer, id, 2, []org.ID{x.cell, x.other}))
		if diff := cmp.Diff([]org.ID{x.cell, x.other}, x.told); diff != "" {
			t.Errorf("told: %s", diff)
		}
		steps := []struct {
			do   func() error
			want string
		}{
			{func() error { return nil }, `waiting  ""`},
			{func() error { return x.directives.Receive(ctx, x.secretary, x.cell, id) }, `received  ""`},
			{func() error { return x.directives.Receive(ctx, x.secretary, x.cell, id) }, `received  ""`},
			{func() error {
				return d.Write(ctx, x.bob, func(tx *db.Tx) error {
					return x.directives.StudiedTx(tx, x.bob, x.cell, id, "m1", "2026-05-20")
				})
			}, `studied 2026-05-20 ""`},
			{func() error { return x.directives.Report(ctx, x.secretary, x.cell, id, 3, "Đã triển khai.") }, `reported 2026-05-20 "Đã triển khai."`},
			{func() error { return x.directives.Report(ctx, x.secretary, x.cell, id, 4, "Đã sơ kết.") }, `reported 2026-05-20 "Đã sơ kết."`},
		}
		for i, s := range steps {
			if err := s.do(); err != nil {
				t.Fatalf("step %d: %v", i, err)
			}
			if got := x.says(t, id); got != s.want {
				t.Errorf("step %d: %s, want %s", i, got, s.want)
			}
		}
		l, err := x.directives.Receipts(ctx, x.officer, id, directive.Everyone, 0)
		must(t, err)
		if diff := cmp.Diff(directive.Tally{Sent: 2, Received: 1, Studied: 1, Reported: 1}, l.Tally); diff != "" {
			t.Error(diff)
		}
		for _, u := range l.Units { // the sender sees dates and the report, nothing of the meeting
			if u.StudyMeeting != "" || u.ReceivedBy != "" || u.ReceiverName != "" {
				t.Errorf("the sender sees %+v", u)
			}
		}
	})
}

// A cell that holds a document on paper enters it for itself.
func TestRegisterForOneself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := build(t, d)
		id := x.register(t, x.secretary, x.cell, plan())
		if got := x.says(t, id); got != `received  ""` {
			t.Error(got)
		}
		if _, err := x.directives.Get(t.Context(), x.officer, x.root, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("the level above sees it: %v", err)
		}
	})
}

// The same document stands in a register once, however it is typed, and is not
// entered by a cell that was sent it.
func TestRegisterTwice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.sent(t)
		again := plan()
		again.Number, again.Issuer = "18-kh/đu", "ĐẢNG UỶ  Sở Y tế"
		for name, c := range map[string]struct {
			by   access.Actor
			unit org.ID
		}{"the owner": {x.officer, x.root}, "a receiver": {x.secretary, x.cell}} {
			if got, err := x.directives.Register(ctx, c.by, c.unit, again); fault.Key(err) != "directive.registered_already" || got != id {
				t.Errorf("%s: %s %v", name, got, err)
			}
		}
		x.register(t, x.neighbour, x.other, again) // it did not come here
		must(t, x.directives.Withdraw(ctx, x.officer, id, 2, "Ban hành nhầm"))
		x.register(t, x.officer, x.root, again) // what was withdrawn does not stand in the way
		other := again
		other.Number = "19-KH/ĐU"
		third := x.register(t, x.officer, x.root, other)
		if _, err := x.directives.Amend(ctx, x.officer, third, 1, again); fault.Key(err) != "directive.registered_already" {
			t.Errorf("amended into another: %v", err)
		}
	})
}

func TestSendRefuses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.register(t, x.officer, x.root, plan())
		send := func(version int, units ...org.ID) error { return x.directives.Send(ctx, x.officer, id, version, units) }
		for name, c := range map[string]struct {
			err  error
			want string
		}{
			"nobody":       {send(1), "directive.unit_missing"},
			"itself":       {send(1, x.root), "directive.unit_gone"},
			"unknown":      {send(1, x.cell, "x"), "directive.unit_gone"},
			"an old state": {send(7, x.cell), "ui.stale"},
		} {
			if got := fault.Key(c.err); got != c.want {
				t.Errorf("%s: %v, want %s", name, c.err, c.want)
			}
		}
		must(t, send(1, x.cell))
		if err := send(2, x.cell); fault.Key(err) != "directive.sent_already" {
			t.Errorf("twice: %v", err)
		}
		if _, err := x.directives.Amend(ctx, x.officer, id, 2, plan()); fault.Key(err) != "directive.not_now" {
			t.Errorf("amended after it was sent: %v", err)
		}
		// A unit that ceases between choosing and sending, and one that ceased after it was sent.
		must(t, x.orgs.Dissolve(ctx, access.Console, x.other, "2026-05-01"))
		if err := send(2, x.other); fault.Key(err) != "directive.unit_gone" {
			t.Errorf("a unit that ceased: %v", err)
		}
	})
}

// What was sent to a unit that ceased stays, under its last name.
func TestReceiptOfAUnitThatCeased(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.register(t, x.officer, x.root, plan())
		must(t, x.directives.Send(ctx, x.officer, id, 1, []org.ID{x.cell, x.other}))
		must(t, x.orgs.Dissolve(ctx, access.Console, x.other, "2026-05-20"))
		for v, want := range map[directive.Reception]int{directive.Everyone: 2, directive.Unreceived: 2, directive.Unreported: 2} {
			l, err := x.directives.Receipts(ctx, x.officer, id, v, 0)
			must(t, err)
			ceased := 0
			for _, u := range l.Units {
				if u.Ceased && u.UnitName == "Chi bộ Khoa Dược" {
					ceased++
				}
			}
			if len(l.Units) != want || ceased != 1 {
				t.Errorf("%q: %+v", v, l.Units)
			}
		}
	})
}

// A document that was withdrawn: receivers read why, and can do no more.
func TestWithdraw(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.register(t, x.officer, x.root, plan())
		paper := document.Upload{Kind: directive.FileKind, Subject: string(id), Name: "ke-hoach.png", Data: bytes.NewReader(picture(t)), Declared: true}
		file, err := x.docs.Attach(ctx, x.officer, paper)
		must(t, err)
		must(t, x.directives.Send(ctx, x.officer, id, 1, []org.ID{x.cell}))
		if _, f, err := x.docs.Open(ctx, x.bob, file); err != nil {
			t.Errorf("a member of the cell: %v", err)
		} else {
			f.Close()
		}
		if err := x.docs.Remove(ctx, x.officer, file); fault.Key(err) != "directive.files_fixed" {
			t.Errorf("a file taken from what was sent: %v", err)
		}
		if _, _, err := x.docs.Open(ctx, x.stranger, file); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger: %v", err)
		}
		if err := x.directives.Withdraw(ctx, x.officer, id, 2, " "); fault.Key(err) != "directive.reason_missing" {
			t.Errorf("without a reason: %v", err)
		}
		must(t, x.directives.Withdraw(ctx, x.officer, id, 2, "Thay bằng văn bản khác"))
		sh := x.get(t, x.secretary, x.cell, id)
		if sh.Reason != "Thay bằng văn bản khác" || sh.MayHandle || len(sh.Files) > 0 {
			t.Errorf("the receiver sees %+v", sh)
		}
		if _, _, err := x.docs.Open(ctx, x.secretary, file); fault.Key(err) != "directive.files_withdrawn" {
			t.Errorf("the file is still given: %v", err)
		}
		if sh := x.get(t, x.officer, x.root, id); len(sh.Files) != 1 {
			t.Errorf("the owner sees %d files", len(sh.Files))
		}
		for name, err := range map[string]error{
			"receive": x.directives.Receive(ctx, x.secretary, x.cell, id),
			"study":   x.directives.Study(ctx, x.secretary, x.cell, id, 1, "2026-05-20"),
			"report":  x.directives.Report(ctx, x.secretary, x.cell, id, 1, "Đã làm."),
		} {
			if fault.Key(err) != "directive.withdrawn_already" {
				t.Errorf("%s: %v", name, err)
			}
		}
		// A meeting that had it on its agenda closes all the same.
		must(t, d.Write(ctx, x.secretary, func(tx *db.Tx) error {
			return x.directives.StudiedTx(tx, x.secretary, x.cell, id, "m1", "2026-05-20")
		}))
		if got := x.says(t, id); got != `waiting  ""` {
			t.Error(got)
		}
	})
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))))
	return b.Bytes()
}

// Who may do what, and who is not told that there is such a thing.
func TestWhoMay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.sent(t)
		if sh := x.get(t, x.bob, x.cell, id); sh.MayHandle || sh.MayRegister || sh.Tally.Sent > 0 {
			t.Errorf("a member: %+v", sh)
		}
		if sh := x.get(t, x.secretary, "", id); !sh.MayHandle || sh.Here.ID != x.cell {
			t.Errorf("the secretary, asking for no unit: %+v", sh)
		}
		look := func(by access.Actor, unit org.ID) error {
			_, err := x.directives.Get(ctx, by, unit, id)
			return err
		}
		_, listing := x.directives.List(ctx, x.neighbour, x.cell, directive.Filter{})
		_, receipts := x.directives.Receipts(ctx, x.secretary, id, directive.Everyone, 0)
		_, registering := x.directives.Register(ctx, x.bob, x.cell, plan())
		for name, c := range map[string]struct {
			err  error
			want fault.Kind
		}{
			"a cell that it did not come to":     {look(x.neighbour, x.other), fault.NotFound},
			"by the other cell":                  {look(x.neighbour, x.cell), fault.NotFound},
			"another tree":                       {look(x.stranger, x.cell), fault.NotFound},
			"the list of another cell":           {listing, fault.NotFound},
			"a receiver asks who else has it":    {receipts, fault.NotFound},
			"a receiver withdraws it":            {x.directives.Withdraw(ctx, x.secretary, id, 2, "x"), fault.NotFound},
			"a member registers":                 {registering, fault.Denied},
			"a member receives":                  {x.directives.Receive(ctx, x.bob, x.cell, id), fault.Denied},
			"the officer receives for the cell":  {x.directives.Receive(ctx, x.officer, x.cell, id), fault.Denied},
			"the officer receives what he sent":  {x.directives.Receive(ctx, x.officer, x.root, id), fault.NotFound},
			"the other cell receives":            {x.directives.Receive(ctx, x.neighbour, x.other, id), fault.NotFound},
			"the other cell reports for the one": {x.directives.Report(ctx, x.neighbour, x.cell, id, 1, "x"), fault.NotFound},
		} {
			if !fault.Is(c.err, c.want) {
				t.Errorf("%s: %v", name, c.err)
			}
		}
	})
}

// The parts of the list, and what is still to study.
func TestList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		enter := func(number string, issued, due db.Date) directive.ID {
			f := plan()
			f.Number, f.IssuedOn, f.Due = number, issued, due
			return x.register(t, x.secretary, x.cell, f)
		}
		waits, later, plain, done := enter("1", "2026-05-15", "2026-06-20"), enter("2", "2026-05-11", "2026-06-30"), enter("3", "2026-04-20", ""), enter("4", "2026-04-02", "2026-05-20")
		for _, id := range []directive.ID{later, plain} {
			must(t, x.directives.Study(ctx, x.secretary, x.cell, id, 1, "2026-05-20"))
		}
		must(t, x.directives.Report(ctx, x.secretary, x.cell, done, 1, "Đã làm."))
		draft := x.register(t, x.officer, x.root, plan())
		sent := x.sentAs(t, "5", x.cell)
		for _, c := range []struct {
			by   access.Actor
			unit org.ID
			part directive.Part
			want []directive.ID
		}{
			{x.secretary, x.cell, directive.All, []directive.ID{sent, waits, later, plain, done}},
			{x.secretary, x.cell, directive.ForStudy, []directive.ID{sent, waits}},
			{x.secretary, x.cell, directive.Doing, []directive.ID{later}},
			{x.secretary, x.cell, directive.Near, []directive.ID{sent, waits}},
			{x.officer, x.root, directive.All, []directive.ID{sent, draft}},
			{x.officer, x.root, directive.Unsent, []directive.ID{draft}},
			{x.officer, x.root, directive.Doing, []directive.ID{sent}},
			{x.officer, x.root, directive.Near, []directive.ID{sent}},
			{x.bob, x.cell, directive.ForStudy, []directive.ID{sent, waits}},
		} {
			p, err := x.directives.List(ctx, c.by, c.unit, directive.Filter{Part: c.part})
			must(t, err)
			var got []directive.ID
			for _, r := range p.Rows {
				got = append(got, r.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" || p.Counts.Of(c.part) != len(c.want) {
				t.Errorf("%q: %d, %s", c.part, p.Counts.Of(c.part), diff)
			}
		}
		var lines map[directive.ID]string
		var toStudy []directive.Directive
		must(t, d.Read(ctx, func(tx *db.Tx) (err error) {
			if lines, err = directive.Lines(tx, waits, "x"); err != nil {
				return err
			}
			toStudy, err = directive.ToStudy(tx, x.cell)
			return err
		}))
		if diff := cmp.Diff(map[directive.ID]string{waits: "1: Kế hoạch sơ kết 6 tháng đầu năm"}, lines); diff != "" {
			t.Error(diff)
		}
		if len(toStudy) != 2 || toStudy[0].ID != sent || toStudy[1].ID != waits {
			t.Errorf("to study: %v", toStudy)
		}
	})
}

// sentAs is a document under a number of its own, due before the others.
func (x *house) sentAs(t *testing.T, number string, to org.ID) directive.ID {
	t.Helper()
	f := plan()
	f.Number, f.IssuedOn, f.Due = number, "2026-05-18", "2026-06-01"
	id := x.register(t, x.officer, x.root, f)
	must(t, x.directives.Send(t.Context(), x.officer, id, 1, []org.ID{to}))
	return id
}

// Two of the committee report at once: the second reads what the first wrote.
func TestReportStale(t *testing.T) {
	x := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	ctx := t.Context()
	id := x.register(t, x.secretary, x.cell, plan())
	must(t, x.directives.Report(ctx, x.secretary, x.cell, id, 1, "Bản thứ nhất"))
	err := x.directives.Report(ctx, x.secretary, x.cell, id, 1, "Bản thứ hai")
	if !fault.Is(err, fault.Stale) || x.says(t, id) != `reported  "Bản thứ nhất"` {
		t.Errorf("%v, %s", err, x.says(t, id))
	}
}

// Erasing a person leaves open who received; merging names the other.
func TestEraseAndMerge(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.sent(t)
		must(t, x.directives.Receive(ctx, x.secretary, x.cell, id))
		a, b := member.ID(x.secretary.Person), member.ID(x.bob.Person)
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error { return x.directives.Merge(tx, access.Console, a, b) }))
		if got := x.get(t, x.secretary, x.cell, id).Receipt.ReceiverName; got != "Trần Thị B" {
			t.Error(got)
		}
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error { return x.directives.Erase(tx, access.Console, b) }))
		if r := x.get(t, x.secretary, x.cell, id).Receipt; r.ReceivedBy != "" || r.Progress() != directive.Received {
			t.Errorf("%+v", r)
		}
	})
}

// The units offered to the sender, with those that have it already.
func TestReceiversOf(t *testing.T) {
	x := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	o, err := x.directives.Receivers(t.Context(), x.officer, x.sent(t))
	must(t, err)
	got := map[org.ID]bool{}
	for _, r := range o.Receivers {
		got[r.ID] = r.Sent
	}
	if diff := cmp.Diff(map[org.ID]bool{x.cell: true, x.other: false}, got); diff != "" {
		t.Error(diff)
	}
}
