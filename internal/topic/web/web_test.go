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
type house struct{ webtest.Visit }

func (h house) says(doc *goquery.Document, selector, want string) {
	h.Helper()
	if got := doc.Find(selector).Text(); !strings.Contains(got, want) {
		h.Errorf("%s says %q, want %q", selector, got, want)
	}
}

// F2, B12: the ways of a topic and of a briefing through the pages.
func TestPages(t *testing.T) {
	h := house{webtest.NewVisit(t)}
	unit := "unit=" + string(h.Own.Unit)
	h.topic(unit)
	h.briefing(unit)

	list := h.Page(access.Secretary, "/topic?"+unit)
	h.says(list, ".page-head, main", "đồng chí đã có chuyên đề")
	h.says(list, "#without, main", "Chưa có chuyên đề")
	found := h.Page(access.Member, "/topic/collection?q=cham+soc&"+unit)
	h.says(found, "main", "Chăm sóc người bệnh tại nhà")
	if n := h.Page(access.Member, "/topic/collection?kind=briefing&q=cham+soc&"+unit).Find("main li a").Length(); n != 0 {
		t.Errorf("%d briefings found", n)
	}
	below := h.Page(access.Officer, "/topic/below?unit="+string(h.Places["parent"].Unit))
	h.says(below, "main", "Chi bộ Trạm Y tế")
	if strings.Contains(below.Text(), "Chăm sóc") {
		t.Error("an officer above reads a title")
	}
	for _, path := range []string{"/topic?year=x", "/topic?year=1999", "/topic?state=x", "/topic/collection?kind=x", "/topic/collection?year=x", "/topic/briefing?year=3000"} {
		if got := h.By(access.Member).Get(path); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}

// topic takes a topic from its proposal to the collection.
func (h house) topic(unit string) {
	h.Helper()
	empty := h.Send(access.Member, "/topic/propose?"+unit, "/topic/propose", url.Values{"title": {""}, "field": {"Điều dưỡng"}})
	if doc := empty.Doc(h.T); empty.Status != http.StatusUnprocessableEntity || doc.Find("main input[name=field]").AttrOr("value", "") != "Điều dưỡng" {
		h.Errorf("a proposal without a title: %d", empty.Status)
	}
	proposed := h.Send(access.Member, "/topic/propose?"+unit, "/topic/propose", url.Values{"title": {"Chăm sóc người bệnh tại nhà"}, "field": {"Điều dưỡng"}})
	h.Goes(proposed, "proposing")
	at := proposed.Location
	h.says(h.Page(access.Member, at), "main", "Rút đề xuất")
	h.says(h.Page(access.Secretary, at), "main", "Không nhận đề xuất")
	h.Goes(h.Send(access.Secretary, at+"/accept", at+"/accept", url.Values{"title": {"Chăm sóc người bệnh tại nhà"}, "due": {"30/06/2026"}}), "accepting")

	saved := h.Send(access.Member, at, at+"/draft", url.Values{"body": {"Thực trạng"}})
	h.Goes(saved, "saving")
	if doc := h.Page(access.Secretary, at); strings.Contains(doc.Text(), "Thực trạng") {
		h.Error("the secretary reads a draft")
	}
	taken := h.By(access.Member).Post(at+"/draft", url.Values{"_version": {"0"}, "body": {"Trên máy khác"}})
	if doc := taken.Doc(h.T); taken.Status != http.StatusConflict || !strings.Contains(doc.Text(), "Thực trạng") || !strings.Contains(doc.Find("textarea").Text(), "Trên máy khác") {
		h.Errorf("two devices: %d", taken.Status)
	}
	h.Goes(h.By(access.Member).Post(at+"/send", url.Values{"_version": {"1"}, "body": {"Thực trạng và cách làm"}}), "sending")
	h.Goes(h.Send(access.Deputy, at+"/return", at+"/return", url.Values{"wanted": {"Nêu số liệu"}}), "giving back")
	h.says(h.Page(access.Member, at), "#comments, main", "Nêu số liệu")
	h.Goes(h.By(access.Member).Post(at+"/send", url.Values{"_version": {"2"}, "body": {"Thực trạng, cách làm và số liệu"}}), "sending again")
	h.Goes(h.Send(access.Secretary, at, at+"/pass", url.Values{}), "passing")
	h.says(h.Page(access.Probationary, at), "article, .prose", "cách làm và số liệu")
	h.says(h.Page(access.Probationary, at+"/print"), "main", "cách làm và số liệu")
	if got := h.By(access.Probationary).Get(at + "/print.docx"); got.Status != http.StatusOK {
		h.Errorf("the paper as a file: %d", got.Status)
	}
	seated := h.Send(access.Secretary, at, at+"/seat", url.Values{})
	h.Goes(seated, "seating")
	item := h.Page(access.Secretary, seated.Location).Find(`a[href*="item="]`).FilterFunction(func(_ int, a *goquery.Selection) bool {
		return strings.Contains(a.Text(), "trình bày chuyên đề")
	})
	h.says(h.Page(access.Secretary, item.AttrOr("href", "")), `a[href="`+at+`"]`, "Bài chuyên đề")
	again := h.Send(access.Secretary, at+"/present", at+"/present", url.Values{"on": {"99/99/2026"}})
	if again.Status != http.StatusUnprocessableEntity {
		h.Errorf("no such day: %d", again.Status)
	}
	h.Goes(h.Send(access.Secretary, at+"/present", at+"/present", url.Values{"on": {"25/05/2026"}}), "presenting")
	h.Goes(h.Send(access.Probationary, at, at+"/comment", url.Values{"comment": {"Nên làm ở mọi khoa"}}), "commenting")
}

// briefing plans a briefing and holds it.
func (h house) briefing(unit string) {
	h.Helper()
	person := string(h.People[access.Member])
	twice := h.Send(access.Secretary, "/topic/briefing/new?"+unit, "/topic/briefing/new", url.Values{"held_on": {"01/06/2026"}, "title": {"Quy trình hội chẩn"}, "presenter": {person}, "second": {person}})
	if twice.Status != http.StatusUnprocessableEntity || twice.Doc(h.T).Find("main input[name=title]").AttrOr("value", "") != "Quy trình hội chẩn" {
		h.Errorf("one person twice: %d", twice.Status)
	}
	planned := h.Send(access.Secretary, "/topic/briefing/new?"+unit, "/topic/briefing/new", url.Values{"held_on": {"20/05/2026"}, "title": {"Quy trình hội chẩn"}, "presenter": {person}})
	h.Goes(planned, "planning")
	at := planned.Location
	h.says(h.Page(access.Member, at), "#files, main", "Thêm tài liệu")
	if h.Page(access.Probationary, at).Find(`a[href^="/document/of/"]`).Length() != 0 {
		h.Error("who does not present may add slides")
	}
	h.Goes(h.Send(access.Secretary, at+"/hold", at+"/hold", url.Values{"on": {"20/05/2026"}}), "holding")
	h.says(h.Page(access.Probationary, "/topic/briefing?"+unit), "main", "Đã tổ chức")
}
