package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/figure"
	"chibo/internal/webtest"
)

// H4: a report goes from a cell's committee to the committee above and back, through
// the pages, without script.
func TestAReportGoesUp(t *testing.T) {
	t.Parallel()
	v := webtest.NewVisit(t)
	at, unit := "/periodic/of/"+v.Own.Params["periodic"], string(v.Own.Unit)
	own, refused := "/periodic?unit="+unit, func(a webtest.Answer, field, typed string) {
		t.Helper()
		doc := a.Doc(t)
		bad := doc.Find(".field-bad")
		if a.Status != http.StatusUnprocessableEntity || bad.Find(`[name="`+field+`"]`).Length() != 1 || typed != "" && !strings.Contains(doc.Find("main").Text(), typed) {
			t.Errorf("%s: %d %s", field, a.Status, strings.Join(strings.Fields(bad.Text()), " "))
		}
	}
	if home, n := v.By(access.Officer).Count(v.World, "/home"); home.Status != http.StatusOK || n > 18 {
		t.Errorf("the office makes %d queries", n)
	}
	v.Says(v.Page(access.Officer, "/home"), "Báo cáo định kỳ tháng 4/2026", "0/3 đơn vị đã gửi", "3 đơn vị quá hạn")
	v.Says(v.Page(access.Secretary, own), "Báo cáo tháng 4/2026 quá hạn 20 ngày", "Đang soạn")
	refused(v.Fill(access.Secretary, own, "/periodic/new", url.Values{"period": {"month-2026-04-01"}}), "period", "")
	refused(v.Fill(access.Secretary, own, "/periodic/new", url.Values{"period": {"month-2027-01-01"}}), "period", "")
	quarter := v.Goes(v.Fill(access.Secretary, own, "/periodic/new", url.Values{"period": {"quarter-2026-01-01"}}), "the quarter")
	v.Says(v.Page(access.Secretary, quarter), "Báo cáo quý I/2026", "Tăng, giảm đảng viên")
	members := v.Page(access.Secretary, quarter).Find(`a[href*="of=members"]`).AttrOr("href", "")
	v.Says(v.Page(access.Secretary, members), "Danh sách đảng viên", "Quý I/2026", "Nguyễn Văn A")

	v.Says(v.Page(access.Officer, at), "Báo cáo chưa gửi")
	if got := v.By(access.Officer).Get(at + "/print"); got.Status != http.StatusNotFound {
		t.Errorf("the officer prints what was not sent: %d", got.Status)
	}
	if _, err := figure.NewFolder(v.App.DB).Fold(t.Context()); err != nil { // not when the house gets to it
		t.Fatal(err)
	}
	v.Goes(v.Fill(access.Secretary, at, at+"/refresh", nil), "counting again")
	saved := v.Send(access.Secretary, at, at+"/text", url.Values{"results": {"Sinh hoạt đúng định kỳ"}})
	v.Goes(saved, "a draft")
	refused(v.Send(access.Secretary, at, at+"/text", url.Values{"results": {"Sinh hoạt đúng định kỳ"}, "limits": {"Sổ lập chậm"}, "do": {"send"}}), "ahead", "Sổ lập chậm")
	whole := url.Values{"results": {"Sinh hoạt đúng định kỳ"}, "limits": {"Sổ lập chậm"}, "ahead": {"Lập sổ đúng hạn"}, "do": {"send"}}
	v.Goes(v.Send(access.Secretary, at, at+"/text", maps.Clone(whole)), "sending")
	again := v.By(access.Secretary).Post(at+"/text", url.Values{"_version": {"3"}, "results": {"Khác"}, "ahead": {"Khác"}, "do": {"send"}})
	if again.Status != http.StatusUnprocessableEntity || !strings.Contains(again.Body, "không gửi lần nữa") {
		t.Errorf("sent twice: %d", again.Status)
	}

	v.Says(v.Page(access.Officer, at), "Lập sổ đúng hạn", "Đã gửi")
	v.Says(v.Page(access.Officer, "/periodic/below"), "1/3 đơn vị đã gửi; 2 đơn vị quá hạn", "Quá hạn 20 ngày")
	refused(v.Send(access.Officer, at, at+"/return", url.Values{"wanted": {" "}}), "wanted", "")
	v.Goes(v.Send(access.Officer, at, at+"/return", url.Values{"wanted": {"Nêu rõ nguyên nhân"}}), "returning")
	v.Says(v.Page(access.Secretary, at), "Nêu rõ nguyên nhân", "Bị trả lại")
	v.Goes(v.Send(access.Secretary, at, at+"/text", whole), "sending again")
	v.Goes(v.Fill(access.Officer, at, at+"/receive", nil), "receiving")

	parent := v.Places["parent"]
	sum := "/periodic/of/" + parent.Params["periodic"]
	v.Goes(v.Fill(access.Officer, sum, sum+"/refresh", nil), "the sum")
	v.Says(v.Page(access.Officer, sum), "Tổng hợp từ báo cáo của 1/3 đơn vị trực thuộc", "Chưa có báo cáo: Chi bộ Khoa Dược", "số liệu khác với dữ liệu hiện có")
	for path, who := range map[string]access.Role{at: access.Officer, sum: access.Officer, quarter: access.Secretary} {
		for _, file := range []string{"/print", "/print.docx", "/print.pdf", "/tables.xlsx"} {
			if got := v.By(who).Get(path + file); got.Status != http.StatusOK || len(got.Body) < 1000 {
				t.Errorf("%s%s: %d", path, file, got.Status)
			}
		}
	}
}

