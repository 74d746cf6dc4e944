package meeting_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"chibo/internal/meeting/meetingtest"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// The clock of the item on the floor (B5).
func TestClock(t *testing.T) {
	at := func(clock string) db.Time {
		tm, err := time.ParseInLocation("15:04:05", clock, db.Zone)
		must(t, err)
		return db.At(tm)
	}
	item := meeting.Item{ID: "a", Minutes: 20, Spent: 120, Extra: 5}
	for _, c := range []struct {
		name string
		live meeting.Live
		now  string
		left time.Duration
	}{
		{"running", meeting.Live{Item: "a", Running: at("14:50:00")}, "15:01:18", 25*time.Minute - 2*time.Minute - 11*time.Minute - 18*time.Second},
		{"paused", meeting.Live{Item: "a"}, "15:01:18", 23 * time.Minute},
		{"another is on the floor", meeting.Live{Item: "b", Running: at("14:50:00")}, "15:01:18", 23 * time.Minute},
		{"over its time", meeting.Live{Item: "a", Running: at("14:00:00")}, "14:30:00", -7 * time.Minute},
		{"a clock that was set back", meeting.Live{Item: "a", Running: at("14:50:00")}, "14:40:00", 23 * time.Minute},
	} {
		if got := c.live.Left(item, at(c.now)); got != c.left {
			t.Errorf("%s: %v left, want %v", c.name, got, c.left)
		}
	}
}

// "Chậm 2 phút · xong lúc 16:27" (B5).
func TestForecast(t *testing.T) {
	day := db.Date("2026-05-25")
	sheet := func(now string, on meeting.ItemID) meeting.Sheet {
		m, err := time.ParseInLocation("2006-01-02 15:04", string(day)+" "+now, db.Zone)
		must(t, err)
		since := db.At(m.Add(-12 * time.Minute))
		return meeting.Sheet{
			Meeting: meeting.Meeting{HeldOn: day, StartsAt: "14:00"}, Now: db.At(m), Live: meeting.Live{Item: on, Running: since},
			Items: []meeting.Item{{ID: "a", Minutes: 30}, {ID: "b", Minutes: 20}, {ID: "c", Minutes: 40}},
		}
	}
	for _, c := range []struct {
		name, now, end string
		on             meeting.ItemID
		late           int
		ok             bool
	}{
		{"on time", "14:12", "15:30", "a", 0, true},
		{"began late", "14:14", "15:32", "a", 2, true},
		{"ahead", "14:32", "15:20", "b", -10, true},
		{"nothing on the floor", "14:32", "", "x", 0, false},
	} {
		end, late, ok := sheet(c.now, c.on).Forecast()
		if end != c.end || late != c.late || ok != c.ok {
			t.Errorf("%s: %s, %d, %v", c.name, end, late, ok)
		}
	}
}

