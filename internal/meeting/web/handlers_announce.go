package web

import (
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) announceForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.announcePage)
}

// announcePage checks before the notice goes out, and shows afterwards what
// went out. A meeting that has begun has no such page.
func (h handlers) announcePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	if !sh.MayPrepare || !sh.Meeting.State.Ahead() {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return announcePage(sh, server.Today(r), f), nil
}

func (h handlers) announce(w http.ResponseWriter, r *http.Request) error {
	if err := h.meetings.Announce(r.Context(), server.Actor(r), idOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.announcePage)
	}
	return server.Done(w, r, here(r)+"/announce", "meeting.announced")
}

func (h handlers) borrow(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Borrow(r.Context(), server.Actor(r), idOf(r))
	return h.after(w, r, err, here(r), "meeting.borrowed")
}

func (h handlers) urge(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Urge(r.Context(), server.Actor(r), idOf(r), itemID(r))
	return h.after(w, r, err, here(r), "meeting.urged")
}

func (h handlers) replyForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.replyPage)
}

func (h handlers) replyPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Responses(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	return replyPage(pageProps{sheet: sh, today: server.Today(r)}, f), nil
}

// reply takes an answer, one's own or by the committee one for somebody, and
// leads back to where it was given.
func (h handlers) reply(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	if print := v.Get("print"); print != "" && print != "on" {
		return server.Retry(w, r, fault.At("print", "meeting.print_odd"), h.replyPage)
	}
	err := h.meetings.Answer(r.Context(), server.Actor(r), idOf(r), meeting.ResponseForm{
		Person: personOf(v.Get("person")), Answer: meeting.Answer(v.Get("answer")), Reason: v.Get("reason"), Print: v.Get("print") != "",
	})
	if err != nil {
		return server.Retry(w, r, err, h.replyPage)
	}
	to := here(r)
	if v.Has("person") {
		to += "/reply"
	}
	return server.Done(w, r, to, "meeting.replied")
}

func (h handlers) sendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.sendPage)
}

func (h handlers) sendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	if !sh.Meeting.State.Ahead() && f == nil {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return sendPage(pageProps{sheet: sh}, f), nil
}

func typedContribution(v url.Values) meeting.ContributionForm {
	return meeting.ContributionForm{Person: personOf(v.Get("person")), Item: meeting.ItemID(v.Get("item")), Body: v.Get("body")}
}

func (h handlers) send(w http.ResponseWriter, r *http.Request) error {
	_, err := h.meetings.Contribute(r.Context(), server.Actor(r), idOf(r), typedContribution(server.Form(r)))
	if err != nil {
		return server.Retry(w, r, err, h.sendPage)
	}
	return server.Done(w, r, here(r), "meeting.sent")
}

func (h handlers) mendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.mendPage)
}

func (h handlers) mendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, c, err := h.meetings.Contribution(r.Context(), server.Actor(r), idOf(r), contributionID(r))
	if err != nil {
		return nil, err
	}
	return mendPage(sh, c, f), nil
}

func (h handlers) mend(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.AmendContribution(r.Context(), server.Actor(r), idOf(r), contributionID(r), server.Version(r), typedContribution(server.Form(r)))
	if err != nil {
		return server.Retry(w, r, err, h.mendPage)
	}
	return server.Done(w, r, here(r), "meeting.sent_saved")
}

func (h handlers) withdrawSent(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.WithdrawContribution(r.Context(), server.Actor(r), idOf(r), contributionID(r), server.Version(r))
	if err != nil {
		return server.Retry(w, r, err, h.mendPage)
	}
	return server.Done(w, r, here(r), "meeting.sent_withdrawn")
}

// openPaper writes down that a paper was opened, and leads to it.
func (h handlers) openPaper(w http.ResponseWriter, r *http.Request) error {
	paper := document.ID(r.PathValue("attachment"))
	if err := h.meetings.OpenPaper(r.Context(), server.Actor(r), idOf(r), paper); err != nil {
		return err
	}
	return server.Redirect(w, r, "/document/"+url.PathEscape(string(paper)))
}

func contributionID(r *http.Request) meeting.ContributionID {
	return meeting.ContributionID(r.PathValue("contribution"))
}
