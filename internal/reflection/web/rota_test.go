package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// at is a page of the rota of the own cell in 2026.
func at(w *webtest.World, page string) string {
	return "/reflection/rota" + page + "?unit=" + string(w.Own.Unit) + "&year=2026"
}

// drawn has the secretary plan the year of meetings and draw the rota, through
// the pages.
func drawn(t *testing.T, w *webtest.World) follower {
	t.Helper()
	secretary := follow(t, w, access.Secretary)
	year := "/meeting/year/draw?unit=" + string(w.Own.Unit) + "&year=2026"
	if got := secretary.Post(year, url.Values{"by": {"weekday"}, "week": {"1"}, "weekday": {"3"}, "thematic": {"2", "5", "8", "11"}, "after": {"14"}}); got.Status != http.StatusSeeOther {
		t.Fatalf("drawing the year: %d", got.Status)
	}
	secretary.say(at(w, "/draw"), nil)
	return secretary
}

// B1, C1, C2: from an empty year to a rota that is announced, without script.
func TestTheRotaIsDrawnAndTold(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	secretary := drawn(t, w)
	doc := secretary.read(at(w, ""))
	if n := doc.Find(".matrix tbody tr").Length(); n < 8 { // two lines of meetings and the members
		t.Errorf("%d rows", n)
	}
	doc.Find(".matrix tr").Each(func(_ int, row *goquery.Selection) {
		if row.Find("td.theme a.slot.plan").Length() > 0 {
			t.Error("a report in a month with a thematic meeting:", row.Text())
		}
	})
	planned := doc.Find(".matrix a.slot.plan").Length()
	if planned == 0 || !offers(doc, at(w, "/tell")) {
		t.Fatalf("%d planned turns", planned)
	}
	tell := secretary.read(at(w, "/tell") + "&through=2026-07")
	july := tell.Find("main .rows li").Length()
	if july == 0 || july >= planned {
		t.Errorf("%d of %d are told through July", july, planned)
	}
	if got := secretary.Post(at(w, "/tell"), url.Values{"through": {"2026-07"}}); got.Status != http.StatusSeeOther {
		t.Fatalf("telling: %d", got.Status)
	}
	if left := secretary.read(at(w, "/tell")).Find("main .rows li").Length(); left != planned-july {
		t.Errorf("%d are left, want %d", left, planned-july)
	}
	for _, page := range []string{"/print", "/print.docx", "/print.pdf", "/print.xlsx"} {
		if got := secretary.Get(at(w, page)); got.Status != http.StatusOK || len(got.Body) < 1000 {
			t.Errorf("%s: %d, %d bytes", page, got.Status, len(got.Body))
		}
	}
	for _, page := range []string{"/change", "/absent", "/draw"} {
		secretary.read(at(w, page))
	}
}

// C2, C10: a member offers himself with one press; the leaders draw again by it.
// Who cannot report is the leaders' and his own.
func TestVolunteersAndAbsences(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	secretary := drawn(t, w)
	member, other := follow(t, w, access.Member), follow(t, w, access.Probationary)
	if got := member.Post(at(w, "/volunteer"), url.Values{"month": {"2026-12"}}); got.Status != http.StatusSeeOther {
		t.Fatalf("volunteering: %d", got.Status)
	}
	if got := member.Post(at(w, "/volunteer"), url.Values{"month": {"2026-08"}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a month with a thematic meeting: %d", got.Status)
	}
	if got := member.Post(at(w, "/volunteer"), url.Values{"month": {"2026-12"}, "person": {string(w.People[access.Probationary])}}); got.Status != http.StatusForbidden {
		t.Errorf("for somebody else: %d", got.Status)
	}
	person := string(w.People[access.Member])
	if got := secretary.Post(at(w, "/absent"), url.Values{"person": {person}, "absent": {"6", "7"}}); got.Status != http.StatusSeeOther {
		t.Fatalf("noting an absence: %d", got.Status)
	}
	if doc := secretary.read(at(w, "")); offers(doc, at(w, "/draw")) {
		secretary.say(at(w, "/draw"), nil)
	}
	december := secretary.read(at(w, "")).Find(".matrix a.slot.plan").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.HasPrefix(s.AttrOr("aria-label", ""), "Phạm Thị D, tháng 12")
	})
	if december.Length() != 1 {
		t.Error("the volunteer did not get his month")
	}
	seen := func(f follower) bool { return strings.Contains(f.read(at(w, "")).Text(), "không bố trí được") }
	marked := func(f follower) bool {
		return f.read(at(w, "")).Find(".matrix [aria-label='Phạm Thị D không bố trí được tháng 7']").Length() > 0
	}
	if !marked(secretary) || !marked(member) || marked(other) || seen(other) {
		t.Error("an absence shows to the leaders and to himself alone")
	}
	if got := member.Post(at(w, "/volunteer"), url.Values{"month": {"2026-12"}, "take_back": {"on"}}); got.Status != http.StatusSeeOther {
		t.Errorf("taking it back: %d", got.Status)
	}
}

