package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// I10: a table goes to the units below and comes back, through the pages, without
// script.
func TestATableComesBack(t *testing.T) {
	t.Parallel()
	v := webtest.NewVisit(t)
	parent := string(v.Places["parent"].Unit)
	own, sibling := string(v.Own.Unit), string(v.Places["sibling"].Unit)
	refused := func(a webtest.Answer, field, typed string) {
		t.Helper()
		doc := a.Doc(t)
		if a.Status != http.StatusUnprocessableEntity || doc.Find(`.field-bad [name="`+field+`"], .field-bad #f-`+field).Length() == 0 || !strings.Contains(a.Body, typed) {
			t.Errorf("%s: %d %s", field, a.Status, strings.Join(strings.Fields(doc.Find(".field-bad").Text()), " "))
		}
	}
	form := func(column string) url.Values {
		return url.Values{
			"title": {"Rà soát máy tính"}, "due": {"01/06/2026"}, "column-1-name": {column}, "column-1-kind": {"text"},
			"column-2-name": {"Số máy"}, "column-2-kind": {"number"}, "column-2-hint": {"Đang dùng được"}, "column-3-name": {"Có mạng"}, "column-3-kind": {"yesno"},
		}
	}
	fresh := "/periodic/table/new?unit=" + parent
	refused(v.Fill(access.Officer, fresh, fresh, form("Họ và tên đảng viên")), "column-1-name", "Đang dùng được")
	at := v.Goes(v.Fill(access.Officer, fresh, fresh, form("Ghi chú")), "defining")
	ask := v.Fill(access.Officer, at+"/ask", at+"/ask", url.Values{"unit": {own, sibling}})
	v.Says(ask.Doc(t), "Gửi biểu đến 2 đơn vị?", "Chi bộ Trạm Y tế", "Chi bộ Khoa Dược")
	v.Says(v.Page(access.Officer, at), "Biểu chưa gửi") // before that is confirmed
	v.Goes(v.By(access.Officer).Post(at+"/ask", url.Values{"unit": {own, sibling}, "sure": {"yes"}, "_version": {"1"}}), "asking")
	v.Says(v.Page(access.Officer, at), "0/2 đơn vị đã gửi", "Chưa điền")

	v.Says(v.Page(access.Secretary, "/notify"), "Có biểu cần điền: Rà soát máy tính")
	sheet := ""
	desk := v.By(access.Secretary).Get("/periodic/table?unit=" + own).Doc(t)
	for _, n := range desk.Find("a").Nodes {
		for _, a := range n.Attr {
			if a.Key == "href" && strings.Contains(a.Val, "/sheet/") && sheet == "" && !strings.HasSuffix(a.Val, v.Own.Params["sheet"]) {
				sheet = a.Val
			}
		}
	}
	v.Says(v.Page(access.Officer, sheet), "Bạn đang nhập hộ Chi bộ Trạm Y tế")
	refused(v.Fill(access.Secretary, sheet, sheet, url.Values{"r1c2": {"nhiều"}, "r1c1": {"Hai máy cũ"}}), "r1c2", "Hai máy cũ")
	refused(v.Fill(access.Secretary, sheet, sheet, url.Values{"r1c2": {"4"}, "do": {"send"}}), "r1c3", "4")
	v.Goes(v.Fill(access.Secretary, sheet, sheet, url.Values{"r1c2": {"1.004"}, "r1c1": {"Hai máy cũ"}}), "a draft")
	if got := v.Page(access.Officer, sheet); strings.Contains(got.Find("main").Text(), "Hai máy cũ") || !strings.Contains(got.Find("main").Text(), "gửi rồi mới xem được") {
		t.Error("the committee reads what is being filled")
	}
	v.Goes(v.Fill(access.Secretary, sheet, sheet, url.Values{"r1c1": {"Hai máy cũ"}, "r1c2": {"1.004"}, "r1c3": {"yes"}, "do": {"send"}}), "sending")
	v.Says(v.Page(access.Officer, at), "1/2 đơn vị đã gửi", "1.004", "1/1 có")
	refused(v.Fill(access.Officer, sheet, sheet+"/return", url.Values{"wanted": {" "}}), "wanted", "")
	v.Goes(v.Fill(access.Officer, sheet, sheet+"/return", url.Values{"wanted": {"Nêu rõ năm mua"}}), "giving back")
	v.Says(v.Page(access.Secretary, sheet), "Nêu rõ năm mua")
	v.Goes(v.Fill(access.Secretary, sheet, sheet, url.Values{"r1c2": {"1.005"}, "r1c3": {"yes"}, "do": {"send"}}), "sending again")

	other := ""
	for _, n := range v.By(access.Officer).Get(at + "?show=missing").Doc(t).Find("main a").Nodes {
		for _, a := range n.Attr {
			if a.Key == "href" && strings.Contains(a.Val, "/sheet/") {
				other = a.Val
			}
		}
	}
	v.Goes(v.Fill(access.Officer, other, other, url.Values{"r1c2": {"2,5"}, "r1c3": {"no"}, "do": {"send"}}), "entering for a unit")
	v.Says(v.Page(access.Officer, other), "nhập hộ: Mai Thị P")
	v.Says(v.Page(access.Officer, at), "2/2 đơn vị đã gửi", "Nhập hộ: Mai Thị P", "1.007,5")
	v.Goes(v.Fill(access.Officer, at, at+"/close", nil), "closing")
	for _, file := range []string{"/print", "/print.docx", "/print.pdf", "/all.xlsx"} {
		if got := v.By(access.Officer).Get(at + file); got.Status != http.StatusOK || len(got.Body) < 1000 {
			t.Errorf("%s: %d", file, got.Status)
		}
	}
	if got := v.By(access.Deputy).Get(at); got.Status != http.StatusNotFound && got.Status != http.StatusForbidden {
		t.Errorf("a cell reads what the committee collects: %d", got.Status)
	}
}
