package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/notify/smtp"
	"chibo/internal/notify/smtp/smtptest"
	"chibo/internal/webtest"
)

func tell(t *testing.T, w *webtest.World, notices ...notify.Notice) {
	t.Helper()
	err := w.App.DB.System(t.Context(), func(tx *db.Tx) error { return w.App.Notices.TellTx(tx, access.System, notices...) })
	if err != nil {
		t.Fatal(err)
	}
}

func news(w *webtest.World, to member.ID) notify.Notice {
	return notify.Notice{Person: to, Unit: w.Own.Unit, Key: "notify.mail_news", Link: "/task?view=mine"}
}

// I6: the bell counts, the page lists, a notice leads to what it is about and
// is read then.
func TestBell(t *testing.T) {
	w := webtest.New(t, "")
	c := w.As(t, access.Member)
	if bell := c.Get("/task").Doc(t).Find(`.topbar a[title="Thông báo"]`); bell.AttrOr("aria-label", "") != "Thông báo" || bell.Find(".count").Length() != 0 {
		t.Error("the bell of who has no notice", bell.AttrOr("aria-label", ""))
	}
	tell(t, w, news(w, w.People[access.Member]), news(w, w.People[access.Member]), news(w, w.People[access.Secretary]))
	page := c.Get("/notify").Doc(t)
	if label := page.Find(`.topbar a[title="Thông báo"]`).AttrOr("aria-label", ""); label != "Thông báo: 2 tin mới" {
		t.Error(label)
	}
	rows := page.Find(".rows li")
	if rows.Length() != 2 || page.Find(".rows .seen").Length() != 0 {
		t.Fatalf("%d rows", rows.Length())
	}
	action := rows.First().Find("form").AttrOr("action", "")
	if got := c.Post(action, nil); got.Status != http.StatusSeeOther || got.Location != "/task?view=mine" {
		t.Errorf("%d %s", got.Status, got.Location)
	}
	if page := c.Get("/notify").Doc(t); page.Find(".rows .seen").Length() != 1 || page.Find(".topbar .count").Text() != "1" {
		t.Error("one is read, one is not")
	}
	// safety S1: another's notice is not found.
	if got := w.As(t, access.Secretary).Post(action, nil); got.Status != http.StatusNotFound {
		t.Errorf("another's: %d", got.Status)
	}
	newest := page.Find("input[name=newest]").AttrOr("value", "")
	if got := c.Post("/notify/read", url.Values{"newest": {newest}}); got.Status != http.StatusSeeOther {
		t.Error(got.Status)
	}
	if page := c.Get("/notify").Doc(t); page.Find(".rows .seen").Length() != 2 || page.Find(".topbar .count").Length() != 0 {
		t.Error("not all are read")
	}
}

// I6: the address of the feed is shown once, works without signing in, and ends
// when it is changed or turned off.
func TestFeed(t *testing.T) {
	w := webtest.New(t, "")
	c, nobody := w.As(t, access.Member), w.Nobody(t)
	renew := func() string {
		t.Helper()
		got := c.Post("/notify/feed/renew", nil)
		address := got.Doc(t).Find("textarea[name=address]").Text()
		path, ok := strings.CutPrefix(strings.TrimSpace(address), c.Base())
		if got.Status != http.StatusOK || !ok {
			t.Fatalf("%d %q", got.Status, address)
		}
		return path
	}
	first := renew()
	got := nobody.Get(first)
	if got.Status != http.StatusOK || got.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.HasPrefix(got.Body, "BEGIN:VCALENDAR\r\n") {
		t.Errorf("%d %v %s", got.Status, got.Header, got.Body)
	}
	second := renew()
	if strings.Contains(c.Get("/notify/settings").Body, second[len("/notify/feed/"):]) {
		t.Error("the address is shown again")
	}
	if nobody.Get(first).Status != http.StatusNotFound || nobody.Get(second).Status != http.StatusOK {
		t.Error("the old address works, or the new one does not")
	}
	c.Post("/notify/feed/off", nil)
	if nobody.Get(second).Status != http.StatusNotFound {
		t.Error("the address works after it was turned off")
	}
}

// A person turns mail off and on; only the administrator sees how mail fares,
// and tries it.
func TestSettings(t *testing.T) {
	w := webtest.New(t, "")
	server := smtptest.Start(t, smtptest.Options{})
	post, err := smtp.New(smtp.Config{Server: server.Addr, From: "chibo@example.vn", Security: smtp.None})
	if err != nil {
		t.Fatal(err)
	}
	w.App.Notices.Post = post
	c := w.As(t, access.Member)
	for _, want := range []string{"off", "on", "off"} {
		page := c.Get("/notify/settings").Doc(t)
		if got := page.Find("button[name=mail]").AttrOr("value", ""); got != want {
			t.Errorf("the page offers %q, want %q", got, want)
		}
		if got := c.Post("/notify/settings/mail", url.Values{"mail": {want}}); got.Status != http.StatusSeeOther {
			t.Error(got.Status)
		}
	}
	if got := c.Post("/notify/settings/mail", url.Values{"mail": {"?"}}); got.Status != http.StatusUnprocessableEntity {
		t.Error(got.Status)
	}
	if c.Get("/notify/settings").Doc(t).Find(`form[action="/notify/settings/test"]`).Length() != 0 || c.Post("/notify/settings/test", url.Values{"address": {"a@example.vn"}}).Status != http.StatusForbidden {
		t.Error("a member may try the mail server")
	}
	admin := w.As(t, access.Administrator)
	if admin.Get("/notify/settings").Doc(t).Find(`form[action="/notify/settings/test"]`).Length() != 1 {
		t.Error("the administrator cannot try the mail server")
	}
	bad := admin.Post("/notify/settings/test", url.Values{"address": {"không phải địa chỉ"}})
	if bad.Status != http.StatusUnprocessableEntity || bad.Doc(t).Find(".field-bad input[name=address]").AttrOr("value", "") != "không phải địa chỉ" {
		t.Errorf("%d", bad.Status)
	}
	if got := admin.Post("/notify/settings/test", url.Values{"address": {"q@example.vn"}}); got.Status != http.StatusSeeOther || len(server.Taken()) != 1 {
		t.Errorf("%d, %d taken", got.Status, len(server.Taken()))
	}
	server.Stop()
	if got := admin.Post("/notify/settings/test", url.Values{"address": {"q@example.vn"}}); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Không kết nối được máy chủ thư") {
		t.Errorf("%d", got.Status)
	}
}
