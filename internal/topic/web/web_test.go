package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// house is the house, with who is signed in.
type house struct {
	*testing.T
	*webtest.World
	who map[access.Role]*webtest.Client
}

func (h house) as(role access.Role) *webtest.Client {
	h.Helper()
	if h.who[role] == nil {
		h.who[role] = h.World.As(h.T, role)
	}
	return h.who[role]
}

// page fetches a page that must be there, in words.
func (h house) page(role access.Role, path string) *goquery.Document {
	h.Helper()
	got := h.as(role).Get(path)
	if got.Status != http.StatusOK || strings.Contains(got.Body, "⟦") {
		h.Fatalf("%s: %d %s", path, got.Status, got.Body)
	}
	return got.Doc(h.T)
}

// send posts a form as the page that it stands on shows it: with its version
// and what it is filled with, and gives where it leads, or the page that came
// back.
func (h house) send(role access.Role, page, action string, typed url.Values) webtest.Answer {
	h.Helper()
	form := h.page(role, page).Find(`form[action^="` + action + `"]`)
	if form.Length() != 1 {
		h.Fatalf("%s has %d forms for %s", page, form.Length(), action)
	}
	if version, ok := form.Find("[name=_version]").Attr("value"); ok {
		typed.Set("_version", version)
	}
	return h.as(role).Post(action, typed)
}

func (h house) goes(a webtest.Answer, what string) {
	h.Helper()
	if a.Status != http.StatusSeeOther {
		h.Fatalf("%s: %d %s", what, a.Status, a.Body)
	}
}

func (h house) says(doc *goquery.Document, selector, want string) {
	h.Helper()
	if got := doc.Find(selector).Text(); !strings.Contains(got, want) {
		h.Errorf("%s says %q, want %q", selector, got, want)
	}
}

