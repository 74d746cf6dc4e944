package webtest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
)

// Visit is the house with those who are signed in: a test of pages goes through
// it as one role after another.
type Visit struct {
	*testing.T
	*World
	who map[access.Role]*Client
}

// NewVisit opens a house of its own for a test.
func NewVisit(t *testing.T) Visit {
	t.Helper()
	return Visit{t, New(t, ""), map[access.Role]*Client{}}
}

// By is the client of a role, signed in once.
func (v Visit) By(role access.Role) *Client {
	v.Helper()
	if v.who[role] == nil {
		v.who[role] = v.World.As(v.T, role)
	}
	return v.who[role]
}

// Page fetches a page that must be there, in words.
func (v Visit) Page(role access.Role, path string) *goquery.Document {
	v.Helper()
	got := v.By(role).Get(path)
	if got.Status != http.StatusOK || strings.Contains(got.Body, "⟦") {
		v.Fatalf("%s: %d %s", path, got.Status, got.Body)
	}
	return got.Doc(v.T)
}

// Fill sends the form of a page whose address begins so, as it stands there, with
// what was typed into it.
func (v Visit) Fill(role access.Role, page, action string, typed url.Values) Answer {
	v.Helper()
	form := v.Page(role, page).Find(`form[action^="` + action + `"]`)
	return v.By(role).Press(page, form.AttrOr("action", action), typed)
}

// Send posts what was typed alone, with the version that the form of the page shows.
func (v Visit) Send(role access.Role, page, action string, typed url.Values) Answer {
	v.Helper()
	form := v.Page(role, page).Find(`form[action^="` + action + `"]`)
	if form.Length() != 1 {
		v.Fatalf("%s has %d forms for %s", page, form.Length(), action)
	}
	if version, ok := form.Find("[name=_version]").Attr("value"); ok {
		typed.Set("_version", version)
	}
	return v.By(role).Post(action, typed)
}

// Goes fails unless what was sent was taken, and gives where that leads.
func (v Visit) Goes(a Answer, what string) string {
	v.Helper()
	if a.Status != http.StatusSeeOther {
		v.Fatalf("%s: %d %s", what, a.Status, strings.Join(strings.Fields(a.Doc(v.T).Find("main").Text()), " "))
	}
	return a.Location
}

// Says fails for each of the words that the page does not say.
func (v Visit) Says(doc *goquery.Document, want ...string) {
	v.Helper()
	text := strings.Join(strings.Fields(doc.Find("main").Text()), " ")
	for _, w := range want {
		if !strings.Contains(text, w) {
			v.Errorf("the page says %q, want %q", text, w)
		}
	}
}
