package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func idOf(r *http.Request) reflection.ID { return reflection.ID(r.PathValue("report")) }

func commentOf(r *http.Request) reflection.CommentID {
	return reflection.CommentID(r.PathValue("comment"))
}

// states are those that the list can be narrowed to.
var states = append([]reflection.State{"", reflection.Planned, reflection.Released}, reflection.Stages...)

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	p := listProps{state: reflection.State(q.Get("state")), year: server.Today(r).Year(), at: r.URL}
	if !slices.Contains(states, p.state) {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	if typed := q.Get("year"); typed != "" {
		year, err := strconv.Atoi(typed)
		if err != nil {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		p.year = year
	}
	p.page = 1
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 1 && n <= 10_000 {
		p.page = n
	}
	by := server.Actor(r)
	p.reader = by.Person
	var err error
	if p.Page, err = h.reports.List(r.Context(), by, org.ID(server.Unit(r)), reflection.Filter{Year: p.year, State: p.state, Page: p.page - 1}); err != nil {
		return err
	}
	if p.mine, err = h.reports.Mine(r.Context(), by); err != nil {
		return err
	}
	return server.Render(w, r, listPage(p))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page(""))
}

// page makes the page of a report; a form that came back shows again under the
// name of the form.
func (h handlers) page(form string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		by := server.Actor(r)
		sh, err := h.reports.Get(r.Context(), by, idOf(r))
		if err != nil {
			return nil, err
		}
		p := pageProps{Sheet: sh, reader: by.Person, forms: map[string]*ui.Form{form: f}, enters: r.URL.Query().Has("enter")}
		return reportPage(p), nil
	}
}

// done ends what was done to a report: its page says so, or the form that was
// sent shows again.
func (h handlers) done(w http.ResponseWriter, r *http.Request, err error, form, key string) error {
	if err != nil {
		return server.Retry(w, r, err, h.page(form))
	}
	return server.Done(w, r, href(idOf(r)), key)
}
