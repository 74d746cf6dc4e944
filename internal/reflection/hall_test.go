package reflection_test

import (
	"errors"
	"testing"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/reflection"
)

// hall is a cell with its people, a chapter of the youth union beside it, and
// the use cases of reports.
type hall struct {
	meetingtest.Hall
	reports *reflection.Service
	notices *notify.Service
	deputy  access.Actor // of the cell, another leader
	chapter org.ID
	head    access.Actor // of the chapter
	youth   access.Actor // a plain member of it
}

func build(t *testing.T, d *db.DB) hall {
	t.Helper()
	h := hall{Hall: meetingtest.New(t, d)}
	b := h.Enter(t, h.Cell, "Trần Thị B", member.Official)
	must(t, h.Members.Appoint(t.Context(), access.Console, member.Appointment{Person: b, Unit: h.Cell, Post: member.Deputy, From: "2020-01-01"}))
	h.deputy = h.Actor(t, b)
	orgs := org.New(d)
	var err error
	h.chapter, err = orgs.Found(t.Context(), access.Console, org.Form{Name: "Chi đoàn Trạm Y tế", Kind: "youth", Parent: h.Cell, From: "2010-01-01"})
	must(t, err)
	join := func(name string) member.ID {
		id, err := h.Members.Enter(t.Context(), access.Console, h.chapter, member.Form{Person: member.Person{Name: name}, Status: member.Associate, From: "2024-01-01"})
		must(t, err)
		return id
	}
	x, y := join("Đặng Thị X"), join("Bùi Văn Y")
	must(t, h.Members.Appoint(t.Context(), access.Console, member.Appointment{Person: x, Unit: h.chapter, Post: member.MassHead, From: "2024-01-01"}))
	h.head, h.youth = h.Actor(t, x), h.Actor(t, y)
	h.reports = reflection.New(d, h.Meetings, commitment.New(d), h.Documents)
	h.notices = notify.New(d, h.Members, account.New(d, orgs, h.Members))
	h.reports.Notices = h.notices
	r := h.reports
	h.Meetings.ReportHooks = meeting.ReportHooks{
		Reporters: func(tx *db.Tx, unit org.ID, month db.Date) (now, next []meeting.Reporter, err error) {
			return r.ReportersTx(tx, access.System, unit, month)
		},
		OnTakeUp: r.TakenUpTx, OnConclude: r.ConcludedTx, OnClose: r.ClosedTx, OnCancel: r.CancelledTx,
	}
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// assign gives somebody of the cell a turn and tells him.
func (h hall) assign(t *testing.T, who access.Actor, month db.Date) reflection.ID {
	t.Helper()
	id, err := h.reports.Assign(t.Context(), h.Secretary, h.Cell, member.ID(who.Person), month, true)
	must(t, err)
	return id
}

func (h hall) get(t *testing.T, by access.Actor, id reflection.ID) reflection.Sheet {
	t.Helper()
	sh, err := h.reports.Get(t.Context(), by, id)
	must(t, err)
	return sh
}

// version is that of the report as it stands.
func (h hall) version(t *testing.T, id reflection.ID) int {
	t.Helper()
	return h.get(t, h.Secretary, id).Report.Version
}

// submit sends a text of the author, over the draft that he has.
func (h hall) submit(t *testing.T, author access.Actor, id reflection.ID, texts reflection.Texts) {
	t.Helper()
	must(t, h.reports.Submit(t.Context(), author, id, h.get(t, author, id).Draft.Version, texts, nil))
}

// told are the keys of the notices that somebody has, the newest first.
func (h hall) told(t *testing.T, who access.Actor) (keys []string) {
	t.Helper()
	p, err := h.notices.List(t.Context(), who, 1)
	must(t, err)
	for _, l := range p.Lines {
		keys = append(keys, l.Key)
	}
	return keys
}

// refused asserts a fault by its kind and its key or, of a form, the key at its
// only field.
func refused(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != kind {
		t.Fatalf("got %v, want kind %d %q", err, kind, key)
	}
	got := e.Key
	if len(e.Fields) > 0 {
		got = e.Fields[0].Key
	}
	if key != "" && got != key {
		t.Fatalf("got %q, want %q (%v)", got, key, err)
	}
}

var draft = reflection.Texts{
	Did:    "Từ tháng 1 đến nay, tôi gọi nhắc người bệnh tái khám trước hẹn hai ngày.",
	Mended: "Sổ theo dõi được ghi hằng ngày từ tháng 2.",
	Ahead:  "Tôi chưa tổ chức được buổi tập huấn quý II. Thời gian tới sẽ cố gắng sắp xếp.",
}
