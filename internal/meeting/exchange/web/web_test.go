package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/meeting/exchange"
	"chibo/internal/org"
	"chibo/internal/webtest"
)

// browser is somebody signed in.
type browser struct {
	*testing.T
	*webtest.Client
}

// page fetches a page that must be there, in words.
func (b browser) page(path string) *goquery.Document {
	b.Helper()
	got := b.Get(path)
	if got.Status != http.StatusOK || strings.Contains(got.Body, "⟦") {
		b.Fatalf("%s: %d %s", path, got.Status, got.Body)
	}
	return got.Doc(b.T)
}

// send fills the form that goes to an address ending so, as it stands on the
// page, and sends it.
func (b browser) send(path, ending string, fields url.Values) webtest.Answer {
	b.Helper()
	f := b.page(path).Find("form[method=post]").FilterFunction(func(_ int, s *goquery.Selection) bool {
		address, _, _ := strings.Cut(s.AttrOr("action", ""), "?")
		return strings.HasSuffix(address, ending)
	}).First()
	if f.Length() == 0 {
		b.Fatalf("%s has no form for %s", path, ending)
	}
	v := url.Values{}
	f.Find("input[type=hidden]").Each(func(_ int, i *goquery.Selection) { v.Set(i.AttrOr("name", ""), i.AttrOr("value", "")) })
	for name, values := range fields {
		v[name] = values
	}
	return b.Post(f.AttrOr("action", ""), v)
}

// done is send where the answer must be that it is done; it gives the next page.
func (b browser) done(path, ending string, fields url.Values) string {
	b.Helper()
	got := b.send(path, ending, fields)
	if got.Status != http.StatusSeeOther {
		b.Fatalf("%s on %s: %d %s", ending, path, got.Status, strings.Join(strings.Fields(got.Doc(b.T).Find("[data-errors], .field-msg, .fault").Text()), " "))
	}
	return got.Location
}

// B13: a committee finds a guest, proposes, and writes the minutes; members
// read what is shared.
func TestHostOnPages(t *testing.T) {
	w := webtest.New(t, "")
	secretary, plain := browser{t, w.As(t, access.Secretary)}, browser{t, w.As(t, access.Member)}
	ctx, x, sibling := t.Context(), w.App.Exchanges, w.Places["sibling"].Unit
	secretary.page("/meeting/exchange")
	if got := plain.Get("/meeting/exchange/new"); !got.Refused() {
		t.Errorf("a member proposes: %d", got.Status)
	}
	found := secretary.page("/meeting/exchange/new?q=khoa+duoc")
	add, ok := found.Find("a.btn[href*='guest=" + string(sibling) + "']").Attr("href")
	if !ok {
		t.Fatalf("the guest is not found: %s", found.Find("#guests").Text())
	}
	form := url.Values{"topic": {"Ra nghị quyết sát việc"}, "held_on": {"25/05/2026"}, "starts_at": {"14:00"}, "place": {"Hội trường"}, "purpose": {"Trao đổi cách làm"}}
	if got := secretary.send("/meeting/exchange/new", "/new", form); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "ít nhất một chi bộ") {
		t.Errorf("without a guest: %d", got.Status)
	}
	at := secretary.done(add, "/new", form)
	id := exchange.ID(strings.TrimPrefix(strings.Split(at, "?")[0], "/meeting/exchange/of/"))
	secretary.done(strings.Replace(at, "?", "/amend?", 1), "/amend", form)
	secretary.done(at, "/people", url.Values{"person": {string(w.People[access.Member])}, "presents": {"cách họp"}})
	if err := x.Accept(ctx, access.Console, sibling, id, 2); err != nil {
		t.Fatal(err)
	}
	if text := plain.page(at).Text(); !strings.Contains(text, "Phạm Thị D (trình bày: cách họp)") || strings.Contains(text, "Thôi cử") || strings.Contains(text, "Thêm tài liệu") {
		t.Errorf("a member reads %s", text)
	}
	if text := secretary.page(at).Text(); !strings.Contains(text, "Thêm tài liệu chia sẻ") {
		t.Errorf("who may add files reads %s", text)
	}
	secretary.done(at, "/hold", nil)
	secretary.done(at, "/minutes", url.Values{"course": {"Hai chi bộ trao đổi"}, "points": {""}})
	if got := secretary.send(at, "/minutes", url.Values{"course": {"Hai chi bộ trao đổi"}, "send": {"1"}}); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Hai chi bộ trao đổi") {
		t.Errorf("sent without points: %d", got.Status)
	}
	secretary.done(at, "/minutes", url.Values{"course": {"Hai chi bộ trao đổi"}, "points": {"Mỗi quý một lần"}, "send": {"1"}})
	secretary.done(at, "/agree", nil)
	if got := plain.Get(strings.Replace(at, "?", "/print?", 1)); got.Status != http.StatusNotFound {
		t.Errorf("a member reads minutes that are not agreed: %d", got.Status)
	}
	if err := x.Agree(ctx, access.Console, sibling, id, 1); err != nil {
		t.Fatal(err)
	}
	if text := plain.page(strings.Replace(at, "?", "/print?", 1)).Text(); !strings.Contains(text, "CHI BỘ TRẠM Y TẾ – CHI BỘ KHOA DƯỢC") || !strings.Contains(text, "Mỗi quý một lần") {
		t.Errorf("the minutes %s", text)
	}
	if got := plain.Get(strings.Replace(at, "?", "/print.docx?", 1)); got.Status != http.StatusOK || !strings.HasPrefix(got.Body, "PK") {
		t.Errorf("docx: %d", got.Status)
	}
	secretary.done(at, "/lessons", url.Values{"title": {"Nghị quyết một trang"}, "use": {"task"}, "assignee": {string(w.People[access.Member])}, "due": {"10/06/2026"}})
	if text := plain.page("/task").Text(); !strings.Contains(text, "Nghị quyết một trang") || !strings.Contains(text, "Giao lưu: Ra nghị quyết sát việc") {
		t.Errorf("the task of the lesson does not say where it comes from: %s", text)
	}
	guests(t, w, secretary, sibling)
	tied(t, w, secretary, sibling)
}

