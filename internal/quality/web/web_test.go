package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"strconv"
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

func as(t *testing.T, w *webtest.World, role access.Role) reader {
	t.Helper()
	return reader{w.As(t, role), t}
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
		kind := s.AttrOr("type", "text")
		if _, checked := s.Attr("checked"); kind == "checkbox" && !checked || kind == "radio" && !checked {
			return
		}
		v.Add(s.AttrOr("name", ""), s.AttrOr("value", s.Text()))
	})
	maps.Copy(v, given)
	return r.Post(action, v)
}

// done is fill that has to succeed.
func (r reader) done(page, action string, given url.Values) {
	r.t.Helper()
	if got := r.fill(page, action, given); got.Status != http.StatusSeeOther {
		r.t.Fatalf("%s: %d %s", action, got.Status, strings.Join(strings.Fields(got.Doc(r.t).Find("[data-errors], .fault").Text()), " "))
	}
}

// refused is fill that has to come back with a message at the field.
func (r reader) refused(page, action, field string, given url.Values) {
	r.t.Helper()
	got := r.fill(page, action, given)
	at := got.Doc(r.t).Find(".field-bad").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.Find(`[name="`+field+`"]`).Length() > 0 })
	if got.Status != http.StatusUnprocessableEntity || at.Find(".field-msg").Length() != 1 {
		r.t.Errorf("%s: %d, %d messages at %s", action, got.Status, at.Find(".field-msg").Length(), field)
	}
}

// judged are the criteria of the national rubric that people judge: nothing was
// due from a meeting before.
var judged = url.Values{"points_preparation_content": {"5"}, "points_conduct_content": {"22"}, "points_conduct_chair": {"9"}, "points_principles": {"5"}, "points_results": {"30"}}

func with(v url.Values, name, value string) url.Values {
	all := maps.Clone(v)
	all.Set(name, value)
	return all
}

// B10: from the draft that the record gives to what the committee above
// confirmed, without script; and who sees what on the way.
func TestAScoreGoesUp(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	at := "/quality/of/" + w.Own.Params["scored"]
	secretary, member, officer := as(t, w, access.Secretary), as(t, w, access.Member), as(t, w, access.Officer)

	sheet := secretary.read(at)
	if n := sheet.Find("main tbody .points-box").Length(); n != len(judged) {
		t.Errorf("%d fields in the table, want those of the criteria that people judge", n)
	}
	if member.read(at).Find("main form").Length() != 0 {
		t.Error("a member is offered a form")
	}
	secretary.refused(at, at+"/save", "points_principles", with(judged, "points_principles", "6"))
	secretary.refused(at, at+"/save", "reason_duration", with(judged, "points_duration", "1"))
	secretary.done(at, at+"/save", judged)
	secretary.refused(at+"/adopt", at+"/adopt", "favour", url.Values{"favour": {"x"}})
	secretary.done(at+"/adopt", at+"/adopt", url.Values{"favour": {"4"}})
	if got := officer.Get(at); got.Status != http.StatusNotFound {
		t.Errorf("the officer before it was sent: %d", got.Status)
	}
	secretary.done(at+"/send", at+"/send", nil)

	told := func(who access.Role, words string) {
		if !strings.Contains(w.As(t, who).Get("/notify").Body, words) {
			t.Errorf("%s is not told: %s", who, words)
		}
	}
	told(access.Deputy, "đã thông qua điểm chất lượng sinh hoạt")
	told(access.Officer, "gửi kết quả chấm điểm sinh hoạt")
	if links := officer.read("/quality").Find(`main a[href="` + at + `/confirm"]`).Length(); links != 1 {
		t.Errorf("%d links to what waits", links)
	}
	officer.refused(at+"/return", at+"/return", "reason", nil)
	officer.done(at+"/return", at+"/return", url.Values{"reason": {"Xem lại điểm điều hành"}})
	if text := secretary.read(at).Find("main").Text(); !strings.Contains(text, "Xem lại điểm điều hành") {
		t.Error("the cell does not read why")
	}
	secretary.done(at, at+"/save", with(judged, "points_conduct_chair", "8"))
	secretary.done(at+"/adopt", at+"/adopt", url.Values{"favour": {"4"}})
	secretary.done(at+"/send", at+"/send", nil)
	officer.refused(at+"/confirm", at+"/confirm", "reason_conduct_chair", url.Values{"points_conduct_chair": {"7"}})
	officer.done(at+"/confirm", at+"/confirm", url.Values{"points_conduct_chair": {"7"}, "reason_conduct_chair": {"Kết thúc chậm"}, "note": {"Nhất trí"}})

	told(access.Secretary, "đề nghị xem lại điểm")
	told(access.Secretary, "đã xác nhận điểm chất lượng")
	text := member.read(at).Find("main").Text()
	for _, words := range []string{"Cấp trên xác nhận", "Kết thúc chậm", "Nhất trí"} {
		if !strings.Contains(text, words) {
			t.Errorf("the sheet does not say %q", words)
		}
	}
	for _, ending := range []string{"", ".docx", ".pdf"} {
		if got := officer.Get(at + "/print" + ending); got.Status != http.StatusOK || len(got.Body) < 1000 {
			t.Errorf("print%s: %d", ending, got.Status)
		}
	}
	if n := member.read("/quality").Find("main svg.chart circle").Length(); n != 2 {
		t.Errorf("%d dots, want the cell's and the committee's", n)
	}
	if got := officer.Get(deskOf(w, "own")); got.Status != http.StatusOK {
		t.Errorf("the officer at the cell's trend: %d", got.Status)
	}
	if got := secretary.Get(deskOf(w, "sibling")); got.Status != http.StatusNotFound {
		t.Errorf("a sister cell: %d", got.Status)
	}
}

