package month

import (
	"testing"

	"chibo/internal/meeting"
)

// A meeting whose day passed without it does not hide the one that comes.
func TestNextAmong(t *testing.T) {
	passed := meeting.Meeting{ID: "passed", State: meeting.Announced, HeldOn: "2026-05-06"}
	running := meeting.Meeting{ID: "running", State: meeting.Open, HeldOn: "2026-05-20"}
	coming := meeting.Meeting{ID: "coming", State: meeting.Preparing, HeldOn: "2026-06-03"}
	over := meeting.Meeting{ID: "over", State: meeting.Finished, HeldOn: "2026-05-25"}
	for _, c := range []struct {
		meetings []meeting.Meeting
		want     meeting.ID
	}{
		{nil, ""},
		{[]meeting.Meeting{over}, ""},
		{[]meeting.Meeting{passed, over}, "passed"},
		{[]meeting.Meeting{passed, over, coming}, "coming"},
		{[]meeting.Meeting{passed, running, coming}, "running"},
	} {
		if got := nextAmong(c.meetings, "2026-05-25").ID; got != c.want {
			t.Errorf("next is %q, want %q", got, c.want)
		}
	}
}
