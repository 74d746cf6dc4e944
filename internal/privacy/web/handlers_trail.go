package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/paper"
	"chibo/internal/privacy"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// asked is the time that the address of a report names, and what is wrong with it.
type asked struct {
	span privacy.Span
	form *ui.Form
}

// usual is how many days a report covers where nobody says.
const usual = 7

// spanOf reads days and times of day; without any, the last days until now. days
// names one of the usual spans. What cannot be read is noted at its field, and the
// usual span is shown.
func spanOf(r *http.Request) asked {
	q := r.URL.Query()
	if days := server.Number(q.Get("days")); days > 0 && days <= 366 {
		return asked{span: privacy.Span{Days: days}}
	}
	if !q.Has("from") && !q.Has("to") {
		return asked{span: privacy.Span{Days: usual}}
	}
	wrong := map[string]string{}
	from, to := instantOf(r, q, "from", "00:00", wrong), instantOf(r, q, "to", "23:59", wrong)
	a := asked{span: privacy.Span{From: from, To: db.At(to.Add(time.Minute - time.Microsecond))}}
	if err := a.span.Check(); err != nil && len(wrong) == 0 {
		wrong["to"] = server.Text(r, fault.Key(err))
	}
	if len(wrong) > 0 {
		a.span = privacy.Span{Days: usual}
	}
	a.form = &ui.Form{Values: q, Errors: wrong, Order: []string{"from", "from_at", "to", "to_at"}}
	return a
}

// instantOf reads the day of a field and the time of day of the field beside it.
func instantOf(r *http.Request, q url.Values, name, usualTime string, wrong map[string]string) db.Time {
	iso, ok := i18n.ParseDate(strings.TrimSpace(q.Get(name)))
	if !ok || !db.Date(iso).IsDay() {
		wrong[name] = server.Text(r, "ui.date_invalid")
		return db.Time{}
	}
	clock := q.Get(name + "_at")
	if clock == "" {
		clock = usualTime
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", iso+" "+clock, db.Zone)
	if err != nil {
		wrong[name+"_at"] = server.Text(r, "privacy.time_invalid")
	}
	return db.At(at)
}

func (h handlers) trail(w http.ResponseWriter, r *http.Request) error {
	a := spanOf(r)
	report, err := h.privacy.Trail(r.Context(), server.Actor(r), unitOf(r), a.span, server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, trailPage(trailProps{Report: report, form: a.form, at: r.URL}))
}

// whole is all of the report that the address names.
func (h handlers) whole(r *http.Request) (privacy.Report, error) {
	return h.privacy.Trail(r.Context(), server.Actor(r), unitOf(r), spanOf(r).span, 0)
}

func (h handlers) trailPrint(w http.ResponseWriter, r *http.Request) error {
	report, err := h.whole(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, trailPrintPage(report, r.URL))
}

func (h handlers) trailXLSX(w http.ResponseWriter, r *http.Request) error {
	report, err := h.whole(r)
	if err != nil {
		return err
	}
	return sheet(w, r, report.Paper().Title, report.Sheet())
}

func (h handlers) trailFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		report, err := h.whole(r)
		if err != nil {
			return err
		}
		d := report.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}
