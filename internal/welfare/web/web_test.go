package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// F6: a member asks for something, what looks like a detail of health comes back with
// all that was typed; the committee has it answered; the officer of the chapter keeps
// the list of care and hands it out.
func TestPages(t *testing.T) {
	w := webtest.New(t, "")
	secretary, fellow, head := w.As(t, access.Secretary), w.As(t, access.Member), w.As(t, access.MassOfficer)
	unit := "?unit=" + string(w.Own.Unit)
	typed := url.Values{"kind": {"training"}, "about": {"self"}, "title": {"Đi học nghiệp vụ"}, "body": {"Vừa nằm viện, muốn học thêm."}}
	bad := fellow.Post("/welfare/new"+unit, typed)
	doc := bad.Doc(t)
	if bad.Status != http.StatusUnprocessableEntity || !strings.Contains(doc.Find(".field-bad").Text(), "nằm viện") || doc.Find("textarea[name=body]").Text() != typed.Get("body") || doc.Find("input[name=sure]").Length() != 1 {
		t.Errorf("a detail of health: %d %s", bad.Status, doc.Find("main").Text())
	}
	typed.Set("body", "Muốn học thêm.")
	made := fellow.Post("/welfare/new"+unit, typed)
	if made.Status != http.StatusSeeOther {
		t.Fatalf("raising: %d %s", made.Status, made.Body)
	}
	for version, form := range []struct {
		by  *webtest.Client
		act string
		v   url.Values
	}{
		{secretary, "assign", url.Values{"department": {"Phòng Tổ chức"}, "due": {"28/05/2026"}}},
		{secretary, "answer", url.Values{"words": {"Nhất trí."}}},
		{secretary, "finish", url.Values{"words": {"Đã cử đi học."}}},
	} {
		form.v.Set("_version", string(rune('1'+version)))
		if got := form.by.Post(made.Location+"/"+form.act, form.v); got.Status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", form.act, got.Status, got.Body)
		}
	}
	if text := fellow.Get(made.Location).Doc(t).Find("main").Text(); !strings.Contains(text, "Đã cử đi học.") || !strings.Contains(text, "Đã thực hiện") {
		t.Errorf("its author reads %s", text)
	}
	chapter := "?unit=" + string(w.Places["child"].Unit)
	entered := head.Post("/welfare/visits/new"+chapter, url.Values{"held_on": {"20/05/2026"}, "occasion": {"Tháng Công nhân"}, "form": {"visited"}, "persons": {"3"}, "_version": {"0"}})
	if entered.Status != http.StatusSeeOther {
		t.Fatalf("a visit: %d %s", entered.Status, entered.Body)
	}
	if text := head.Get("/welfare/visits" + chapter).Doc(t).Find("main").Text(); !strings.Contains(text, "Tháng Công nhân") {
		t.Errorf("the list of care: %s", text)
	}
	for _, ending := range []string{"docx", "xlsx"} {
		if got := head.Get("/welfare/visits." + ending + chapter); got.Status != http.StatusOK || len(got.Body) < 1000 {
			t.Errorf("%s: %d", ending, got.Status)
		}
	}
}