// B5: the agenda is gone through item by item; of two who go on at the same
// moment one is told.
func TestTakeUp(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h := build(t, d)
		ctx := t.Context()
		id := h.Plan(t, meetingtest.May(h.Hall))
		before, err := h.Meetings.Cursor(ctx, h.Probationary, id)
		must(t, err)
		must(t, h.Meetings.Open(ctx, h.Secretary, id, 1, "14:00"))
		look := func() meeting.Sheet {
			sh, err := h.Meetings.Look(ctx, h.Secretary, id, "")
			must(t, err)
			return sh
		}
		sh := look()
		first, second := sh.Items[0], sh.Items[1]
		if i, at, ok := sh.Floor(); !ok || at != 0 || i.ID != first.ID || sh.Live.Phase != meeting.Presenting || sh.Live.Cursor <= before {
			t.Errorf("opening puts %v (%d) on the floor: %+v", i.Title, at, sh.Live)
		}
		clock.Set(clock.Now().Add(7 * time.Minute))
		must(t, h.Meetings.TakeUp(ctx, h.Secretary, id, sh.Live.Version, second.ID))
		if err := h.Meetings.TakeUp(ctx, h.Secretary, id, sh.Live.Version, sh.Items[2].ID); !fault.Is(err, fault.Stale) {
			t.Errorf("the second who goes on: %v", err)
		}
		sh = look()
		if sh.Live.Item != second.ID || sh.Items[0].Spent != 7*60 || sh.At != 1 {
			t.Errorf("on the floor is %+v, the first took %d s", sh.Live, sh.Items[0].Spent)
		}
		must(t, h.Meetings.Turn(ctx, h.Secretary, id, sh.Live.Version, meeting.Discussing))
		must(t, h.Meetings.Extend(ctx, h.Secretary, id, sh.Live.Version+1))
		clock.Set(clock.Now().Add(time.Minute))
		must(t, h.Meetings.Pause(ctx, h.Secretary, id, sh.Live.Version+2))
		clock.Set(clock.Now().Add(time.Hour))
		sh = look()
		i, _, _ := sh.Floor()
		if got := sh.Live.Used(i, sh.Now); got != time.Minute || i.Extra != meeting.ExtraMinutes || sh.Live.Phase != meeting.Discussing {
			t.Errorf("paused after %v, %d minutes more, phase %s", got, i.Extra, sh.Live.Phase)
		}
		must(t, h.Meetings.Resume(ctx, h.Secretary, id, sh.Live.Version))
		must(t, h.Meetings.TakeUp(ctx, h.Secretary, id, sh.Live.Version+1, first.ID))
		for _, err := range []error{
			h.Meetings.TakeUp(ctx, h.Plain, id, 9, first.ID), h.Meetings.Turn(ctx, h.Plain, id, 9, meeting.Concluding), h.Meetings.Pause(ctx, h.Probationary, id, 9),
		} {
			if !fault.Is(err, fault.Denied) {
				t.Errorf("one who does not record conducts the meeting: %v", err)
			}
		}
		if err := h.Meetings.TakeUp(ctx, h.Stranger, id, 9, first.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody of another cell: %v", err)
		}
	})
}

// C10, safety S3: what everyone in the room follows holds no word but his own,
// no conclusion, and no name of who is absent.
func TestFollow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id := h.Open(t)
		item := itemOf(t, h.Get(t, id), "tasks")
		_, err := h.Meetings.Note(ctx, h.Secretary, id, item.ID, meeting.NoteForm{Speaker: member.ID(h.Minuter.Person), Kind: meeting.Advice, Body: "Lời của người khác"})
		must(t, err)
		mine, err := h.Meetings.Note(ctx, h.Secretary, id, item.ID, meeting.NoteForm{Speaker: member.ID(h.Plain.Person), Kind: meeting.Opinion, Body: "Lời của mình"})
		must(t, err)
		must(t, h.Meetings.Conclude(ctx, h.Secretary, id, item.ID, item.Version, meeting.Conclusion{Text: "Kết luận"}))
		_, err = h.Meetings.Vote(ctx, h.Secretary, id, item.ID, "Nghị quyết", vote.Ordinary, vote.Count{Favour: 2})
		must(t, err)
		sh, err := h.Meetings.Look(ctx, h.Plain, id, item.ID)
		must(t, err)
		if len(sh.Seats)+len(sh.Guests) > 0 || sh.Roll.Present != 4 {
			t.Errorf("a member follows %d seats; present %d", len(sh.Seats), sh.Roll.Present)
		}
		i := itemOf(t, sh, "tasks")
		if i.Conclusion != "" || len(i.Votes) != 1 || len(i.Notes) != 1 || i.Notes[0].ID != mine {
			t.Errorf("a member follows %+v", i)
		}
		for who, by := range map[string]access.Actor{"another cell": h.Stranger, "the committee above": h.Officer} {
			if _, err := h.Meetings.Follow(ctx, by, id); err == nil {
				t.Errorf("%s follows the meeting", who)
			}
			if _, err := h.Meetings.Cursor(ctx, by, id); err == nil {
				t.Errorf("%s hears that something changed", who)
			}
		}
	})
}

