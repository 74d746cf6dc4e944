package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
)

// B4, B5, C10: from the door to the floor, without script: one comes, is
// confirmed, asks to speak, has the floor, and is noted.
func TestFromTheDoorToTheFloor(t *testing.T) {
	d := open(t)
	b, at := d.opened(t)
	member := d.as(t, "plain")
	member.send(at+"/live", at+"/check-in", http.StatusOK)
	if text := member.get(at+"/live", http.StatusOK).Find("main").Text(); !strings.Contains(text, "Chờ người ghi biên bản xác nhận") {
		t.Errorf("one who has come is told %q", text)
	}
	for _, path := range []string{at, at + "/attendance"} {
		if text := b.get(path, http.StatusOK).Find(`[data-live="arrivals"]`).Text(); !strings.Contains(text, "1 đồng chí đã đến, chờ xác nhận") || !strings.Contains(text, "Lê Văn C") {
			t.Errorf("%s shows the recorder %q", path, text)
		}
	}
	doc := b.send(at+"/attendance", at+"/check-in/confirm", http.StatusOK)
	if mark := doc.Find("#f-mark-"+string(d.named["plain"])).AttrOr("title", ""); mark != "Có mặt" {
		t.Errorf("the roll call found %q", mark)
	}
	b.post(at+"/check-in/dismiss", http.StatusUnprocessableEntity, url.Values{"person": {string(d.named["plain"])}})

	member.post(at+"/speakers/ask", http.StatusUnprocessableEntity, url.Values{"kind": {"unknown"}})
	doc = member.send(at+"/live", at+"/speakers/ask", http.StatusOK, "kind", "order")
	if text := doc.Find("#speakers-title").Closest(".card").Text(); !strings.Contains(text, "thứ 1 trong danh sách") || strings.Contains(text, "Nguyễn Văn A") {
		t.Errorf("one who asks sees %q", text)
	}
	doc = b.get(at, http.StatusOK)
	give := doc.Find(`[data-live="speakers"] form[action$="/give"]`).AttrOr("action", "")
	if text := doc.Find(`[data-live="speakers"]`).Text(); !strings.Contains(text, "Lê Văn C") || !strings.Contains(text, "Ý kiến về trình tự") {
		t.Errorf("the recorder sees %q", text)
	}
	doc = b.send(at, give, http.StatusOK)
	if chosen := doc.Find(`#f-speaker option[selected]`).Text(); chosen != "Lê Văn C" {
		t.Errorf("the note is of %q", chosen)
	}
	if text := b.get(at+"/projector", http.StatusOK).Find(".speaking").Text(); !strings.Contains(text, "Đang phát biểu: Lê Văn C") {
		t.Errorf("the screen says %q", text)
	}
	doc = b.post(at+"/speakers", http.StatusUnprocessableEntity, url.Values{"summon": {"unknown"}})
	if doc.Find("#f-summon[aria-invalid]").Length() != 1 {
		t.Error("a speaker who is none is not refused at the field")
	}
	b.send(at, strings.TrimSuffix(give, "/give")+"/remove", http.StatusOK)
	b.post(give, http.StatusUnprocessableEntity, nil)
}

// B4: the code on the screen of the recorder leads a phone to the roll call; an
// old one says what to do.
func TestTheCodeOnTheScreen(t *testing.T) {
	d := open(t)
	b, at := d.opened(t)
	b.send(at, at+"/check-in/code", http.StatusOK)
	screen := b.get(at+"/projector", http.StatusOK)
	if screen.Find(".qr svg path").AttrOr("d", "") == "" || screen.Find("[data-again]").Length() != 1 {
		t.Error("the screen of the recorder shows no code")
	}
	member := d.as(t, "plain")
	if member.get(at+"/projector", http.StatusOK).Find(".qr").Length() != 0 {
		t.Error("anybody's screen shows the code")
	}
	old := at + "/check-in?code=ABCDEFGHIJ"
	doc := member.send(old, at+"/check-in", http.StatusUnprocessableEntity)
	if !strings.Contains(doc.Text(), "Đồng chí quét lại mã đang chiếu") || doc.Find("[name=code]").AttrOr("value", "") != "ABCDEFGHIJ" {
		t.Error("an old code is not told what to do")
	}
	b.send(at, at+"/check-in/code", http.StatusOK)
	if b.get(at+"/projector", http.StatusOK).Find(".qr").Length() != 0 {
		t.Error("the code is still shown")
	}
	d.as(t, "stranger").get(old, http.StatusNotFound)
	d.as(t, "officer").get(old, http.StatusForbidden)
}

// B5: near the end of an item, and after it, its clock warns; a short item is
// not warned of from its beginning.
func TestWarnings(t *testing.T) {
	now := db.At(dbtest.Today)
	for _, c := range []struct {
		minutes, extra int
		used           time.Duration
		want           string
	}{
		{20, 0, 18 * time.Minute, ""},
		{20, 0, 18*time.Minute + time.Second, "soon"},
		{20, 0, 20 * time.Minute, "soon"},
		{20, 0, 20*time.Minute + time.Second, "over"},
		{20, 5, 20 * time.Minute, ""},
		{2, 0, 0, ""},
		{2, 0, 91 * time.Second, "soon"},
		{0, 0, time.Hour, ""},
	} {
		i := meeting.Item{ID: "i", Minutes: c.minutes, Extra: c.extra}
		sh := meeting.Sheet{Now: now, Live: meeting.Live{Item: "i", Running: db.At(now.Add(-c.used))}}
		if got := pressing(sh, i); got != c.want {
			t.Errorf("%d + %d minutes, after %v: %q, want %q", c.minutes, c.extra, c.used, got, c.want)
		}
		var b strings.Builder
		must(t, timer(sh, i).Render(t.Context(), &b))
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
		must(t, err)
		if when := doc.Find("[data-when]:not([hidden])").AttrOr("data-when", ""); when != c.want {
			t.Errorf("the page says %q, want %q", when, c.want)
		}
	}
}
