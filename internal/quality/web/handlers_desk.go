package web

import (
	"net/http"
	"strconv"

	"chibo/internal/org"
	"chibo/internal/server"
)

// yearsBack bounds the years that an address may name.
const yearsBack, yearsAhead = 2000, 2199

// desk shows the scores of a unit; a committee has those of the units below.
func (h handlers) desk(w http.ResponseWriter, r *http.Request) error {
	year, err := strconv.Atoi(r.URL.Query().Get("year"))
	if err != nil || year < yearsBack || year > yearsAhead {
		year = 0
	}
	t, err := h.scores.Trend(r.Context(), server.Actor(r), org.ID(server.Unit(r)), year)
	switch {
	case err != nil:
		return err
	case !t.Unit.Kind.Holds:
		return h.below(w, r)
	}
	return server.Render(w, r, deskPage(t))
}

// below shows an officer what was sent to him.
func (h handlers) below(w http.ResponseWriter, r *http.Request) error {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil {
		page = 1
	}
	o, err := h.scores.Overview(r.Context(), server.Actor(r), page)
	if err != nil {
		return err
	}
	return server.Render(w, r, belowPage(o, r.URL))
}
