package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/consultation"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/webtest"
)

// F3, safety S3, S8, B1: who holds a slip sees his question as text and nothing else,
// whoever is signed in on that device; he answers once, from a page that touches no
// session and leaves no line. His code is read as it is typed; a wrong one loses nothing.
func TestSlip(t *testing.T) {
	v := webtest.NewVisit(t)
	ctx, by, s := t.Context(), access.Console, v.App.Consultations
	payload := `<script>alert(1)</script>`
	id, err := s.Draft(ctx, by, v.Own.Unit, consultation.MatterForm{
		Title: "Đổi ca " + payload, Background: "Nền " + payload, Options: "Có " + payload + "\nKhông", Choosing: consultation.Several,
		Texts: true, Members: true, People: 5, ClosesOn: db.DateOf(dbtest.Today).AddDays(9),
	})
	must(t, err)
	must(t, s.Step(ctx, by, id, 1, consultation.Opening, consultation.StepForm{}))
	var log bytes.Buffer
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(slog.New(slog.DiscardHandler)) })

	sheet := v.Fill(access.Secretary, "/consultation/of/"+string(id)+"/slips", "/consultation/of/", url.Values{"n": {"6"}})
	slips := sheet.Doc(t).Find(".slips > li")
	if sheet.Status != http.StatusOK || slips.Length() != 6 || slips.Find("svg path").Length() != 6 {
		t.Fatalf("slips: %d %s", sheet.Status, sheet.Body)
	}
	code := slips.First().Find(".slip-code").Text()
	log.Reset()
	member := v.By(access.Member)                                                                   // signing in is not what is tried here
	numbered := []string{"audit_leaf", "audit_node", "audit_pending", "figure_delta", "figure_sum"} // in the background
	before := dbtest.Digest(t, v.App.DB, numbered...)

	wrong := member.Post("/consultation/link", url.Values{"code": {"aaaa-bbbb-cccc"}})
	if wrong.Status != http.StatusUnprocessableEntity || wrong.Doc(t).Find(".field-bad input[name=code]").AttrOr("value", "") != "aaaa-bbbb-cccc" {
		t.Errorf("a wrong code: %d", wrong.Status)
	}
	if got := member.Get("/consultation/link/" + strings.Repeat("A", 26)); got.Status != http.StatusNotFound || !strings.Contains(got.Body, "hỏi người phát phiếu") {
		t.Errorf("a wrong link: %d", got.Status)
	}
	log.Reset()
	at := member.Post("/consultation/link", url.Values{"code": {strings.ToLower(code)}}).Location
	page := member.Get(at)
	doc := page.Doc(t)
	if page.Status != http.StatusOK || doc.Find(".side, .topbar, .tabbar, main script, [name=_key]").Length() > 0 || page.Header.Get("Set-Cookie") != "" ||
		page.Header.Get("Referrer-Policy") != "strict-origin" || page.Header.Get("Cache-Control") != "no-store" || strings.Contains(page.Body, "Phạm Thị D") {
		t.Errorf("the page of a slip: %d %v %s", page.Status, page.Header, page.Body)
	}
	v.Says(doc, payload, "Không ghi tên", "Chi bộ Trạm Y tế", "đọc ý kiến sau khi kết thúc")
	long := member.Post(at, url.Values{"choice": {"9"}, "words": {"Giữ lại chữ này"}})
	if long.Status != http.StatusUnprocessableEntity || long.Doc(t).Find("textarea[name=words]").Text() != "Giữ lại chữ này" {
		t.Errorf("an option that is not offered: %d", long.Status)
	}
	sent := member.Post(at, url.Values{"choice": {"1", "2"}, "words": {"Trả lời kín"}})
	if sent.Status != http.StatusOK || !strings.Contains(sent.Body, "Đã nhận ý kiến") || sent.Header.Get("Set-Cookie") != "" {
		t.Fatalf("answering: %d %s", sent.Status, sent.Body)
	}
	if again := member.Post(at, url.Values{"choice": {"1"}}); again.Status != http.StatusSeeOther || !strings.Contains(member.Get(at).Body, "đã được dùng") {
		t.Errorf("once more: %d", again.Status)
	}
	if log.Len() > 0 {
		t.Errorf("the log: %s", log.String())
	}
	for table, rows := range dbtest.Digest(t, v.App.DB, numbered...) {
		if rows != before[table] && table != "consultation_answer" && table != "consultation_slip" {
			t.Errorf("answering changed %s", table)
		}
		if strings.Contains(rows, strings.ReplaceAll(code, "-", "")) {
			t.Errorf("%s holds the code", table)
		}
	}
	told(v)
}

// F3: the leaders put together what was said on the closed question of the house, and
// all who were asked read what came out, as does a report.
func told(v webtest.Visit) {
	v.Helper()
	at := "/consultation/of/" + v.Own.Params["matter"]
	texts := v.Page(access.Secretary, at+"/texts")
	typed := url.Values{}
	for _, name := range texts.Find("select").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("name", "") }) {
		typed.Set(name, v.Own.Params["cluster"])
	}
	v.Goes(v.By(access.Secretary).Post(at+"/texts", typed), "sorting")
	v.Goes(v.Send(access.Secretary, at+"/answer", at+"/answer", url.Values{"words": {"Chi bộ cảm ơn."}}), "answering")
	v.Says(v.Page(access.Member, at), "Chi bộ cảm ơn.", "Lùi thời điểm", "Bắt đầu từ ngày 15/7.", "100%")
	v.Says(v.Page(access.Member, at+"/print"), "Tổng hợp ý kiến", "Tiếp thu một phần", "mẫu tham khảo")
	if got := v.By(access.Member).Get(at + "/texts"); got.Status != http.StatusForbidden {
		v.Errorf("a member reads the words: %d", got.Status)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
