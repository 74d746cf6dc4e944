package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/webtest"
)

type house struct{ webtest.Visit }

// safety duties 2, 3, 4 and 6 through the pages.
func TestPages(t *testing.T) {
	h := house{webtest.NewVisit(t)}
	h.notice()
	h.asking()
	h.onPaper()
	h.trail()
}

// notice: who has not seen it is asked to on every page, until he has.
func (h house) notice() {
	h.Helper()
	if err := h.App.DB.Write(h.Context(), access.Console, func(tx *db.Tx) error {
		if _, err := tx.Exec(`DELETE FROM privacy_seen WHERE person_id = $1`, h.People[access.Probationary]); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "test.unsee", Kind: "test"})
	}); err != nil {
		h.Fatal(err)
	}
	asked := func() bool {
		h.Helper()
		return h.Page(access.Probationary, "/home").Find(`.banner a[href="/privacy/notice"]`).Length() == 1
	}
	if !asked() {
		h.Error("nobody asks to read the notice")
	}
	h.Says(h.Page(access.Probationary, "/privacy"), "chưa xác nhận đã xem phiên bản 1")
	h.Goes(h.Fill(access.Probationary, "/privacy/notice", "/privacy/notice", nil), "notice")
	if asked() {
		h.Error("the notice was read, and is asked for again")
	}
	h.Says(h.Page(access.Probationary, "/privacy"), "Đã xem phiên bản 1")
	if h.Page(access.Member, "/home").Find(`a[href="/privacy"]`).Length() == 0 {
		h.Error("no page leads to one's own data")
	}
}

// asking: a request from the member to the answer, and the copy.
func (h house) asking() {
	h.Helper()
	wrong := h.Fill(access.Member, "/privacy/ask", "/privacy/ask", url.Values{"body": {"Ngày sinh sai."}})
	doc := wrong.Doc(h.T)
	if wrong.Status != http.StatusUnprocessableEntity || doc.Find("textarea[name=body]").Text() != "Ngày sinh sai." {
		h.Errorf("nothing chosen: %d loses what was typed", wrong.Status)
	}
	at := h.Goes(h.Fill(access.Member, "/privacy/ask", "/privacy/ask", url.Values{"kind": {"correct"}, "section": {"identity"}, "body": {"Ngày sinh sai."}}), "ask")
	h.Says(h.Page(access.Member, at), "Ngày sinh sai.", "27/05/2026", "04/06/2026", "Đã gửi")
	for _, role := range []access.Role{access.Probationary, access.MassOfficer, access.Officer} {
		if got := h.By(role).Get(at); got.Status == http.StatusOK {
			h.Errorf("%s reads the request", role)
		}
	}
	h.Says(h.Page(access.Secretary, "/privacy/requests"), "Phạm Thị D: Chỉnh sửa dữ liệu")
	silent := h.Fill(access.Secretary, at+"/take", at+"/take", url.Values{"words": {" "}})
	h.Says(silent.Doc(h.T), "Ghi nội dung trả lời")
	if text := h.Page(access.Secretary, at+"/take").Find("textarea").Text(); !strings.Contains(text, "04/06/2026") {
		h.Errorf("the first answer names no day: %q", text)
	}
	h.Goes(h.Fill(access.Secretary, at+"/take", at+"/take", url.Values{"words": {"Đã tiếp nhận."}}), "take")
	h.Goes(h.Fill(access.Deputy, at+"/fulfil", at+"/fulfil", url.Values{"words": {"Đã sửa ngày sinh."}}), "fulfil")
	h.Says(h.Page(access.Member, at), "Đã sửa ngày sinh.", "Đã thực hiện")
	own := h.Goes(h.Fill(access.Secretary, "/privacy/ask", "/privacy/ask", url.Values{"kind": {"object"}, "body": {"Không dùng ảnh."}}), "ask")
	if h.Page(access.Secretary, own).Find(`main a[href$="/take"]`).Length() != 0 {
		h.Error("the secretary answers himself")
	}
	h.Says(h.Page(access.Deputy, own), "Phần mềm không tự khóa dữ liệu")
	h.Goes(h.Fill(access.Secretary, own+"/withdraw", own+"/withdraw", nil), "withdraw")
	got := h.By(access.Member).Get("/privacy/copy.json")
	if !json.Valid([]byte(got.Body)) || !strings.Contains(got.Body, "Phạm Thị D") || strings.Contains(got.Body, "Nguyễn Văn A") {
		h.Errorf("the copy: %d %s", got.Status, got.Body)
	}
}

// onPaper: what refuses an erasure, and a reason that is ended.
func (h house) onPaper() {
	h.Helper()
	typed := url.Values{"person": {h.Own.Params["person"]}, "on": {"20/05/2026"}, "kind": {"erase"}, "body": {"Đề nghị xóa dữ liệu."}}
	at := h.Goes(h.Fill(access.Secretary, "/privacy/requests/new", "/privacy/requests/new", typed), "enter")
	page := h.Page(access.Secretary, at)
	h.Says(page, "đang sinh hoạt tại tổ chức", "Đơn bằng giấy", "22/05/2026", "Quá 3 ngày")
	if page.Find(`main a[href$="/fulfil"]`).Length() != 0 {
		h.Error("who belongs to the cell may be erased")
	}
	refused := h.Fill(access.Secretary, at+"/fulfil", at+"/fulfil", nil)
	if refused.Status != http.StatusUnprocessableEntity {
		h.Errorf("erased: %d", refused.Status)
	}
	h.Goes(h.Fill(access.Secretary, at+"/refuse", at+"/refuse", url.Values{"words": {"Hồ sơ đang lưu trữ."}, "ground": {"archive"}}), "refuse")
	again := h.Goes(h.Fill(access.Secretary, "/privacy/requests/new", "/privacy/requests/new", typed), "enter")
	h.Says(h.Page(access.Secretary, again), "Hồ sơ phải lưu trữ theo quy định")
	h.Goes(h.Fill(access.Secretary, again, "/privacy/hold/", nil), "lift")
}

// trail: who read what, on the page, in print and as a file.
func (h house) trail() {
	h.Helper()
	h.Page(access.Deputy, "/member/person/"+string(h.People[access.Member]))
	h.Says(h.Page(access.Secretary, "/privacy/trail"), "Trần Thị B", "Xem hồ sơ đảng viên", "Phạm Thị D")
	h.Says(h.Page(access.Officer, "/privacy/trail?days=1"), "Trần Thị B", "Chi bộ Trạm Y tế")
	h.Says(h.Page(access.Secretary, "/privacy/trail?from=25/05/2026&from_at=08:00&to=25/05/2026&to_at=23:00"), "Trần Thị B")
	h.Says(h.Page(access.Secretary, "/privacy/trail?from=20/05/2026&to=24/05/2026"), "Không có lượt truy cập")
	h.Says(h.Page(access.Secretary, "/privacy/trail?from=32/05/2026&to=24/05/2026&to_at=x"), "Ghi giờ theo dạng 14:05")
	h.Says(h.Page(access.Secretary, "/privacy/trail/print?days=7"), "Trần Thị B", "BÁO CÁO")
	for _, ending := range []string{"xlsx", "docx", "pdf"} {
		if got := h.By(access.Secretary).Get("/privacy/trail." + ending + "?days=7"); got.Status != http.StatusOK {
			h.Errorf("%s: %d", ending, got.Status)
		}
	}
	if got := h.By(access.Member).Get("/privacy/trail"); got.Status != http.StatusForbidden {
		h.Errorf("a member sees who read what: %d", got.Status)
	}
}
