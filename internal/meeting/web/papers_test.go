package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// ended plans, holds and closes a meeting through the pages, and freezes its
// minutes.
func (b browser) ended() string {
	b.t.Helper()
	sec, plain := string(b.d.named["sec"]), string(b.d.named["plain"])
	at := b.planned()
	b.send(at+"/plan", at+"/plan", http.StatusOK, "kind", "regular", "held_on", "25/05/2026", "starts_at", "14:00", "place", "Hội trường", "chair", sec)
	b.send(at, at+"/guests", http.StatusOK, "guest_name", "Phạm Thị K", "guest_title", "Công đoàn")
	b.send(at, at+"/open", http.StatusOK, "opened_at", "14:00")
	b.send(at+"/attendance", at+"/attendance", http.StatusOK, "rest", "present")
	b.send(at+"/appoint", at+"/appoint", http.StatusOK, "chair", sec, "minuter", plain)
	closing := b.send(at+"/close", at+"/close", http.StatusUnprocessableEntity, "opened_at", "14:00", "closed_at", "16:00")
	values := []string{"opened_at", "14:00", "closed_at", "16:00"}
	closing.Find(`textarea[name^="reason-"]`).Each(func(_ int, s *goquery.Selection) { values = append(values, s.AttrOr("name", ""), "Chờ cấp trên") })
	b.send(at+"/close", at+"/close", http.StatusOK, values...)
	b.send(at+"/minutes", at+"/freeze", http.StatusOK)
	return at
}

func (b browser) shows(doc *goquery.Document, texts ...string) {
	b.t.Helper()
	for _, want := range texts {
		if !strings.Contains(doc.Text(), want) {
			b.t.Errorf("%s does not show %q", doc.Find("title").Text(), want)
		}
	}
}

// B8: from the draft of the resolution to what the officer reads, without
// script.
func TestPapersThroughThePages(t *testing.T) {
	d := open(t)
	b := d.as(t, "sec")
	at := b.ended()
	draft := b.get(at+"/resolution", http.StatusOK)
	b.shows(draft, "NGHỊ QUYẾT", "lãnh đạo thực hiện nhiệm vụ tháng 5/2026", "Biên bản chưa ghi biểu quyết nghị quyết.")
	long := strings.Repeat("ệ", 20_001)
	doc := b.send(at+"/resolution", at+"/resolution", http.StatusUnprocessableEntity, "limits", long, "for", "cell")
	if doc.Find("textarea[name=limits]").Text() != long {
		t.Error("what was typed is lost")
	}
	b.send(at+"/resolution", at+"/resolution", http.StatusOK, "limits", "Một là, số liệu chậm.", "for", "committee")
	b.shows(b.get(at+"/resolution", http.StatusOK), "Hạn chế, nguyên nhân", "T/M CHI ỦY")
	stale := b.post(at+"/resolution", http.StatusConflict, url.Values{"_version": {"0"}, "limits": {"Bản khác"}})
	if !strings.Contains(stale.Text(), "Một là, số liệu chậm.") || stale.Find("textarea[name=limits]").Text() != "Bản khác" {
		t.Error("not both texts are shown")
	}
	b.send(at+"/resolution", at+"/resolution/reset", http.StatusOK)
	b.send(at+"/resolution", at+"/resolution", http.StatusOK, "praise", "Biểu dương tổ y tế.", "for", "cell")
	b.shows(b.send(at+"/resolution", at+"/resolution/issue", http.StatusOK), "Số 01-NQ/CB", "Bản 1", "Biểu dương tổ y tế.")
	d.as(t, "plain").get(at+"/resolution", http.StatusOK)
	b.send(at+"/resolution/revise", at+"/resolution/revise", http.StatusUnprocessableEntity)
	b.send(at+"/resolution/revise", at+"/resolution/revise", http.StatusOK, "reason", "Ghi nhầm")
	d.as(t, "plain").get(at+"/resolution?version=1", http.StatusOK)
	b.send(at+"/resolution", at+"/resolution/issue", http.StatusOK)
	for _, f := range []struct{ path, magic string }{
		{"/resolution.docx", "PK"}, {"/resolution.pdf", "%PDF"}, {"/resolution.pdf?version=1", "%PDF"}, {"/extract.pdf", "%PDF"}, {"/papers.zip", "PK"}, {"/papers.zip?chosen=1&paper=minutes", "PK"},
	} {
		if body := b.download(at + f.path); !strings.HasPrefix(body, f.magic) {
			t.Errorf("%s: %.10q", f.path, body)
		}
	}

	b.shows(b.get(at+"/papers", http.StatusOK), "Bản 2", "Còn 2 ngày", "27/05/2026", "42-HD")
	b.send(at+"/posted?paper=resolution", at+"/posted", http.StatusUnprocessableEntity, "posted_on", "26/05/2026")
	b.shows(b.send(at+"/posted?paper=resolution", at+"/posted", http.StatusOK, "posted_on", "25/05/2026"), "đăng ngày 25/05/2026")
	d.as(t, "officer").get(at+"/sent", http.StatusOK)
	d.as(t, "officer").get(at+"/sent.pdf", http.StatusNotFound)
	b.shows(b.send(at+"/report", at+"/report", http.StatusOK, "resolution", "1"), "Đúng hạn", "bản 2 đã gửi cấp trên")
	b.get(at, http.StatusOK)
	officer := d.as(t, "officer")
	sent := officer.get(at+"/sent?paper=resolution", http.StatusOK)
	officer.shows(sent, "Chi bộ Trạm Y tế", "Có mặt 2/2", "Số 01-NQ/CB", "Biểu dương tổ y tế.")
	officer.shows(officer.get(at+"/sent", http.StatusOK), "TRÍCH BIÊN BẢN", "Số 01-BB/CB")
	if body := officer.download(at + "/sent.docx?paper=resolution"); !strings.HasPrefix(body, "PK") {
		t.Error("the officer gets no file")
	}
	for _, path := range []string{"/resolution", "/minutes", "/papers", "/extract", "/sent.pdf?paper=minutes"} {
		if status := statusOf(officer, at+path); status != http.StatusForbidden && status != http.StatusNotFound {
			t.Errorf("the officer gets %s: %d", path, status)
		}
	}
}

