package server

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/ui"
)

// idleFor ends the session of a device that was not said to be the person's
// own.
const idleFor = 2 * time.Hour

// serve runs a route's handler for whoever may do its action somewhere.
func (s *Server) serve(rt Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{server: s, pattern: rt.Pattern(), action: rt.Action}
		r = r.WithContext(context.WithValue(r.Context(), callKey{}, c))
		if l := line(r.Context()); l != nil {
			l.pattern, l.unseen = rt.Pattern(), rt.Unseen
		}
		err := s.prepare(w, r, rt)
		r = r.WithContext(ui.With(r.Context(), c.shell))
		if err == nil {
			if l := line(r.Context()); l != nil {
				l.account = c.identity.Actor.Account
			}
			err = s.enter(w, r, rt)
		}
		if err != nil {
			s.answer(w, r, err)
		}
	})
}

// prepare finds out who asks and builds what surrounds the page. The shell is
// there even if it fails.
func (s *Server) prepare(w http.ResponseWriter, r *http.Request, rt Route) error {
	c := of(r)
	if rt.Apart {
		c.shell = s.bareShell(r)
		return nil
	}
	err := s.identify(r, c)
	c.shell = s.newShell(w, r, c)
	return err
}

func (s *Server) identify(r *http.Request, c *call) error {
	ctx := r.Context()
	account := s.sessions.GetString(ctx, "account")
	if account == "" {
		return nil
	}
	now := s.DB.Now()
	seen := time.Unix(s.sessions.GetInt64(ctx, "seen"), 0)
	if idle := now.Sub(seen); (idle > idleFor || idle < -idleFor) && !s.sessions.GetBool(ctx, "own") {
		return s.sessions.Destroy(ctx)
	} else if idle > 5*time.Minute {
		s.sessions.Put(ctx, "seen", now.Unix())
	}
	id, err := s.Gatekeeper.Identify(ctx, account, s.sessions.GetInt(ctx, "epoch"))
	if fault.Is(err, fault.NotFound) {
		return s.sessions.Destroy(ctx)
	}
	if err != nil {
		return err
	}
	c.identity = id
	// The administrator's hat has no unit: only who chose it wears it first.
	wanted, chosen := s.sessions.GetString(ctx, "unit"), s.sessions.Exists(ctx, "unit")
	for i, h := range id.Hats {
		if i == 0 || chosen && h.Unit == wanted {
			c.hat = h
		}
	}
	return nil
}

// enter checks the route's action, reads the form and runs the handler.
func (s *Server) enter(w http.ResponseWriter, r *http.Request, rt Route) error {
	c := of(r)
	actor := c.identity.Actor
	switch {
	case actor.Kind == access.Nobody && !access.Might(actor, rt.Action):
		return errSignIn
	case c.identity.Detour != "" && !strings.HasPrefix(r.URL.Path, c.identity.Detour) && !free(rt):
		return Redirect(w, r, c.identity.Detour)
	case !access.Might(actor, rt.Action):
		return fault.New(fault.Denied, "ui.denied")
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		leave, err := s.uploads.admit(r, rt.Limit)
		if err != nil {
			return err
		}
		defer leave()
		if err := readForm(w, r, rt.Limit); err != nil {
			return err
		}
		c.key = r.PostForm.Get("_key")
		if len(c.key) > 64 {
			c.key = ""
		}
		r = r.WithContext(db.WithKey(r.Context(), c.key))
	}
	return rt.Handler(w, r)
}

// free routes stay open while a detour waits: signing out, the language.
func free(rt Route) bool { return rt.Action.Name == access.Public.Name || rt.Path == "/sign-out" }

