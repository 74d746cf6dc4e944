package year_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/org"
)

type hall struct {
	meetingtest.Hall
	years   *year.Service
	chapter org.ID
	head    access.Actor // of the chapter
	youth   access.Actor // a plain member of it
}

var must = meetingtest.Must

func build(t *testing.T, d *db.DB) hall {
	t.Helper()
	h := hall{Hall: meetingtest.New(t, d)}
	h.years = year.New(d, h.Meetings)
	var err error
	h.chapter, err = org.New(d).Found(t.Context(), access.Console, org.Form{Name: "Chi đoàn Trạm Y tế", Kind: "youth", Parent: h.Cell, From: "2010-01-01"})
	must(t, err)
	join := func(name string) member.ID {
		id, err := h.Members.Enter(t.Context(), access.Console, h.chapter, member.Form{Person: member.Person{Name: name}, Status: member.Associate, From: "2024-01-01"})
		must(t, err)
		return id
	}
	x, y := join("Đặng Thị X"), join("Bùi Văn Y")
	must(t, h.Members.Appoint(t.Context(), access.Console, member.Appointment{Person: x, Unit: h.chapter, Post: member.MassHead, From: "2024-01-01"}))
	h.head, h.youth = h.Actor(t, x), h.Actor(t, y)
	return h
}

func (h hall) plan(t *testing.T, by access.Actor, unit org.ID, y int) year.Plan {
	t.Helper()
	p, err := h.years.Get(t.Context(), by, unit, y)
	must(t, err)
	return p
}

// slot is the slot of a month and kind.
func slot(t *testing.T, p year.Plan, k meeting.Kind, month db.Date) year.Slot {
	t.Helper()
	for _, s := range p.Of(k) {
		if s.Month == month {
			return s
		}
	}
	t.Fatalf("no %s slot of %s", k, month)
	return year.Slot{}
}

// B1: the year view has 12 regular and 4 thematic meetings; a meeting that
// exists keeps its day, whatever is drawn.
func TestDraw(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		empty := h.plan(t, h.Plain, h.Cell, 2026)
		if empty.Drawn() || empty.MayArrange || len(empty.Gaps.Quarters) != 4 || len(empty.Gaps.Months) != 12 || empty.Gaps.Rule.Doc.No == "" || empty.Gaps.MonthsBy.Doc.No == "" {
			t.Errorf("before: %+v", empty)
		}
		met := h.Plan(t, meetingtest.May(h.Hall)) // 25 May, not in any plan
		must(t, h.years.Draw(ctx, h.Secretary, h.Cell, 2026, year.Usual))
		p := h.plan(t, h.Secretary, h.Cell, 2026)
		if len(p.Of(meeting.Regular)) != 12 || len(p.Of(meeting.Thematic)) != 4 || len(p.Gaps.Quarters) != 1 || len(p.Gaps.Months) != 4 || !p.MayArrange {
			t.Errorf("drawn: %d regular, %d thematic, gaps %v", len(p.Of(meeting.Regular)), len(p.Of(meeting.Thematic)), p.Gaps)
		}
		if may := slot(t, p, meeting.Regular, "2026-05"); may.Meeting != met || may.HeldOn != "2026-05-25" || may.Begun() {
			t.Errorf("May: %+v", may)
		}

		august := slot(t, p, meeting.Thematic, "2026-08")
		must(t, h.years.Amend(ctx, h.Secretary, august.ID, august.Version, "2026-08-20", "Dân vận khéo trong chấp hành luật giao thông"))
		must(t, h.years.Draw(ctx, h.Secretary, h.Cell, 2026, year.Pattern{Day: 10, Thematic: []int{3, 8}, After: 7}))
		p = h.plan(t, h.Secretary, h.Cell, 2026)
		if got := slot(t, p, meeting.Thematic, "2026-08"); got.ID != august.ID || got.HeldOn != "2026-08-17" || !strings.HasPrefix(got.Topic, "Dân vận khéo") {
			t.Errorf("August drawn again: %+v", got)
		}
		if diff := cmp.Diff([]int{1, 2, 4}, p.Gaps.Quarters); diff != "" || len(p.Of(meeting.Thematic)) != 2 {
			t.Errorf("gaps %v, thematic %v", p.Gaps, p.Of(meeting.Thematic))
		}
		must(t, d.Read(ctx, func(tx *db.Tx) error {
			for month, want := range map[db.Date]struct {
				day      db.Date
				thematic bool
			}{"2026-05": {"2026-05-25", false}, "2026-08": {"2026-08-10", true}, "2027-01": {}} {
				day, thematic, err := h.years.MonthTx(tx, access.System, h.Cell, month)
				if err != nil || day != want.day || thematic != want.thematic {
					t.Errorf("%s: %s %v %v", month, day, thematic, err)
				}
			}
			return nil
		}))
		next, err := h.years.Next(ctx, h.Secretary, h.Cell)
		if must(t, err); next.HeldOn != "2026-06-10" || next.Kind != meeting.Regular {
			t.Errorf("next %+v", next)
		}
	})
}

