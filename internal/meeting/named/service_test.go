package named_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/meeting/named"
	"chibo/internal/member"
	"chibo/internal/vote"
)

var must = meetingtest.Must

type house struct {
	meetingtest.Hall
	votes *named.Service
	id    meeting.ID
	one   named.ID
}

func (h house) get(t *testing.T, by access.Actor) named.Sheet {
	t.Helper()
	sh, err := h.votes.Get(t.Context(), by, h.id, h.one)
	must(t, err)
	return sh
}

func (h house) note(t *testing.T, by access.Actor, whose access.Actor, c named.Choice) error {
	t.Helper()
	n := named.Noting{Person: member.ID(whose.Person), Choice: c}
	for _, v := range h.get(t, h.Secretary).Voices {
		if v.Person == n.Person {
			n.Was, n.Version = v.Choice, v.Version
		}
	}
	return h.votes.Note(t.Context(), by, h.id, h.one, []named.Noting{n})
}

func told(t *testing.T, name string, err error, key string) {
	t.Helper()
	if err == nil || fault.Key(err) != key {
		t.Errorf("%s: %v, want %s", name, err, key)
	}
}

// B4, B5, C10: a vote by name from its beginning over what changes meanwhile to
// the result, its correction and the end of the meeting.
func TestNamedVote(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		base := meetingtest.New(t, d)
		h := house{Hall: base, votes: named.New(d, base.Meetings), id: base.Plan(t, meetingtest.May(base))}
		base.Meetings.Unsettled = named.Unsettled
		ctx := t.Context()
		must(t, h.Meetings.Open(ctx, h.Secretary, h.id, 1, "14:00"))
		must(t, h.Meetings.Appoint(ctx, h.Secretary, h.id, 2, member.ID(h.Secretary.Person), member.ID(h.Minuter.Person)))
		f := named.Form{Item: h.Get(t, h.id).Items[0].ID, Question: "Đổi ngày sinh hoạt", Matter: vote.Ordinary}
		_, err := h.votes.Begin(ctx, h.Secretary, h.id, f)
		told(t, "before the roll call", err, "meeting.roll_incomplete")
		h.MarkAll(t, h.id, meeting.Present)
		if _, err := h.votes.Begin(ctx, h.Plain, h.id, f); !fault.Is(err, fault.Denied) {
			t.Errorf("a member begins: %v", err)
		}
		h.one, err = h.votes.Begin(ctx, h.Minuter, h.id, f)
		must(t, err)

		told(t, "a probationary member", h.note(t, h.Minuter, h.Probationary, named.Favour), "named.not_entitled")
		must(t, h.note(t, h.Minuter, h.Plain, named.Against))
		must(t, h.note(t, h.Secretary, h.Minuter, named.Favour))
		if sh := h.get(t, h.Plain); sh.Voices != nil || sh.Mine.Choice != named.Against || !sh.May(named.Asking) || sh.May(named.Marking) {
			t.Errorf("a voter sees %+v", sh)
		}
		if sh := h.get(t, h.Probationary); sh.Mine.Person != "" || sh.May(named.Asking) {
			t.Errorf("one who is not entitled sees %+v", sh)
		}
		must(t, h.votes.Ask(ctx, h.Plain, h.id, h.one, "Tôi đồng ý"))
		if err := h.votes.Ask(ctx, h.Probationary, h.id, h.one, "Tôi cũng vậy"); !fault.Is(err, fault.Denied) {
			t.Errorf("one without a voice asks: %v", err)
		}
		told(t, "not all are noted", h.votes.Close(ctx, h.Minuter, h.id, h.one, h.get(t, h.Minuter).Vote.Version), "named.unmarked")
		told(t, "the meeting is called off meanwhile", h.Meetings.Cancel(ctx, h.Secretary, h.id, h.Get(t, h.id).Meeting.Version, "Bão"), "named.unsettled")
		h.changes(t)
		h.closes(t)
		h.corrects(t)
	})
}

