package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// B4, B5, C10: a vote by name through its pages, without script.
func TestNamedVoteThroughThePages(t *testing.T) {
	w := webtest.New(t, "")
	secretary, member := w.As(t, access.Secretary), w.As(t, access.Member)
	room := "/meeting/" + w.Own.Params["meeting"]
	all := room + "/named"
	if page := secretary.Get(room); !strings.Contains(page.Body, all+"?item=") {
		t.Error("the room does not lead to votes by name")
	}
	typed := url.Values{"question": {"Đề nghị khiển trách"}, "item": {w.Own.Params["item"]}, "matter": {"discipline"}}
	got := secretary.Press(all, all, typed)
	if doc := got.Doc(t); got.Status != http.StatusUnprocessableEntity || doc.Find("input[name=question]").AttrOr("value", "") != "Đề nghị khiển trách" ||
		!strings.Contains(doc.Find(".field-msg").Text(), "bỏ phiếu kín theo Điều lệ Đảng") {
		t.Errorf("a matter that is secret: %d", got.Status)
	}
	typed.Set("matter", "ordinary")
	at := secretary.Press(all, all, typed).Location
	if !strings.HasPrefix(at, all+"/") {
		t.Fatalf("begun at %q", at)
	}
	list := secretary.Get(at).Doc(t)
	people := list.Find("fieldset.voice").Length()
	if people == 0 || list.Find("input[type=radio]").Length() != 4*people || list.Find("input[type=radio][checked]").Length() != 0 {
		t.Fatalf("%d people, or a choice made beforehand", people)
	}
	field := list.Find("input[type=radio]").AttrOr("name", "")
	if got := secretary.Press(at, at+"/close", nil); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "đồng chí chưa ghi") {
		t.Errorf("closed too early: %d", got.Status)
	}
	if got := secretary.Press(at, at+"/voices", url.Values{field: {"against"}}); got.Location != at {
		t.Errorf("note: %d", got.Status)
	}
	stale := url.Values{field: {"other"}, "was-" + strings.TrimPrefix(field, "voice-"): {" 0"}}
	if got := secretary.Press(at, at+"/voices", stale); got.Status != http.StatusConflict || !strings.Contains(got.Doc(t).Find(".theirs").Text(), "Không đồng ý") || got.Doc(t).Find(`input[value="other"][checked]`).Length() != 1 {
		t.Errorf("two note-takers: %d", got.Status)
	}
	if page := member.Get(at); page.Doc(t).Find("fieldset.voice").Length() != 0 || !strings.Contains(page.Body, "Đồng chí được ghi") {
		t.Error("a member sees others, or not himself")
	}
	if got := member.Press(at, at+"/ask", url.Values{"asked": {"Tôi đồng ý"}}); got.Location != at {
		t.Errorf("ask: %d", got.Status)
	}
	if live := member.Get(room + "/live"); !strings.Contains(live.Body, at) {
		t.Error("the page that members follow does not show how one is noted")
	}
	if page := secretary.Get(at); !strings.Contains(page.Body, "Tôi đồng ý") {
		t.Error("the recorder does not read what is asked")
	}
	if got := secretary.Press(at, at+"/rest", url.Values{"choice": {"favour"}}); got.Location != at {
		t.Errorf("rest: %d", got.Status)
	}
	if got := secretary.Press(at, at+"/close", nil); got.Location != at {
		t.Errorf("close: %d %s", got.Status, got.Doc(t).Find("[data-errors]").Text())
	}
	if page := member.Get(at); page.Doc(t).Find("#voices-title").Length() != 1 || !strings.Contains(page.Body, "Vì sao: cần từ") || strings.Contains(page.Body, "/reopen") {
		t.Error("the cell does not read who voted how and why")
	}
	if page := secretary.Get(room + "/minutes"); !strings.Contains(page.Body, "Danh sách biểu quyết ghi tên:") {
		t.Error("the minutes do not print the list")
	}
}
