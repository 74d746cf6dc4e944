package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) closeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.closePage)
}

func (h handlers) closePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	if !sh.May(meeting.Closing) && f == nil {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return closePage(sh, f), nil
}

// reasonField is the field of an item that needs a conclusion or a reason.
const reasonField = "reason-"

// explained are the items whose reasons the page asks for: those unsettled,
// and those that somebody settled while a reason was being typed, so that
// nothing typed is lost.
func explained(sh meeting.Sheet, f *ui.Form) []meeting.Item {
	open := sh.Unsettled()
	return slices.DeleteFunc(slices.Clone(sh.Items), func(i meeting.Item) bool {
		return f.Value(reasonField+string(i.ID)) == "" && !slices.ContainsFunc(open, func(o meeting.Item) bool { return o.ID == i.ID })
	})
}

func (h handlers) close(w http.ResponseWriter, r *http.Request) error {
	reasons := map[meeting.ItemID]string{}
	for name, v := range server.Form(r) {
		if id, ok := strings.CutPrefix(name, reasonField); ok {
			reasons[meeting.ItemID(id)] = v[0]
		}
	}
	err := h.meetings.Close(r.Context(), server.Actor(r), idOf(r), server.Version(r), typedSign(r), reasons)
	if err != nil {
		return server.Retry(w, r, err, h.closePage)
	}
	return server.Done(w, r, here(r)+"/minutes", "meeting.closed")
}

func typedSign(r *http.Request) meeting.Sign {
	v := server.Form(r)
	return meeting.Sign{OpenedAt: v.Get("opened_at"), ClosedAt: v.Get("closed_at"), Summary: v.Get("summary")}
}

func (h handlers) minutes(w http.ResponseWriter, r *http.Request) error {
	c, err := h.minutesPage(r, "", nil)
	if err != nil {
		return err
	}
	return server.Render(w, r, c)
}

// minutesPage shows the version of the address, else the latest of a finished
// meeting, else the draft.
func (h handlers) minutesPage(r *http.Request, name string, f *ui.Form) (templ.Component, error) {
	rec, err := h.record(r)
	if err != nil {
		return nil, err
	}
	p := minutesProps{sheet: rec, version: rec.Ordinal, forms: map[string]*ui.Form{name: f}, paper: ui.Sheet(rec.Document)}
	if rec.Ordinal > 0 {
		p.frozen = rec.Versions[rec.Ordinal-1]
	}
	return minutesPage(p), nil
}

// record gives the minutes in the version that the address asks for.
func (h handlers) record(r *http.Request) (deed.Record, error) {
	version := deed.Newest
	if v := r.URL.Query().Get("version"); v != "" {
		var err error
		if version, err = strconv.Atoi(v); err != nil || version < 1 {
			return deed.Record{}, fault.New(fault.NotFound, "ui.not_found")
		}
	}
	return h.deeds.Minutes(r.Context(), server.Actor(r), idOf(r), version)
}

// download hands the minutes out in a format.
func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		rec, err := h.record(r)
		if err != nil {
			return err
		}
		return server.HandOut(w, r, fileName(deed.Minutes, rec.Meeting, rec.Ordinal), f, rec.Document)
	}
}

func (h handlers) afterMinutes(w http.ResponseWriter, r *http.Request, err error, name, done string, args ...any) error {
	if err != nil {
		return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) { return h.minutesPage(r, name, f) })
	}
	return server.Done(w, r, here(r)+"/minutes", done, args...)
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Amend(r.Context(), server.Actor(r), idOf(r), server.Version(r), typedSign(r))
	return h.afterMinutes(w, r, err, "amend", "meeting.minutes_saved")
}

func (h handlers) freeze(w http.ResponseWriter, r *http.Request) error {
	f, err := h.deeds.Freeze(r.Context(), server.Actor(r), idOf(r), server.Version(r))
	return h.afterMinutes(w, r, err, "freeze", "meeting.frozen", f.Number)
}

func (h handlers) correctForm(w http.ResponseWriter, r *http.Request) error {
	return h.ask(w, r, meeting.Correcting, nil)
}

func (h handlers) correct(w http.ResponseWriter, r *http.Request) error {
	err := h.deeds.Correct(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("reason"))
	if err != nil {
		return h.askAgain(w, r, meeting.Correcting, err)
	}
	return server.Done(w, r, here(r), "meeting.correcting")
}
