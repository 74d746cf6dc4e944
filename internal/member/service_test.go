package member_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// house is a committee with two cells and a youth union, and people in the
// first cell.
type house struct {
	db                        *db.DB
	orgs                      *org.Service
	members                   *member.Service
	root, cell, sister, youth org.ID
}

func build(t *testing.T, d *db.DB) house {
	t.Helper()
	h := house{db: d, orgs: org.New(d), members: member.New(d)}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := h.orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	h.root = found("Đảng bộ Sở Y tế", "base", "")
	h.cell = found("Chi bộ Trạm Y tế", "cell", h.root)
	h.sister = found("Chi bộ Khoa Dược", "cell", h.root)
	h.youth = found("Chi đoàn Trạm Y tế", "youth", h.cell)
	return h
}

func (h house) enter(t *testing.T, unit org.ID, name string, f member.Form) member.ID {
	t.Helper()
	f.Name = name
	if f.Status == "" {
		f.Status, f.AdmittedOn, f.OfficialOn = member.Official, "2010-03-01", "2011-03-01"
	}
	id, err := h.members.Enter(t.Context(), access.Console, unit, f)
	if err != nil {
		t.Fatal(err)
	}
	return id
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

func (h house) appoint(t *testing.T, id member.ID, post member.Post, from db.Date) {
	t.Helper()
	if err := h.members.Appoint(t.Context(), access.Console, member.Appointment{Person: id, Unit: h.cell, Post: post, From: from}); err != nil {
		t.Fatal(err)
	}
}

// I4, safety S2: roles follow from today's positions and memberships, at once.
func TestRolesFollowFromPositions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		a, b := h.enter(t, h.cell, "Nguyễn Văn A", member.Form{}), h.enter(t, h.cell, "Trần Thị B", member.Form{})
		h.appoint(t, a, member.Secretary, "2020-01-01")
		if got := h.actor(t, a); !got.Has(access.Secretary) || !got.Has(access.Member) {
			t.Errorf("secretary holds %v", got.Duties)
		}
		h.appoint(t, b, member.Secretary, "2026-05-01")
		if got := h.actor(t, a); got.Has(access.Secretary) {
			t.Error("the one before is still secretary")
		}
		if got := h.actor(t, b); !got.Has(access.Secretary) {
			t.Error("the new one is not")
		}
		err := h.members.SetState(t.Context(), access.Console, b, member.StatePeriod{Unit: h.cell, State: member.Suspended, From: "2026-05-20"})
		if err != nil {
			t.Fatal(err)
		}
		if got := h.actor(t, b); len(got.Duties) != 0 {
			t.Errorf("suspended from activity, but holds %v", got.Duties)
		}
	})
}

// Charter, articles 3 and 5.
func TestProbationaryIsNotElected(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		p := h.enter(t, h.cell, "Cao Thị O", member.Form{Status: member.Probationary, Party: member.Party{AdmittedOn: "2026-01-10"}})
		err := h.members.Appoint(t.Context(), access.Console, member.Appointment{Person: p, Unit: h.cell, Post: member.Deputy, From: "2026-05-01"})
		if fault.Key(err) != "member.post_needs_official" {
			t.Errorf("got %v", err)
		}
	})
}

// A2, I1: the list counts, finds with and without diacritics, sorts the
// Vietnamese way and takes a fixed number of queries however long it is
// (perf P1).
func TestList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		sec := h.enter(t, h.cell, "Nguyễn Văn A", member.Form{Person: member.Person{Sex: "male"}})
		h.appoint(t, sec, member.Secretary, "2020-01-01")
		h.enter(t, h.cell, "Lê Thị Đào", member.Form{Person: member.Person{Sex: "female"}})
		h.enter(t, h.cell, "Trần Văn Dũng", member.Form{Person: member.Person{Sex: "male"}})
		h.enter(t, h.cell, "Cao Thị O", member.Form{Status: member.Probationary, Party: member.Party{AdmittedOn: "2026-01-10"}})
		by := h.actor(t, sec)
		list := func(f member.Filter) (names []string, roll member.Roll, queries int64) {
			ctx, n := db.CountQueries(t.Context())
			roll, err := h.members.List(ctx, by, h.cell, f)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range roll.Rows {
				names = append(names, r.Name)
			}
			return names, roll, n.Load()
		}
		names, roll, few := list(member.Filter{})
		if diff := cmp.Diff([]string{"Nguyễn Văn A", "Trần Văn Dũng", "Lê Thị Đào", "Cao Thị O"}, names); diff != "" {
			t.Error(diff)
		}
		if roll.Total != 4 || roll.Official != 3 || roll.Probation != 1 || roll.Women != 1 {
			t.Errorf("counts %+v", roll)
		}
		for query, want := range map[string]string{"dao": "Lê Thị Đào", "ĐÀO": "Lê Thị Đào", "dung": "Trần Văn Dũng", "%": ""} {
			got, _, _ := list(member.Filter{Query: query})
			if want == "" && len(got) != 0 || want != "" && (len(got) != 1 || got[0] != want) {
				t.Errorf("%q found %v, want %q", query, got, want)
			}
		}
		for i := range 60 {
			h.enter(t, h.cell, fmt.Sprintf("Phạm Thị D%d", i), member.Form{})
		}
		names, roll, many := list(member.Filter{})
		if few != many || many > 12 {
			t.Errorf("%d queries for 4 rows, %d for %d", few, many, roll.Total)
		}
		if len(names) != member.PageSize || roll.Pages != 3 {
			t.Errorf("%d rows on the first of %d pages", len(names), roll.Pages)
		}
	})
}

