package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/figure"
	"chibo/internal/webtest"
)

// house is the house, with who is signed in.
type house struct {
	*testing.T
	*webtest.World
	officer, secretary *webtest.Client
}

// page fetches a page that must be there, in words.
func (h house) page(by *webtest.Client, path string) *goquery.Document {
	h.Helper()
	got := by.Get(path)
	if got.Status != http.StatusOK || strings.Contains(got.Body, "⟦") {
		h.Fatalf("%s: %d %s", path, got.Status, got.Body)
	}
	return got.Doc(h.T)
}

func (h house) says(doc *goquery.Document, want ...string) {
	h.Helper()
	text := strings.Join(strings.Fields(doc.Find("main").Text()), " ")
	for _, w := range want {
		if !strings.Contains(text, w) {
			h.Errorf("the page says %q, want %q", text, w)
		}
	}
}

// choose sends the form for another period, as it stands on a page.
func (h house) choose(by *webtest.Client, page, length, on string) webtest.Answer {
	h.Helper()
	action := h.page(by, page).Find(`form[action^="/stats"]`).AttrOr("action", "")
	return by.Press(page, action, url.Values{"length": {length}, "on": {on}})
}

// H3: the overview of a committee, and the sheet of a cell, through the pages.
func TestPages(t *testing.T) {
	w := webtest.New(t, "")
	if _, err := figure.NewFolder(w.App.DB).Fold(t.Context()); err != nil {
		t.Fatal(err)
	}
	h := house{t, w, w.As(t, access.Officer), w.As(t, access.Secretary)}
	h.overview("/stats?unit=" + string(w.Places["parent"].Unit))
	h.sheet("/stats/unit/" + string(w.Own.Unit))
	h.badInput()
}

func (h house) overview(at string) {
	doc := h.page(h.officer, at)
	h.says(doc, "Tổng quan Đảng bộ Sở Y tế", "3 tổ chức trực thuộc", "Tháng 5/2026", "Chi bộ Trạm Y tế", "Chi bộ Khoa Dược", "Toàn Đảng bộ", "Kết nạp theo năm")
	if text := doc.Find("main").Text(); strings.Contains(text, "Nguyễn Văn A") {
		h.Error("a name goes up")
	}
	links := map[string]bool{} // the list behind a figure opens, and names nobody above his cell
	doc.Find("table.stats td a, .kpi a").Each(func(_ int, a *goquery.Selection) { links[a.AttrOr("href", "")] = true })
	if len(links) < 3 {
		h.Errorf("%d lists behind the figures", len(links))
	}
	for link := range links {
		if !strings.HasPrefix(link, "/stats/records?") {
			h.Errorf("%s is not what the figure counts", link)
		}
		if got := h.officer.Get(link); got.Status != http.StatusOK || strings.Contains(string(got.Body), "Nguyễn Văn A") {
			h.Errorf("%s: %d", link, got.Status)
		}
	}
	sort := doc.Find(`th[aria-sort] a[href*="sort=members"]`).AttrOr("href", "")
	first := h.page(h.officer, sort)
	if order := first.Find("th[aria-sort=descending]").Text(); !strings.Contains(order, "Đảng viên") || first.Find("tbody tr").First().Find("th").Text() != "Chi bộ Trạm Y tế" {
		h.Errorf("by members: %q, first %q", order, first.Find("tbody tr").First().Text())
	}
	back := first.Find(`th[aria-sort=descending] a`).AttrOr("href", "")
	if h.page(h.officer, back).Find("th[aria-sort=ascending]").Length() != 1 {
		h.Errorf("%s: not the other way round", back)
	}
	unheld := doc.Find(`a.chip[href*="only=unheld"]`)
	if n := h.page(h.officer, unheld.AttrOr("href", "")).Find("table.stats tbody tr:not(.sum)").Length(); n == 0 || strconv.Itoa(n) != unheld.Find(".num").Text() {
		h.Errorf("%d rows of units that have not met, the filter says %q", n, unheld.Text())
	}
	h.says(h.page(h.officer, strings.Replace(at, "/stats", "/stats/print", 1)), "mẫu tham khảo")
	for _, file := range []string{"table.xlsx", "print.docx", "print.pdf"} {
		if got := h.officer.Get(strings.Replace(at, "/stats", "/stats/"+file, 1)); got.Status != http.StatusOK {
			h.Errorf("%s: %d", file, got.Status)
		}
	}
	h.says(h.page(h.officer, at+"&length=year&on=1999-12-31"), "Trước tháng", "chưa có số liệu")
	went := h.choose(h.officer, at, "quarter", "31/03/2026")
	h.says(h.page(h.officer, went.Location), "Quý I/2026", "số liệu đến 31/03/2026")
}