// tied is an event that belongs to a meeting of the host: its page leads there.
func tied(t *testing.T, w *webtest.World, secretary browser, guest org.ID) {
	t.Helper()
	day := db.DateOf(dbtest.Today).AddDays(3)
	m, err := w.App.Meetings.Plan(t.Context(), access.Console, w.Own.Unit, meeting.Plan{Kind: meeting.Extraordinary, Why: "Việc cần bàn ngay", HeldOn: day, StartsAt: "08:00", Place: "Phòng họp"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.App.Exchanges.Propose(t.Context(), access.Console, w.Own.Unit, exchange.Form{
		Meeting: m, HeldOn: day, StartsAt: "08:00", Place: "Phòng họp", Topic: "Họp cùng Khoa Dược", Purpose: "Trao đổi.", Guests: []string{string(guest)},
	})
	if err != nil {
		t.Fatal(err)
	}
	link, _ := secretary.page("/meeting/" + string(m)).Find("a:contains('Họp cùng Khoa Dược')").Attr("href")
	if !strings.Contains(secretary.page(link).Text(), "Cùng sinh hoạt bất thường") {
		t.Errorf("the page of the meeting leads to %q", link)
	}
}

// guests is the way of the own cell where it is the guest.
func guests(t *testing.T, w *webtest.World, secretary browser, host org.ID) {
	t.Helper()
	id, err := w.App.Exchanges.Propose(t.Context(), access.Console, host, exchange.Form{
		HeldOn: db.DateOf(dbtest.Today), StartsAt: "08:00", Place: "Phòng họp Khoa Dược", Topic: "Học và làm theo Bác", Purpose: "Trao đổi.", Guests: []string{string(w.Own.Unit)},
	})
	if err != nil {
		t.Fatal(err)
	}
	at := "/meeting/exchange/of/" + string(id)
	if got := secretary.send(at, "/decline", url.Values{"reason": {""}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("declined without a reason: %d", got.Status)
	}
	secretary.done(at, "/accept", nil)
	if text := secretary.page("/meeting/exchange").Text(); !strings.Contains(text, "Chi bộ Khoa Dược mời") || !strings.Contains(text, "Đã nhận lời") {
		t.Errorf("the list says %s", text)
	}
	if err := w.App.Exchanges.Cancel(t.Context(), access.Console, id, 2, "Hoãn sang quý sau"); err != nil {
		t.Fatal(err)
	}
	if text := secretary.page(at).Text(); !strings.Contains(text, "đã hủy: Hoãn sang quý sau") {
		t.Errorf("called off: %s", text)
	}
}
