package server

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/ui"
)

// waysMost is how many pages an error leads to beside the start.
const waysMost = 3

// leadOn has the page of an error lead on a person who is signed in: to the page that
// he came from, and to his own pages of the same work.
func leadOn(r *http.Request, p *ui.ErrorProps) {
	c := of(r)
	if c.identity.Actor.Kind != access.Human {
		return
	}
	if from := cameFrom(r); from != "" {
		p.Ways = append(p.Ways, ui.Link{Href: from, Label: Text(r, "ui.back"), Icon: "arrow-left"})
	}
	p.Ways = append(p.Ways, alike(r, c.shell)...)
	p.Ways = p.Ways[:min(waysMost, len(p.Ways))]
}

// sayWho has the page of a refusal say who may do what was refused or, if the person
// may himself in another organisation, lead him over to it.
func sayWho(r *http.Request, p *ui.ErrorProps) {
	c := of(r)
	actor := c.identity.Actor
	if actor.Kind != access.Human || len(c.action.Allow) == 0 || access.Might(actor.At(c.hat.Unit), c.action) {
		return
	}
	if p.Orgs = otherHats(r); len(p.Orgs) > 0 {
		p.What, p.Todo = Text(r, "ui.denied_here", c.shell.Org), Text(r, "ui.error_todo_switch")
		return
	}
	p.What += " " + Text(r, "ui.denied_roles", strings.Join(rolesOf(r, c.action), ", "))
}

// otherHats are the organisations in which the person may do what he may not in the
// one whose hat he wears.
func otherHats(r *http.Request) (hats []ui.Choice) {
	c := of(r)
	if r.Method != http.MethodGet {
		return nil // the page behind the form is of the hat that he wears
	}
	for i, h := range c.identity.Hats {
		if access.Might(c.identity.Actor.At(h.Unit), c.action) {
			hats = append(hats, c.shell.Orgs[i])
		}
	}
	return hats
}

// rolesOf names who may do an action.
func rolesOf(r *http.Request, a access.Action) (names []string) {
	for _, role := range access.Roles {
		if slices.ContainsFunc(a.Allow, func(al access.Allow) bool { return slices.Contains(al.Roles, role) }) {
			names = append(names, Text(r, "ui.role_"+string(role)))
		}
	}
	return names
}

// cameFrom is the page of this server that led here, "" if none did or if it is the
// same.
func cameFrom(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host || from.Path == r.URL.Path {
		return ""
	}
	if to := LocalPath(from.RequestURI()); to != "/" {
		return to
	}
	return ""
}

// alike are the entries of the reader's menus that are of the same work as the page.
func alike(r *http.Request, sh *ui.Shell) (ways []ui.Link) {
	work := func(path string) string {
		word, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		return word
	}
	add := func(l ui.Link) {
		if work(l.Href) == work(r.URL.Path) && l.Href != r.URL.Path {
			ways = append(ways, l)
		}
	}
	for _, m := range slices.Concat(sh.Menu, sh.Foot) {
		add(ui.Link{Href: m.Href, Label: Text(r, m.Label), Icon: m.Icon})
	}
	for _, l := range sh.Account {
		add(l)
	}
	return ways
}