// changes is what happens while the vote is taken: membership changes touch
// nothing, the roll call does.
func (h house) changes(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	plain := member.ID(h.Plain.Person)
	must(t, h.Members.SetState(ctx, access.Console, plain, member.StatePeriod{Unit: h.Cell, State: member.Suspended, From: "2026-05-25"}))
	if sh := h.get(t, h.Secretary); len(sh.Voices) != 3 || sh.Ahead.Base.Size != 3 {
		t.Errorf("a member suspended meanwhile is counted by the list that was kept: %+v", sh.Voices)
	}
	h.roll(t, plain, meeting.Excused)
	if sh := h.get(t, h.Secretary); len(sh.Voices) != 2 || len(sh.Left) != 1 || sh.Left[0].Asked != "Tôi đồng ý" {
		t.Errorf("one who left: %+v, %+v", sh.Voices, sh.Left)
	}
	told(t, "who left is noted", h.note(t, h.Minuter, h.Plain, named.Favour), "named.not_entitled")
	h.roll(t, plain, meeting.Present)
	must(t, h.note(t, h.Minuter, h.Plain, named.Favour))
	if v := h.get(t, h.Plain).Mine; v.Choice != named.Favour || v.Asked != "" {
		t.Errorf("what was asked is mended: %+v", v)
	}
}

func (h house) roll(t *testing.T, person member.ID, mark meeting.Mark) {
	t.Helper()
	seat, _ := meeting.SeatOf(h.Get(t, h.id).Seats, person)
	must(t, h.Meetings.Mark(t.Context(), h.Secretary, h.id, []meeting.Marking{{Person: person, Mark: mark, Version: seat.Version}}))
}

// closes makes the result; from then on all of the cell read it.
func (h house) closes(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	old := h.get(t, h.Minuter).Vote.Version
	must(t, h.votes.NoteRest(ctx, h.Minuter, h.id, h.one, named.Abstain))
	if err := h.votes.Close(ctx, h.Secretary, h.id, h.one, old); !fault.Is(err, fault.Stale) {
		t.Errorf("closed on an old page: %v", err)
	}
	must(t, h.votes.Close(ctx, h.Secretary, h.id, h.one, old+1))
	sh := h.get(t, h.Probationary)
	if r := sh.Vote.Result; r.Outcome != vote.Passed || r.Count != (vote.Count{Favour: 2}) || r.Prospect.Base.Size != 3 || r.Prospect.Needed != 2 || len(sh.Voices) != 3 {
		t.Errorf("result %+v of %+v", sh.Vote.Result, sh.Voices)
	}
	told(t, "noted after the end", h.votes.NoteRest(ctx, h.Minuter, h.id, h.one, named.Other), "named.not_when_recorded")
	must(t, h.DB.Read(ctx, func(tx *db.Tx) error {
		printed, err := named.Printed(tx, h.id)
		if len(printed[sh.Vote.Result.ID]) != 3 {
			t.Errorf("printed %+v", printed)
		}
		return err
	}))
}

// corrects takes the vote on: by its own press, and where its result is annulled
// in the room.
func (h house) corrects(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	must(t, h.votes.Reopen(ctx, h.Secretary, h.id, h.one, h.get(t, h.Secretary).Vote.Version))
	must(t, h.note(t, h.Minuter, h.Plain, named.Against))
	must(t, h.votes.Close(ctx, h.Minuter, h.id, h.one, h.get(t, h.Secretary).Vote.Version))
	v := h.get(t, h.Secretary).Vote
	if v.Result.Outcome != vote.Failed || v.Result.Count != (vote.Count{Favour: 1, Against: 1}) {
		t.Errorf("after the correction: %+v", v.Result)
	}
	must(t, h.Meetings.Annul(ctx, h.Secretary, h.id, v.Item, v.Result.ID, v.Result.Version))
	if sh := h.get(t, h.Secretary); sh.Vote.State != named.Taking || named.Sum(sh.Voices).Against != 1 {
		t.Errorf("annulled in the room: %+v", sh)
	}
	must(t, h.votes.Drop(ctx, h.Secretary, h.id, h.one, h.get(t, h.Secretary).Vote.Version))
	told(t, "closed after it was dropped", h.votes.Close(ctx, h.Secretary, h.id, h.one, h.get(t, h.Secretary).Vote.Version), "named.not_when_dropped")
	if p, err := h.votes.Of(ctx, h.Plain, h.id); err != nil || len(p.Votes) != 1 || p.MayRecord {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := h.votes.Of(ctx, h.Stranger, h.id); !fault.Is(err, fault.NotFound) {
		t.Errorf("a stranger: %v", err)
	}
}