// C2: how many a month, turns by hand, and what is refused, at the field.
func TestTheRotaIsArranged(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	secretary := drawn(t, w)
	if got := secretary.Post(at(w, "/settings"), url.Values{"most": {"3"}, "_version": {"0"}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("three a month: %d", got.Status)
	}
	if got := secretary.Post(at(w, "/settings"), url.Values{"most": {"1"}, "twice": {"on"}, "_version": {"0"}}); got.Status != http.StatusSeeOther {
		t.Errorf("one a month: %d", got.Status)
	}
	if got := secretary.Post(at(w, "/settings"), url.Values{"most": {"2"}, "_version": {"0"}}); got.Status != http.StatusConflict {
		t.Errorf("an old version: %d", got.Status)
	}
	if got := secretary.Post(at(w, "/change"), url.Values{"person": {string(w.People[access.Member])}, "month": {"2026-11"}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a turn in a month with a thematic meeting: %d", got.Status)
	}
	if got := secretary.Post(at(w, "/absent"), url.Values{"person": {"x"}, "absent": {"13"}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a thirteenth month: %d", got.Status)
	}
}

// C8: a chapter of a mass organisation has the same pages; nobody is sent to
// them from the cell above.
func TestTheRotaOfAChapter(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	head := follow(t, w, access.MassOfficer)
	chapter := "?unit=" + string(w.Places["child"].Unit) + "&year=2026"
	doc := head.read("/meeting/year" + chapter)
	if doc.Find("main form[action^='/meeting/year/draw']").Length() != 1 || doc.Find("main .note").Length() != 0 {
		t.Error("the chapter's year")
	}
	if got := head.Post("/meeting/year/draw"+chapter, url.Values{"by": {"day"}, "day": {"5"}}); got.Status != http.StatusSeeOther {
		t.Fatalf("drawing: %d", got.Status)
	}
	head.say("/reflection/rota/draw"+chapter, nil)
	if doc := head.read("/reflection/rota" + chapter); doc.Find(".matrix a.slot").Length() == 0 || !strings.Contains(doc.Text(), "Thông báo lịch cho đơn vị") {
		t.Error("the chapter's rota")
	}
	follow(t, w, access.MassMember).read("/reflection/rota" + chapter)
	if got := follow(t, w, access.Secretary).Get("/reflection/rota" + chapter); got.Status != http.StatusNotFound {
		t.Errorf("the cell above: %d", got.Status)
	}
}

// C9: an officer reads figures, no names.
func TestFiguresBelow(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	drawn(t, w)
	doc := follow(t, w, access.Officer).read("/reflection/below?unit=" + string(w.Places["parent"].Unit) + "&year=2026")
	rows := spoken(doc, "main tbody tr")
	if !slices.ContainsFunc(rows, func(s string) bool { return strings.HasPrefix(s, "Chi bộ Trạm Y tế") }) {
		t.Errorf("rows %q", rows)
	}
	if text := doc.Find("main").Text(); strings.Contains(text, "Phạm Thị D") || strings.Contains(text, "Nguyễn Văn A") {
		t.Error("a name goes up")
	}
}
