package server

import (
	"cmp"
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/klauspost/compress/gzhttp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/rulebook"
	"chibo/internal/sheet"
	"chibo/internal/ui"
	"chibo/internal/workflow"
)

// Handler answers a request, or returns what went wrong.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Route is one address and the action that it needs.
type Route struct {
	Method string
	Path   string // as http.ServeMux takes it: "/meeting/{meeting}"
	Action access.Action
	Limit  int64 // bytes of body; 0 means formLimit
	// Unseen keeps the requests out of the log: their time alone would tell
	// something.
	Unseen bool
	// Apart keeps who asks from the handler: whoever is signed in is nobody there, and
	// nothing of his session is touched.
	Apart   bool
	Handler Handler
}

// Pattern is the route as the mux knows it.
func (rt Route) Pattern() string { return rt.Method + " " + rt.Path }

// MenuEntry is an entry of the main menu. It shows for those who may do its
// action in the organisation whose hat they wear.
type MenuEntry struct {
	Key      string // names the entry; its address is "/" + Key
	Icon     string
	Label    string // text key
	Short    string // text key of a word or two, for the bar of a phone; "" is Label
	Order    int
	Shortcut string
	Foot     bool
	Own      bool // stands in the menu of one's own account instead
	Action   access.Action
	// Except hides the entry from those who may do this action: they have another
	// way there.
	Except access.Action
	// Under makes the entry a tab of another entry's pages instead, by the key
	// of that one; Path is its address then.
	Under string
	Path  string
	// Also are further addresses whose pages stand under the entry.
	Also []string
}

func (m MenuEntry) href() string { return cmp.Or(m.Path, "/"+m.Key) }

// Capability is what a web package hands over.
type Capability struct {
	Name   string
	Texts  fs.FS
	Also   []fs.FS // texts of packages that only this capability uses
	Menu   []MenuEntry
	Routes []Route
}

// Get makes a route that reads.
func Get(path string, action access.Action, h Handler) Route {
	return Route{Method: http.MethodGet, Path: path, Action: action, Handler: h}
}

// Post makes a route that changes something.
func Post(path string, action access.Action, h Handler) Route {
	return Route{Method: http.MethodPost, Path: path, Action: action, Handler: h}
}

// Upload makes a route that takes files, up to limit bytes in all.
func Upload(path string, action access.Action, limit int64, h Handler) Route {
	return Route{Method: http.MethodPost, Path: path, Action: action, Limit: limit, Handler: h}
}

// Acts makes the two routes of each act below a path: its form, and what that sends.
// They take what the table says that the act takes.
func Acts[S, A ~string](path string, table workflow.Table[S, A], form, send func(A) Handler, acts ...A) (routes []Route) {
	for _, a := range acts {
		at, who := path+"/"+string(a), table.Who(a)
		routes = append(routes, Get(at, who, form(a)), Post(at, who, send(a)))
	}
	return routes
}

// Hat is an organisation in which a person acts, and as what.
type Hat struct {
	Unit   string // "" for the administrator
	Name   string
	Parent string
	Role   access.Role
}

// Identity is who is behind a session.
type Identity struct {
	Actor  access.Actor
	Name   string
	Hats   []Hat // the first is the one to begin with
	Lang   i18n.Lang
	View   ui.View
	Detour string // a page that must be finished first: the second factor
}

// Gatekeeper knows accounts; package account is the one.
type Gatekeeper interface {
	// Identify tells who the account is now, or a NotFound fault if the
	// session is no longer good.
	Identify(ctx context.Context, account string, epoch int) (Identity, error)
	// Prefer keeps how a person wants pages to look.
	Prefer(ctx context.Context, by access.Actor, lang i18n.Lang, view ui.View) error
}

// Config says what the server stands on.
type Config struct {
	DB           *db.DB
	Capabilities []Capability
	Gatekeeper   Gatekeeper
	Sessions     scs.Store
	Home         string // where "/" leads a signed-in person
	Secure       bool   // served by HTTPS: cookies say so
	Banners      func(l i18n.Lang, c *i18n.Catalog) []ui.Banner
	FirstRun     func(ctx context.Context) bool // nobody has an account yet
	// StreamsPerPerson is how many streams one account may have open; 0 means 8.
	StreamsPerPerson int
	// Unread counts the notices that wait for who asks, for the bell; nil
	// shows no bell.
	Unread func(ctx context.Context, by access.Actor) (int, error)
	// Asks gives the lines above every page that are for who asks alone; nil
	// gives none.
	Asks func(ctx context.Context, by access.Actor, l i18n.Lang, c *i18n.Catalog) ([]ui.Banner, error)
}

