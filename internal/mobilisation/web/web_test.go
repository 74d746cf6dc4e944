package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// F1: the secretary plans and registers, the office above decides, and everybody of
// the cell reads; what was typed wrong comes back with all that was typed.
func TestPages(t *testing.T) {
	v := webtest.NewVisit(t)
	unit := "?unit=" + string(v.Own.Unit)
	typed := url.Values{"area": {"duty"}, "work": {"Hướng dẫn lấy số khám"}, "audience": {"Người bệnh"}, "owner": {"Công đoàn"}, "due": {"31/12/2027"}}
	plan := "/mobilisation/new" + unit
	bad := v.By(access.Secretary).Post(plan, typed)
	if doc := bad.Doc(t); bad.Status != http.StatusUnprocessableEntity || doc.Find(".field-bad input[name=due]").AttrOr("value", "") != "31/12/2027" || doc.Find("textarea[name=work]").Text() != typed.Get("work") {
		t.Errorf("due in another year: %d", bad.Status)
	}
	typed.Set("due", "31/12/2026")
	v.Goes(v.By(access.Secretary).Post(plan, typed), "planning")
	v.Says(v.Page(access.Member, "/mobilisation"+unit), "Hướng dẫn lấy số khám", "Đang thực hiện")
	models(v)
	told(v)
}

// models takes the cell's model, which was appraised, to the other cells. What the
// office above decides, the secretary is not offered, and is refused.
func models(v webtest.Visit) {
	one := "/mobilisation/model/of/" + v.Own.Params["exemplar"]
	recognise := url.Values{"level": {"base"}, "giver": {"Đảng ủy"}, "number": {"31-QĐ/ĐU"}, "on": {"20/05/2026"}}
	if doc := v.Page(access.Secretary, one); doc.Find(`main a[href="`+one+`/recognise"]`).Length() != 0 {
		v.Error("the unit is offered to recognise its own model")
	}
	for _, act := range []string{"assist", "appraise", "recognise", "decline", "exemplify", "spread"} {
		if got := v.By(access.Secretary).Get(one + "/" + act); got.Status != http.StatusForbidden {
			v.Errorf("the secretary, %s: %d", act, got.Status)
		}
	}
	early := url.Values{"level": {"base"}, "giver": {"Đảng ủy"}, "number": {"31-QĐ/ĐU"}, "on": {"01/04/2026"}}
	bad := v.Send(access.Officer, one+"/recognise", one+"/recognise", early)
	if doc := bad.Doc(v.T); bad.Status != http.StatusUnprocessableEntity || doc.Find(".field-bad input[name=on]").AttrOr("value", "") != "01/04/2026" || doc.Find("input[name=number]").AttrOr("value", "") != "31-QĐ/ĐU" {
		v.Errorf("recognised before it was appraised: %d", bad.Status)
	}
	v.Goes(v.Send(access.Officer, one+"/recognise", one+"/recognise", recognise), "recognising")
	v.Says(v.Page(access.Member, one), "Được công nhận", "31-QĐ/ĐU")
	if again := v.By(access.Officer).Get(one + "/appraise"); again.Status != http.StatusUnprocessableEntity {
		v.Errorf("appraised again: %d", again.Status)
	}
	v.Says(v.Page(access.Officer, "/mobilisation/figures?unit="+string(v.Places["parent"].Unit)), "Các đơn vị trực thuộc")
}

// told: E5, of a review that is sent the office above is told, by the unit's name
// alone; until it is issued no other member reads it, nor the office until it is sent.
func told(v webtest.Visit) {
	one, notice := "/campaign/review/of/"+v.Own.Params["summary"], "đã gửi báo cáo sơ kết cuộc vận động"
	reads := func(role access.Role, want int) {
		v.Helper()
		if got := v.By(role).Get(one); got.Status != want {
			v.Errorf("%s reads it: %d, want %d", role, got.Status, want)
		}
	}
	v.Goes(v.Send(access.Secretary, one, one+"/text", url.Values{"results": {"Có chuyển biến rõ"}, "ahead": {"Tiếp tục"}}), "writing")
	reads(access.Member, http.StatusForbidden)
	v.Goes(v.Send(access.Secretary, one, one+"/issue", url.Values{"number": {"12-BC/CB"}, "on": {"25/05/2026"}}), "issuing")
	reads(access.Member, http.StatusOK)
	reads(access.Officer, http.StatusForbidden)
	v.Goes(v.Send(access.Secretary, one, one+"/send", url.Values{}), "sending")
	reads(access.Officer, http.StatusOK)
	if got := v.By(access.Officer).Get("/notify"); !strings.Contains(got.Body, notice) {
		v.Errorf("the office above was not told: %d", got.Status)
	}
	v.Says(v.Page(access.Member, "/campaign/review?unit="+string(v.Own.Unit)), "Đã gửi", "12-BC/CB")
}
