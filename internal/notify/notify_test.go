package notify

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/dbtest"
)

func event() *Event {
	start := dbtest.Today.AddDate(0, 0, 9).Add(5 * time.Hour) // 14:00, 03/06/2026
	return &Event{UID: "0198-e", Start: db.At(start), End: db.At(start.Add(2 * time.Hour))}
}

// A notice that its caller put together wrongly is an error, never half told.
func TestCheckNotice(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Notice)
		ok     bool
	}{
		{"plain", func(*Notice) {}, true},
		{"with an event", func(n *Notice) { n.Mail, n.Event = Schedule, event() }, true},
		{"nobody", func(n *Notice) { n.Person = "" }, false},
		{"no words", func(n *Notice) { n.Key = "" }, false},
		{"no link", func(n *Notice) { n.Link = "" }, false},
		{"another site", func(n *Notice) { n.Link = "https://elsewhere.example" }, false},
		{"another site without scheme", func(n *Notice) { n.Link = "//elsewhere.example" }, false},
		{"a schedule of nothing", func(n *Notice) { n.Mail = Schedule }, false},
		{"an event that is not sent", func(n *Notice) { n.Mail, n.Event = News, event() }, false},
		{"an event without identity", func(n *Notice) { n.Mail, n.Event = Schedule, event(); n.Event.UID = "" }, false},
		{"an event that ends first", func(n *Notice) { n.Mail, n.Event = Schedule, event(); n.Event.End = db.At(dbtest.Today) }, false},
	} {
		n := Notice{Person: "p", Key: "task.notice", Link: "/task/1"}
		c.change(&n)
		if err := n.check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestArguments(t *testing.T) {
	text, err := encode([]any{"Lập sổ <b>", 3, db.Date("2026-06-03"), -1})
	if err != nil {
		t.Fatal(err)
	}
	got, err := decode(text)
	if diff := cmp.Diff([]any{"Lập sổ <b>", 3, "03/06/2026", -1}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := encode([]any{1.5}); err == nil {
		t.Error("a fraction is kept")
	}
	if got, err := encode(nil); got != "[]" || err != nil {
		t.Error(got, err)
	}
}

// B3: a text for any other channel says when, and nothing else.
func TestNeutral(t *testing.T) {
	e := *event()
	for _, c := range []struct {
		cancelled, moved bool
		want             string
	}{{false, false, "notify.neutral_new"}, {false, true, "notify.neutral_moved"}, {true, false, "notify.neutral_cancelled"}, {true, true, "notify.neutral_cancelled"}} {
		e.Cancelled = c.cancelled
		key, args := Neutral(e, c.moved)
		if diff := cmp.Diff([]any{"14:00", "03/06"}, args); key != c.want || diff != "" {
			t.Error(key, diff)
		}
	}
}

func TestPause(t *testing.T) {
	for tries, want := range map[int]time.Duration{0: time.Minute, 1: time.Minute, 2: 2 * time.Minute, 3: 4 * time.Minute, 6: 32 * time.Minute, 7: time.Hour, 8: time.Hour, 1000: time.Hour} {
		if got := pause(tries); got != want {
			t.Errorf("after %d tries: %v, want %v", tries, got, want)
		}
	}
}

// I6: the calendar file, to the letter. Lines end as RFC 5545 asks.
func TestInvitation(t *testing.T) {
	e := *event()
	e.Sequence = 2
	file, method := invitation(e, db.At(dbtest.Today), "chibo@example.vn", "a@example.vn")
	want := strings.Join([]string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//chibo//chibo//VI", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:0198-e", "DTSTAMP:20260525T020000Z",
		"DTSTART:20260603T070000Z", "DTEND:20260603T090000Z", "SEQUENCE:2", "SUMMARY:Lịch họp", "STATUS:CONFIRMED", "ORGANIZER:mailto:chibo@example.vn",
		"ATTENDEE;RSVP=false:mailto:a@example.vn", "END:VEVENT", "END:VCALENDAR", "",
	}, "\r\n")
	if diff := cmp.Diff(want, string(file)); diff != "" || method != "REQUEST" {
		t.Error(method, diff)
	}
	e.Cancelled = true
	file, method = invitation(e, db.At(dbtest.Today), "chibo@example.vn", "a@example.vn")
	if method != "CANCEL" || !strings.Contains(string(file), "METHOD:CANCEL\r\n") || !strings.Contains(string(file), "STATUS:CANCELLED\r\n") {
		t.Errorf("%s: %s", method, file)
	}
}