// B5: two who take notes under the same item at once lose nothing, also while a
// third describes what was presented there.
func TestTwoNoteTakers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id := h.Open(t)
		item := itemOf(t, h.Get(t, id), "tasks")
		const each = 10
		var wait sync.WaitGroup
		for _, by := range []access.Actor{h.Secretary, h.Minuter} {
			wait.Go(func() {
				for n := range each {
					f := meeting.NoteForm{Speaker: member.ID(h.Plain.Person), Kind: meeting.Opinion, Body: fmt.Sprintf("%s %d", by.Account, n)}
					if _, err := h.Meetings.Note(ctx, by, id, item.ID, f); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wait.Go(func() {
			if err := h.Meetings.Describe(ctx, h.Minuter, id, item.ID, item.Version, "Hoàn thành 9/10 nhiệm vụ."); err != nil {
				t.Error(err)
			}
		})
		wait.Wait()
		if i := itemOf(t, h.Get(t, id), "tasks"); len(i.Notes) != 2*each || i.Content == "" {
			t.Errorf("kept are %d notes, content %q", len(i.Notes), i.Content)
		}
	})
}

// B6, I9: a speaker reserves his opinion himself; nobody does it for him.
func TestReserve(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id := h.Open(t)
		item := itemOf(t, h.Get(t, id), "tasks")
		note, err := h.Meetings.Note(ctx, h.Secretary, id, item.ID, meeting.NoteForm{Speaker: member.ID(h.Plain.Person), Kind: meeting.Opinion, Body: "Chưa nhất trí."})
		must(t, err)
		if err := h.Meetings.Reserve(ctx, h.Secretary, id, note, 1); !fault.Is(err, fault.Denied) {
			t.Errorf("the recorder reserves for a speaker: %v", err)
		}
		must(t, h.Meetings.Reserve(ctx, h.Plain, id, note, 1))
		if err := h.Meetings.Withdraw(ctx, h.Secretary, id, note, 2); fault.Key(err) == "" {
			t.Errorf("the recorder takes out a reserved opinion: %v", err)
		}
		if n := itemOf(t, h.Get(t, id), "tasks").Notes; len(n) != 1 || n[0].Kind != meeting.Reserved {
			t.Errorf("the note is %+v", n)
		}
	})
}

// B7: criticism and reports are concluded in two boxes; either settles them.
func TestConcludeInTwoBoxes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id := h.Open(t)
		sh := h.Get(t, id)
		for _, i := range sh.Items {
			if i.NeedsConclusion() {
				must(t, h.Meetings.Conclude(ctx, h.Secretary, id, i.ID, i.Version, meeting.Conclusion{ToMend: "Chưa ghi số liệu theo tuần.", Unconcluded: "x"}))
			}
		}
		sh = h.Get(t, id)
		if open := sh.Unsettled(); len(open) > 0 {
			t.Errorf("%d items are not settled", len(open))
		}
		for _, i := range sh.Items {
			if i.Kind == rulebook.KindReport && (i.ToMend == "" || i.Unconcluded != "") {
				t.Errorf("stored is %+v", i)
			}
		}
		must(t, h.Meetings.Close(ctx, h.Secretary, id, sh.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, nil))
	})
}

// B3: what was sent ahead on an item, or on the meeting as a whole, waits there
// until it stands among the notes.
func TestAhead(t *testing.T) {
	sheet := meeting.Sheet{Contributions: []meeting.Contribution{
		{ID: "1", Item: "a", Person: "p", Body: "Đã ghi"}, {ID: "2", Item: "b", Person: "p", Body: "Mục khác"}, {ID: "3", Person: "q", Body: "Cả cuộc họp"},
	}}
	sent, taken := sheet.Ahead(meeting.Item{ID: "a", Notes: []meeting.Note{{Speaker: "p", Body: "Đã ghi"}, {Speaker: "p", Body: "Cả cuộc họp"}}})
	if len(sent) != 2 || sent[0].ID != "1" || !taken[0] || sent[1].ID != "3" || taken[1] {
		t.Errorf("sent ahead are %v, taken %v", sent, taken)
	}
}
