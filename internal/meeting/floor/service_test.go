package floor_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/floor"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
)

type house struct {
	meetingtest.Hall
	floor *floor.Service
	id    meeting.ID
}

func (h house) room(t *testing.T, by access.Actor) floor.Room {
	t.Helper()
	sh, err := h.Meetings.Look(t.Context(), by, h.id, "")
	meetingtest.Must(t, err)
	r, err := h.floor.Room(t.Context(), by, sh)
	meetingtest.Must(t, err)
	return r
}

func (h house) names(t *testing.T) (queue []string) {
	t.Helper()
	for _, turn := range h.room(t, h.Secretary).Queue {
		queue = append(queue, turn.Name)
	}
	return queue
}

func (h house) cursor(t *testing.T) (all, desk int64) {
	t.Helper()
	all, err := h.floor.Cursor(t.Context(), h.Plain, h.id)
	meetingtest.Must(t, err)
	desk, err = h.floor.DeskCursor(t.Context(), h.Secretary, h.id)
	meetingtest.Must(t, err)
	return all, desk
}

func open(t *testing.T, d *db.DB) house {
	t.Helper()
	return begin(t, d, meetingtest.New(t, d))
}

func begin(t *testing.T, d *db.DB, h meetingtest.Hall) house {
	t.Helper()
	f := floor.New(d, h.Meetings)
	h.Meetings.ReportHooks = meeting.ReportHooks{OnClose: func(tx *db.Tx, by access.Actor, m meeting.Meeting, _ []meeting.Item) error { return f.EndTx(tx, by, m) }}
	return house{h, f, h.Open(t)}
}

func told(t *testing.T, name string, err error, key string) {
	t.Helper()
	if err == nil || fault.Key(err) != key {
		t.Errorf("%s: %v, want %s", name, err, key)
	}
}

// B5: the list of speakers from the first hand to the end of the meeting.
func TestSpeakers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx, must := open(t, d), t.Context(), meetingtest.Must
		before, _ := h.cursor(t)
		must(t, h.floor.Ask(ctx, h.Plain, h.id, floor.Speech))
		must(t, h.floor.Ask(ctx, h.Probationary, h.id, floor.Speech))
		must(t, h.floor.Ask(ctx, h.Plain, h.id, floor.Speech)) // twice is once
		must(t, h.floor.Ask(ctx, h.Minuter, h.id, floor.Order))
		if after, _ := h.cursor(t); after <= before {
			t.Error("nobody hears that somebody asks")
		}
		if diff := cmp.Diff([]string{"Vũ Thị E", "Lê Văn C", "Cao Thị O"}, h.names(t)); diff != "" {
			t.Errorf("a point of order does not go first: %s", diff)
		}
		if r := h.room(t, h.Probationary); r.Place != 3 || r.Waiting != 3 || r.Queue != nil {
			t.Errorf("one who waits sees %+v", r)
		}
		last := h.room(t, h.Secretary).Queue[2].ID
		must(t, h.floor.Raise(ctx, h.Secretary, h.id, last))
		must(t, h.floor.Raise(ctx, h.Secretary, h.id, last)) // not before a point of order
		if diff := cmp.Diff([]string{"Vũ Thị E", "Cao Thị O", "Lê Văn C"}, h.names(t)); diff != "" {
			t.Errorf("after the recorder let one go before: %s", diff)
		}
		first := h.room(t, h.Secretary).Queue[0].ID
		must(t, h.floor.Give(ctx, h.Minuter, h.id, first)) // a plain member, who takes the minutes
		must(t, h.floor.Give(ctx, h.Secretary, h.id, last))
		if r := h.room(t, h.Plain); r.Speaking != "Cao Thị O" || r.Place != 1 || r.Waiting != 1 {
			t.Errorf("after two had the floor: %+v", r)
		}
		must(t, h.floor.Ask(ctx, h.Probationary, h.id, floor.Speech)) // while he speaks
		must(t, h.floor.Strike(ctx, h.Secretary, h.id, last))
		must(t, h.floor.TakeBack(ctx, h.Plain, h.id))
		must(t, h.floor.TakeBack(ctx, h.Plain, h.id))
		if r := h.room(t, h.Plain); r.Speaking != "" || r.Waiting != 0 || r.Mine.ID != "" {
			t.Errorf("when all have spoken: %+v", r)
		}
		told(t, "a turn that is over", h.floor.Give(ctx, h.Secretary, h.id, last), "meeting.turn_gone")
		told(t, "no kind", h.floor.Ask(ctx, h.Plain, h.id, "x"), "meeting.turn_kind_missing")
	})
}

