package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// TestTreeByDecision merges two cells by the pages: previewed, confirmed as it was
// previewed and not otherwise, then to be read alone (A1, rules §1).
func TestTreeByDecision(t *testing.T) {
	v := webtest.NewVisit(t)
	ends, heir := v.Places["sibling"], v.Places["former"]
	here := "/org/unit/" + string(ends.Unit)
	v.Says(v.Page(access.Officer, "/org/reform"), "Chưa có thay đổi nào")
	v.Says(v.Page(access.Officer, here+"/reform"), "Sáp nhập với tổ chức khác", "Chia tách", "Chuyển về cấp trên khác", "Giải thể")
	typed := url.Values{"into": {string(heir.Unit)}, "on": {"25/05/2026"}, "doc_no": {"12-QĐ/ĐU"}, "doc_date": {"20/05/2026"}, "do": {"preview"}}
	wrong := url.Values{"into": {string(heir.Unit)}, "on": {"01/01/2009"}, "doc_no": {"12-QĐ/ĐU"}, "doc_date": {"20/05/2026"}}
	if got := v.Fill(access.Officer, here+"/merge", here+"/merge", wrong); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Đồng chí ghi ngày sau ngày đó") {
		t.Errorf("before it was founded: %d", got.Status)
	}
	got := v.Fill(access.Officer, here+"/merge", here+"/merge", typed)
	doc := got.Doc(t)
	v.Says(doc, "các tổ chức dưới đây kết thúc hoạt động; Chi bộ Phòng Khám kế thừa", "Đảng viên, đoàn viên, hội viên chuyển: 2", "Tiếp tục ở tổ chức kế thừa", "nên làm xong trước")
	typed.Set("seen", doc.Find("[name=seen]").AttrOr("value", ""))
	typed.Set("do", "confirm")
	typed.Set("doc_no", "13-QĐ/ĐU")
	v.Says(v.Fill(access.Officer, here+"/merge", here+"/merge", typed).Doc(t), "Nội dung đã sửa sau khi xem trước")
	typed.Set("doc_no", "12-QĐ/ĐU")
	v.Goes(v.Fill(access.Officer, here+"/merge", here+"/merge", typed), here+"/merge")
	v.Says(v.Page(access.Officer, here), "Đã kết thúc hoạt động từ 25/05/2026", "sáp nhập vào", "Quyết định số 12-QĐ/ĐU ngày 20/05/2026")
	v.Says(v.Page(access.Officer, "/org/reform"), "Chi bộ Khoa Dược", "Chi bộ Phòng Khám")
	v.Says(v.Page(access.Officer, "/stats/unit/"+string(ends.Unit)), "Chi bộ Khoa Dược")
	refused := v.By(access.Officer).Post(here+"/dissolve", url.Values{"on": {"25/05/2026"}})
	if refused.Status == http.StatusOK || refused.Status == http.StatusSeeOther {
		t.Errorf("what has ended was dissolved: %d", refused.Status)
	}
	if got := v.By(access.Secretary).Get(here); got.Status != http.StatusNotFound {
		t.Errorf("another cell reads it: %d", got.Status)
	}
}