func (h house) sheet(at string) {
	doc := h.page(h.officer, at)
	h.says(doc, "Chi bộ Trạm Y tế", "12 tháng", "Đảng viên theo tuổi")
	if doc.Find(`a[href*="of=members"]`).Length() != 0 || doc.Find(`a[href^="/stats?"]`).Length() == 0 {
		h.Error("the officer comes to names, or not back to the overview")
	}
	own := h.page(h.secretary, at)
	names := own.Find(`.kpi a[href*="of=members"]`)
	if own.Find("main").Find(`a[href^="/stats?"]`).Length() != 0 {
		h.Error("a secretary comes to his siblings")
	}
	list := h.page(h.secretary, names.AttrOr("href", ""))
	h.says(list, "Nguyễn Văn A", "Tổng số: "+names.Text())
	if got := h.page(h.officer, names.AttrOr("href", "")); got.Find("#records ~ * li a, .rows li").Length() != 0 {
		h.Error("the officer reads the names")
	} else {
		h.says(got, "Tổng số: "+names.Text(), "Còn "+names.Text()+" mục")
	}
	if got := h.secretary.Get("/stats"); got.Status != http.StatusSeeOther || !strings.HasPrefix(got.Location, at) {
		h.Errorf("a cell has a sheet: %d %s", got.Status, got.Location)
	}
	svg := own.Find("svg.chart")
	if svg.Length() != 2 || !strings.Contains(svg.First().AttrOr("aria-label", ""), "T5") {
		h.Errorf("%d charts, %q", svg.Length(), svg.First().AttrOr("aria-label", ""))
	}
}

// badInput: an address that names nothing is not there; a form comes back with what
// was typed and says what to mend.
func (h house) badInput() {
	unit := "unit=" + string(h.Places["parent"].Unit)
	for _, path := range []string{"/stats?sort=x&", "/stats?only=x&", "/stats?length=week&", "/stats?on=2026-02-30&", "/stats?on=2030-01-01&", "/stats/print?length=x&", "/stats/records?of=women&", "/stats/records?of=members&on=x&", "/stats/unit/" + string(h.Own.Unit) + "?on=x&"} {
		if got := h.officer.Get(path + unit); got.Status != http.StatusNotFound {
			h.Errorf("%s: %d", path, got.Status)
		}
	}
	if got := h.secretary.Get("/stats/table.xlsx"); !strings.HasPrefix(got.Location, "/stats/unit/") {
		h.Errorf("a cell has a sheet, and no table: %d %s", got.Status, got.Location)
	}
	for at, by := range map[string]*webtest.Client{"/stats?" + unit: h.officer, "/stats/unit/" + string(h.Own.Unit): h.secretary} {
		for _, typed := range []string{"31/02/2026", "", "01/01/2030", "01/01/1900", "hôm qua"} {
			got := h.choose(by, at, "month", typed)
			doc := got.Doc(h.T)
			if got.Status != http.StatusUnprocessableEntity || doc.Find("[name=on]").AttrOr("value", "") != typed || doc.Find(".field-bad [name=on]").Length() != 1 {
				h.Errorf("%s with %q: %d", at, typed, got.Status)
			}
		}
		if got := h.choose(by, at, "week", "25/05/2026"); got.Status != http.StatusUnprocessableEntity {
			h.Errorf("%s: no such length: %d", at, got.Status)
		}
	}
}