// B4: who is summoned on a date, and in what state.
func TestCalledTo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		a := h.enter(t, h.cell, "Nguyễn Văn A", member.Form{})
		h.appoint(t, a, member.Secretary, "2020-01-01")
		b := h.enter(t, h.cell, "Trần Thị B", member.Form{})
		c := h.enter(t, h.sister, "Lê Văn C", member.Form{})
		h.enter(t, h.cell, "Cao Thị O", member.Form{Status: member.Probationary, Party: member.Party{AdmittedOn: "2026-05-10"}})
		for _, s := range []struct {
			id member.ID
			st member.StatePeriod
		}{
			{b, member.StatePeriod{Unit: h.cell, State: member.Exempt, From: "2026-02-01", To: "2026-04-01"}},
			{c, member.StatePeriod{Unit: h.cell, State: member.Visiting, From: "2026-03-01", To: "2026-06-01"}},
			{c, member.StatePeriod{Unit: h.sister, State: member.Away, From: "2026-03-01", To: "2026-06-01"}},
		} {
			if err := h.members.SetState(t.Context(), access.Console, s.id, s.st); err != nil {
				t.Fatal(err)
			}
		}
		for _, tt := range []struct {
			on   db.Date
			unit org.ID
			want []string
		}{
			{"2026-01-15", h.cell, []string{"Nguyễn Văn A/secretary/official/", "Trần Thị B//official/"}},
			{"2026-03-15", h.cell, []string{"Nguyễn Văn A/secretary/official/", "Trần Thị B//official/exempt", "Lê Văn C//official/visiting"}},
			{"2026-03-15", h.sister, []string{"Lê Văn C//official/away"}},
			{"2026-05-20", h.cell, []string{"Nguyễn Văn A/secretary/official/", "Trần Thị B//official/", "Lê Văn C//official/visiting", "Cao Thị O//probationary/"}},
		} {
			var got []string
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				called, err := member.CalledTo(tx, tt.unit, tt.on)
				for _, c := range called {
					got = append(got, fmt.Sprintf("%s/%s/%s/%s", c.Name, c.Post, c.Status, c.State))
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s: %s", tt.on, diff)
			}
		}
	})
}

// safety S1, S4: records of others, of another cell, of a parent's child.
func TestWhoSeesARecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		a, b := h.enter(t, h.cell, "Nguyễn Văn A", member.Form{}), h.enter(t, h.cell, "Trần Thị B", member.Form{})
		c := h.enter(t, h.sister, "Lê Văn C", member.Form{})
		h.appoint(t, a, member.Secretary, "2020-01-01")
		officer := access.Actor{Kind: access.Human, Account: "o", Person: "o", Duties: []access.Duty{{Role: access.Officer, Unit: string(h.root), Path: path(t, d, h.root)}}}
		admin := access.Actor{Kind: access.Human, Account: "x", Person: "x", Duties: []access.Duty{{Role: access.Administrator}}}
		for _, tt := range []struct {
			name string
			by   access.Actor
			of   member.ID
			want fault.Kind
			ok   bool
		}{
			{"the secretary, a member of the cell", h.actor(t, a), b, 0, true},
			{"oneself", h.actor(t, b), b, 0, true},
			{"a member, another", h.actor(t, b), a, fault.Denied, false},
			{"the secretary, another cell's", h.actor(t, a), c, fault.NotFound, false},
			{"the officer above, a person below", officer, b, fault.Denied, false},
			{"the administrator", admin, b, fault.NotFound, false},
			{"somebody who does not exist", h.actor(t, a), "nobody", fault.NotFound, false},
		} {
			_, err := h.members.Get(t.Context(), tt.by, tt.of)
			if (err == nil) != tt.ok || !tt.ok && !fault.Is(err, tt.want) {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
		if _, err := h.members.List(t.Context(), officer, h.cell, member.Filter{}); !fault.Is(err, fault.Denied) {
			t.Errorf("the officer above lists names: %v", err)
		}
	})
}

func path(t *testing.T, d *db.DB, id org.ID) (p string) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, id)
		p = u.Path
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Two people save the same record: the second is shown both texts.
func TestStaleAmend(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		a := h.enter(t, h.cell, "Nguyễn Văn A", member.Form{})
		h.appoint(t, a, member.Secretary, "2020-01-01")
		by := h.actor(t, a)
		rec, err := h.members.Get(t.Context(), by, a)
		if err != nil {
			t.Fatal(err)
		}
		f := member.Form{Person: rec.Person, Party: rec.Party}
		f.Department = "Khoa Dược"
		if err := h.members.Amend(t.Context(), by, a, f); err != nil {
			t.Fatal(err)
		}
		f.Department = "Phòng Khám"
		err = h.members.Amend(t.Context(), by, a, f)
		var e *fault.Error
		if !fault.Is(err, fault.Stale) {
			t.Fatalf("got %v, want Stale", err)
		}
		if e = err.(*fault.Error); e.Theirs["department"] != "Khoa Dược" {
			t.Errorf("theirs %v", e.Theirs)
		}
	})
}

func TestFormFaults(t *testing.T) {
	long := make([]rune, 100_000)
	for i := range long {
		long[i] = 'a'
	}
	f := member.Form{Person: member.Person{Name: " ", Birth: "2000-02-30", Email: "x", Hometown: string(long)}, Party: member.Party{AdmittedOn: "2015-01-01", OfficialOn: "2014-01-01", Card: "12"}, Status: "x"}
	err := f.Check("2026-05-25")
	got := map[string]string{}
	for _, field := range err.(*fault.Error).Fields {
		got[field.Name] = field.Key
	}
	want := map[string]string{
		"name": "member.name_missing", "birth": "member.date_invalid", "email": "member.email_invalid", "hometown": "member.too_long",
		"official": "member.official_before_admitted", "card": "member.card_invalid", "status": "member.status_missing",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