// B1: thematic meetings are added, changed and taken out one by one; what has a
// meeting is changed there.
func TestSlots(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx, by := t.Context(), h.Secretary
		id, err := h.years.AddThematic(ctx, by, h.Cell, "2026-06", "2026-06-17", "Nâng cao chất lượng sinh hoạt chi bộ")
		must(t, err)
		_, err = h.years.AddThematic(ctx, by, h.Cell, "2026-06", "2026-06-18", "")
		faulttest.Expect(t, err, "month", "meeting.year_month_taken")
		_, err = h.years.AddThematic(ctx, by, h.Cell, "2026-06", "2026-09-18", "")
		faulttest.Expect(t, err, "held_on", "meeting.year_outside")
		_, err = h.years.AddThematic(ctx, by, h.Cell, "2026-07", "2026-07-18", strings.Repeat("ệ", 301))
		faulttest.Expect(t, err, "topic", "meeting.too_long")
		_, err = h.years.AddThematic(ctx, by, h.Cell, "2026-07", "2026-07-18", "TỐI MẬT")
		faulttest.Expect(t, err, "topic", "document.secret")

		must(t, h.years.Amend(ctx, by, id, 1, "2026-06-19", "Học tập và làm theo"))
		if err := h.years.Amend(ctx, by, id, 1, "2026-06-20", ""); !fault.Is(err, fault.Stale) {
			t.Errorf("an old version: %v", err)
		}
		p := meetingtest.May(h.Hall)
		p.Kind, p.HeldOn = meeting.Thematic, "2026-06-22"
		m := h.Plan(t, p)
		err = h.years.Amend(ctx, by, id, 2, "2026-06-23", "Khác")
		faulttest.Expect(t, err, "held_on", "meeting.year_has_meeting")
		must(t, h.years.Amend(ctx, by, id, 2, "2026-06-22", "Chủ đề khác"))
		if err := h.years.Remove(ctx, by, id, 3); !fault.Is(err, fault.Invalid) {
			t.Errorf("removed under its meeting: %v", err)
		}
		must(t, h.Meetings.Cancel(ctx, by, m, 1, "Trùng lịch"))
		must(t, h.years.Remove(ctx, by, id, 3))
		if got := h.plan(t, by, h.Cell, 2026).Of(meeting.Thematic); len(got) != 0 {
			t.Errorf("left %+v", got)
		}
		must(t, h.years.Draw(ctx, by, h.Cell, 2026, year.Pattern{Day: 5}))
		regular := slot(t, h.plan(t, by, h.Cell, 2026), meeting.Regular, "2026-07")
		if err := h.years.Remove(ctx, by, regular.ID, 1); !fault.Is(err, fault.Invalid) {
			t.Errorf("removed a regular one: %v", err)
		}
		must(t, h.years.Amend(ctx, by, regular.ID, 1, "2026-08-01", "không có chuyên đề")) // a little outside its month
		if got := slot(t, h.plan(t, by, h.Cell, 2026), meeting.Regular, "2026-07"); got.HeldOn != "2026-08-01" || got.Topic != "" {
			t.Errorf("amended %+v", got)
		}
	})
}

// C8, safety S1: a chapter plans its year by its officers; others read it or do
// not learn of it. The level above has no part in either.
func TestWho(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		must(t, h.years.Draw(ctx, h.head, h.chapter, 2026, year.Usual))
		if p := h.plan(t, h.youth, h.chapter, 2026); len(p.Slots) != 16 || !p.Gaps.None() {
			t.Errorf("the chapter's year: %+v", p)
		}
		for name, c := range map[string]struct {
			by   access.Actor
			unit org.ID
			want fault.Kind
		}{
			"a plain member arranges":   {h.Plain, h.Cell, fault.Denied},
			"a member of the chapter":   {h.youth, h.chapter, fault.Denied},
			"the cell above":            {h.Secretary, h.chapter, fault.NotFound},
			"the sister's secretary":    {h.Stranger, h.Cell, fault.NotFound},
			"the officer of the office": {h.Officer, h.Cell, fault.Denied},
		} {
			if err := h.years.Draw(ctx, c.by, c.unit, 2026, year.Usual); !fault.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := h.years.Get(ctx, h.Secretary, h.chapter, 2026); !fault.Is(err, fault.NotFound) {
			t.Errorf("the cell reads the chapter's year: %v", err)
		}
		if _, err := h.years.Get(ctx, h.Officer, h.Cell, 2026); !fault.Is(err, fault.Denied) {
			t.Errorf("an officer reads topics: %v", err)
		}
		if err := h.years.Draw(ctx, h.Secretary, h.Cell, 2099, year.Usual); !fault.Is(err, fault.Invalid) {
			t.Errorf("2099: %v", err)
		}
		if _, err := h.years.Get(ctx, h.Secretary, h.Cell, 1200); !fault.Is(err, fault.NotFound) {
			t.Errorf("1200: %v", err)
		}
	})
}
