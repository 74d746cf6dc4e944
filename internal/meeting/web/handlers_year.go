package web

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting/year"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// yearRoutes are the year's plan of meetings, of cells and of chapters of mass
// organisations.
func (h handlers) yearRoutes() []server.Route {
	const one = "/meeting/year/slots/{slot}"
	return []server.Route{
		server.Get("/meeting/year", year.View, h.year),
		server.Post("/meeting/year/draw", year.Arrange, h.drawYear),
		server.Get("/meeting/year/thematic", year.Arrange, h.thematicForm),
		server.Post("/meeting/year/thematic", year.Arrange, h.addThematic),
		server.Get(one, year.Arrange, h.slotForm),
		server.Post(one, year.Arrange, h.amendSlot),
		server.Post(one+"/remove", year.Arrange, h.removeSlot),
	}
}

// planYear is the year that the address names, else today's.
func planYear(r *http.Request) int {
	if n, err := strconv.Atoi(r.URL.Query().Get("year")); err == nil {
		return n
	}
	return server.Today(r).Year()
}

func (h handlers) year(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.yearPage)
}

func (h handlers) yearPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.years.Get(r.Context(), server.Actor(r), org.ID(server.Unit(r)), planYear(r))
	if err != nil {
		return nil, err
	}
	return yearPage(p, f), nil
}

// typedPattern reads the form that a year is drawn by. What does not count for
// the chosen way must be sound all the same.
func typedPattern(r *http.Request) (year.Pattern, error) {
	v := server.Form(r)
	p := year.Pattern{Weekday: time.Weekday(server.Number(v.Get("weekday"))), Week: server.Number(v.Get("week")), After: server.Number(v.Get("after"))}
	if v.Get("weekday") == "" {
		p.Weekday = -1 // Sunday is 0
	}
	for _, m := range v["thematic"] {
		p.Thematic = append(p.Thematic, server.Number(m))
	}
	day := server.Number(v.Get("day"))
	var faults fault.Form
	switch v.Get("by") {
	case "weekday":
	case "day":
		if p.Day = day; day == 0 {
			day = -1 // nothing is no day
		}
	default:
		faults.Add("by", "meeting.year_by_missing")
	}
	if day < 0 || day > 31 {
		faults.Add("day", "meeting.year_day_invalid")
	}
	return p, faults.Err()
}

func (h handlers) drawYear(w http.ResponseWriter, r *http.Request) error {
	unit, y := org.ID(server.Unit(r)), planYear(r)
	p, err := typedPattern(r)
	if err == nil {
		err = h.years.Draw(r.Context(), server.Actor(r), unit, y, p)
	}
	if err != nil {
		return server.Retry(w, r, err, h.yearPage)
	}
	return server.Done(w, r, yearHref(unit, y), "meeting.year_drawn", strconv.Itoa(y))
}

func (h handlers) thematicForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.thematicPage)
}

func (h handlers) thematicPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.years.Get(r.Context(), server.Actor(r), org.ID(server.Unit(r)), planYear(r))
	if err != nil {
		return nil, err
	}
	if !p.MayArrange {
		return nil, fault.New(fault.Denied, "ui.denied")
	}
	return thematicPage(p, f), nil
}

func (h handlers) addThematic(w http.ResponseWriter, r *http.Request) error {
	v, unit := server.Form(r), org.ID(server.Unit(r))
	day := date(v.Get("held_on"))
	month := day
	if day.Whole() {
		month = day.Month()
	}
	if _, err := h.years.AddThematic(r.Context(), server.Actor(r), unit, month, day, v.Get("topic")); err != nil {
		return server.Retry(w, r, ofDay(err), h.thematicPage)
	}
	return server.Done(w, r, yearHref(unit, month.Year()), "meeting.year_added")
}

// ofDay shows what is wrong with the month at the day, from which it follows.
func ofDay(err error) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	for i := range e.Fields {
		if e.Fields[i].Name == "month" {
			e.Fields[i].Name = "held_on"
		}
	}
	return e
}

func slotID(r *http.Request) year.ID { return year.ID(r.PathValue("slot")) }

func (h handlers) slotForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.slotPage)
}

func (h handlers) slotPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	s, unit, err := h.years.Slot(r.Context(), server.Actor(r), slotID(r))
	if err != nil {
		return nil, err
	}
	return slotPage(s, unit, f), nil
}

func (h handlers) amendSlot(w http.ResponseWriter, r *http.Request) error {
	ctx, by, v := r.Context(), server.Actor(r), server.Form(r)
	s, unit, err := h.years.Slot(ctx, by, slotID(r))
	if err != nil {
		return err
	}
	if err := h.years.Amend(ctx, by, s.ID, server.Version(r), date(v.Get("held_on")), v.Get("topic")); err != nil {
		return server.Retry(w, r, err, h.slotPage)
	}
	return server.Done(w, r, yearHref(unit, s.Month.Year()), "meeting.year_saved")
}

func (h handlers) removeSlot(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), server.Actor(r)
	s, unit, err := h.years.Slot(ctx, by, slotID(r))
	if err != nil {
		return err
	}
	if err := h.years.Remove(ctx, by, s.ID, server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.slotPage)
	}
	return server.Done(w, r, yearHref(unit, s.Month.Year()), "meeting.year_removed")
}
