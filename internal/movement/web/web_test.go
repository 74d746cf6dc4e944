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

// press fills in a form that must be taken; it gives where that leads.
func (h house) press(role access.Role, page, action string, typed url.Values) string {
	h.Helper()
	return h.Goes(h.Fill(role, page, action, typed), action)
}

// A4, form B14, B15: the ways of members through the pages.
func TestPages(t *testing.T) {
	h := house{webtest.NewVisit(t)}
	unit := "unit=" + string(h.Own.Unit)
	h.transfer(unit)
	h.arrival(unit)
	h.decision(unit)
	h.fee(unit)
	h.figures(unit)
	for _, path := range []string{"/movement?state=x", "/movement/register?year=x", "/movement/register?year=3000", "/movement/decision/new?kind=x", "/movement/balance?from=2026-02-30", "/movement/balance?from=2026-02-01&through=2026-01-01", "/movement/fee?month=2026-13", "/movement/fee?month=2030-01"} {
		if got := h.By(access.Secretary).Get(path + "&" + unit); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}

// transfer takes the house's transfer to its end, and a member's own request.
func (h house) transfer(unit string) {
	h.Helper()
	h.Says(h.Page(access.Secretary, "/movement?"+unit), "Lý Thị L", "Đảng ủy phường Bến Thủy", "Đã cấp giấy giới thiệu", "Hạn")
	at := "/movement/transfer/" + h.Own.Params["transfer"]
	h.Says(h.Page(access.Secretary, at), "Theo 294-QĐ/TW", "07-GTSHĐ")
	h.Says(h.Page(access.Secretary, at+"/letter"), "giới thiệu đồng chí Lý Thị L", "mẫu tham khảo", "Đảng phí đã đóng hết tháng 05/2026")
	if got := h.By(access.Secretary).Get(at + "/letter.docx"); got.Status != http.StatusOK {
		h.Errorf("the letter as a file: %d", got.Status)
	}
	wrong := h.Fill(access.Secretary, at+"/present", at+"/present", url.Values{"on": {"31/02/2026"}})
	if doc := wrong.Doc(h.T); wrong.Status != http.StatusUnprocessableEntity || doc.Find("[name=on]").AttrOr("value", "") != "31/02/2026" {
		h.Errorf("no such day: %d", wrong.Status)
	}
	h.press(access.Deputy, at+"/present", at+"/present", url.Values{"on": {"20/05/2026"}})
	h.press(access.Secretary, at+"/receive", at+"/receive", url.Values{"on": {"21/05/2026"}})
	h.Says(h.Page(access.Secretary, at), "Đã tiếp nhận")

	me := string(h.People[access.Member])
	h.Says(h.Page(access.Member, "/member/person/"+me), "Chuyển sinh hoạt, đảng phí")
	asks := h.Page(access.Member, "/movement/person/"+me).Find(`a[href^="/movement/new"]`).AttrOr("href", "")
	own := h.press(access.Member, asks, "/movement/new", url.Values{"person": {me}, "moved_on": {"20/05/2026"}, "host": {"khoa dược"}})
	h.Says(h.Page(access.Member, own), "Chi bộ Khoa Dược", "Đã đề nghị")
	again := h.Fill(access.Secretary, "/movement/new?"+unit, "/movement/new", url.Values{"person": {me}, "moved_on": {"20/05/2026"}, "host": {"khoa dược"}})
	if again.Status != http.StatusUnprocessableEntity {
		h.Errorf("two transfers cross: %d", again.Status)
	}
	h.Says(again.Doc(h.T), "chưa xong")
	h.press(access.Member, own+"/withdraw", own+"/withdraw", url.Values{"reason": {"Chưa có quyết định"}})
}

func (h house) arrival(unit string) {
	h.Helper()
	typed := url.Values{"name": {"Hà Thị U"}, "admitted": {"03/02/1996"}, "official": {"03/02/1997"}, "outside": {"Đảng bộ tỉnh Hà Tĩnh"}, "distance": {"country"}, "letter_no": {"12"}, "letter_on": {"04/05/2026"}, "fee_until": {"2026-05"}, "received_on": {"03/05/2026"}}
	early := h.Fill(access.Secretary, "/movement/receive?"+unit, "/movement/receive", typed)
	if doc := early.Doc(h.T); early.Status != http.StatusUnprocessableEntity || doc.Find("[name=outside]").AttrOr("value", "") == "" || doc.Find("#f-received_on-error, .field-bad [name=received_on]").Length() == 0 {
		h.Errorf("received before the letter: %d", early.Status)
	}
	typed.Set("received_on", "05/05/2026")
	at := h.press(access.Secretary, "/movement/receive?"+unit, "/movement/receive", typed)
	h.Says(h.Page(access.Secretary, at), "Hà Thị U", "Đảng bộ tỉnh Hà Tĩnh", "Ngoài tỉnh")
	h.Says(h.Page(access.Secretary, "/movement/register?"+unit), "Hà Thị U", "Lý Thị L", "03/02/1996")
}

func (h house) decision(unit string) {
	h.Helper()
	h.Says(h.Page(access.CommitteeMember, "/movement/decision?"+unit), "Trương Văn N", "Xin ra khỏi Đảng")
	at := "/movement/decision/of/" + h.Own.Params["decision"]
	back := h.press(access.Secretary, at+"/restore", at+"/restore", url.Values{"ground": {"mistaken"}, "from": {"10/11/2025"}})
	h.Says(h.Page(access.Secretary, back), "Phục hồi đảng tịch", "Trương Văn N")
	exempt := "/movement/decision/new?" + unit + "&kind=exempt"
	person := h.Page(access.Secretary, exempt).Find("select[name=person] option").Eq(1).AttrOr("value", "")
	one := h.press(access.Secretary, exempt, "/movement/decision/new", url.Values{"person": {person}, "ground": {"age_health"}, "number": {"05-NQ/CB"}, "decided_on": {"20/05/2026"}, "from": {"01/06/2026"}})
	h.Says(h.Page(access.Secretary, "/movement/decision?"+unit), "Chưa ghi ngày báo cáo cấp trên")
	h.press(access.Secretary, one, one+"/inform", url.Values{"informed_on": {"22/05/2026"}})
	h.Says(h.Page(access.Secretary, one), "22/05/2026", "Tuổi cao")
}

func (h house) fee(unit string) {
	h.Helper()
	me, at := string(h.People[access.Probationary]), "/movement/fee?month=2026-05&"+unit
	if n := h.Page(access.Secretary, at+"&all=1").Find("main [name=paid][checked]").Length(); n < 5 {
		h.Errorf("%d are ticked", n)
	}
	h.press(access.Secretary, at, "/movement/fee", url.Values{"paid": {me}})
	h.Says(h.Page(access.Secretary, at), "1/")
	h.Says(h.Page(access.Probationary, "/movement/person/"+me), "Đã đóng: 05/2026")
	if got := h.By(access.Probationary).Get("/movement/person/" + string(h.People[access.Member])); !got.Refused() {
		h.Errorf("another's fee: %d", got.Status)
	}
}

// figures looks at the table, in the cell and above, and at the badges.
func (h house) figures(unit string) {
	h.Helper()
	cell := h.Page(access.Secretary, "/movement/balance?"+unit)
	h.Says(cell, "D. Đảng số cuối kỳ", "Chuyển đến từ tỉnh khác", "Hà Thị U", "Lý Thị L")
	parent := "unit=" + string(h.Places["parent"].Unit)
	above := h.Page(access.Officer, "/movement/balance?"+parent)
	h.Says(above, "Chi bộ Trạm Y tế", "Đầu kỳ")
	below := h.Page(access.Officer, "/movement/balance?"+unit)
	for _, doc := range []*goquery.Document{above, below} {
		if strings.Contains(doc.Text(), "Hà Thị U") {
			h.Error("an officer above reads a name")
		}
	}
	h.Says(h.Page(access.Officer, "/org/unit/"+string(h.Places["parent"].Unit)), "Tăng, giảm đảng viên")
	if got := h.By(access.Officer).Get("/movement/balance.xlsx?" + parent); got.Status != http.StatusOK {
		h.Errorf("the table as a file: %d", got.Status)
	}
	to := h.press(access.Secretary, "/movement/balance?"+unit, "/movement/balance", url.Values{"from": {"01/01/2025"}, "through": {"31/12/2025"}})
	h.Says(h.Page(access.Secretary, to), "Từ 01/01/2025 đến 31/12/2025", "Không có tăng, giảm trong kỳ")
	long := h.Fill(access.Secretary, "/movement/balance?"+unit, "/movement/balance", url.Values{"from": {"01/01/2015"}, "through": {"31/12/2025"}})
	if long.Status != http.StatusUnprocessableEntity {
		h.Errorf("ten years: %d", long.Status)
	}
	h.Says(h.Page(access.Secretary, "/movement/badge?"+unit), "Huy hiệu Đảng")
}
