package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// house is the house, with who is signed in.
type house struct{ webtest.Visit }

// A3, G6: targets and congresses through the pages.
func TestPages(t *testing.T) {
	h := house{webtest.NewVisit(t)}
	h.ofCell("?unit=" + string(h.Own.Unit))
	h.ofCommittee("?unit=" + string(h.Places["parent"].Unit))
	h.congress()
	for _, path := range []string{"/target?year=x", "/target?year=1900", "/target?year=3000", "/target?unit=" + string(h.Places["child"].Unit)} {
		if got := h.By(access.Officer).Get(path); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}

// ofCell sets a target of the cell's own.
func (h house) ofCell(unit string) {
	h.Helper()
	wrong := h.Send(access.Secretary, "/target/new"+unit, "/target/new", url.Values{"period": {"2026"}, "title": {"Kết nạp"}, "value": {"4.5"}, "measure": {""}})
	if doc := wrong.Doc(h.T); wrong.Status != http.StatusUnprocessableEntity || doc.Find("main input[name=value]").AttrOr("value", "") != "4.5" || doc.Find(".field-bad").Length() != 2 {
		h.Errorf("a number with a point: %d", wrong.Status)
	}
	at := h.Goes(h.Send(access.Secretary, "/target/new"+unit, "/target/new", url.Values{"period": {"2026"}, "title": {"Kết nạp"}, "value": {"2"}, "measure": {"đảng viên"}, "source": {"admitted"}}), "proposing")
	if got := h.By(access.Member).Get(at); got.Status != http.StatusNotFound {
		h.Errorf("a member opens a draft: %d", got.Status)
	}
	h.Goes(h.Send(access.Deputy, at+"/change", at+"/change", url.Values{"period": {"2026"}, "title": {"Kết nạp đảng viên mới"}, "value": {"1"}, "measure": {"đảng viên"}, "source": {"admitted"}}), "amending")
	h.Goes(h.Send(access.Secretary, at, at+"/settle", url.Values{}), "setting")
	h.Says(h.Page(access.Member, at), "Kết nạp đảng viên mới", "1 đảng viên", "Tính từ dữ liệu")
	if got := h.By(access.Secretary).Get(at + "/report"); got.Status != http.StatusUnprocessableEntity {
		h.Errorf("a counted result is typed in: %d", got.Status)
	}
	h.Goes(h.Send(access.Secretary, at+"/change", at+"/change", url.Values{"value": {"3"}, "reason": {"Bổ sung nguồn"}}), "changing")
	h.Says(h.Page(access.Member, at), "1 đảng viên thành 3 đảng viên", "Bổ sung nguồn")
	h.Says(h.Page(access.Member, "/target"+unit+"&year=2026"), "Kết nạp đảng viên mới", "Tổ chức sinh hoạt chuyên đề", "20%")
	hand := "/target/" + h.Own.Params["target"]
	h.Goes(h.Send(access.Secretary, hand+"/report", hand+"/report", url.Values{"value": {"6"}, "on": {"24/05/2026"}, "basis": {"Báo cáo tháng 5"}}), "reporting")
	h.Says(h.Page(access.Probationary, hand), "Báo cáo tháng 5", "Tính đến 25/05/2026")
	h.Goes(h.Send(access.Secretary, at+"/withdraw", at+"/withdraw", url.Values{"reason": {"Trùng"}}), "withdrawing")
	h.Says(h.Page(access.Secretary, at), "Đã rút", "Trùng")
}

// ofCommittee gives a target down to the cells.
func (h house) ofCommittee(unit string) {
	h.Helper()
	at := "/target/" + h.Places["parent"].Params["target"]
	field := "share_" + string(h.Own.Unit)
	bad := h.Send(access.Officer, at+"/give", at+"/give", url.Values{field: {"một"}})
	if bad.Status != http.StatusUnprocessableEntity || bad.Doc(h.T).Find(`.field-bad input[name="`+field+`"]`).AttrOr("value", "") != "một" {
		h.Errorf("a share that is no number: %d", bad.Status)
	}
	h.Goes(h.Send(access.Officer, at+"/give", at+"/give", url.Values{field: {"2"}}), "giving")
	doc := h.Page(access.Officer, at)
	h.Says(doc, "Chi bộ Trạm Y tế", "Chưa giao", "Cộng")
	share := doc.Find(`#shares`).Closest("section").Find("tbody a").AttrOr("href", "")
	h.Says(h.Page(access.Secretary, share), "Cấp giao", "Đảng bộ Sở Y tế")
	if got := h.By(access.Secretary).Get(share + "/change"); got.Status != http.StatusForbidden {
		h.Errorf("a cell changes what was given to it: %d", got.Status)
	}
	h.Goes(h.Send(access.Officer, share+"/change", share+"/change", url.Values{"value": {"3"}, "reason": {"Theo đề nghị"}}), "changing a share")
	h.Says(h.Page(access.Officer, "/target"+unit), "đã giao 1 đơn vị, cộng 3 buổi")
}

// congress takes a congress to its day.
func (h house) congress() {
	h.Helper()
	at := "/target/congress/of/" + h.Own.Params["congress"]
	paper := h.Page(access.Secretary, at).Find(`input[name^="paper_"]`).First().AttrOr("name", "")
	bad := h.Send(access.Secretary, at, at+"/tick", url.Values{paper: {"31/02/2026"}})
	if bad.Status != http.StatusUnprocessableEntity || bad.Doc(h.T).Find(`.field-bad input[name="`+paper+`"]`).AttrOr("value", "") != "31/02/2026" {
		h.Errorf("no such day: %d", bad.Status)
	}
	h.Goes(h.Send(access.Secretary, at, at+"/tick", url.Values{paper: {"20/05/2026"}}), "ticking")
	h.Goes(h.Send(access.Secretary, at+"/amend", at+"/amend", url.Values{"ordinal": {"XIII"}, "planned_on": {"22/05/2026"}, "papers": {"Báo cáo chính trị"}}), "amending")
	h.Says(h.Page(access.Member, at), "Đại hội lần thứ XIII", "Xong 20/05/2026")
	h.Says(h.Page(access.Officer, "/target/congress?unit="+string(h.Places["parent"].Unit)), "0/3 đơn vị trực thuộc", "Quá 3 ngày", "1/1")
	h.Goes(h.Send(access.Deputy, at+"/hold", at+"/hold", url.Values{"on": {"22/05/2026"}}), "holding")
	h.Says(h.Page(access.Member, "/target/congress?unit="+string(h.Own.Unit)), "Đã tổ chức")
	next := h.Goes(h.Send(access.Secretary, "/target/congress/new?unit="+string(h.Own.Unit), "/target/congress/new", url.Values{"planned_on": {"22/05/2031"}, "papers": {"Báo cáo chính trị"}}), "planning")
	h.Goes(h.Send(access.Secretary, next+"/cancel", next+"/cancel", url.Values{"reason": {"Nhầm"}}), "cancelling")
}
