// Package meetingtest is a cell with its people, for the tests of meetings and
// of what is made of them.
package meetingtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// Hall is a cell with its people, a sister cell, and a committee above.
type Hall struct {
	DB           *db.DB
	Meetings     *meeting.Service
	Documents    *document.Service
	Members      *member.Service
	Cell, Sister org.ID
	Secretary    access.Actor
	Minuter      access.Actor // a plain member
	Probationary access.Actor
	Plain        access.Actor // another plain member
	Stranger     access.Actor // secretary of the sister cell
	Officer      access.Actor // of the committee above
}

// New builds the hall in a fresh database.
func New(t *testing.T, d *db.DB) Hall {
	t.Helper()
	orgs, members := org.New(d), member.New(d)
	documents := document.New(d, t.TempDir())
	h := Hall{DB: d, Members: members, Documents: documents, Meetings: meeting.New(d, documents, task.NewService(d), vote.New())}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		Must(t, err)
		return id
	}
	root := found("Đảng bộ Sở Y tế", "base", "")
	h.Cell, h.Sister = found("Chi bộ Trạm Y tế", "cell", root), found("Chi bộ Khoa Dược", "cell", root)
	a := h.Enter(t, h.Cell, "Nguyễn Văn A", member.Official)
	Must(t, members.Appoint(t.Context(), access.Console, member.Appointment{Person: a, Unit: h.Cell, Post: member.Secretary, From: "2020-01-01"}))
	z := h.Enter(t, h.Sister, "Lý Thị Z", member.Official)
	Must(t, members.Appoint(t.Context(), access.Console, member.Appointment{Person: z, Unit: h.Sister, Post: member.Secretary, From: "2020-01-01"}))
	h.Secretary, h.Stranger = h.Actor(t, a), h.Actor(t, z)
	h.Minuter = h.Actor(t, h.Enter(t, h.Cell, "Vũ Thị E", member.Official))
	h.Plain = h.Actor(t, h.Enter(t, h.Cell, "Lê Văn C", member.Official))
	h.Probationary = h.Actor(t, h.Enter(t, h.Cell, "Cao Thị O", member.Probationary))
	var place access.Place
	Must(t, d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, root)
		place = u.Place()
		return err
	}))
	h.Officer = access.Actor{Kind: access.Human, Account: "officer", Duties: []access.Duty{{Role: access.Officer, Unit: place.Unit, Path: place.Path}}}
	return h
}

// Must ends the test at an error.
func Must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Enter makes somebody a member of a unit since long ago; a probationary one
// since this year.
func (h Hall) Enter(t *testing.T, unit org.ID, name string, status member.Status) member.ID {
	t.Helper()
	f := member.Form{Person: member.Person{Name: name}, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}, Status: status}
	if status == member.Probationary {
		f.Party = member.Party{AdmittedOn: "2026-01-10"}
	}
	id, err := h.Members.Enter(t.Context(), access.Console, unit, f)
	Must(t, err)
	return id
}

// Actor is somebody with the duties that he holds today.
func (h Hall) Actor(t *testing.T, id member.ID) access.Actor {
	t.Helper()
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	Must(t, h.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

// May is a regular meeting of the test's today.
func May(h Hall) meeting.Plan {
	return meeting.Plan{Kind: meeting.Regular, HeldOn: "2026-05-25", StartsAt: "14:00", Place: "Phòng họp tầng 2", Chair: member.ID(h.Secretary.Person)}
}

// Plan makes a meeting of the cell, by its secretary.
func (h Hall) Plan(t *testing.T, p meeting.Plan) meeting.ID {
	t.Helper()
	id, err := h.Meetings.Plan(t.Context(), h.Secretary, h.Cell, p)
	Must(t, err)
	return id
}

// Get is a meeting as the secretary sees it.
func (h Hall) Get(t *testing.T, id meeting.ID) meeting.Sheet {
	t.Helper()
	sh, err := h.Meetings.Get(t.Context(), h.Secretary, id)
	Must(t, err)
	return sh
}

// Open plans a meeting, opens it, names the minute taker and marks everyone
// present.
func (h Hall) Open(t *testing.T) meeting.ID {
	t.Helper()
	id := h.Plan(t, May(h))
	Must(t, h.Meetings.Open(t.Context(), h.Secretary, id, 1, "14:00"))
	Must(t, h.Meetings.Appoint(t.Context(), h.Secretary, id, 2, member.ID(h.Secretary.Person), member.ID(h.Minuter.Person)))
	h.MarkAll(t, id, meeting.Present)
	return id
}

// MarkAll gives everybody expected the same mark.
func (h Hall) MarkAll(t *testing.T, id meeting.ID, mark meeting.Mark) {
	t.Helper()
	var marks []meeting.Marking
	for _, s := range h.Get(t, id).Seats {
		if s.Expected() {
			marks = append(marks, meeting.Marking{Person: s.Person, Mark: mark, Version: s.Version})
		}
	}
	Must(t, h.Meetings.Mark(t.Context(), h.Secretary, id, marks))
}

// ItemOf is the item of an agenda that the rulebook knows by the key.
func ItemOf(t *testing.T, sh meeting.Sheet, key string) meeting.Item {
	t.Helper()
	for _, i := range sh.Items {
		if i.Key == key {
			return i
		}
	}
	t.Fatalf("no item %q", key)
	return meeting.Item{}
}
