package server

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"chibo/internal/i18n"
	"chibo/internal/ui"
)

// A form cannot send its reader to another site.
func TestLocalPath(t *testing.T) {
	for in, want := range map[string]string{
		"/meeting?over=1": "/meeting?over=1", "/": "/", "": "/", "meeting": "/", "//evil.example": "/", "https://evil.example/x": "/",
		`/\evil.example`: "/", "/a\r\nSet-Cookie: x": "/", "javascript:alert(1)": "/",
	} {
		if got := LocalPath(in); got != want {
			t.Errorf("LocalPath(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestViewIsKept(t *testing.T) {
	for _, v := range []ui.View{{Theme: "light", Size: "md", Contrast: "normal"}, {Theme: "dark", Size: "lg", Contrast: "high", NoKeys: true}} {
		for _, l := range []i18n.Lang{i18n.Vi, i18n.En} {
			if lang, view := ParseView(FormatView(l, v)); lang != l || view != v {
				t.Errorf("%v %v came back as %v %v", l, v, lang, view)
			}
		}
	}
	if lang, view := ParseView(`"><script>`); lang != i18n.Vi || view != (ui.View{}) {
		t.Errorf("nonsense is %v %v", lang, view)
	}
}

// safety S13: the header of a proxy is believed from the proxy alone.
func TestBehindProxy(t *testing.T) {
	proxy := netip.MustParseAddr("10.0.0.1")
	for _, c := range []struct{ name, peer, header, want string }{
		{"from the proxy", "10.0.0.1:4000", "192.0.2.7", "192.0.2.7:0"},
		{"the last hop counts", "10.0.0.1:4000", "1.2.3.4, 192.0.2.7", "192.0.2.7:0"},
		{"from anybody else", "192.0.2.9:4000", "127.0.0.1", "192.0.2.9:4000"},
		{"nonsense", "10.0.0.1:4000", "x", "10.0.0.1:4000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr = c.peer
			r.Header.Set("X-Forwarded-For", c.header)
			BehindProxy(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				if r.RemoteAddr != c.want || r.Header.Get("X-Forwarded-For") != "" {
					t.Errorf("address %s, header %q; want %s", r.RemoteAddr, r.Header.Get("X-Forwarded-For"), c.want)
				}
			}), proxy).ServeHTTP(httptest.NewRecorder(), r)
		})
	}
}
