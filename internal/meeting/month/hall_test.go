package month_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/meeting/month"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// hall is a cell with its people, a sister cell, and a committee above.
type hall struct {
	db               *db.DB
	meetings         *meeting.Service
	months           *month.Service
	documents        *document.Service
	members          *member.Service
	cell, sister     org.ID
	sec, minuter, pm access.Actor // secretary; a plain member; a probationary one
	plain            access.Actor // another plain member
	stranger         access.Actor // secretary of the sister cell
	officer          access.Actor // of the committee above
}

func build(t *testing.T, d *db.DB) hall {
	t.Helper()
	orgs, members := org.New(d), member.New(d)
	documents := document.New(d, t.TempDir())
	h := hall{db: d, members: members, documents: documents, meetings: meeting.New(d, documents, task.NewService(d), vote.New())}
	h.months = month.New(d, h.meetings)
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		must(t, err)
		return id
	}
	root := found("Đảng bộ Sở Y tế", "base", "")
	h.cell, h.sister = found("Chi bộ Trạm Y tế", "cell", root), found("Chi bộ Khoa Dược", "cell", root)
	a := h.enter(t, h.cell, "Nguyễn Văn A", member.Official)
	must(t, members.Appoint(t.Context(), access.Console, member.Appointment{Person: a, Unit: h.cell, Post: member.Secretary, From: "2020-01-01"}))
	z := h.enter(t, h.sister, "Lý Thị Z", member.Official)
	must(t, members.Appoint(t.Context(), access.Console, member.Appointment{Person: z, Unit: h.sister, Post: member.Secretary, From: "2020-01-01"}))
	h.sec, h.stranger = h.actor(t, a), h.actor(t, z)
	h.minuter = h.actor(t, h.enter(t, h.cell, "Vũ Thị E", member.Official))
	h.plain = h.actor(t, h.enter(t, h.cell, "Lê Văn C", member.Official))
	h.pm = h.actor(t, h.enter(t, h.cell, "Cao Thị O", member.Probationary))
	var place access.Place
	must(t, d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, root)
		place = u.Place()
		return err
	}))
	h.officer = access.Actor{Kind: access.Human, Account: "officer", Duties: []access.Duty{{Role: access.Officer, Unit: place.Unit, Path: place.Path}}}
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h hall) enter(t *testing.T, unit org.ID, name string, status member.Status) member.ID {
	t.Helper()
	f := member.Form{Person: member.Person{Name: name}, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}, Status: status}
	if status == member.Probationary {
		f.Party = member.Party{AdmittedOn: "2026-01-10"}
	}
	id, err := h.members.Enter(t.Context(), access.Console, unit, f)
	must(t, err)
	return id
}

func (h hall) actor(t *testing.T, id member.ID) access.Actor {
	t.Helper()
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	must(t, h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

// may is a regular meeting of the test's today.
func may(h hall) meeting.Plan {
	return meeting.Plan{Kind: meeting.Regular, HeldOn: "2026-05-25", StartsAt: "14:00", Place: "Phòng họp tầng 2", Chair: member.ID(h.sec.Person)}
}

func (h hall) plan(t *testing.T, p meeting.Plan) meeting.ID {
	t.Helper()
	id, err := h.meetings.Plan(t.Context(), h.sec, h.cell, p)
	must(t, err)
	return id
}

func (h hall) get(t *testing.T, id meeting.ID) meeting.Sheet {
	t.Helper()
	sh, err := h.meetings.Get(t.Context(), h.sec, id)
	must(t, err)
	return sh
}

// open plans a meeting, opens it, names the minute taker and marks everyone
// present.
func (h hall) open(t *testing.T) meeting.ID {
	t.Helper()
	id := h.plan(t, may(h))
	must(t, h.meetings.Open(t.Context(), h.sec, id, 1, "14:00"))
	must(t, h.meetings.Appoint(t.Context(), h.sec, id, 2, member.ID(h.sec.Person), member.ID(h.minuter.Person)))
	h.markAll(t, id, meeting.Present)
	return id
}

func (h hall) markAll(t *testing.T, id meeting.ID, mark meeting.Mark) {
	t.Helper()
	var marks []meeting.Marking
	for _, s := range h.get(t, id).Seats {
		if s.Expected() {
			marks = append(marks, meeting.Marking{Person: s.Person, Mark: mark, Version: s.Version})
		}
	}
	must(t, h.meetings.Mark(t.Context(), h.sec, id, marks))
}