func deskOf(w *webtest.World, place string) string {
	return "/quality?unit=" + string(w.Places[place].Unit)
}

// B10: a rubric is written from a template, adds up, and ends; the buttons of
// the form lose nothing that was typed.
func TestARubricIsSet(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	secretary := as(t, w, access.Secretary)
	unit := string(w.Own.Unit)
	list, edit := "/quality/rubrics?unit="+unit, "/quality/rubrics/new?unit="+unit+"&base=vn-42hd-2025"
	if n := secretary.read("/quality/rubrics/new").Find("main .rows a").Length(); n < 3 {
		t.Errorf("%d rubrics to start from", n)
	}
	rows := secretary.read(edit).Find(".rubric-row").Length()
	more := secretary.fill(edit, edit, url.Values{"do": {"part-0"}, "title": {"Khung của chi bộ"}})
	doc := more.Doc(t)
	if more.Status != http.StatusOK || doc.Find(".rubric-row").Length() != rows+1 || doc.Find("[name=title]").AttrOr("value", "") != "Khung của chi bộ" {
		t.Errorf("adding a part: %d, %d rows", more.Status, doc.Find(".rubric-row").Length())
	}
	if sum := secretary.fill(edit, edit, url.Values{"do": {"sum"}, "points_0": {"4"}}); !strings.Contains(sum.Doc(t).Text(), "Tổng 99/100") {
		t.Error("the sum does not follow what was typed")
	}
	for field, value := range map[string]string{"title": "", "from": "31/02/2027", "points_0": "4", "points_1": "x", "row_1": "", "band_good": "60", "rescale": "x"} {
		at := field
		switch {
		case field == "points_0":
			at = "row_" + strconv.Itoa(0) // the message stands over the rows
		case strings.HasPrefix(field, "points_"):
			at = "row_" + strings.TrimPrefix(field, "points_")
		}
		secretary.refused(edit, edit, at, url.Values{"from": {"01/09/2026"}, field: {value}})
	}
	secretary.done(edit, edit, url.Values{"from": {"01/09/2026"}, "title": {"Khung của chi bộ"}, "doc_no": {"12-QĐ/CB"}})
	doc = secretary.read(list)
	end := doc.Find(`main a[href*="/end?"]`)
	if !strings.Contains(doc.Text(), "Khung của chi bộ") || end.Length() != 1 {
		t.Fatalf("the list: %d to end", end.Length())
	}
	at := end.AttrOr("href", "")
	secretary.refused(at, at, "on", url.Values{"on": {"x"}})
	secretary.done(at, at, url.Values{"on": {"01/10/2026"}})
}
