package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// reader is somebody in front of the pages, without script.
type reader struct {
	*webtest.Client
	t *testing.T
}

func (r reader) read(path string) *goquery.Document {
	r.t.Helper()
	got := r.Get(path)
	if got.Status != http.StatusOK {
		r.t.Fatalf("%s: %d", path, got.Status)
	}
	return got.Doc(r.t)
}

// fill sends the form of a page that posts to the address, as it stands but for
// what is given.
func (r reader) fill(page, action string, given url.Values) webtest.Answer {
	r.t.Helper()
	form := r.read(page).Find("main form").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.AttrOr("action", "") == action })
	if form.Length() != 1 {
		r.t.Fatalf("%s has %d forms that post to %s", page, form.Length(), action)
	}
	v := url.Values{}
	form.Find("input, textarea").Each(func(_ int, s *goquery.Selection) {
		if _, checked := s.Attr("checked"); s.AttrOr("type", "text") == "radio" && !checked {
			return
		}
		v.Add(s.AttrOr("name", ""), s.AttrOr("value", s.Text()))
	})
	form.Find("select option[selected]").Each(func(_ int, s *goquery.Selection) {
		v.Add(s.Closest("select").AttrOr("name", ""), s.AttrOr("value", ""))
	})
	maps.Copy(v, given)
	return r.Post(action, v)
}

func (r reader) done(page, action string, given url.Values) {
	r.t.Helper()
	if got := r.fill(page, action, given); got.Status != http.StatusSeeOther {
		r.t.Fatalf("%s: %d %s", action, got.Status, strings.Join(strings.Fields(got.Doc(r.t).Find("[data-errors], .field-msg").Text()), " "))
	}
}

// refused is fill that has to come back with a message at the field, and with
// what was typed.
func (r reader) refused(page, action, field string, given url.Values) {
	r.t.Helper()
	got := r.fill(page, action, given)
	at := got.Doc(r.t).Find(".field-bad").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.Find(`[name="`+field+`"]`).Length() > 0 })
	if got.Status != http.StatusUnprocessableEntity || at.Find(".field-msg").Length() != 1 {
		r.t.Errorf("%s: %d, %d messages at %s", action, got.Status, at.Find(".field-msg").Length(), field)
	}
	for name, values := range given {
		if typed := got.Doc(r.t).Find(`textarea[name="` + name + `"]`); typed.Length() > 0 && strings.TrimSpace(typed.Text()) != strings.TrimSpace(values[0]) {
			r.t.Errorf("%s: %s was lost", action, name)
		}
	}
}

