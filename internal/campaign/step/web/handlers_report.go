package web

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/campaign/step"
	"chibo/internal/fault"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func idOf(r *http.Request) step.ReportID { return step.ReportID(r.PathValue("learning")) }

func reportHref(id step.ReportID) string { return "/step/report/" + string(id) }

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.reportPage(""))
}

// reportPage shows a report; the form that came back is named by its deed.
func (h handlers) reportPage(came step.Deed) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.steps.Read(r.Context(), server.Actor(r), idOf(r))
		return reportPage(reportProps{sh, came, f}), err
	}
}

func (h handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.editPage)
}

// editPage is the editor of one's own report.
func (h handlers) editPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.steps.Read(r.Context(), server.Actor(r), idOf(r))
	if err == nil && !sh.May(step.Saving) && f == nil {
		err = fault.New(fault.Denied, "step.not_now")
	}
	return editPage(editProps{sh, f}), err
}

func typed(r *http.Request) step.ReportForm {
	v := server.Form(r)
	return step.ReportForm{Awareness: v.Get("awareness"), Duties: v.Get("duties")}
}

func (h handlers) edit(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.steps.Save(r.Context(), server.Actor(r), idOf(r), server.Version(r), typed(r)); err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	return server.Done(w, r, reportHref(idOf(r))+"/edit", "step.saved")
}

// draft is the save that the script makes while one writes.
func (h handlers) draft(w http.ResponseWriter, r *http.Request) error {
	version, err := h.steps.Save(r.Context(), server.Actor(r), idOf(r), server.Version(r), typed(r))
	if err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	w.Header().Set("Chibo-Version", strconv.Itoa(version))
	return server.Done(w, r, reportHref(idOf(r))+"/edit", "step.saved")
}

// send saves what the editor holds and hands it in.
func (h handlers) send(w http.ResponseWriter, r *http.Request) error {
	version, err := server.Version(r), error(nil)
	if v := server.Form(r); v.Has("awareness") || v.Has("duties") {
		version, err = h.steps.Save(r.Context(), server.Actor(r), idOf(r), version, typed(r))
	}
	if err == nil {
		err = h.steps.Send(r.Context(), server.Actor(r), idOf(r), version)
	}
	if err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	return server.Done(w, r, reportHref(idOf(r)), "step.send_done")
}

func (h handlers) recall(w http.ResponseWriter, r *http.Request) error {
	if err := h.steps.Recall(r.Context(), server.Actor(r), idOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.reportPage(step.Recalling))
	}
	return server.Done(w, r, reportHref(idOf(r))+"/edit", "step.recall_done")
}

// say is a deed of the leaders, which needs words.
func (h handlers) say(d step.Deed) server.Handler {
	do := map[step.Deed]func(context.Context, access.Actor, step.ReportID, int, string) error{step.Remarking: h.steps.Remark, step.Returning: h.steps.Return}[d]
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := do(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("words")); err != nil {
			return server.Retry(w, r, err, h.reportPage(d))
		}
		return server.Done(w, r, reportHref(idOf(r)), "step."+string(d)+"_done")
	}
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	d, err := h.steps.Paper(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(d, reportHref(idOf(r))))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, err := h.steps.Paper(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}

// collection hands out all reports of a unit in one file.
func (h handlers) collection(w http.ResponseWriter, r *http.Request) error {
	d, err := h.steps.Collection(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.HandOut(w, r, d.Title, paper.AsDOCX, d)
}
