package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/server"
	"chibo/internal/task"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

func (h handlers) appoint(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.meetings.Appoint(r.Context(), server.Actor(r), idOf(r), server.Version(r), personOf(v.Get("chair")), personOf(v.Get("minuter")))
	return h.after(w, r, err, here(r), "meeting.appointed")
}

func (h handlers) attendance(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.attendancePage)
}

func (h handlers) attendancePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	return attendancePage(sh, f), nil
}

// The fields of the roll: the mark of one of the called, the version of his
// row, and who is expected.
const (
	markField     = "mark-"
	versionField  = "version-"
	expectedField = "expected"
)

// mark takes the roll. One button more gives a mark to all the expected who
// have none yet.
func (h handlers) mark(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	if rest := v.Get("rest"); rest != "" {
		for _, id := range v[expectedField] {
			if !v.Has(markField + id) {
				v.Set(markField+id, rest)
			}
		}
	}
	var marks []meeting.Marking
	for name := range v {
		if id, ok := strings.CutPrefix(name, markField); ok {
			marks = append(marks, meeting.Marking{Person: personOf(id), Mark: meeting.Mark(v.Get(name)), Version: number(v.Get(versionField + id))})
		}
	}
	if err := h.meetings.Mark(r.Context(), server.Actor(r), idOf(r), marks); err != nil {
		return server.Retry(w, r, err, h.attendancePage)
	}
	return server.Done(w, r, here(r), "meeting.marked")
}

func (h handlers) describe(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Describe(r.Context(), server.Actor(r), idOf(r), itemID(r), server.Version(r), server.Form(r).Get("content"))
	return h.after(w, r, err, atItem(r), "meeting.content_saved")
}

func (h handlers) conclude(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	c := meeting.Conclusion{Text: v.Get("conclusion"), Exemplary: v.Get("exemplary"), ToMend: v.Get("to_mend"), Unconcluded: v.Get("unconcluded")}
	err := h.meetings.Conclude(r.Context(), server.Actor(r), idOf(r), itemID(r), server.Version(r), c)
	return h.after(w, r, err, atItem(r)+"#conclusion-title", "meeting.conclusion_saved")
}

func (h handlers) note(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	f := meeting.NoteForm{Kind: meeting.NoteKind(v.Get("kind")), Body: v.Get("body")}
	if guest, ok := strings.CutPrefix(v.Get("speaker"), guestPrefix); ok {
		f.Guest = meeting.GuestID(guest)
	} else {
		f.Speaker = personOf(v.Get("speaker"))
	}
	_, err := h.meetings.Note(r.Context(), server.Actor(r), idOf(r), itemID(r), f)
	return h.after(w, r, err, atItem(r)+"#notes-title", "meeting.note_added")
}

func (h handlers) noteForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.notePage)
}

// notePage is the form in which a note is corrected: by the recorder, or by
// who spoke (C10).
func (h handlers) notePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	for _, i := range sh.Items {
		for _, n := range i.Notes {
			if string(n.ID) == r.PathValue("note") && (sh.MayAmend(n) || f != nil) {
				return notePage(sh, i, n, f), nil
			}
		}
	}
	return nil, fault.New(fault.NotFound, "ui.not_found")
}

func (h handlers) amendNote(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.meetings.AmendNote(r.Context(), server.Actor(r), idOf(r), noteID(r), server.Version(r), meeting.NoteKind(v.Get("kind")), v.Get("body"))
	return h.afterNote(w, r, err, "meeting.note_saved")
}

func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Withdraw(r.Context(), server.Actor(r), idOf(r), noteID(r), server.Version(r))
	return h.afterNote(w, r, err, "meeting.note_withdrawn")
}

func noteID(r *http.Request) meeting.NoteID { return meeting.NoteID(r.PathValue("note")) }

func (h handlers) afterNote(w http.ResponseWriter, r *http.Request, err error, done string) error {
	if err != nil {
		return server.Retry(w, r, err, h.notePage)
	}
	return server.Done(w, r, itemHref(idOf(r), meeting.ItemID(server.Form(r).Get("item"))), done)
}

func (h handlers) assign(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	n := task.New{Title: v.Get("title"), Measure: v.Get("measure"), Assignee: personOf(v.Get("assignee")), Due: date(v.Get("due"))}
	_, err := h.meetings.Assign(r.Context(), server.Actor(r), idOf(r), itemID(r), n)
	return h.after(w, r, err, atItem(r)+"#conclusion-title", "meeting.task_assigned")
}

func (h handlers) vote(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	n := vote.Count{Favour: number(v.Get("favour")), Against: number(v.Get("against")), Other: number(v.Get("other"))}
	_, err := h.meetings.Vote(r.Context(), server.Actor(r), idOf(r), itemID(r), v.Get("question"), vote.Matter(v.Get("matter")), n)
	return h.after(w, r, err, atItem(r)+"#votes-title", "meeting.vote_recorded")
}

func (h handlers) annul(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Annul(r.Context(), server.Actor(r), idOf(r), itemID(r), vote.ID(r.PathValue("vote")), server.Version(r))
	return h.after(w, r, err, atItem(r)+"#votes-title", "meeting.vote_annulled")
}
