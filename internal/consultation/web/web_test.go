package web_test

import (
	"bytes"
	"image"
	"image/png"
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
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
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
		if rows != before[table] && table != "consultation_answer" {
			t.Errorf("answering changed %s", table)
		}
		if strings.Contains(rows, strings.ReplaceAll(code, "-", "")) {
			t.Errorf("%s holds the code", table)
		}
	}
	told(v)
	voided(v)
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
	idle := url.Values{} // of a page that was opened before, on which nothing was chosen
	for name := range typed {
		idle.Set(name, "")
		idle.Set("shown-"+strings.TrimPrefix(name, "in-"), "")
	}
	v.Goes(v.By(access.Secretary).Post(at+"/texts", idle), "sorting nothing")
	v.Goes(v.Send(access.Secretary, at+"/answer", at+"/answer", url.Values{"words": {"Chi bộ cảm ơn."}}), "answering")
	v.Says(v.Page(access.Member, at), "Chi bộ cảm ơn.", "Lùi thời điểm", "Bắt đầu từ ngày 15/7.", "100%")
	v.Says(v.Page(access.Member, at+"/print"), "ĐẢNG BỘ SỞ Y TẾ", "Tổng hợp ý kiến", "Tiếp thu một phần", "mẫu tham khảo")
	if got := v.By(access.Member).Get(at + "/texts"); got.Status != http.StatusForbidden {
		v.Errorf("a member reads the words: %d", got.Status)
	}
}

// F3: slips are voided by the batch; who holds one opens the papers, and no others, and
// everybody reads the result from the poster until it is taken down. The decision leads
// to its meeting those who may open that.
func voided(v webtest.Visit) {
	v.Helper()
	ctx, by, s := v.Context(), access.Console, v.App.Consultations
	form := consultation.MatterForm{
		Title: "Đổi giờ khám?", Background: "Từ tháng 7.", Options: "Có\nKhông", Choosing: consultation.One, Members: true,
		People: consultation.Least, ClosesOn: db.DateOf(dbtest.Today).AddDays(9),
	}
	id, err := s.Draft(ctx, by, v.Own.Unit, form)
	must(v.T, err)
	paper := func(kind, subject string, side int) document.Upload {
		var b bytes.Buffer
		must(v.T, png.Encode(&b, image.NewGray(image.Rect(0, 0, side, 3))))
		return document.Upload{Kind: kind, Subject: subject, Name: "phuong-an.png", Data: &b, Declared: true}
	}
	_, err = v.App.Documents.Attach(ctx, by, paper(meeting.PapersOf, v.Own.Params["meeting"], 21))
	must(v.T, err)
	_, err = v.App.Documents.Attach(ctx, by, paper(consultation.FilesOf, string(id), 21))
	if fault.Key(err) != "document.narrower" {
		v.Errorf("a paper of a meeting is attached for whoever holds a slip: %v", err)
	}
	file, err := v.App.Documents.Attach(ctx, by, paper(consultation.FilesOf, string(id), 22))
	must(v.T, err)
	must(v.T, s.Step(ctx, by, id, 1, consultation.Opening, consultation.StepForm{}))
	first, err := s.Print(ctx, by, id, 6)
	must(v.T, err)
	nobody, at := v.Nobody(v.T), "/consultation/of/"+string(id)
	link := func(n int) string { return "/consultation/link/" + first.Slips[n].Link }
	v.Says(nobody.Get(link(0)).Doc(v.T), "phuong-an.png")
	if got := nobody.Get(link(0) + "/file/" + string(file)); got.Status != http.StatusOK || !strings.Contains(got.Header.Get("Content-Disposition"), "attachment") || got.Header.Get("Set-Cookie") != "" {
		v.Errorf("a paper by a slip: %d %v", got.Status, got.Header)
	}
	for _, foreign := range []string{link(0) + "/file/" + v.Own.Params["attachment"], "/consultation/link/" + v.Own.Params["link"] + "/file/" + string(file)} {
		if got := nobody.Get(foreign); got.Status != http.StatusNotFound {
			v.Errorf("%s: %d", foreign, got.Status)
		}
	}
	for n := range 5 {
		must(v.T, s.Reply(ctx, access.Actor{Kind: access.Link}, first.Slips[n].Code, "", consultation.Reply{Choices: []int{1}}))
	}
	if none := v.Send(access.Secretary, at+"/void", at+"/void", url.Values{}); none.Status != http.StatusUnprocessableEntity {
		v.Errorf("no batch: %d", none.Status)
	}
	v.Goes(v.Send(access.Secretary, at+"/void", at+"/void", url.Values{"batch": {"1"}}), "voiding")
	v.Says(v.Page(access.Secretary, at+"/slips"), "Đã in 6 phiếu, hủy 6 phiếu, cho 5 người", "Đã hủy ngày")
	v.Says(nobody.Get(link(5)).Doc(v.T), "đã bị hủy")
	v.Says(nobody.Get(link(0)).Doc(v.T), "đã được dùng")
	if got := nobody.Post(link(5), url.Values{"choice": {"1"}}); got.Status != http.StatusSeeOther {
		v.Errorf("a void slip answers: %d", got.Status)
	}
	if got := nobody.Get(link(5) + "/file/" + string(file)); got.Status != http.StatusNotFound {
		v.Errorf("a void slip opens a paper: %d", got.Status)
	}
	v.Goes(v.Send(access.Secretary, at+"/close", at+"/close", url.Values{}), "closing")
	v.Goes(v.Send(access.Secretary, at+"/answer", at+"/answer", url.Values{"words": {"Chi bộ cảm ơn."}}), "answering")
	at = posted(v, at)
	if got := v.Nobody(v.T).Get(at); got.Status != http.StatusNotFound {
		v.Errorf("a poster that was taken down: %d", got.Status)
	}
	v.Says(nobody.Get(link(5)).Doc(v.T), "Kết luận số 3", "100%")
}