// I10: the office writes and sends for a cell that has not begun; the cell is told,
// sees who did it, and goes on with it.
func TestForAUnit(t *testing.T) {
	t.Parallel()
	v := webtest.NewVisit(t)
	own := "/periodic?unit=" + string(v.Own.Unit)
	below := "/periodic/below?unit=" + string(v.Places["parent"].Unit) + "&period=quarter-2026-01-01"
	v.Says(v.Page(access.Officer, below), "Lập hộ")
	at := v.Goes(v.Fill(access.Officer, below, "/periodic/new?unit="+string(v.Own.Unit), url.Values{}), "beginning for a cell")
	v.Says(v.Page(access.Officer, at), "đang lập báo cáo hộ Chi bộ Trạm Y tế")
	v.Says(v.Page(access.Secretary, at), "đang lập hộ báo cáo này", "Lập báo cáo")
	v.Goes(v.Send(access.Officer, at, at+"/text", url.Values{"results": {"Đủ các kỳ sinh hoạt"}, "ahead": {"Giữ nền nếp"}, "do": {"send"}}), "sending for a cell")
	v.Says(v.Page(access.Secretary, at), "gửi hộ", "Gửi cấp trên")
	v.Says(v.Page(access.Secretary, own), "Đã gửi")
	v.Says(v.Page(access.Secretary, "/notify"), "Cấp trên đã lập và gửi hộ Chi bộ Trạm Y tế báo cáo quý I/2026")
	v.Goes(v.Send(access.Officer, at, at+"/return", url.Values{"wanted": {"Đơn vị bổ sung"}}), "returning")
	v.Goes(v.Send(access.Secretary, at, at+"/text", url.Values{"results": {"Đủ các kỳ sinh hoạt"}, "ahead": {"Giữ nền nếp"}, "do": {"send"}}), "the cell goes on")
	if got := v.By(access.Officer).Post(at+"/refresh", url.Values{"_version": {"4"}}); got.Status != http.StatusForbidden {
		t.Errorf("the office changes what is the cell's again: %d", got.Status)
	}
	last := "/periodic/of/" + v.Own.Params["periodic"] // the cell has begun this one
	if got := v.By(access.Officer).Post(last+"/refresh", url.Values{"_version": {"1"}}); got.Status != http.StatusForbidden {
		t.Errorf("the office changes what the cell writes: %d", got.Status)
	}
}