func statusOf(b browser, path string) int {
	b.t.Helper()
	resp, err := b.client.Get(b.d.url + path)
	must(b.t, err)
	defer resp.Body.Close()
	return resp.StatusCode
}

// B5: the notice and a guest's invitation before the meeting.
func TestNoticeThroughThePages(t *testing.T) {
	d := open(t)
	b := d.as(t, "sec")
	at := b.planned()
	b.send(at, at+"/guests", http.StatusOK, "guest_name", "Phạm Thị K", "guest_title", "Công đoàn")
	b.send(at+"/notice", at+"/notice", http.StatusOK, "contact", "Đồng chí Nguyễn Văn A", "for", "cell")
	notice := b.get(at+"/notice", http.StatusOK)
	b.shows(notice, "THÔNG BÁO", "Liên hệ:", "Số ……-TB/CB")
	guest := notice.Find(`a[href*="guest="]`).First().AttrOr("href", "")
	b.shows(b.get(guest, http.StatusOK), "GIẤY MỜI", "ông (bà) Phạm Thị K, Công đoàn")
	if body := b.download(strings.Replace(guest, "/notice?", "/notice.pdf?", 1)); !strings.HasPrefix(body, "%PDF") {
		t.Error("an invitation cannot be taken away")
	}
	d.as(t, "plain").get(at+"/notice", http.StatusNotFound)
	b.shows(b.send(at+"/notice", at+"/notice/issue", http.StatusOK), "Số 01-TB/CB")
	d.as(t, "plain").get(at+"/notice", http.StatusOK)
}

// I8: the binder of a year.
func TestBinderThroughThePages(t *testing.T) {
	d := open(t)
	b := d.as(t, "sec")
	b.shows(b.get("/meeting/binder", http.StatusOK), "Năm này chưa có văn bản")
	b.ended()
	b.shows(b.get("/meeting/binder", http.StatusOK), "Số 01-BB/CB")
	b.shows(b.get("/meeting/binder?year=2024", http.StatusOK), "Năm này chưa có văn bản")
	for path, magic := range map[string]string{"/meeting/binder.pdf?year=2026": "%PDF", "/meeting/binder.zip": "PK"} {
		if body := b.download(path); !strings.HasPrefix(body, magic) {
			t.Errorf("%s: %.10q", path, body)
		}
	}
	for _, year := range []string{"x", "1", "99999"} {
		b.get("/meeting/binder?year="+year, http.StatusNotFound)
	}
	d.as(t, "plain").get("/meeting/binder.pdf", http.StatusForbidden)
}