// posted decides, puts up the poster and takes it down, and gives its address.
func posted(v webtest.Visit, at string) string {
	v.Helper()
	if gone := v.Send(access.Secretary, at+"/decide", at+"/decide", url.Values{"words": {"Kết luận số 3"}, "on": {"25/05/2026"}, "source": {"meeting x"}}); gone.Status != http.StatusUnprocessableEntity {
		v.Errorf("a meeting that is not offered: %d", gone.Status)
	}
	held := v.Page(access.Secretary, at+"/decide").Find("select[name=source] option[value^=meeting]").First().AttrOr("value", "")
	v.Goes(v.Send(access.Secretary, at+"/decide", at+"/decide", url.Values{"words": {"Kết luận số 3"}, "on": {"25/05/2026"}, "source": {held}}), "deciding")
	meets := strings.Replace(held, "meeting ", "/meeting/", 1)
	if href := v.Page(access.Member, at).Find("#conclusion a, [aria-labelledby=conclusion] a, .card a[href^='/meeting/']").AttrOr("href", ""); held == "" || href != meets {
		v.Errorf("the decision leads to %q, want %q", href, meets)
	}
	v.Goes(v.Send(access.Secretary, at+"/poster", at+"/poster", url.Values{}), "the poster")
	sheet := v.Page(access.Secretary, at+"/poster")
	if sheet.Find(".poster svg path").Length() != 1 {
		v.Error("the poster has no picture")
	}
	address, _ := url.Parse(sheet.Find(".poster .small").First().Text())
	page := v.Nobody(v.T).Get(address.Path)
	v.Says(page.Doc(v.T), "Kết luận số 3", "Chi bộ cảm ơn.", "100%")
	if page.Header.Get("Set-Cookie") != "" || strings.Contains(page.Body, "/meeting/") {
		v.Errorf("the page of a poster: %v", page.Header)
	}
	if got := v.By(access.Member).Get(at + "/poster"); got.Status != http.StatusForbidden {
		v.Errorf("a member makes posters: %d", got.Status)
	}
	v.Goes(v.Send(access.Secretary, at+"/poster", at+"/poster/end", url.Values{}), "taking it down")
	return address.Path
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