// B5: guests, whom the recorder puts on the list. Another item has a list of
// its own; the end of the meeting leaves nothing (C10).
func TestSpeakersOfAnItem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx, must := open(t, d), t.Context(), meetingtest.Must
		guest, err := h.Meetings.Invite(ctx, h.Secretary, h.id, "Đỗ Văn I", "Đảng ủy viên phụ trách")
		must(t, err)
		must(t, h.floor.Summon(ctx, h.Secretary, h.id, "", guest))
		must(t, h.floor.Summon(ctx, h.Secretary, h.id, member.ID(h.Plain.Person), ""))
		if diff := cmp.Diff([]string{"Đỗ Văn I", "Lê Văn C"}, h.names(t)); diff != "" {
			t.Errorf("put on the list are %s", diff)
		}
		must(t, h.floor.Give(ctx, h.Secretary, h.id, h.room(t, h.Secretary).Queue[0].ID))
		if r := h.room(t, h.Secretary); r.Speaker.Guest != guest {
			t.Errorf("the guest has not the floor: %+v", r)
		}
		told(t, "nobody", h.floor.Summon(ctx, h.Secretary, h.id, "", ""), "meeting.speaker_missing")
		told(t, "a stranger", h.floor.Summon(ctx, h.Secretary, h.id, member.ID(h.Stranger.Person), ""), "meeting.not_called")
		told(t, "no guest", h.floor.Summon(ctx, h.Secretary, h.id, "", "x"), "meeting.speaker_missing")
		sh := h.Get(t, h.id)
		live, err := h.Meetings.Look(ctx, h.Secretary, h.id, "")
		must(t, err)
		must(t, h.Meetings.TakeUp(ctx, h.Secretary, h.id, live.Live.Version, sh.Items[1].ID))
		if r := h.room(t, h.Secretary); len(r.Queue) > 0 || r.Speaking != "" {
			t.Errorf("the next item begins with %+v", r)
		}
		must(t, h.floor.Ask(ctx, h.Plain, h.id, floor.Speech))
		must(t, h.floor.Give(ctx, h.Secretary, h.id, h.room(t, h.Secretary).Queue[0].ID))
		seat, _ := meeting.SeatOf(sh.Seats, member.ID(h.Plain.Person))
		must(t, h.Meetings.Mark(ctx, h.Secretary, h.id, []meeting.Marking{{Person: seat.Person, Mark: meeting.Excused, Version: seat.Version}}))
		told(t, "one marked absent", h.floor.Ask(ctx, h.Plain, h.id, floor.Speech), "meeting.marked_absent")
		h.end(t)
		told(t, "after the end", h.floor.Ask(ctx, h.Minuter, h.id, floor.Speech), "meeting.not_when_closed")
		must(t, d.Read(ctx, func(tx *db.Tx) error {
			n, err := db.One(tx, db.Value[int], `SELECT (SELECT COUNT(*) FROM meeting_speaker) + (SELECT COUNT(*) FROM meeting_arrival)
				+ (SELECT COUNT(*) FROM audit_entry WHERE action LIKE 'meeting.%ask%' OR action LIKE 'meeting.%speak%')`)
			if n != 0 {
				t.Errorf("%d rows tell who wanted to speak", n)
			}
			return err
		}))
	})
}

func (h house) end(t *testing.T) {
	t.Helper()
	sh, reasons := h.Get(t, h.id), map[meeting.ItemID]string{}
	for _, i := range sh.Unsettled() {
		reasons[i.ID] = "Chuyển sang kỳ sau."
	}
	meetingtest.Must(t, h.Meetings.Close(t.Context(), h.Secretary, h.id, sh.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons))
}

// Safety S2: who is not of the cell finds nothing, and who does not record
// conducts nothing.
func TestWhoMay(t *testing.T) {
	d := dbtest.SQLite(t, dbtest.NewClock())
	h, ctx := open(t, d), t.Context()
	meetingtest.Must(t, h.floor.Ask(ctx, h.Plain, h.id, floor.Speech))
	turn := h.room(t, h.Secretary).Queue[0].ID
	recorders := func(by access.Actor) []error {
		_, confirm := h.floor.Confirm(ctx, by, h.id, "", db.Time{})
		_, desk := h.floor.DeskCursor(ctx, by, h.id)
		return []error{
			h.floor.Summon(ctx, by, h.id, member.ID(h.Plain.Person), ""), h.floor.Give(ctx, by, h.id, turn), h.floor.Strike(ctx, by, h.id, turn),
			h.floor.Raise(ctx, by, h.id, turn), confirm, h.floor.Dismiss(ctx, by, h.id, "x"), h.floor.ShowCode(ctx, by, h.id, true), desk,
		}
	}
	for n, err := range recorders(h.Plain) {
		if !fault.Is(err, fault.Denied) {
			t.Errorf("one who does not record does %d: %v", n, err)
		}
	}
	for n, err := range append(recorders(h.Stranger), h.floor.Ask(ctx, h.Stranger, h.id, floor.Speech), h.floor.TakeBack(ctx, h.Stranger, h.id), h.floor.CheckIn(ctx, h.Stranger, h.id, "")) {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody of another cell does %d: %v", n, err)
		}
	}
}

