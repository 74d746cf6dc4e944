package server

import (
	"testing"

	"chibo/internal/ui"
)

// Of two entries under which a page stands, the nearer one is current.
func TestCurrent(t *testing.T) {
	entries := func() []ui.MenuItem {
		return []ui.MenuItem{{Href: "/meeting", Also: []string{"/ballot"}}, {Href: "/meeting/year"}, {Href: "/member"}}
	}
	for _, c := range []struct {
		path string
		want string
	}{
		{"/meeting", "/meeting"},
		{"/meeting/8/minutes", "/meeting"},
		{"/meeting/year", "/meeting/year"},
		{"/ballot/8", "/meeting"},
		{"/meetings", ""},
		{"/home", ""},
	} {
		items, got := entries(), ""
		if found := current(items, c.path); found != (c.want != "") {
			t.Errorf("%s: found %v", c.path, found)
		}
		for _, i := range items {
			if i.Current {
				got += i.Href
			}
		}
		if got != c.want {
			t.Errorf("%s stands under %q, want %q", c.path, got, c.want)
		}
	}
}
