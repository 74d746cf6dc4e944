package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/webtest"
)

// B7, B9: what waits is added, put onto the next agenda, repeated and dropped,
// without script.
func TestBacklogThroughThePages(t *testing.T) {
	const at = "/meeting/backlog"
	w := webtest.New(t, "")
	c := w.As(t, access.Secretary)
	entry := at + "/entries/" + w.Own.Params["entry"]
	if got := w.As(t, access.Member).Get(at); got.Status != http.StatusForbidden {
		t.Errorf("a member reads the backlog: %d", got.Status)
	}
	got := c.Press(at, at, url.Values{"title": {"Sắp xếp kho thuốc"}, "kind": {""}, "minutes": {"x"}})
	if got.Status != http.StatusUnprocessableEntity || got.Doc(t).Find("input[name=title]").AttrOr("value", "") != "Sắp xếp kho thuốc" || got.Doc(t).Find("input[name=minutes]").AttrOr("value", "") != "x" {
		t.Errorf("what was typed is lost: %d", got.Status)
	}
	if got := c.Press(at, at, url.Values{"title": {"Điểm tin tháng"}, "kind": {"study"}, "repeated": {"1"}}); got.Status != http.StatusSeeOther {
		t.Errorf("park: %d", got.Status)
	}
	id, err := w.App.Meetings.Plan(t.Context(), access.Console, w.Own.Unit, meeting.Plan{
		Kind: meeting.Regular, HeldOn: "2026-06-25", Month: "2026-06", StartsAt: "14:00", Place: "Phòng họp",
	})
	if err != nil {
		t.Fatal(err)
	}
	ahead := "/meeting/" + string(id)
	if page := c.Get(ahead); !strings.Contains(page.Body, "Điểm tin tháng") || !strings.Contains(page.Body, "Việc để lại (1)") {
		t.Error("what is repeated is not on the new agenda, or what waits is not offered")
	}
	if got := c.Press(at, entry+"/seat", nil); got.Location != ahead {
		t.Errorf("seat: %d %s", got.Status, got.Location)
	}
	if page := c.Get(ahead); !strings.Contains(page.Body, "Lịch trực hè") {
		t.Error("the entry is not on the agenda")
	}
	drop, _ := c.Get(at).Doc(t).Find(`a[href$="/drop"]`).Attr("href")
	if got := c.Press(drop, drop, nil); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("dropped without a reason: %d", got.Status)
	}
	if got := c.Press(drop, drop, url.Values{"reason": {"Đã có bản tin"}}); got.Location != at {
		t.Errorf("drop: %d %s", got.Status, got.Location)
	}
}
