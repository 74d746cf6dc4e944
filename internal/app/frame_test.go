package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/dbtest"
	"chibo/internal/webtest"
)

// safety R1 in small: the same form sent again leads to where the first one
// led, and changes nothing.
func TestFormSentTwice(t *testing.T) {
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	form := url.Values{"_key": {"the same"}, "kind": {"thematic"}, "held_on": {"28/05/2026"}, "starts_at": {"14:00"}, "place": {"Hội trường"}}
	first := client.Post("/meeting/new", form)
	before := dbtest.Digest(t, w.App.DB, "account_session", "audit_leaf", "audit_node", "audit_pending", "figure_delta", "figure_sum")
	second := client.Post("/meeting/new", form)
	if first.Status != http.StatusSeeOther || second.Status != http.StatusSeeOther || first.Location != second.Location {
		t.Errorf("first %d %s, second %d %s", first.Status, first.Location, second.Status, second.Location)
	}
	for table, digest := range dbtest.Digest(t, w.App.DB, "account_session", "audit_leaf", "audit_node", "audit_pending", "figure_delta", "figure_sum") {
		if digest != before[table] {
			t.Errorf("the second changed %s", table)
		}
	}
	if page := client.Get(second.Location); !strings.Contains(page.Body, "đã được ghi nhận từ lần gửi trước") {
		t.Error("the next page does not say that the form was taken already")
	}
}

// Every page carries the security policy, and none may be kept by a cache.
func TestHeaders(t *testing.T) {
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	for _, path := range []string{"/login", "/meeting", "/member", "/nothing"} {
		h := client.Get(path).Header
		if csp := h.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'; script-src 'nonce-") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: %s", path, csp)
		}
		if h.Get("Cache-Control") != "private, no-store" && h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, h)
		}
	}
}

// A session that nobody used for two hours on a shared device is over; the
// clock set back does not make it longer (safety R7).
func TestIdleSession(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		shift time.Duration
		open  bool
	}{"an hour": {time.Hour, true}, "three hours": {3 * time.Hour, false}, "a day": {24 * time.Hour, false}, "back by three hours": {-3 * time.Hour, false}} {
		t.Run(name, func(t *testing.T) {
			w := webtest.New(t, "")
			client := w.As(t, access.Secretary)
			w.Clock.Set(dbtest.Today.Add(c.shift))
			if got := client.Get("/meeting").Status == http.StatusOK; got != c.open {
				t.Errorf("open: %v, want %v", got, c.open)
			}
		})
	}
}

// I1: every page in English too, without a key that has no text.
func TestBothLanguages(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	for _, lang := range []string{"vi", "en"} {
		client.Post("/ui/lang", url.Values{"lang": {lang}})
		for _, rt := range w.App.Server.Routes() {
			path, ok := address(rt, w.Own.Params)
			if !ok || rt.Method != http.MethodGet {
				continue
			}
			got := client.Get(path)
			if !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") || got.Status != http.StatusOK {
				continue
			}
			if i := strings.Index(got.Body, "⟦"); i >= 0 {
				t.Errorf("%s in %s: no text for %.60s", rt.Pattern(), lang, got.Body[i:])
			}
			if l, _ := got.Doc(t).Find("html").Attr("lang"); l != lang {
				t.Errorf("%s in %s says lang=%s", rt.Pattern(), lang, l)
			}
		}
	}
}
