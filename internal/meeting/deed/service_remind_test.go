package deed_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// B8: the secretary, and nobody else, is reminded once of what is to be posted,
// the day before and when it is late, and of papers that are awaited.
func TestRemindOfPapers(t *testing.T) {
	clock := dbtest.NewClock()
	h := build(t, dbtest.SQLite(t, clock))
	notices := notify.New(h.DB, h.Members, account.New(h.DB, org.New(h.DB), h.Members))
	h.deeds.Notices = notices
	ctx := t.Context()
	told := func(by access.Actor) []string {
		t.Helper()
		p, err := notices.List(ctx, by, 1)
		must(t, err)
		var keys []string
		for _, l := range p.Lines {
			keys = append(keys, strings.TrimPrefix(l.Key, "meeting.notice_"))
		}
		slices.Sort(keys)
		return keys
	}
	june := meetingtest.May(h.Hall)
	june.HeldOn, june.Kind, june.Month = "2026-05-29", meeting.Thematic, "2026-05"
	h.Plan(t, june)
	h.finished(t)
	for _, want := range [][]string{
		nil,
		{"post_due"},
		{"papers_due", "post_due"},
		{"papers_due", "post_due", "post_late"},
		{"papers_due", "papers_late", "post_due", "post_late"},
	} {
		for range 2 {
			must(t, h.deeds.Remind(ctx, access.System))
		}
		if got := told(h.Secretary); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", clock.Now().Format(time.DateOnly), got, want)
		}
		clock.Set(clock.Now().Add(24 * time.Hour))
	}
	if got := told(h.Plain); got != nil {
		t.Errorf("a member is told %v", got)
	}
	if err := h.deeds.Remind(ctx, h.Secretary); !fault.Is(err, fault.Denied) {
		t.Errorf("a person starts the job: %v", err)
	}
}
