package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/webtest"
)

// TestTreeByDecision merges two cells by the pages: previewed, confirmed as it was
// previewed and not otherwise, then to be read alone (A1, rules §1).
func TestTreeByDecision(t *testing.T) {
	v := webtest.NewVisit(t)
	ends, heir := v.Places["sibling"], v.Own
	here := "/org/unit/" + string(ends.Unit)
	chair := member.ID(ends.Params["person"])
	meets, err := v.App.Meetings.Plan(t.Context(), access.Console, ends.Unit, meeting.Plan{Kind: meeting.Extraordinary, Why: "Việc cần bàn ngay", HeldOn: "2026-05-29", StartsAt: "08:00", Place: "Phòng họp", Chair: chair, Minuter: chair})
	must(t, err)
	_, err = v.App.Meetings.AddItem(t.Context(), access.Console, meets, meeting.ItemForm{Kind: rulebook.KindDiscussion, Title: "Việc phát sinh", Minutes: 30})
	must(t, err)
	must(t, v.App.Meetings.Announce(t.Context(), access.Console, meets, 1))
	v.Says(v.Page(access.Officer, "/org/reform"), "Chưa có thay đổi nào")
	v.Says(v.Page(access.Officer, here+"/reform"), "Sáp nhập với tổ chức khác", "Chia tách", "Chuyển về cấp trên khác", "Giải thể")
	typed := url.Values{"into": {string(heir.Unit)}, "on": {"25/05/2026"}, "doc_no": {"12-QĐ/ĐU"}, "doc_date": {"20/05/2026"}, "do": {"preview"}}
	wrong := url.Values{"into": {string(heir.Unit)}, "on": {"01/01/2009"}, "doc_no": {"12-QĐ/ĐU"}, "doc_date": {"20/05/2026"}}
	if got := v.Fill(access.Officer, here+"/merge", here+"/merge", wrong); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Đồng chí ghi ngày sau ngày đó") {
		t.Errorf("before it was founded: %d", got.Status)
	}
	got := v.Fill(access.Officer, here+"/merge", here+"/merge", typed)
	doc := got.Doc(t)
	v.Says(doc, "các tổ chức dưới đây kết thúc hoạt động; Chi bộ Trạm Y tế kế thừa", "Đảng viên, đoàn viên, hội viên chuyển: 2", "Tiếp tục ở tổ chức kế thừa", "1 bản đăng ký", "1 chuyên đề đã giao", "Chấm dứt từ ngày sáp nhập", "cuộc họp đã lên lịch", "nên làm xong trước", "Nếu sáp nhập nhầm")
	typed.Set("seen", doc.Find("[name=seen]").AttrOr("value", ""))
	typed.Set("do", "confirm")
	typed.Set("doc_no", "13-QĐ/ĐU")
	v.Says(v.Fill(access.Officer, here+"/merge", here+"/merge", typed).Doc(t), "Nội dung đã sửa sau khi xem trước")
	typed.Set("doc_no", "12-QĐ/ĐU")
	v.Goes(v.Fill(access.Officer, here+"/merge", here+"/merge", typed), here+"/merge")
	v.Says(v.Page(access.Officer, here), "Đã kết thúc hoạt động từ 25/05/2026", "sáp nhập vào", "Quyết định số 12-QĐ/ĐU ngày 20/05/2026")
	v.Says(v.Page(access.Officer, "/org/reform"), "Chi bộ Khoa Dược", "Chi bộ Trạm Y tế")
	v.Says(v.Page(access.Officer, "/stats/unit/"+string(ends.Unit)), "Chi bộ Khoa Dược")
	refused := v.By(access.Officer).Post(here+"/dissolve", url.Values{"on": {"25/05/2026"}})
	if refused.Status == http.StatusOK || refused.Status == http.StatusSeeOther {
		t.Errorf("what has ended was dissolved: %d", refused.Status)
	}
	readBySuccessor(v, ends)
	if got := v.By(access.MassOfficer).Get(here); got.Status != http.StatusNotFound {
		t.Errorf("another organisation reads it: %d", got.Status)
	}
	carried(v, ends, heir)
	if sh, err := v.App.Meetings.Get(t.Context(), access.Console, meets); err != nil || sh.Meeting.State != meeting.Cancelled {
		t.Errorf("what was planned is %s, %v", sh.Meeting.State, err)
	}
	if n := count(t, v.World, `SELECT count(*) FROM notify_notice WHERE key = 'meeting.notice_cancelled' AND unit_id = $1`, heir.Unit); n != 2 {
		t.Errorf("%d of those who were called are told in the heir", n)
	}
}

// readBySuccessor: what was kept in a unit that has ended is read by who leads its
// heir, with nothing to be done there.
func readBySuccessor(v webtest.Visit, ends webtest.Place) {
	v.Says(v.Page(access.Secretary, "/org/unit/"+string(ends.Unit)), "Việc còn dở khi kết thúc hoạt động", "Giữ nguyên trong hồ sơ của tổ chức cũ")
	for _, path := range []string{
		"/reflection/{report}", "/reflection?unit={unit}", "/reflection/remarks/of/{remark}", "/reflection/remarks?unit={unit}", "/reflection/rota?unit={unit}",
		"/topic?unit={unit}", "/meeting/{meeting}", "/commitment/unit?unit={unit}",
	} {
		for name, value := range ends.Params {
			path = strings.ReplaceAll(path, "{"+name+"}", value)
		}
		page := v.By(access.Secretary).Get(path)
		if n := page.Doc(v.T).Find(`main form[method="post"]`).Length(); page.Status != http.StatusOK || n > 0 {
			v.Errorf("%s: %d, with %d forms that change something", path, page.Status, n)
		}
	}
}

// carried: what goes on is the heir's, and counted where it was.
func carried(v webtest.Visit, ends, heir webtest.Place) {
	pledge := v.Page(access.Secretary, "/commitment/"+ends.Params["pledge"])
	v.Says(pledge, "Bùi Thị H Chi bộ Khoa Dược")
	v.Says(v.Page(access.Secretary, "/commitment/unit?unit="+string(heir.Unit)), "Bùi Thị H Chi bộ Khoa Dược")
	v.Says(v.Page(access.Secretary, "/topic?unit="+string(heir.Unit)), "Bùi Thị H")
	if got := v.Page(access.Secretary, "/topic/"+ends.Params["topic"]).Find(`main form[method="post"]`).Length(); got == 0 {
		v.Error("nobody goes on with a topic")
	}
	v.Says(v.Page(access.Secretary, "/feedback/entry/"+ends.Params["voice"]), "Chi bộ Trạm Y tế")
	figured(v.T, v.World)
}
