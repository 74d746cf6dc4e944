package member_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// I11: a member of the cell whom the officer of its chapter enters, by a list or by
// hand, joins as the one person that he is, unless the officer says that it is another;
// the officer learns no more of him than that, and the record says that he looked.
func TestChapterMembersWhoAreKnown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		var read []string
		h.members.OnRead = func(_ context.Context, by access.Actor, _, kind, _, person string) {
			read = append(read, by.Person+" "+kind+" "+person)
		}
		party := member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01", Card: "001000000001"}
		born := func(day db.Date) member.Form {
			return member.Form{Person: member.Person{Birth: day, Religion: "Không", Phone: "0912345678"}, Party: party, Status: member.Official}
		}
		head := h.enter(t, h.youth, "Vũ Thị E", member.Form{Status: member.Associate})
		must(t, h.members.Appoint(ctx, access.Console, member.Appointment{Person: head, Unit: h.youth, Post: member.MassHead, From: "2020-01-01"}))
		one := h.enter(t, h.cell, "Nguyễn Văn A", born("1990-02-03"))
		party.Card = "001000000002"
		two := h.enter(t, h.cell, "Trần Thị B", born("1991-05-06"))
		party.Card = "001000000003"
		far := h.enter(t, h.sister, "Lê Văn C", born("1992-07-08"))
		by := h.actor(t, head)
		id, err := h.members.ReadList(ctx, by, h.youth, "a.csv", []byte("Họ và tên,Ngày sinh,Điện thoại,Số thẻ\n"+
			"NGUYỄN VĂN A,03/02/1990,0900000000,009999999999\n"+
			"Trần Thị B,1991,,\n"+ // the year alone is not enough to ask
			"Trần Thị B,06/05/1991,,\n"+
			"Lê Văn C,08/07/1992,,\n")) // of a cell that is not beside the chapter
		must(t, err)
		look := func() member.Preview {
			p, err := h.members.Preview(ctx, by, id)
			must(t, err)
			return p
		}
		p := look()
		if got := fmt.Sprint(len(p.Added), len(p.Changed), p.Faults, matches(p)); got != "2 2 [] [2 known 4 known]" {
			t.Errorf("as the list comes: %s", got)
		}
		for _, c := range p.Changed {
			for _, f := range c.Changes {
				if f.From != "" || f.Hidden {
					t.Errorf("the officer learns of %+v", f) // safety S2
				}
			}
		}
		if got := strings.Join(read, ","); got != fmt.Sprintf("%[1]s person %[2]s,%[1]s person %[3]s", head, one, two) {
			t.Errorf("logged: %s", got)
		}
		must(t, h.members.Distinguish(ctx, by, id, p.Version, map[int]member.Whom{4: member.AnotherPerson}))
		if err := h.members.Distinguish(ctx, by, id, p.Version, nil); !fault.Is(err, fault.Stale) {
			t.Errorf("said twice: %v", err)
		}
		if err := h.members.Distinguish(ctx, h.actor(t, one), id, p.Version+1, nil); err == nil {
			t.Error("a member of the cell speaks of the chapter's list")
		}
		p = look()
		if got := fmt.Sprint(len(p.Added), len(p.Changed), matches(p)); got != "3 1 [2 known 4 other]" {
			t.Errorf("after it was said: %s", got)
		}
		_, err = h.members.Confirm(ctx, by, id, p.Version)
		must(t, err)
		rec, err := h.members.Get(ctx, access.Console, one)
		must(t, err)
		if len(rec.Memberships) != 2 || rec.Unit() != h.cell || rec.Status != member.Official || rec.Person.Phone != "0912345678" || rec.Person.Version != 1 {
			t.Errorf("the one person: %+v", rec)
		}

		// by hand
		typed := member.Form{Person: member.Person{Name: "trần thị b", Birth: "1991-05-06"}, Status: member.Associate}
		_, err = h.members.Enter(ctx, by, h.youth, typed)
		if fault.Key(err) != "member.match_found" {
			t.Errorf("not asked: %v", err)
		}
		typed.Whom = member.KnownPerson
		if got, err := h.members.Enter(ctx, by, h.youth, typed); err != nil || got != two {
			t.Errorf("entered %s, %v", got, err)
		}
		h.bars(t, by, one, far)
		h.cellKnows(t, one)
	})
}

