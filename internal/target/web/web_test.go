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

// send posts a form as the page that it stands on shows it: with its version.
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

func (h house) goes(a webtest.Answer, what string) string {
	h.Helper()
	if a.Status != http.StatusSeeOther {
		h.Fatalf("%s: %d %s", what, a.Status, a.Body)
	}
	return a.Location
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

// A3, G6: targets and congresses through the pages.
func TestPages(t *testing.T) {
	h := house{T: t, World: webtest.New(t, ""), who: map[access.Role]*webtest.Client{}}
	h.ofCell("?unit=" + string(h.Own.Unit))
	h.ofCommittee("?unit=" + string(h.Places["parent"].Unit))
	h.congress()
	for _, path := range []string{"/target?year=x", "/target?year=1900", "/target?year=3000", "/target?unit=" + string(h.Places["child"].Unit)} {
		if got := h.as(access.Officer).Get(path); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}

// ofCell sets a target of the cell's own.
func (h house) ofCell(unit string) {
	h.Helper()
	wrong := h.send(access.Secretary, "/target/new"+unit, "/target/new", url.Values{"period": {"2026"}, "title": {"Kết nạp"}, "value": {"4.5"}, "measure": {""}})
	if doc := wrong.Doc(h.T); wrong.Status != http.StatusUnprocessableEntity || doc.Find("main input[name=value]").AttrOr("value", "") != "4.5" || doc.Find(".field-bad").Length() != 2 {
		h.Errorf("a number with a point: %d", wrong.Status)
	}
	at := h.goes(h.send(access.Secretary, "/target/new"+unit, "/target/new", url.Values{"period": {"2026"}, "title": {"Kết nạp"}, "value": {"2"}, "measure": {"đảng viên"}, "source": {"admitted"}}), "proposing")
	if got := h.as(access.Member).Get(at); got.Status != http.StatusNotFound {
		h.Errorf("a member opens a draft: %d", got.Status)
	}
	h.goes(h.send(access.Deputy, at+"/change", at+"/change", url.Values{"period": {"2026"}, "title": {"Kết nạp đảng viên mới"}, "value": {"1"}, "measure": {"đảng viên"}, "source": {"admitted"}}), "amending")
	h.goes(h.send(access.Secretary, at, at+"/settle", url.Values{}), "setting")
	h.says(h.page(access.Member, at), "Kết nạp đảng viên mới", "1 đảng viên", "Tính từ dữ liệu")
	if got := h.as(access.Secretary).Get(at + "/report"); got.Status != http.StatusUnprocessableEntity {
		h.Errorf("a counted result is typed in: %d", got.Status)
	}
	h.goes(h.send(access.Secretary, at+"/change", at+"/change", url.Values{"value": {"3"}, "reason": {"Bổ sung nguồn"}}), "changing")
	h.says(h.page(access.Member, at), "1 đảng viên thành 3 đảng viên", "Bổ sung nguồn")
	h.says(h.page(access.Member, "/target"+unit+"&year=2026"), "Kết nạp đảng viên mới", "Tổ chức sinh hoạt chuyên đề", "20%")
	hand := "/target/" + h.Own.Params["target"]
	h.goes(h.send(access.Secretary, hand+"/report", hand+"/report", url.Values{"value": {"6"}, "on": {"24/05/2026"}, "basis": {"Báo cáo tháng 5"}}), "reporting")
	h.says(h.page(access.Probationary, hand), "Báo cáo tháng 5", "Tính đến 25/05/2026")
	h.goes(h.send(access.Secretary, at+"/withdraw", at+"/withdraw", url.Values{"reason": {"Trùng"}}), "withdrawing")
	h.says(h.page(access.Secretary, at), "Đã rút", "Trùng")
}

// ofCommittee gives a target down to the cells.
func (h house) ofCommittee(unit string) {
	h.Helper()
	at := "/target/" + h.Places["parent"].Params["target"]
	field := "share_" + string(h.Own.Unit)
	bad := h.send(access.Officer, at+"/give", at+"/give", url.Values{field: {"một"}})
	if bad.Status != http.StatusUnprocessableEntity || bad.Doc(h.T).Find(`.field-bad input[name="`+field+`"]`).AttrOr("value", "") != "một" {
		h.Errorf("a share that is no number: %d", bad.Status)
	}
	h.goes(h.send(access.Officer, at+"/give", at+"/give", url.Values{field: {"2"}}), "giving")
	doc := h.page(access.Officer, at)
	h.says(doc, "Chi bộ Trạm Y tế", "Chưa giao", "Cộng")
	share := doc.Find(`#shares`).Closest("section").Find("tbody a").AttrOr("href", "")
	h.says(h.page(access.Secretary, share), "Cấp giao", "Đảng bộ Sở Y tế")
	if got := h.as(access.Secretary).Get(share + "/change"); got.Status != http.StatusForbidden {
		h.Errorf("a cell changes what was given to it: %d", got.Status)
	}
	h.goes(h.send(access.Officer, share+"/change", share+"/change", url.Values{"value": {"3"}, "reason": {"Theo đề nghị"}}), "changing a share")
	h.says(h.page(access.Officer, "/target"+unit), "đã giao 1 đơn vị, cộng 3 buổi")
}

// congress takes a congress to its day.
func (h house) congress() {
	h.Helper()
	at := "/target/congress/of/" + h.Own.Params["congress"]
	paper := h.page(access.Secretary, at).Find(`input[name^="paper_"]`).First().AttrOr("name", "")
	bad := h.send(access.Secretary, at, at+"/tick", url.Values{paper: {"31/02/2026"}})
	if bad.Status != http.StatusUnprocessableEntity || bad.Doc(h.T).Find(`.field-bad input[name="`+paper+`"]`).AttrOr("value", "") != "31/02/2026" {
		h.Errorf("no such day: %d", bad.Status)
	}
	h.goes(h.send(access.Secretary, at, at+"/tick", url.Values{paper: {"20/05/2026"}}), "ticking")
	h.goes(h.send(access.Secretary, at+"/amend", at+"/amend", url.Values{"ordinal": {"XIII"}, "planned_on": {"22/05/2026"}, "papers": {"Báo cáo chính trị"}}), "amending")
	h.says(h.page(access.Member, at), "Đại hội lần thứ XIII", "Xong 20/05/2026")
	h.says(h.page(access.Officer, "/target/congress?unit="+string(h.Places["parent"].Unit)), "0/3 đơn vị trực thuộc", "Quá 3 ngày", "1/1")
	h.goes(h.send(access.Deputy, at+"/hold", at+"/hold", url.Values{"on": {"22/05/2026"}}), "holding")
	h.says(h.page(access.Member, "/target/congress?unit="+string(h.Own.Unit)), "Đã tổ chức")
	next := h.goes(h.send(access.Secretary, "/target/congress/new?unit="+string(h.Own.Unit), "/target/congress/new", url.Values{"planned_on": {"22/05/2031"}, "papers": {"Báo cáo chính trị"}}), "planning")
	h.goes(h.send(access.Secretary, next+"/cancel", next+"/cancel", url.Values{"reason": {"Nhầm"}}), "cancelling")
}
