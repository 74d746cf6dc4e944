package floor

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/meeting"
)

func at(t *testing.T, s string) db.Time {
	t.Helper()
	tm, err := time.ParseInLocation("2006-01-02 15:04:05", s, db.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return db.At(tm)
}

// B5: points of order go first, then the others as they asked; who has the
// floor waits no more. C10: one who does not record learns no name but his own
// and that of who speaks.
func TestHear(t *testing.T) {
	turns := func() []Turn {
		return []Turn{
			{ID: "1", Person: "b", Name: "B", Kind: Speech, Ordinal: 2},
			{ID: "2", Person: "c", Name: "C", Kind: Speech, Ordinal: 1},
			{ID: "3", Person: "d", Name: "D", Kind: Order, Ordinal: 1},
			{ID: "4", Person: "e", Name: "E", Kind: Speech, Ordinal: 0, Given: at(t, "2026-05-25 14:00:00")},
		}
	}
	var desk, own, other Room
	desk.hear(turns(), "a", true)
	own.hear(turns(), "b", false)
	other.hear(turns(), "", false)
	var names []string
	for _, q := range desk.Queue {
		names = append(names, q.Name)
	}
	if diff := cmp.Diff([]string{"D", "C", "B"}, names); diff != "" || desk.Speaker.ID != "4" || desk.Waiting != 3 {
		t.Errorf("the recorder sees %+v %s", desk, diff)
	}
	if desk.MayRise(0) || desk.MayRise(1) || !desk.MayRise(2) || desk.MayRise(3) {
		t.Error("a speech goes before a point of order")
	}
	if own.Place != 3 || own.Mine.ID != "1" || own.Queue != nil || own.Speaking != "E" || own.Speaker.ID != "" {
		t.Errorf("one who waits sees %+v", own)
	}
	if diff := cmp.Diff(Room{Speaking: "E", Waiting: 3}, other); diff != "" {
		t.Errorf("anyone else sees %s", diff)
	}
}

// B4: from half an hour before the beginning, on the day, until the end.
func TestAdmits(t *testing.T) {
	for _, c := range []struct {
		state    meeting.State
		starts   string
		now      string
		may      bool
		tells    string
		testName string
	}{
		{meeting.Announced, "14:00", "2026-05-25 13:29:59", false, "meeting.check_in_early", "too early"},
		{meeting.Announced, "14:00", "2026-05-25 13:30:00", true, "", "half an hour before"},
		{meeting.Preparing, "14:00", "2026-05-25 15:00:00", true, "", "begun late"},
		{meeting.Announced, "14:00", "2026-05-24 14:00:00", false, "meeting.check_in_early", "the day before"},
		{meeting.Announced, "14:00", "2026-05-26 13:45:00", false, "meeting.check_in_over", "the day after"},
		{meeting.Open, "14:00", "2026-05-26 00:10:00", true, "", "past midnight"},
		{meeting.Closed, "14:00", "2026-05-25 16:00:00", false, "meeting.check_in_over", "ended"},
		{meeting.Cancelled, "14:00", "2026-05-25 14:00:00", false, "meeting.check_in_over", "called off"},
		{meeting.Announced, "", "2026-05-25 14:00:00", false, "meeting.check_in_over", "no time planned"},
	} {
		m := meeting.Meeting{State: c.state, HeldOn: "2026-05-25", StartsAt: c.starts}
		if got := Admits(m, at(t, c.now)); got != c.may {
			t.Errorf("%s: %v", c.testName, got)
		}
		if err := admits(m, at(t, c.now)); (err == nil) != c.may || err != nil && !strings.Contains(err.Error(), c.tells) {
			t.Errorf("%s: told %v", c.testName, err)
		}
	}
}

// B4: a code lives for a minute and a little, for its own meeting, and as long
// as its secret.
func TestCode(t *testing.T) {
	shown := at(t, "2026-05-25 13:45:00")
	code := codeOf("secret", "m", stepAt(shown))
	for _, c := range []struct {
		name   string
		secret string
		id     meeting.ID
		code   string
		after  time.Duration
		taken  bool
	}{
		{"at once", "secret", "m", code, 0, true},
		{"typed", "secret", "m", " " + strings.ToLower(code) + " ", time.Second, true},
		{"a minute later", "secret", "m", code, time.Minute, true},
		{"a minute and a half later", "secret", "m", code, 90 * time.Second, false},
		{"of another meeting", "secret", "n", code, 0, false},
		{"after the code was shown anew", "other", "m", code, 0, false},
		{"after it was taken away", "", "m", codeOf("", "m", stepAt(shown)), 0, false},
		{"before its time", "secret", "m", codeOf("secret", "m", stepAt(shown)+1), 0, false},
		{"none", "secret", "m", "", 0, false},
	} {
		if err := checkCode(c.secret, c.id, c.code, db.At(shown.Add(c.after))); (err == nil) != c.taken {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if a, b := newSecret(), newSecret(); a == b || len(a) != 32 {
		t.Errorf("secrets are %q and %q", a, b)
	}
}

func TestPicture(t *testing.T) {
	size, path, err := Picture("https://chibo.example.vn/meeting/01890a5d-ac96-774b-bcce-b302099a8057/check-in?code=ABCDEFGHIJ")
	if err != nil || size < 21 || !strings.HasPrefix(path, "M0 0h1v1h-1z") || strings.Count(path, "M") > size*size {
		t.Errorf("the picture is %d wide: %.40s, %v", size, path, err)
	}
	if _, _, err := Picture(strings.Repeat("x", 5000)); err == nil {
		t.Error("a text that is too long has a picture")
	}
}
