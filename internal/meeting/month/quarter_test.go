package month

import (
	"testing"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/rulebook"
)

// B1, B11: the quarter that lacks its thematic meeting, from its second month on.
func TestLacking(t *testing.T) {
	thematic := meeting.Meeting{Kind: meeting.Thematic, Month: "2026-05"}
	combined := meeting.Meeting{Kind: meeting.Regular, Month: "2026-06", Combined: true}
	regular := meeting.Meeting{Kind: meeting.Regular, Month: "2026-05"}
	for _, c := range []struct {
		name     string
		today    db.Date
		meetings []meeting.Meeting
		want     int
	}{
		{"none", "2026-05-25", []meeting.Meeting{regular}, 2},
		{"the first month leaves time", "2026-04-25", nil, 0},
		{"one is held", "2026-05-25", []meeting.Meeting{regular, thematic}, 0},
		{"both parts in one sitting", "2026-05-25", []meeting.Meeting{combined}, 0},
		{"that of the quarter before", "2026-08-01", []meeting.Meeting{thematic, combined}, 3},
		{"the last quarter", "2026-12-31", nil, 4},
		{"before any rule", "1990-05-25", nil, 0},
	} {
		if got := lacking(rulebook.Default(), c.meetings, c.today); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}