// F2, B12: the ways of a topic and of a briefing through the pages.
func TestPages(t *testing.T) {
	h := house{T: t, World: webtest.New(t, ""), who: map[access.Role]*webtest.Client{}}
	unit := "unit=" + string(h.Own.Unit)
	h.topic(unit)
	h.briefing(unit)

	list := h.page(access.Secretary, "/topic?"+unit)
	h.says(list, ".page-head, main", "đồng chí đã có chuyên đề")
	h.says(list, "#without, main", "Chưa có chuyên đề")
	found := h.page(access.Member, "/topic/collection?q=cham+soc&"+unit)
	h.says(found, "main", "Chăm sóc người bệnh tại nhà")
	if n := h.page(access.Member, "/topic/collection?kind=briefing&q=cham+soc&"+unit).Find("main li a").Length(); n != 0 {
		t.Errorf("%d briefings found", n)
	}
	below := h.page(access.Officer, "/topic/below?unit="+string(h.Places["parent"].Unit))
	h.says(below, "main", "Chi bộ Trạm Y tế")
	if strings.Contains(below.Text(), "Chăm sóc") {
		t.Error("an officer above reads a title")
	}
	for _, path := range []string{"/topic?year=x", "/topic?year=1999", "/topic?state=x", "/topic/collection?kind=x", "/topic/collection?year=x", "/topic/briefing?year=3000"} {
		if got := h.as(access.Member).Get(path); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}

// topic takes a topic from its proposal to the collection.
func (h house) topic(unit string) {
	h.Helper()
	empty := h.send(access.Member, "/topic/propose?"+unit, "/topic/propose", url.Values{"title": {""}, "field": {"Điều dưỡng"}})
	if doc := empty.Doc(h.T); empty.Status != http.StatusUnprocessableEntity || doc.Find("main input[name=field]").AttrOr("value", "") != "Điều dưỡng" {
		h.Errorf("a proposal without a title: %d", empty.Status)
	}
	proposed := h.send(access.Member, "/topic/propose?"+unit, "/topic/propose", url.Values{"title": {"Chăm sóc người bệnh tại nhà"}, "field": {"Điều dưỡng"}})
	h.goes(proposed, "proposing")
	at := proposed.Location
	h.goes(h.send(access.Secretary, at+"/accept", at+"/accept", url.Values{"title": {"Chăm sóc người bệnh tại nhà"}, "due": {"30/06/2026"}}), "accepting")

	saved := h.send(access.Member, at, at+"/draft", url.Values{"body": {"Thực trạng"}})
	h.goes(saved, "saving")
	if doc := h.page(access.Secretary, at); strings.Contains(doc.Text(), "Thực trạng") {
		h.Error("the secretary reads a draft")
	}
	taken := h.as(access.Member).Post(at+"/draft", url.Values{"_version": {"0"}, "body": {"Trên máy khác"}})
	if doc := taken.Doc(h.T); taken.Status != http.StatusConflict || !strings.Contains(doc.Text(), "Thực trạng") || !strings.Contains(doc.Find("textarea").Text(), "Trên máy khác") {
		h.Errorf("two devices: %d", taken.Status)
	}
	h.goes(h.as(access.Member).Post(at+"/send", url.Values{"_version": {"1"}, "body": {"Thực trạng và cách làm"}}), "sending")
	h.goes(h.send(access.Deputy, at+"/return", at+"/return", url.Values{"wanted": {"Nêu số liệu"}}), "giving back")
	h.says(h.page(access.Member, at), "#comments, main", "Nêu số liệu")
	h.goes(h.as(access.Member).Post(at+"/send", url.Values{"_version": {"2"}, "body": {"Thực trạng, cách làm và số liệu"}}), "sending again")
	h.goes(h.send(access.Secretary, at, at+"/pass", url.Values{}), "passing")
	h.says(h.page(access.Probationary, at), "article, .prose", "cách làm và số liệu")
	h.says(h.page(access.Probationary, at+"/print"), "main", "cách làm và số liệu")
	if got := h.as(access.Probationary).Get(at + "/print.docx"); got.Status != http.StatusOK {
		h.Errorf("the paper as a file: %d", got.Status)
	}
	seated := h.send(access.Secretary, at, at+"/seat", url.Values{})
	h.goes(seated, "seating")
	item := h.page(access.Secretary, seated.Location).Find(`a[href*="item="]`).FilterFunction(func(_ int, a *goquery.Selection) bool {
		return strings.Contains(a.Text(), "trình bày chuyên đề")
	})
	h.says(h.page(access.Secretary, item.AttrOr("href", "")), `a[href="`+at+`"]`, "Bài chuyên đề")
	again := h.send(access.Secretary, at+"/present", at+"/present", url.Values{"on": {"99/99/2026"}})
	if again.Status != http.StatusUnprocessableEntity {
		h.Errorf("no such day: %d", again.Status)
	}
	h.goes(h.send(access.Secretary, at+"/present", at+"/present", url.Values{"on": {"25/05/2026"}}), "presenting")
	h.goes(h.send(access.Probationary, at, at+"/comment", url.Values{"comment": {"Nên làm ở mọi khoa"}}), "commenting")
}

// briefing plans a briefing and holds it.
func (h house) briefing(unit string) {
	h.Helper()
	person := string(h.People[access.Member])
	twice := h.send(access.Secretary, "/topic/briefing/new?"+unit, "/topic/briefing/new", url.Values{"held_on": {"01/06/2026"}, "title": {"Quy trình hội chẩn"}, "presenter": {person}, "second": {person}})
	if twice.Status != http.StatusUnprocessableEntity || twice.Doc(h.T).Find("main input[name=title]").AttrOr("value", "") != "Quy trình hội chẩn" {
		h.Errorf("one person twice: %d", twice.Status)
	}
	planned := h.send(access.Secretary, "/topic/briefing/new?"+unit, "/topic/briefing/new", url.Values{"held_on": {"20/05/2026"}, "title": {"Quy trình hội chẩn"}, "presenter": {person}})
	h.goes(planned, "planning")
	at := planned.Location
	h.says(h.page(access.Member, at), "#files, main", "Thêm tài liệu")
	if h.page(access.Probationary, at).Find(`a[href^="/document/of/"]`).Length() != 0 {
		h.Error("who does not present may add slides")
	}
	h.goes(h.send(access.Secretary, at+"/hold", at+"/hold", url.Values{"on": {"20/05/2026"}}), "holding")
	h.says(h.page(access.Probationary, "/topic/briefing?"+unit), "main", "Đã tổ chức")
}
