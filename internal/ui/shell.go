package ui

import (
	"context"
	"slices"
	"time"

	"chibo/internal/i18n"
)

// Shell is what surrounds the content of every page of one request.
type Shell struct {
	Catalog *i18n.Catalog
	Lang    i18n.Lang
	Nonce   string    // of the content security policy, for script elements
	View    View      // how the reader wants pages to look
	Path    string    // path and query of this page: forms of the frame come back to it
	Today   time.Time // shown in the top bar

	Person  *Who   // nil when nobody is signed in
	Account []Link // pages on the person's own account, in the account menu
	SignOut string // where the sign-out form is posted
	Shared  bool   // a shared device: the script keeps nothing on it

	Org       string
	OrgParent string
	Orgs      []Choice // the organisations that the person may switch to, if more than one

	Menu       []MenuItem // at most seven; the first four stand in the bar of a phone
	Foot       []MenuItem
	Tabs       map[string][]MenuItem // the tabs of an entry's pages, by its key; see [Section]
	SearchHref string                // GET target of the search field; none when empty
	NewsHref   string                // page of notices; none when empty
	News       int                   // unread notices

	Banners []Banner
	Flash   *Notice

	// FormKey returns a new idempotency key for each form that it is asked for.
	FormKey func() string
}

// View is a reader's choice of appearance. The zero value is light, of middle
// size, with normal contrast and single-key shortcuts on.
type View struct {
	Theme    string // "light" or "dark"
	Size     string // "sm", "md" or "lg"
	Contrast string // "normal" or "high"
	NoKeys   bool   // single-key shortcuts are off
}

func (v View) theme() string    { return either(v.Theme == "dark", "dark", "light") }
func (v View) contrast() string { return either(v.Contrast == "high", "high", "normal") }
func (v View) size() string {
	if v.Size == "sm" || v.Size == "lg" {
		return v.Size
	}
	return "md"
}

// Who is the person signed in, as shown at the top of the page.
type Who struct {
	ID      string // opaque; what the script keeps on the device is kept under it
	Name    string
	Role    string
	Initial string // one letter for the round mark
}

// Choice is one of several values to choose from.
type Choice struct {
	Value   string
	Label   string
	Note    string // a second, smaller line
	Current bool
}

// MenuItem is one entry of the main menu.
type MenuItem struct {
	Key      string // names the entry ("meeting")
	Href     string
	Also     []string // further addresses whose pages stand under it
	Icon     string
	Label    string // text key
	Short    string // text key of a word or two, for the bar of a phone; "" is Label
	Badge    int    // things that wait for the reader; 0 shows nothing
	Current  bool
	Shortcut string // letter that opens it after G; none when empty
}

// sectionOf is the first of several entries that stands in the reader's menu, the last
// where none does.
func sectionOf(ctx context.Context, entries []string) string {
	for _, entry := range entries {
		if slices.ContainsFunc(From(ctx).Menu, func(m MenuItem) bool { return m.Key == entry }) {
			return entry
		}
	}
	return entries[len(entries)-1]
}

// sectionTabs words the tabs of a menu entry.
func sectionTabs(ctx context.Context, entry string) []Tab {
	var tabs []Tab
	for _, item := range From(ctx).Tabs[entry] {
		tabs = append(tabs, Tab{Href: item.Href, Label: T(ctx, item.Label), Current: item.Current})
	}
	return tabs
}

// Link leads to a page. Label is ready text.
type Link struct {
	Href  string
	Label string
	Icon  string
}

// Banner is a line above the content of every page: the installation has a
// condition that all must know of.
type Banner struct {
	Kind string // "" (dark), "warn" or "bad"
	Icon string
	Text string
	Link *Link
}

// Notice tells what the last action did.
type Notice struct {
	Kind Kind // Ok, Info, Warn or Bad
	Text string
	Link *Link // where to see the result
}

type shellKey struct{}

// With returns a context that carries the shell.
func With(ctx context.Context, s *Shell) context.Context {
	return context.WithValue(ctx, shellKey{}, s)
}

// From returns the shell of the context; never nil. Without one, texts show
// their keys: that happens only where a page is rendered outside a request.
func From(ctx context.Context) *Shell {
	if s, ok := ctx.Value(shellKey{}).(*Shell); ok {
		return s
	}
	return &Shell{Lang: i18n.Vi}
}

// T returns the text of key in the reader's language.
func T(ctx context.Context, key string, args ...any) string {
	s := From(ctx)
	if s.Catalog == nil {
		return "⟦" + key + "⟧"
	}
	return s.Catalog.Text(s.Lang, key, args...)
}

// formKey returns an idempotency key, or "" where the server gives none.
func formKey(ctx context.Context) string {
	if s := From(ctx); s.FormKey != nil {
		return s.FormKey()
	}
	return ""
}

// bar splits the menu for a phone: what stands in the bar at the bottom, and
// what opens behind «Thêm».
func (s *Shell) bar() (first, rest []MenuItem) {
	n := min(4, len(s.Menu))
	return s.Menu[:n], append(append([]MenuItem{}, s.Menu[n:]...), s.Foot...)
}

func either(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}
