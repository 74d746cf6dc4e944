package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/consultation"
	"chibo/internal/fault"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) listed(r *http.Request) (consultation.PublicationList, error) {
	year, _ := strconv.Atoi(r.URL.Query().Get("year")) // 0 is this year
	return h.asks.Publications(r.Context(), server.Actor(r), unitOf(r), year)
}

func (h handlers) publicList(w http.ResponseWriter, r *http.Request) error {
	l, err := h.listed(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, publicPage(l))
}

func (h handlers) publicPrint(w http.ResponseWriter, r *http.Request) error {
	l, err := h.listed(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, publicPrintPage(l))
}

func (h handlers) publicFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		l, err := h.listed(r)
		if err != nil {
			return err
		}
		return server.HandOut(w, r, "Danh mục công khai", f, l.Paper())
	}
}

func (h handlers) publishPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, today, err := h.asks.Asking(r.Context(), server.Actor(r), unitOf(r))
	return publicationPage(u, consultation.Publication{From: today}, ofUnit(public+"/new", u.ID), f), err
}

func (h handlers) publishForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.publishPage)
}

func publicationForm(r *http.Request) (consultation.PublicationForm, error) {
	var faults fault.Form
	v := server.Form(r)
	f := consultation.PublicationForm{
		Title: v.Get("title"), Form: consultation.Form(v.Get("form")), From: server.DateField(r, &faults, "from"), To: server.DateField(r, &faults, "to"),
		Responsible: v.Get("responsible"), DoneOn: server.DateField(r, &faults, "done_on"),
	}
	return f, faults.Err()
}

func (h handlers) publish(w http.ResponseWriter, r *http.Request) error {
	f, err := publicationForm(r)
	if err == nil {
		err = h.asks.Publish(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.publishPage)
	}
	return server.Done(w, r, ofUnit(public, unitOf(r)), "consultation.publish_done")
}

func publicationOf(r *http.Request) consultation.PublicationID {
	return consultation.PublicationID(r.PathValue("publication"))
}

func (h handlers) itemPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, p, err := h.asks.Publication(r.Context(), server.Actor(r), publicationOf(r))
	return publicationPage(u, p, public+"/item/"+string(p.ID), f), err
}

func (h handlers) publicItem(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.itemPage)
}

func (h handlers) republish(w http.ResponseWriter, r *http.Request) error {
	f, err := publicationForm(r)
	if err == nil {
		err = h.asks.Republish(r.Context(), server.Actor(r), publicationOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.itemPage)
	}
	u, p, err := h.asks.Publication(r.Context(), server.Actor(r), publicationOf(r))
	if err != nil {
		return err
	}
	return server.Done(w, r, ofUnit(public, u.ID)+"&year="+strconv.Itoa(p.From.Year()), "consultation.publish_done")
}

func opinionOf(r *http.Request) consultation.OpinionID {
	return consultation.OpinionID(r.PathValue("opinion"))
}

func (h handlers) opinionList(w http.ResponseWriter, r *http.Request) error {
	l, err := h.asks.Opinions(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, opinionsPage(l, r.URL))
}

func (h handlers) voicePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, about, err := h.asks.Voicing(r.Context(), server.Actor(r), unitOf(r))
	return voicePage(u, about, f), err
}

func (h handlers) voiceForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.voicePage)
}

func (h handlers) voice(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	id, err := h.asks.Send(r.Context(), server.Actor(r), unitOf(r), consultation.OpinionForm{Title: v.Get("title"), Body: v.Get("body")})
	if err != nil {
		return server.Retry(w, r, err, h.voicePage)
	}
	return server.Done(w, r, opinionHref(id), "consultation.voice_done")
}

func (h handlers) opinion(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.asks.Opinion(r.Context(), server.Actor(r), opinionOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, opinionPage(sh))
}

func (h handlers) dealPage(d consultation.Deed) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.asks.Opinion(r.Context(), server.Actor(r), opinionOf(r))
		if err == nil && f == nil && !sh.May(d) {
			err = fault.New(fault.Invalid, "consultation.opinion_not_now")
		}
		if err != nil {
			return nil, err
		}
		return dealPage(sh, d, f), nil
	}
}

func (h handlers) dealForm(d consultation.Deed) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.dealPage(d)) }
}

func (h handlers) deal(d consultation.Deed) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		var faults fault.Form
		f := consultation.DeedForm{Words: server.Form(r).Get("words"), Due: server.DateField(r, &faults, "due")}
		err := faults.Err()
		if err == nil {
			err = h.asks.Deal(r.Context(), server.Actor(r), opinionOf(r), server.Version(r), d, f)
		}
		if err != nil {
			return server.Retry(w, r, err, h.dealPage(d))
		}
		return server.Done(w, r, opinionHref(opinionOf(r)), "consultation.opinion_"+string(d)+"_done")
	}
}

func (h handlers) seat(w http.ResponseWriter, r *http.Request) error {
	if err := h.asks.Seat(r.Context(), server.Actor(r), opinionOf(r), server.Version(r)); err != nil {
		return err
	}
	return server.Done(w, r, opinionHref(opinionOf(r)), "consultation.seat_done")
}