// cellKnows checks the other way round: who belongs to the cell's chapter joins the cell
// as the person that he is, by a list and by hand, since the day of his admission.
func (h house) cellKnows(t *testing.T, secretary member.ID) {
	t.Helper()
	ctx := t.Context()
	must(t, h.members.Appoint(ctx, access.Console, member.Appointment{Person: secretary, Unit: h.cell, Post: member.Secretary, From: "2020-01-01"}))
	by := h.actor(t, secretary)
	born := func(day db.Date) member.Form {
		return member.Form{Person: member.Person{Birth: day, Job: "Điều dưỡng", Sex: "female"}, Status: member.Associate}
	}
	one, two := h.enter(t, h.youth, "Đinh Thị K", born("1998-01-02")), h.enter(t, h.youth, "Cao Thị L", born("1999-03-04"))
	id, err := h.members.ReadList(ctx, by, h.cell, "a.csv", []byte("Họ và tên,Ngày sinh,Nghề nghiệp,Ngày vào Đảng,Ngày chính thức\nĐINH THỊ K,02/01/1998,Bác sĩ,03/02/2024,03/02/2025\n"))
	must(t, err)
	p, err := h.members.Confirm(ctx, by, id, 1)
	must(t, err)
	if got := fmt.Sprint(len(p.Added), len(p.Changed), p.Faults, matches(p)); got != "0 1 [] [2 known]" {
		t.Errorf("a list of the cell: %s", got)
	}
	typed := member.Form{Person: member.Person{Name: "Cao Thị L", Birth: "1999-03-04", Job: "Dược sĩ"}, Party: member.Party{AdmittedOn: "2025-09-01"}, Status: member.Probationary}
	if _, err := h.members.Enter(ctx, by, h.cell, typed); fault.Key(err) != "member.match_found" {
		t.Errorf("not asked: %v", err)
	}
	typed.Whom = member.KnownPerson
	if got, err := h.members.Enter(ctx, by, h.cell, typed); err != nil || got != two {
		t.Errorf("entered %s, %v", got, err)
	}
	for who, want := range map[member.ID]string{one: "2024-02-03 Bác sĩ female", two: "2025-09-01 Dược sĩ female"} {
		rec, err := h.members.Get(ctx, by, who)
		must(t, err)
		var from db.Date
		for _, m := range rec.Memberships {
			if m.Unit == h.cell {
				from = m.From
			}
		}
		if got := fmt.Sprint(from, " ", rec.Person.Job, " ", rec.Person.Sex); rec.Unit() != h.cell || len(rec.Memberships) != 2 || got != want {
			t.Errorf("joined the cell: %s, %+v", got, rec.Memberships)
		}
	}
}

func matches(p member.Preview) (all []string) {
	for _, m := range p.Matches {
		all = append(all, fmt.Sprint(m.Row, " ", m.Whom))
	}
	return all
}

// bars checks that a chapter's officer has who is kept in the cell by name alone.
func (h house) bars(t *testing.T, by access.Actor, kept, far member.ID) {
	t.Helper()
	ctx := t.Context()
	for name, act := range map[string]func() error{
		"read": func() error { _, err := h.members.Get(ctx, by, kept); return err },
		"correct": func() error {
			return h.members.Amend(ctx, by, kept, member.Form{Person: member.Person{Name: "X", Version: 1}})
		},
		"merge": func() error { _, err := h.members.Compare(ctx, by, kept, member.ID(by.Person)); return err },
		"state": func() error {
			return h.members.SetState(ctx, by, kept, member.StatePeriod{Unit: h.youth, State: member.Detained, From: "2026-05-01"})
		},
	} {
		if err := act(); !fault.Is(err, fault.Denied) && !fault.Is(err, fault.NotFound) {
			t.Errorf("the chapter's officer may %s: %v", name, err)
		}
	}
	roll, err := h.members.List(ctx, by, h.youth, member.Filter{Query: "nguyen van a"})
	must(t, err)
	want := []member.Row{{Person: kept, Name: "Nguyễn Văn A", Status: member.Associate, Elsewhere: true}}
	if diff := cmp.Diff(want, roll.Rows); diff != "" {
		t.Errorf("in the list: %s", diff)
	}
	_, all, err := h.members.Export(ctx, by, h.youth)
	must(t, err)
	for _, r := range all {
		if r.Person.ID == kept && (r.Person.Birth != "" || r.Person.Religion != "" || r.Party.Card != "") {
			t.Errorf("exported: %+v", r)
		}
	}
	doubles, err := h.members.Doubles(ctx, by, h.youth)
	must(t, err)
	for _, d := range doubles.Pairs {
		if d.From.Person == kept || d.Into.Person == kept || d.From.Card != "" || d.Into.Card != "" {
			t.Errorf("among the doubles: %+v", d)
		}
	}
	// two chapters: the first keeps the record
	other, err := h.orgs.Found(ctx, access.Console, org.Form{Name: "Công đoàn Trạm Y tế", Kind: "union", Parent: h.cell, From: "2010-01-01"})
	must(t, err)
	first := h.enter(t, h.youth, "Đỗ Văn I", member.Form{Person: member.Person{Birth: "1995-01-02"}, Status: member.Associate})
	again, err := h.members.Enter(ctx, access.Console, other, member.Form{Person: member.Person{Name: "Đỗ Văn I", Birth: "1995-01-02"}, Status: member.Associate, From: "2011-01-01", Whom: member.KnownPerson})
	must(t, err)
	rec, err := h.members.Get(ctx, by, first)
	if err != nil || again != first || rec.Unit() != h.youth || len(rec.Memberships) != 2 {
		t.Errorf("in two chapters: %+v %v", rec.Memberships, err)
	}
	if p, err := h.members.Get(ctx, access.Console, far); err != nil || len(p.Memberships) != 1 {
		t.Errorf("who is not beside the chapter joined it: %+v %v", p.Memberships, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
