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

// E3, E4: through the pages: a secretary enters what was found of a code, and what
// was typed wrong comes back; a contest is called, a member hands his story in, a
// juror gives points, and what won is published; what there is to learn is read.
func TestPages(t *testing.T) {
	w := webtest.New(t, "")
	secretary, fellow := w.As(t, access.Secretary), w.As(t, access.Member)
	t.Run("conduct", func(t *testing.T) { observe(t, w, secretary, fellow) })
	t.Run("contest", func(t *testing.T) { compete(t, w, secretary, fellow) })
	t.Run("library", func(t *testing.T) { learn(t, w, secretary, fellow) })
}

// done posts a form that must be taken, and tells where it leads.
func done(t *testing.T, c *webtest.Client, path string, v url.Values) string {
	t.Helper()
	a := c.Post(path, v)
	if a.Status != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", path, a.Status, a.Doc(t).Find("main").Text())
	}
	return a.Location
}

func text(doc *goquery.Document) string {
	return strings.Join(strings.Fields(doc.Find("main").Text()), " ")
}

func observe(t *testing.T, w *webtest.World, secretary, fellow *webtest.Client) {
	use := "/campaign/conduct/of/" + w.Own.Params["conduct"]
	form := secretary.Get(use + "/observe?month=2026-04").Doc(t)
	v := url.Values{"_version": {"0"}, "value_1": {"năm"}, "note_1": {"Giờ chờ ngắn hơn"}, "source_1": {"feedback"}, "value_2": {"2"}, "source_2": {"self"}}
	for _, name := range []string{"rule_1", "rule_2"} {
		v.Set(name, form.Find("input[name="+name+"]").AttrOr("value", ""))
	}
	bad := secretary.Post(use+"/observe?month=2026-04", v)
	doc := bad.Doc(t)
	if bad.Status != http.StatusUnprocessableEntity || doc.Find("input[name=note_1]").AttrOr("value", "") != "Giờ chờ ngắn hơn" || doc.Find(".field-bad input[name=value_1]").Length() != 1 {
		t.Errorf("a word for a number: %d %s", bad.Status, text(doc))
	}
	v.Set("value_1", "5")
	done(t, secretary, use+"/observe?month=2026-04", v)
	page := fellow.Get(use).Doc(t)
	if s := text(page); !strings.Contains(s, "Tăng 2") || page.Find("svg.spark polyline").Length() != 1 {
		t.Errorf("a member reads %s", s)
	}
	if a := fellow.Get(use + "/observe"); a.Status != http.StatusForbidden {
		t.Errorf("a member opens the form: %d", a.Status)
	}
}

func compete(t *testing.T, w *webtest.World, secretary, fellow *webtest.Client) {
	unit := "?unit=" + string(w.Own.Unit)
	v := url.Values{
		"title": {"Kể chuyện"}, "rules": {"Mỗi người một câu chuyện."}, "entrants": {"person"}, "opens_on": {"20/05/2026"}, "closes_on": {"30/05/2026"}, "files": {"on"},
		"criterion_1": {"Nội dung"}, "points_1": {"10"}, "points_5": {"10"},
	}
	bad := secretary.Post("/campaign/contest/new"+unit, v).Doc(t)
	if bad.Find("details[open] .field-bad input[name=criterion_5]").Length() != 1 {
		t.Errorf("points without a criterion: %s", text(bad))
	}
	v.Set("criterion_5", "Cách kể")
	one := done(t, secretary, "/campaign/contest/new"+unit, v)
	entry := done(t, fellow, one+"/enter", url.Values{"kind": {"person"}, "title": {"Một ca trực"}, "body": {"<script>alert(1)</script>"}})
	if doc := fellow.Get(entry).Doc(t); doc.Find("main script").Length() != 0 || !strings.Contains(text(doc), "<script>alert(1)</script>") {
		t.Errorf("a script in a text: %s", text(doc))
	}
	juror := string(w.People[access.Secretary])
	done(t, secretary, one+"/jurors", url.Values{"unit_id": {string(w.Own.Unit)}, "people": {juror}})
	done(t, secretary, one+"/close", url.Values{"_version": {"1"}})
	wrong := secretary.Post(entry+"/score", url.Values{"points_1": {"10,5"}, "points_2": {"9"}})
	if doc := wrong.Doc(t); wrong.Status != http.StatusUnprocessableEntity || doc.Find("input[name=points_1]").AttrOr("value", "") != "10,5" {
		t.Errorf("points above the most: %d %s", wrong.Status, text(doc))
	}
	done(t, secretary, entry+"/score", url.Values{"points_1": {"9,5"}, "points_2": {"9"}})
	done(t, secretary, one+"/stand", nil)
	id := entry[strings.LastIndex(entry, "/")+1:]
	done(t, secretary, one+"/results", url.Values{"_version": {"2"}, "entry": {id}, "place_" + id: {"1"}, "prize_" + id: {"Giải Nhất"}, "number": {"05-QĐ/CB"}, "on": {"25/05/2026"}})
	done(t, secretary, one+"/publish", url.Values{"_version": {"3"}})
	if s := text(fellow.Get(one).Doc(t)); !strings.Contains(s, "Giải Nhất") {
		t.Errorf("after publication: %s", s)
	}
	if s := text(fellow.Get("/notify").Doc(t)); !strings.Contains(s, "Đã công bố kết quả «Kể chuyện».") {
		t.Errorf("who handed in was told: %s", s)
	}
	if a := fellow.Get(entry + "/certificate.docx"); a.Status != http.StatusOK || len(a.Body) < 1000 {
		t.Errorf("the certificate: %d", a.Status)
	}
}
