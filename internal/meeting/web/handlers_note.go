package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/server"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

func (h handlers) noteForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.notePage(""))
}

// notePage is the page on which a note is corrected, marked and answered: by
// the recorder, or by who spoke (B6, C10). name is the form that came back.
func (h handlers) notePage(name string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.meetings.Get(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return nil, err
		}
		for _, i := range sh.Items {
			for _, n := range i.Notes {
				if n.ID == noteID(r) && (sh.MayAmend(n) || sh.MayMark(n) || sh.Spoke(n) || f != nil) {
					return notePage(noteProps{sheet: sh, item: i, note: n, name: name, back: f}), nil
				}
			}
		}
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
}

func (h handlers) amendNote(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.meetings.AmendNote(r.Context(), server.Actor(r), idOf(r), noteID(r), server.Version(r), meeting.NoteKind(v.Get("kind")), v.Get("body"))
	return h.afterNote(w, r, err, "", "meeting.note_saved")
}

func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Withdraw(r.Context(), server.Actor(r), idOf(r), noteID(r), server.Version(r))
	return h.afterNote(w, r, err, "withdraw", "meeting.note_withdrawn")
}

func (h handlers) reserve(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Reserve(r.Context(), server.Actor(r), idOf(r), noteID(r), server.Version(r))
	return h.afterNote(w, r, err, "", "meeting.reserved")
}

func (h handlers) markNote(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.MarkNote(r.Context(), server.Actor(r), idOf(r), noteID(r), server.Version(r), server.Form(r).Get("reason"))
	return h.afterNote(w, r, err, "mark", "meeting.mark_saved")
}

func (h handlers) unmarkNote(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Unmark(r.Context(), server.Actor(r), idOf(r), noteID(r), server.Version(r))
	return h.afterNote(w, r, err, "unmark", "meeting.mark_removed")
}

func (h handlers) answerMark(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.AnswerMark(r.Context(), server.Actor(r), idOf(r), noteID(r), server.Version(r), server.Form(r).Get("answer"))
	return h.afterNote(w, r, err, "answer", "meeting.mark_answered")
}

// leaveOut records the vote on leaving a note out, whichever way it went.
func (h handlers) leaveOut(w http.ResponseWriter, r *http.Request) error {
	f := server.Form(r)
	n := vote.Count{Favour: server.Number(f.Get("favour")), Against: server.Number(f.Get("against")), Other: server.Number(f.Get("other"))}
	v, err := h.meetings.LeaveOut(r.Context(), server.Actor(r), idOf(r), noteID(r), server.Version(r), n)
	return h.afterNote(w, r, err, "leave-out", either(v.Outcome == vote.Passed, "meeting.note_left", "meeting.note_stays"))
}

func noteID(r *http.Request) meeting.NoteID { return meeting.NoteID(r.PathValue("note")) }

// afterNote ends a change of a note: back to its item, or the form again.
func (h handlers) afterNote(w http.ResponseWriter, r *http.Request, err error, form, done string) error {
	if err != nil {
		return server.Retry(w, r, err, h.notePage(form))
	}
	return server.Done(w, r, itemHref(idOf(r), meeting.ItemID(server.Form(r).Get("item"))), done)
}
