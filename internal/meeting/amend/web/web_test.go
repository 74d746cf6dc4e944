package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/webtest"
)

// B7: the draft is shared, amended ahead of the meeting, and in the meeting
// amendments are taken over, voted on and put into the text, without script.
func TestAmendmentsThroughThePages(t *testing.T) {
	w := webtest.New(t, "")
	secretary, member := w.As(t, access.Secretary), w.As(t, access.Member)
	id, err := w.App.Meetings.Plan(t.Context(), access.Console, w.Own.Unit, meeting.Plan{
		Kind: meeting.Regular, HeldOn: "2026-06-25", Month: "2026-06", StartsAt: "14:00", Place: "Phòng họp",
	})
	if err != nil {
		t.Fatal(err, dbtest.Today)
	}
	at := "/meeting/" + string(id) + "/amendments"
	if page := member.Get(at); page.Status != http.StatusOK || !strings.Contains(page.Body, "Chưa có dự thảo") || strings.Contains(page.Body, "/share") {
		t.Errorf("before it is shared: %d", page.Status)
	}
	if got := secretary.Press(at, at+"/share", nil); got.Status != http.StatusSeeOther {
		t.Fatalf("share: %d", got.Status)
	}
	typed := url.Values{"part": {"carrying"}, "words": {"không có trong dự thảo"}, "instead": {"chi bộ"}, "reason": {""}}
	got := member.Press(at, at, typed)
	doc := got.Doc(t)
	if got.Status != http.StatusUnprocessableEntity || doc.Find("textarea[name=words]").Text() != "không có trong dự thảo" || doc.Find("option[value=carrying][selected]").Length() != 1 {
		t.Errorf("what was typed is lost: %d", got.Status)
	}
	typed.Set("words", "kỳ sinh hoạt sau")
	typed.Set("reason", "Rõ trách nhiệm")
	if got := member.Press(at, at, typed); got.Status != http.StatusSeeOther {
		t.Errorf("propose: %d", got.Status)
	}
	page := w.As(t, access.Probationary).Get(at)
	if !strings.Contains(page.Body, "Sửa đổi số 1") || page.Doc(t).Find("del").Length() != 1 || page.Doc(t).Find(`form[action$="/withdraw"]`).Length() != 0 {
		t.Error("the others do not read it, or may withdraw it")
	}
	one := at + "/" + strings.TrimPrefix(page.Doc(t).Find(`li[id^="amendment-"]`).AttrOr("id", ""), "amendment-")
	if got := member.Press(at, one+"/withdraw", nil); got.Status != http.StatusSeeOther {
		t.Errorf("withdraw: %d", got.Status)
	}
	t.Run("in the meeting", func(t *testing.T) { decide(t, w, secretary) })
}

// decide goes on with the amendment that the house has before its open meeting.
func decide(t *testing.T, w *webtest.World, secretary *webtest.Client) {
	at := "/meeting/" + w.Own.Params["meeting"] + "/amendments"
	one := at + "/" + w.Own.Params["amendment"]
	for _, step := range []struct {
		verb   string
		typed  url.Values
		status int
	}{
		{"take", nil, http.StatusSeeOther},
		{"reconsider", nil, http.StatusSeeOther},
		{"vote", url.Values{"favour": {"999"}}, http.StatusUnprocessableEntity},
		{"vote", url.Values{"favour": {"6"}, "against": {"0"}, "other": {""}}, http.StatusSeeOther},
		{"enter", nil, http.StatusSeeOther},
	} {
		if got := secretary.Press(at, one+"/"+step.verb, step.typed); got.Status != step.status {
			t.Errorf("%s %v: %d %s", step.verb, step.typed, got.Status, got.Doc(t).Find(".field-msg").Text())
		}
	}
	page := secretary.Get(at)
	if !strings.Contains(page.Body, "Đã đưa vào văn bản") || !strings.Contains(page.Body, "Đã thông qua") {
		t.Error("the page does not tell what became of it")
	}
	resolution := secretary.Get("/meeting/" + w.Own.Params["meeting"] + "/resolution")
	if !strings.Contains(resolution.Body, "Khác với dự thảo") || !strings.Contains(resolution.Body, "Hai là, sổ trực thiếu chữ ký.") {
		t.Error("the resolution does not hold it")
	}
}
