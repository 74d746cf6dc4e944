package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// B1, B11: from the year's plan to a meeting with both parts, its theme, and
// what came of it, without script.
func TestThemeThroughThePages(t *testing.T) {
	w := webtest.New(t, "")
	c := w.As(t, access.Secretary)
	slot := "/meeting/new?slot=" + w.Own.Params["slot"]
	page := c.Get("/meeting/year?year=2026")
	if !strings.Contains(page.Body, slot) || !strings.Contains(page.Body, "Quý I, III chưa có sinh hoạt chuyên đề.") || !strings.Contains(page.Body, "chưa có sinh hoạt thường kỳ.") {
		t.Error("the year does not tell its gaps, or leads to no plan")
	}
	if form := c.Get(slot).Doc(t); form.Find("input[name=kind][value=thematic][checked]").Length() != 1 || form.Find("input[name=held_on]").AttrOr("value", "") != "18/11/2026" {
		t.Error("the slot is not what the form begins with")
	}
	typed := url.Values{"kind": {"thematic"}, "combined": {"on"}, "held_on": {"18/11/2026"}, "starts_at": {"14:00"}, "place": {"Phòng họp"}}
	if got := c.Press(slot, "/meeting/new", typed); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Chỉ cuộc họp thường kỳ") {
		t.Errorf("a thematic meeting is combined: %d", got.Status)
	}
	delete(typed, "combined")
	planned := c.Press(slot, "/meeting/new", typed)
	at := planned.Location + "/theme"
	if page := c.Get(planned.Location); !strings.Contains(page.Body, at) {
		t.Fatal("the meeting does not lead to its theme")
	}
	doc := c.Get(at + "?topic=" + url.QueryEscape("Ứng xử trên mạng")).Doc(t)
	if doc.Find("input[name=topic]").AttrOr("value", "") != "Ứng xử trên mạng" || c.Get(at).Doc(t).Find("input[name=topic]").AttrOr("value", "") != "Nâng cao chất lượng sinh hoạt" {
		t.Error("neither the topic of the year's plan nor a chosen one goes over")
	}
	if got := c.Press(at, at, url.Values{"topic": {""}, "difficulty": {"Còn họp hình thức"}}); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Doc(t).Find("textarea[name=difficulty]").Text(), "Còn họp hình thức") {
		t.Errorf("what was typed is lost: %d", got.Status)
	}
	if got := c.Press(at, at, url.Values{"topic": {"Nâng cao chất lượng sinh hoạt"}, "difficulty": {"Còn họp hình thức"}}); got.Location != at {
		t.Errorf("write: %d", got.Status)
	}
	if got := c.Press(at, at+"/pass", url.Values{"passed_on": {"31/02/2026"}}); got.Status != http.StatusUnprocessableEntity || got.Doc(t).Find("input[name=passed_on]").AttrOr("value", "") != "31/02/2026" {
		t.Errorf("passed on no day: %d", got.Status)
	}
	if got := c.Press(at, at+"/pass", url.Values{"passed_on": {"20/05/2026"}}); got.Location != at {
		t.Errorf("pass: %d", got.Status)
	}
	running := "/meeting/" + w.Own.Params["meeting"] + "/theme"
	if got := c.Press(running, running+"/measures", url.Values{"measures": {"Khám theo khung giờ\nThêm bàn tiếp đón"}}); got.Location != running {
		t.Errorf("measures: %d", got.Status)
	}
	if page := c.Get(running); !strings.Contains(page.Body, "<li>Thêm bàn tiếp đón</li>") || !strings.Contains(page.Body, "/task/"+w.Own.Params["task"]) {
		t.Error("the page does not show what came of the theme")
	}
	reader := w.As(t, access.Member)
	if page := reader.Get(running); page.Status != http.StatusOK || strings.Contains(page.Body, "Thêm bàn tiếp đón") || strings.Contains(page.Body, "<form action=\""+running) {
		t.Errorf("a member meets what is not concluded yet: %d", page.Status)
	}
	if page := reader.Get(at); !strings.Contains(page.Body, "Còn họp hình thức") {
		t.Error("a member does not see where the theme starts from")
	}
}
