package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// ahead plans a meeting of next month through the pages, with a chair.
func (b browser) ahead() string {
	b.t.Helper()
	at := b.planned()
	b.send(at+"/plan", at+"/plan", http.StatusOK, "kind", "regular", "held_on", "03/06/2026", "month", "6/2026", "starts_at", "14:00",
		"place", "Phòng họp tầng 2", "chair", string(b.d.named["sec"]))
	return at
}

// B3 I8: from the check to the answers, without script.
func TestAnnounceThroughThePages(t *testing.T) {
	d := open(t)
	b, plain := d.as(t, "sec"), d.as(t, "plain")
	at := b.ahead()
	b.shows(b.get(at, http.StatusOK), "Thứ tư, 03/06/2026 · 14:00 – 16:00", "chưa có tài liệu", "Kiểm tra và gửi")
	check := b.get(at+"/announce", http.StatusOK)
	b.shows(check, "Kiểm tra trước khi gửi thông báo", "Gửi thông báo sinh hoạt cho 2 đồng chí", "Đồng chí có lịch mới lúc 14:00 ngày 03/06. Mở ứng dụng để xem.")
	plain.get(at+"/announce", http.StatusForbidden)
	b.shows(b.send(at+"/announce", at+"/announce", http.StatusOK), "Thông báo đã gửi")
	plain.shows(plain.get("/notify", http.StatusOK), "Mời đồng chí dự sinh hoạt chi bộ thường kỳ lúc 14:00, ngày 03/06/2026.")

	plain.send(at, at+"/reply", http.StatusUnprocessableEntity)
	plain.shows(plain.send(at, at+"/reply", http.StatusOK, "answer", "excused", "reason", "Chăm con ốm"), "Đồng chí đã xin phép vắng.")
	answers := b.get(at+"/reply", http.StatusOK)
	b.shows(answers, "0 dự · 1 xin phép vắng · 1 chưa trả lời", "Chăm con ốm")
	b.shows(b.send(at+"/reply", at+"/reply", http.StatusOK, "person", string(d.named["plain"]), "answer", "coming"), "Nguyễn Văn A nhập hộ", "1 dự")

	stale := b.get(at+"/plan", http.StatusOK)
	b.shows(stale, "Lý do đổi lịch")
	moved := b.send(at+"/plan", at+"/plan", http.StatusUnprocessableEntity, "held_on", "04/06/2026", "kind", "regular", "starts_at", "14:00", "place", "Phòng họp tầng 2")
	b.shows(moved, "Ghi lý do.")
	b.send(at+"/plan", at+"/plan", http.StatusOK, "kind", "regular", "held_on", "04/06/2026", "month", "6/2026", "starts_at", "14:00",
		"place", "Phòng họp tầng 2", "chair", string(d.named["sec"]), "reason", "Trùng lịch trực")
	plain.shows(plain.get("/notify", http.StatusOK), "Cuộc họp đổi lịch: 14:00, ngày 04/06/2026.")
	b.shows(b.get(at+"/announce", http.StatusOK), "Lịch của đồng chí đổi sang 14:00 ngày 04/06.")
}

// B3: opinions sent ahead: the author changes and withdraws his own, the
// committee reads them, nobody else.
func TestSendAheadThroughThePages(t *testing.T) {
	d := open(t)
	b, plain := d.as(t, "sec"), d.as(t, "plain")
	at := b.ahead()
	send := at + "/contributions"
	plain.send(send, send, http.StatusUnprocessableEntity, "body", "")
	plain.send(send, send, http.StatusOK, "body", "Đề nghị bố trí thêm một người trực.")
	mine := plain.get(at, http.StatusOK)
	plain.shows(mine, "Ý kiến đã gửi của tôi", "Đề nghị bố trí thêm một người trực.")
	change := mine.Find(`a[href^="`+send+`/"]`).First().AttrOr("href", "")
	plain.send(change, change, http.StatusOK, "body", "Đề nghị bố trí hai người trực.")
	b.shows(b.get(at, http.StatusOK), "Ý kiến gửi trước", "Đề nghị bố trí hai người trực.")
	b.shows(b.get(change, http.StatusOK), "Đề nghị bố trí hai người trực.")
	b.post(change, http.StatusForbidden, url.Values{"_version": {"2"}, "body": {"Sửa lời người khác"}})
	d.as(t, "stranger").get(change, http.StatusNotFound)
	plain.send(change, change+"/withdraw", http.StatusOK)
	if doc := b.get(at, http.StatusOK); strings.Contains(doc.Text(), "hai người trực") {
		t.Error("a withdrawn opinion is still read")
	}
	b.send(send, send, http.StatusOK, "person", string(d.named["plain"]), "body", "Xin bổ sung số liệu.")
	plain.shows(plain.get(at, http.StatusOK), "Xin bổ sung số liệu.", "Nguyễn Văn A nhập hộ")
}

// B1 B2: a member finds no trace of the committee's meeting.
func TestCommitteeMeetingThroughThePages(t *testing.T) {
	d := open(t)
	b := d.as(t, "sec")
	b.send("/meeting/new", "/meeting/new", http.StatusOK, "kind", "committee", "held_on", "30/5/2026", "starts_at", "08:00", "place", "Phòng Giám đốc", "month", "6/2026")
	list := b.get("/meeting", http.StatusOK)
	b.shows(list, "Họp chi ủy tháng 6/2026")
	at := list.Find("ul.rows a").First().AttrOr("href", "")
	b.shows(b.get(at, http.StatusOK), "Đánh giá tình hình, kết quả tháng trước")
	plain := d.as(t, "plain")
	plain.get(at, http.StatusNotFound)
	plain.get(at+"/reply", http.StatusNotFound)
	if doc := plain.get("/meeting", http.StatusOK); strings.Contains(doc.Text(), "chi ủy tháng") {
		t.Error("a member's list shows it")
	}
}

// B5: last month's agenda, and the agenda that does not fit the day.
func TestAgendaThroughThePages(t *testing.T) {
	d := open(t)
	b := d.as(t, "sec")
	at := b.ahead()
	b.shows(b.send(at, at+"/borrow", http.StatusUnprocessableEntity), "Chưa có cuộc họp nào cùng loại")
	long := b.send(at+"/items", at+"/items", http.StatusOK, "title", "Báo cáo liên hệ", "kind", "report", "minutes", "480")
	b.shows(long, "Báo cáo liên hệ")
	late := b.send(at+"/items", at+"/items", http.StatusUnprocessableEntity, "title", "Thảo luận thêm", "kind", "discussion", "minutes", "1")
	b.shows(late, "kết thúc sau 24:00")
}
