package deed

import (
	"testing"

	"chibo/internal/db"
	"chibo/internal/meeting"
)

// B8: leaders are reminded the day before a last day and once it has passed.
func TestDue(t *testing.T) {
	clock := Clock{Due: "2026-05-27"}
	done := Clock{Due: "2026-05-27", PostedOn: "2026-05-26", ReportedOn: "2026-05-26"}
	posted := Clock{Due: "2026-05-27", PostedOn: "2026-05-26"}
	for _, c := range []struct {
		name   string
		state  meeting.State
		today  db.Date
		papers int
		clock  Clock
		want   string
	}{
		{"papers are far off", meeting.Announced, "2026-05-22", 2, clock, ""},
		{"the day before", meeting.Announced, "2026-05-23", 2, clock, tellPapersDue},
		{"the last day", meeting.Preparing, "2026-05-24", 2, clock, tellPapersDue},
		{"the papers are there", meeting.Announced, "2026-05-24", 0, clock, ""},
		{"too late for papers", meeting.Announced, "2026-05-25", 1, clock, tellPapersLate},
		{"a meeting that never was", meeting.Announced, "2026-05-26", 1, clock, ""},
		{"while it runs", meeting.Open, "2026-05-26", 1, clock, ""},
		{"just closed", meeting.Closed, "2026-05-25", 0, clock, ""},
		{"to be posted tomorrow", meeting.Finished, "2026-05-26", 0, clock, tellPostDue},
		{"posted, not reported", meeting.Finished, "2026-05-28", 0, posted, tellPostLate},
		{"reported, not posted", meeting.Reported, "2026-05-29", 0, clock, tellPostLate},
		{"minutes come first", meeting.Closed, "2026-05-29", 0, clock, ""},
		{"all is done", meeting.Reported, "2026-05-29", 0, done, ""},
		{"no rule is known", meeting.Finished, "2026-05-29", 0, Clock{}, ""},
		{"called off", meeting.Cancelled, "2026-05-26", 1, clock, ""},
	} {
		what, _ := due(meeting.Meeting{State: c.state, HeldOn: "2026-05-25"}, c.today, c.papers, "2026-05-24", c.clock)
		if what != c.want {
			t.Errorf("%s: %q, want %q", c.name, what, c.want)
		}
	}
	if got := len(reminders(meeting.Meeting{}, tellPostDue, "2026-05-27", nil)); got != 0 {
		t.Errorf("%d notices to nobody", got)
	}
}