// B4: whoever has come says so, and the recorder confirms it.
func TestCheckIn(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		hall := meetingtest.New(t, d)
		h := house{hall, floor.New(d, hall.Meetings), hall.Plan(t, meetingtest.May(hall))}
		ctx, must := t.Context(), meetingtest.Must
		told(t, "in the morning", h.floor.CheckIn(ctx, h.Plain, h.id, ""), "meeting.check_in_early")
		told(t, "a code in the morning", h.floor.ShowCode(ctx, h.Secretary, h.id, true), "meeting.check_in_early")
		clock.Set(clock.Now().Add(4*time.Hour + 40*time.Minute)) // 13:40
		must(t, h.floor.ShowCode(ctx, h.Secretary, h.id, true))
		code := h.room(t, h.Secretary).Code
		if r := h.room(t, h.Plain); r.Code != "" || code == "" || !r.Admits {
			t.Errorf("the code %q is shown to one who does not record: %+v", code, r)
		}
		all, desk := h.cursor(t)
		must(t, h.floor.CheckIn(ctx, h.Plain, h.id, code))
		must(t, h.floor.CheckIn(ctx, h.Plain, h.id, code))
		must(t, h.floor.CheckIn(ctx, h.Probationary, h.id, ""))
		if a, b := h.cursor(t); a != all || b != desk+2 {
			t.Errorf("the room hears %d changes, the recorder %d", a-all, b-desk)
		}
		clock.Set(clock.Now().Add(2 * time.Minute))
		told(t, "an old code", h.floor.CheckIn(ctx, h.Minuter, h.id, code), "meeting.code_old")
		r := h.room(t, h.Secretary)
		if len(r.Arrivals) != 2 || r.Arrivals[0].Name != "Lê Văn C" || !r.Arrivals[0].Scanned || r.Arrivals[1].Scanned {
			t.Errorf("the recorder sees %+v", r.Arrivals)
		}
		if own := h.room(t, h.Plain); !own.Arrived || own.Arrivals != nil {
			t.Errorf("one who came sees %+v", own)
		}
		_, err := h.floor.Confirm(ctx, h.Secretary, h.id, "", r.Latest)
		told(t, "before the meeting is opened", err, "meeting.not_when_preparing")
		must(t, h.Meetings.Open(ctx, h.Secretary, h.id, 1, "14:00"))
		must(t, h.floor.CheckIn(ctx, h.Minuter, h.id, "")) // after the list was read
		n, err := h.floor.Confirm(ctx, h.Secretary, h.id, "", r.Latest)
		must(t, err)
		if roll := meeting.Count(h.Get(t, h.id).Seats); n != 2 || roll.Present != 2 || roll.Unmarked != 2 {
			t.Errorf("confirmed are %d: %+v", n, roll)
		}
		if r = h.room(t, h.Plain); r.Arrived || r.MyMark != meeting.Present {
			t.Errorf("one who was confirmed sees %+v", r)
		}
		must(t, h.floor.CheckIn(ctx, h.Plain, h.id, "")) // changes nothing
		must(t, h.floor.Dismiss(ctx, h.Secretary, h.id, member.ID(h.Minuter.Person)))
		told(t, "one who did not come", h.floor.Dismiss(ctx, h.Secretary, h.id, member.ID(h.Minuter.Person)), "meeting.nobody_waits")
		_, err = h.floor.Confirm(ctx, h.Secretary, h.id, member.ID(h.Minuter.Person), db.Time{})
		told(t, "nobody", err, "meeting.nobody_waits")
		must(t, h.floor.CheckIn(ctx, h.Minuter, h.id, ""))
		_, err = h.floor.Confirm(ctx, h.Secretary, h.id, member.ID(h.Minuter.Person), db.Time{})
		must(t, err)
		must(t, h.floor.ShowCode(ctx, h.Secretary, h.id, false))
		if h.room(t, h.Secretary).Code != "" {
			t.Error("the code is still shown")
		}
	})
}

// B4, perf P9: three hundred come within a minute, and none is lost.
func TestThreeHundredCome(t *testing.T) {
	const people = 300
	d := dbtest.SQLite(t, dbtest.NewClock())
	hall := meetingtest.New(t, d)
	crowd := make([]access.Actor, people)
	for n := range crowd {
		crowd[n] = hall.Actor(t, hall.Enter(t, hall.Cell, fmt.Sprintf("Trần Văn B%03d", n), member.Official))
	}
	h := begin(t, d, hall)
	h.MarkAll(t, h.id, meeting.Unexcused) // they come late
	ctx, queries := db.CountQueries(t.Context())
	var wait sync.WaitGroup
	for _, by := range crowd {
		wait.Go(func() {
			if err := h.floor.CheckIn(ctx, by, h.id, ""); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if each := queries.Load() / people; each > 6 {
		t.Errorf("one makes %d queries", each)
	}
	r := h.room(t, h.Secretary)
	if len(r.Arrivals) != people {
		t.Fatalf("%d of %d have come", len(r.Arrivals), people)
	}
	n, err := h.floor.Confirm(t.Context(), h.Secretary, h.id, "", r.Latest)
	meetingtest.Must(t, err)
	if roll := meeting.Count(h.Get(t, h.id).Seats); n != people || roll.Present != people {
		t.Errorf("confirmed are %d, present %d", n, roll.Present)
	}
}
