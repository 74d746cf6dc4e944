package server

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"chibo/internal/access"
	"chibo/internal/i18n"
	"chibo/internal/ui"
)

type nonceKey struct{}

func nonceOf(ctx context.Context) string {
	n, _ := ctx.Value(nonceKey{}).(string)
	return n
}

// headers sets what every page carries: the content security policy with a
// fresh nonce, and no caching of pages.
func (s *Server) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		nonce := rand.Text()
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-"+nonce+"'; style-src 'self'; font-src 'self'; img-src 'self' data:; "+
			"connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "private, no-store")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), nonceKey{}, nonce)))
	})
}

// notice is what the next page says.
type notice struct {
	Text string
	Kind ui.Kind
}

const noticeCookie = "chibo_notice"

// setNotice lets the next page say something. The text is in the reader's own
// cookie and is escaped like any other.
func setNotice(w http.ResponseWriter, secure bool, n notice) {
	if n.Kind == "" {
		n.Kind = ui.Ok
	}
	b, err := json.Marshal(n)
	if err != nil || len(b) > 2000 {
		return
	}
	http.SetCookie(w, &http.Cookie{Name: noticeCookie, Value: base64.RawURLEncoding.EncodeToString(b), Path: "/", MaxAge: 60, HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode})
}

// takeNotice gives the page what it is to say, once. What a script fetches for
// parts of a page that is shown already leaves it to the next page.
func takeNotice(w http.ResponseWriter, r *http.Request, secure bool) *ui.Notice {
	c, err := r.Cookie(noticeCookie)
	if err != nil || r.Method != http.MethodGet || shortly(r) {
		return nil
	}
	http.SetCookie(w, &http.Cookie{Name: noticeCookie, Path: "/", MaxAge: -1, HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode})
	b, err := base64.RawURLEncoding.DecodeString(c.Value)
	var n notice
	if err != nil || json.Unmarshal(b, &n) != nil || n.Text == "" {
		return nil
	}
	return &ui.Notice{Kind: n.Kind, Text: n.Text}
}

const viewCookie = "chibo_view"

// preferred is how this reader wants pages: what the account keeps, over what
// the device keeps, over Vietnamese, light and of middle size.
func (s *Server) preferred(r *http.Request, id Identity) (i18n.Lang, ui.View) {
	if id.Actor.Kind != access.Nobody && id.Lang != "" {
		return id.Lang, id.View
	}
	lang, view := i18n.Vi, ui.View{}
	if c, err := r.Cookie(viewCookie); err == nil {
		lang, view = ParseView(c.Value)
	}
	return lang, view
}

// FormatView writes a preference as the short text that cookie and account
// keep: "vi.dark.lg.high.on".
func FormatView(l i18n.Lang, v ui.View) string {
	keys := "on"
	if v.NoKeys {
		keys = "off"
	}
	return strings.Join([]string{string(l), v.Theme, v.Size, v.Contrast, keys}, ".")
}

// ParseView reads what FormatView wrote; anything else is the default.
func ParseView(s string) (i18n.Lang, ui.View) {
	p := strings.Split(s, ".")
	if len(p) != 5 {
		return i18n.Vi, ui.View{}
	}
	lang := i18n.Vi
	if p[0] == string(i18n.En) {
		lang = i18n.En
	}
	return lang, ui.View{Theme: oneOf(p[1], "light", "dark"), Size: oneOf(p[2], "md", "sm", "lg"), Contrast: oneOf(p[3], "normal", "high"), NoKeys: p[4] == "off"}
}

func oneOf(s string, allowed ...string) string {
	for _, a := range allowed {
		if s == a {
			return a
		}
	}
	return allowed[0]
}

// ownRoutes are the frame's own: display settings, language, organisation,
// the way home.
func (s *Server) ownRoutes() []Route {
	return append(s.installedRoutes(),
		Get("/{$}", access.SignedIn, s.home),
		Get("/healthz", access.Public, s.health),
		Post("/ui/view", access.Public, s.setView),
		Post("/ui/lang", access.Public, s.setLang),
		Post("/ui/org", access.SignedIn, s.setOrg),
		Post("/sign-out", access.SignedIn, s.signOut),
	)
}

func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	return Redirect(w, r, s.Home)
}

func (s *Server) health(w http.ResponseWriter, _ *http.Request) error {
	_, err := w.Write([]byte("ok\n"))
	return err
}

func (s *Server) setView(w http.ResponseWriter, r *http.Request) error {
	lang, view := s.preferred(r, of(r).identity)
	f := Form(r)
	if v := f.Get("theme"); v != "" {
		view.Theme = oneOf(v, "light", "dark")
	}
	if v := f.Get("size"); v != "" {
		view.Size = oneOf(v, "md", "sm", "lg")
	}
	if v := f.Get("contrast"); v != "" {
		view.Contrast = oneOf(v, "normal", "high")
	}
	if v := f.Get("keys"); v != "" {
		view.NoKeys = v == "off"
	}
	return s.keepView(w, r, lang, view)
}

func (s *Server) setLang(w http.ResponseWriter, r *http.Request) error {
	lang, view := s.preferred(r, of(r).identity)
	lang = i18n.Lang(oneOf(Form(r).Get("lang"), string(lang), string(i18n.Vi), string(i18n.En)))
	return s.keepView(w, r, lang, view)
}

func (s *Server) keepView(w http.ResponseWriter, r *http.Request, lang i18n.Lang, view ui.View) error {
	if a := Actor(r); a.Kind != access.Nobody {
		if err := s.Gatekeeper.Prefer(r.Context(), a, lang, view); err != nil {
			return err
		}
	}
	http.SetCookie(w, &http.Cookie{Name: viewCookie, Value: FormatView(lang, view), Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
	return Redirect(w, r, LocalPath(Form(r).Get("back")))
}

func (s *Server) setOrg(w http.ResponseWriter, r *http.Request) error {
	s.sessions.Put(r.Context(), "unit", Form(r).Get("org"))
	return Redirect(w, r, LocalPath(Form(r).Get("back")))
}

func (s *Server) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := SignOut(r); err != nil {
		return err
	}
	return Redirect(w, r, "/login")
}

// LocalPath gives the path if it leads to a page of this server, else "/": a
// form cannot send its reader elsewhere.
func LocalPath(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") || strings.ContainsAny(s, "\\\r\n") {
		return "/"
	}
	return s
}
