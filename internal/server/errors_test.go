package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/ui"
)

// A page of an error that cannot be made is an error all the same.
func TestErrorPageThatFails(t *testing.T) {
	broken := templ.ComponentFunc(func(context.Context, io.Writer) error { return errors.New("no such icon") })
	w := httptest.NewRecorder()
	new(Server).showError(w, httptest.NewRequest(http.MethodGet, "/home", nil), http.StatusInternalServerError, broken)
	if w.Code != http.StatusInternalServerError || w.Body.Len() == 0 {
		t.Errorf("answered %d %q", w.Code, w.Body)
	}
}

// I4: a page that refuses leads to where one may go: back, to the reader's own pages of
// the same work, and to the organisation in which he may do it; else it says who may.
func TestRefusalLeadsOn(t *testing.T) {
	act := access.Declare("commitment.view", access.For(access.Here, access.Secretary, access.Member))
	officer := access.Duty{Role: access.Officer, Unit: "up", Path: "u."}
	hats := []Hat{{Unit: "up", Role: access.Officer}, {Unit: "cell", Role: access.Member}}
	for _, c := range []struct {
		name   string
		duties []access.Duty
		from   string
		ways   []string
		orgs   []ui.Choice
		what   string
	}{
		{"one who may nowhere", []access.Duty{officer}, "", []string{"/commitment/coverage"}, nil, "What ⟦ui.denied_roles⟧"},
		{"one who came from a page", []access.Duty{officer}, "http://example.com/task?page=2", []string{"/task?page=2", "/commitment/coverage"}, nil, "What ⟦ui.denied_roles⟧"},
		{"one who came from elsewhere", []access.Duty{officer}, "http://other.example/task", []string{"/commitment/coverage"}, nil, "What ⟦ui.denied_roles⟧"},
		{
			"one who may in another organisation",
			[]access.Duty{officer, {Role: access.Member, Unit: "cell", Path: "u.c."}},
			"",
			[]string{"/commitment/coverage"},
			[]ui.Choice{{Value: "cell"}},
			"⟦ui.denied_here⟧",
		},
	} {
		r := httptest.NewRequest(http.MethodGet, "/commitment", nil)
		r.Header.Set("Referer", c.from)
		menu := []ui.MenuItem{{Href: "/task"}, {Href: "/commitment/coverage"}}
		r = r.WithContext(context.WithValue(r.Context(), callKey{}, &call{
			identity: Identity{Actor: access.Actor{Kind: access.Human, Duties: c.duties}, Hats: hats[:len(c.duties)]}, hat: hats[0], action: act,
			shell: &ui.Shell{Menu: menu, Orgs: []ui.Choice{{Value: "up"}, {Value: "cell"}}},
		}))
		p := ui.ErrorProps{Status: http.StatusForbidden, What: "What"}
		leadOn(r, &p)
		sayWho(r, &p)
		var ways []string
		for _, w := range p.Ways {
			ways = append(ways, w.Href)
		}
		if d := cmp.Diff(c.ways, ways); d != "" {
			t.Errorf("%s: ways on (-want +got)\n%s", c.name, d)
		}
		if d := cmp.Diff(c.orgs, p.Orgs); d != "" || p.What != c.what {
			t.Errorf("%s: told %q, organisations (-want +got)\n%s", c.name, p.What, d)
		}
	}
}