// Server is the handler of everything.
type Server struct {
	Config
	catalog  *i18n.Catalog
	sessions *scs.SessionManager
	routes   []Route
	menu     []MenuEntry
	handler  http.Handler
	streams  *streams
	uploads  uploads
}

// Limits of a request's body in bytes. A form carries texts of up to 100,000
// characters, which may be nine bytes each on the wire.
const (
	formLimit  = 4 << 20
	headerTime = 10 * time.Second
)

// New builds the server. It fails if two routes collide or texts are missing.
func New(c Config) (*Server, error) {
	sources := []fs.FS{ui.Texts, rulebook.Texts(), sheet.Texts()}
	s := &Server{Config: c, streams: newStreams(), uploads: newUploads(uploadRoom)}
	for _, cp := range c.Capabilities {
		if cp.Texts != nil {
			sources = append(sources, cp.Texts)
		}
		sources = append(sources, cp.Also...)
		s.routes = append(s.routes, cp.Routes...)
		s.menu = append(s.menu, cp.Menu...)
	}
	s.routes = append(s.routes, s.ownRoutes()...)
	slices.SortStableFunc(s.menu, func(a, b MenuEntry) int { return a.Order - b.Order })
	var err error
	if s.catalog, err = i18n.New(sources...); err != nil {
		return nil, err
	}
	s.sessions = newSessions(c)
	s.sessions.ErrorFunc = s.withoutSession
	s.handler = s.build()
	return s, nil
}

// Routes lists every route, for the generated tests and documents.
func (s *Server) Routes() []Route { return slices.Clone(s.routes) }

// Catalog is the texts of all capabilities.
func (s *Server) Catalog() *i18n.Catalog { return s.catalog }

// ServeHTTP answers.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func (s *Server) build() http.Handler {
	mux := http.NewServeMux()
	for _, rt := range s.routes {
		mux.Handle(rt.Pattern(), s.serve(rt))
	}
	mux.Handle("/", s.serve(Route{Action: access.Public, Handler: notFound}))
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(s.serve(Route{Action: access.Public, Handler: crossSite}))
	pages := s.sessions.LoadAndSave(cross.Handler(mux))
	top := http.NewServeMux()
	top.Handle("GET /assets/", http.StripPrefix("/assets/", assets()))
	top.Handle("/", s.headers(pages))
	return s.observe(gzhttp.GzipHandler(top))
}

func assets() http.Handler {
	files := http.FileServerFS(ui.AssetFS())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		files.ServeHTTP(w, r)
	})
}

func newSessions(c Config) *scs.SessionManager {
	m := scs.New()
	m.Store = c.Sessions
	m.Lifetime = rememberFor
	m.HashTokenInStore = true
	m.Cookie.Name = "chibo"
	m.Cookie.HttpOnly = true
	m.Cookie.Secure = c.Secure
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Persist = false // unless the person asked to be remembered
	if c.Secure {
		m.Cookie.Name = "__Host-chibo"
	}
	return m
}

// withoutSession answers when the session cannot be read or written. A page
// that was only looked at is shown all the same: all that is lost is when the
// person was last seen, and a full disk must not keep anybody from reading.
func (s *Server) withoutSession(w http.ResponseWriter, r *http.Request, err error) {
	ctx := r.Context()
	read := line(ctx).pattern != "" // a route has run: only writing failed
	if read && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		slog.Error("session", "error", err)
		return
	}
	shell := &ui.Shell{Catalog: s.catalog, Nonce: nonceOf(ctx), Path: r.URL.RequestURI(), Today: s.DB.Now().Time, FormKey: db.NewID}
	shell.Lang, shell.View = s.preferred(r, Identity{})
	ctx = context.WithValue(ctx, callKey{}, &call{server: s, shell: shell})
	s.answer(w, r.WithContext(ui.With(ctx, shell)), err)
}

// Listen makes the http.Server that serves h with limits on slow clients.
func Listen(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: 2 * time.Minute, WriteTimeout: 3 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
}