// readForm reads and cleans what was posted: NFC, no control characters.
func readForm(w http.ResponseWriter, r *http.Request, limit int64) error {
	if limit == 0 {
		limit = formLimit
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	var err error
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		err = r.ParseMultipartForm(limit) // all in memory: nothing reaches a temporary file
	} else {
		err = r.ParseForm()
	}
	if err != nil {
		var tooLarge *http.MaxBytesError
		if asError(err, &tooLarge) {
			return fault.New(fault.TooLarge, "ui.too_large", int(limit>>20))
		}
		return fault.Wrap(err, fault.Invalid, "ui.form_unreadable")
	}
	clean := make(url.Values, len(r.PostForm))
	for name, values := range r.PostForm {
		for _, v := range values {
			if !utf8.ValidString(v) {
				v = strings.ToValidUTF8(v, "�")
			}
			clean[name] = append(clean[name], i18n.Clean(v))
		}
	}
	r.PostForm = clean
	return nil
}

// bareShell surrounds a page that stands apart: how the device shows pages is all that
// is known. Its forms carry no key, which would be kept with the time.
func (s *Server) bareShell(r *http.Request) *ui.Shell {
	sh := &ui.Shell{Catalog: s.catalog, Nonce: nonceOf(r.Context()), Path: r.URL.RequestURI(), Today: s.DB.Now().Time, Shared: true}
	sh.Lang, sh.View = s.preferred(r, Identity{})
	if s.Banners != nil {
		sh.Banners = s.Banners(sh.Lang, s.catalog)
	}
	return sh
}

func (s *Server) newShell(w http.ResponseWriter, r *http.Request, c *call) *ui.Shell {
	ctx := r.Context()
	sh := &ui.Shell{
		Catalog: s.catalog, Nonce: nonceOf(ctx), Path: r.URL.RequestURI(), Today: s.DB.Now().Time, SignOut: "/sign-out",
		FormKey: db.NewID, Shared: !s.sessions.GetBool(ctx, "own"),
	}
	sh.Lang, sh.View = s.preferred(r, c.identity)
	if s.Banners != nil {
		sh.Banners = s.Banners(sh.Lang, s.catalog)
	}
	sh.Flash = takeNotice(w, r, s.Secure)
	if c.identity.Actor.Kind == access.Nobody {
		return sh
	}
	t := func(key string) string { return s.catalog.Text(sh.Lang, key) }
	sh.Person = &ui.Who{ID: c.identity.Actor.Account, Name: c.identity.Name, Role: t("ui.role_" + string(c.hat.Role)), Initial: initial(c.identity.Name)}
	sh.Org, sh.OrgParent = c.hat.Name, c.hat.Parent
	if c.hat.Role == access.Administrator {
		sh.Org = t("ui.administration")
	}
	for _, h := range c.identity.Hats {
		name := h.Name
		if h.Role == access.Administrator {
			name = t("ui.administration")
		}
		sh.Orgs = append(sh.Orgs, ui.Choice{Value: h.Unit, Label: name, Note: t("ui.role_" + string(h.Role)), Current: h.Unit == c.hat.Unit})
	}
	if c.identity.Detour == "" {
		sh.Account = []ui.Link{{Href: "/account", Label: t("ui.my_account"), Icon: "user"}}
		s.fillMenu(sh, r, c)
		s.ringBell(ctx, sh, c)
		s.ask(ctx, sh, c)
	}
	return sh
}

// fillMenu gives the reader the entries of what he may do: the menu, and the
// tabs of each entry that has some. The page stands under the entry, and the
// tab, whose address is the longest beginning of its own.
func (s *Server) fillMenu(sh *ui.Shell, r *http.Request, c *call) {
	worn := c.identity.Actor.At(c.hat.Unit)
	sh.Tabs = map[string][]ui.MenuItem{}
	for _, m := range s.menu {
		if !access.Might(worn, m.Action) || access.Might(worn, m.Except) {
			continue
		}
		item := ui.MenuItem{Key: m.Key, Href: m.href(), Icon: m.Icon, Label: m.Label, Short: m.Short, Shortcut: m.Shortcut, Also: m.Also}
		switch {
		case m.Own:
			sh.Account = append(sh.Account, ui.Link{Href: item.Href, Label: s.catalog.Text(sh.Lang, m.Label), Icon: m.Icon})
		case m.Under != "":
			sh.Tabs[m.Under] = append(sh.Tabs[m.Under], item)
		case m.Foot:
			sh.Foot = append(sh.Foot, item)
		default:
			sh.Menu = append(sh.Menu, item)
		}
	}
	current(sh.Foot, r.URL.Path)
	found := current(sh.Menu, r.URL.Path)
	for i, m := range sh.Menu {
		if current(sh.Tabs[m.Key], r.URL.Path) && !found {
			sh.Menu[i].Current = true
		}
	}
}