// H2: a year's review goes from what a member writes to the superior's decision,
// without script.
func TestAReviewIsHeld(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	as := func(role access.Role) reader { return reader{w.As(t, role), t} }
	secretary, member, officer := as(access.Secretary), as(access.Member), as(access.Officer)
	at, home := "/evaluation/of/"+w.Own.Params["review"], "/evaluation"

	opening := "/evaluation/new?unit=" + string(w.Own.Unit)
	for field, value := range map[string]string{"year": "1999", "quarter": "7", "due": "31/02/2026"} {
		secretary.refused(opening, opening, field, url.Values{"year": {"2026"}, "quarter": {"1"}, "due": {"10/06/2026"}, field: {value}})
	}
	files := member.read(home).Find("main tbody a")
	if files.Length() != 1 {
		t.Fatalf("a member is shown %d files", files.Length())
	}
	mine := files.AttrOr("href", "")
	secretary.refused(mine, mine+"/form", "form", url.Values{"form": {"x"}})
	words := url.Values{"part_ethics": {"Giữ gìn đoàn kết"}, "part_work": {"Hoàn thành việc được giao"}, "part_limits": {"Báo cáo chậm"}, "part_ahead": {"Báo cáo sớm"}, "own_level": {"good"}, "do": {"submit"}}
	short := maps.Clone(words)
	short.Set("part_limits", "")
	member.refused(mine+"/edit", mine+"/edit", "part_limits", short)
	member.done(mine+"/edit", mine+"/edit", words)
	comment := mine + "/comment?source=residence"
	secretary.refused(comment, comment, "body", url.Values{"body": {" "}})
	secretary.done(comment, comment, url.Values{"giver": {"Khu dân cư 4"}, "body": {"Gương mẫu nơi cư trú"}})
	if text := member.read(mine).Text(); !strings.Contains(text, "Gương mẫu nơi cư trú") || !strings.Contains(text, "Báo cáo chậm") {
		t.Error("the file does not show what was written")
	}

	secretary.refused(home, at+"/convene", "held_on", url.Values{"held_on": {"x"}})
	secretary.done(home, at+"/convene", nil)
	var all []string
	secretary.read(at).Find("main tbody a").Each(func(_ int, s *goquery.Selection) { all = append(all, s.AttrOr("href", "")) })
	for i, file := range all {
		if i == 0 {
			secretary.refused(file+"/vote", file+"/vote", "level", url.Values{"favour": {"4"}})
			secretary.refused(file+"/vote", file+"/vote", "favour", url.Values{"level": {"good"}, "favour": {"0"}, "against": {"4"}})
		}
		secretary.done(file+"/vote", file+"/vote", url.Values{"level": {map[bool]string{true: "excellent", false: "good"}[i > 2]}, "favour": {"4"}})
	}
	if text := secretary.read(at).Find("main").Text(); !strings.Contains(text, "không quá 20%") || !strings.Contains(text, "Vượt") {
		t.Error("the limit is not said")
	}
	if officer.read(at).Find("main tbody tr").Length() != 0 {
		t.Error("the officer is shown names before they are sent")
	}
	secretary.done(at, at+"/send", nil)
	if officer.read("/home").Find(`main a[href="/evaluation/below?year=2025"]`).Length() != 1 {
		t.Error("the officer's home does not lead to the year that was sent")
	}
	officer.refused(at, at+"/return", "wanted", url.Values{"wanted": {" "}})
	officer.refused(at+"/decide", at+"/decide", "number", url.Values{"on": {"25/05/2026"}})
	officer.done(at+"/decide", at+"/decide", url.Values{"number": {"12-QĐ/ĐU"}, "on": {"25/05/2026"}})

	text := member.read(mine).Find("main").Text()
	if !strings.Contains(text, "12-QĐ/ĐU") {
		t.Error("the member does not read the decision")
	}
	if text := officer.read("/evaluation/below?year=2025").Find("main").Text(); !strings.Contains(text, "Cấp trên đã quyết định") {
		t.Error("the list of the units below does not say so")
	}
	for path, who := range map[string]reader{at: officer, mine: member} {
		for _, ending := range []string{"", ".docx", ".pdf"} {
			if got := who.Get(path + "/print" + ending); got.Status != http.StatusOK || len(got.Body) < 1000 {
				t.Errorf("%s/print%s: %d", path, ending, got.Status)
			}
		}
	}
	if got := officer.Get(mine); got.Status == http.StatusOK {
		t.Error("the officer reads what somebody wrote")
	}

	secretary.done(opening, opening, url.Values{"year": {"2026"}, "quarter": {"1"}, "due": {"10/06/2026"}})
	for path, words := range map[string]string{"/notify": "Chi bộ Trạm Y tế mở đợt kiểm điểm quý 1 năm 2026; hạn", "/home": "đang kiểm điểm, xếp loại quý 1 năm 2026."} {
		if !strings.Contains(member.read(path).Find("main").Text(), words) {
			t.Errorf("%s does not say %q", path, words)
		}
	}
	if !strings.Contains(secretary.read("/home").Find("main").Text(), "Kiểm điểm, xếp loại quý 1 năm 2026") {
		t.Error("the secretary's home does not name the quarter")
	}
	before := member.read(member.read(home).Find("main tbody a").AttrOr("href", "")).Find("#before").Closest("section").Text()
	if !strings.Contains(before, "Năm 2025") || !strings.Contains(before, "Cấp trên quyết định") {
		t.Errorf("former years: %q", before)
	}
}