// current marks the item under which a path stands, if there is one.
func current(items []ui.MenuItem, path string) bool {
	best, longest := -1, 0
	for i, item := range items {
		for _, at := range append([]string{item.Href}, item.Also...) {
			if (path == at || strings.HasPrefix(path, at+"/")) && len(at) > longest {
				best, longest = i, len(at)
			}
		}
	}
	if best >= 0 {
		items[best].Current = true
	}
	return best >= 0
}

// newsPath is the page of one's notices.
const newsPath = "/notify"

// ringBell shows the bell. A page is worth more than its bell: what cannot be
// counted is not shown, and is logged.
func (s *Server) ringBell(ctx context.Context, sh *ui.Shell, c *call) {
	if s.Unread == nil {
		return
	}
	sh.NewsHref = newsPath
	var err error
	if sh.News, err = s.Unread(ctx, c.identity.Actor); err != nil {
		slog.Error("counting notices", "account", c.identity.Actor.Account, "error", err)
	}
}

// ask shows what is for the reader alone. A page is worth more: what cannot be
// asked is not shown, and is logged.
func (s *Server) ask(ctx context.Context, sh *ui.Shell, c *call) {
	if s.Asks == nil {
		return
	}
	lines, err := s.Asks(ctx, c.identity.Actor, sh.Lang, s.catalog)
	if err != nil {
		slog.Error("asking the reader", "account", c.identity.Actor.Account, "error", err)
	}
	sh.Banners = append(sh.Banners, lines...)
}

// initial is the first letter of the given name, which comes last.
func initial(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return "?"
	}
	r, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return strings.ToUpper(string(r))
}

// observe writes one line a request, with ids only, and catches panics.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now() //nolint:forbidigo // how long the machine took, no rule
		l := &logLine{}
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				ref := db.NewSecret(4)
				slog.Error("panic", "reference", ref, "panic", p, "stack", string(debug.Stack()))
				if !rec.wrote {
					http.Error(rec, "Có lỗi trong chương trình. Mã tra cứu: "+ref, http.StatusInternalServerError)
				}
			}
			if l.unseen {
				return
			}
			slog.Info("request", "method", r.Method, "route", l.pattern, "status", rec.status, "ms", time.Since(start).Milliseconds(), "account", l.account)
		}()
		next.ServeHTTP(rec, r.WithContext(context.WithValue(r.Context(), lineKey{}, l)))
	})
}

type lineKey struct{}

type logLine struct {
	pattern, account string
	unseen           bool // the route leaves no line
}

func line(ctx context.Context) *logLine {
	l, _ := ctx.Value(lineKey{}).(*logLine)
	return l
}

type recorder struct {
	http.ResponseWriter
	status int
	wrote  bool
}

// WriteHeader notes the status.
func (r *recorder) WriteHeader(status int) {
	if !r.wrote {
		r.status, r.wrote = status, true
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write notes that an answer began.
func (r *recorder) Write(b []byte) (int, error) {
	r.wrote = true
	return r.ResponseWriter.Write(b)
}

// Flush sends what is written: the compressor asks for it by its interface.
func (r *recorder) Flush() {
	_ = http.NewResponseController(r.ResponseWriter).Flush() // a client that went away is noticed by the next write
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
