package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/meeting"
	"chibo/internal/server"
	"chibo/internal/task"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

func (h handlers) appoint(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.meetings.Appoint(r.Context(), server.Actor(r), idOf(r), server.Version(r), personOf(v.Get("chair")), personOf(v.Get("minuter")))
	if err != nil {
		return server.Retry(w, r, err, h.appointPage)
	}
	return server.Done(w, r, here(r), "meeting.appointed")
}

func (h handlers) attendance(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.attendancePage)
}

func (h handlers) attendancePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.RollCall(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	room, err := h.floors.Room(r.Context(), server.Actor(r), sh)
	if err != nil {
		return nil, err
	}
	return attendancePage(rollProps{sheet: sh, room: room, page: rollPageOf(r), at: r.URL, form: f}), nil
}

// rollPageOf is the page of the roll call, from 0: of the address, or of the
// form that was sent from it.
func rollPageOf(r *http.Request) int {
	page := r.URL.Query().Get("page")
	if page == "" {
		page = server.Form(r).Get("page")
	}
	n, _ := strconv.Atoi(page)
	return min(max(n, 1), 1<<20) - 1
}

// markField and a person's id name his mark where something is wrong with it.
const markField = "mark-"

// mark takes the roll: one tap, or one mark for all the expected who have none
// yet.
func (h handlers) mark(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var err error
	if rest := v.Get("rest"); rest != "" {
		err = h.meetings.MarkRest(r.Context(), server.Actor(r), idOf(r), meeting.Mark(rest))
	} else {
		err = h.meetings.Mark(r.Context(), server.Actor(r), idOf(r), tapped(v["mark"]))
	}
	if v.Get("back") == "room" {
		return h.after(w, r, err, here(r), "meeting.marked")
	}
	if err != nil {
		return server.Retry(w, r, err, h.attendancePage)
	}
	to := here(r) + "/attendance"
	if page := rollPageOf(r); page > 0 {
		to += "?page=" + strconv.Itoa(page+1)
	}
	return server.Done(w, r, to, "meeting.marked")
}

// tapped reads what the buttons of [seatButtons] send: person, mark, version.
// What is none of it names nobody.
func tapped(values []string) []meeting.Marking {
	var marks []meeting.Marking
	for _, v := range values {
		var k meeting.Marking
		if part := strings.Fields(v); len(part) == 3 {
			k = meeting.Marking{Person: personOf(part[0]), Mark: meeting.Mark(part[1]), Version: server.Number(part[2])}
		}
		marks = append(marks, k)
	}
	return marks
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
	f.Speaker, f.Guest = speakerOf(v.Get("speaker"))
	_, err := h.meetings.Note(r.Context(), server.Actor(r), idOf(r), itemID(r), f)
	return h.after(w, r, err, atItem(r)+"#notes-title", "meeting.note_added")
}

func (h handlers) assign(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	n := task.New{Title: v.Get("title"), Measure: v.Get("measure"), Assignee: personOf(v.Get("assignee")), Due: date(v.Get("due"))}
	_, err := h.meetings.Assign(r.Context(), server.Actor(r), idOf(r), itemID(r), n)
	return h.after(w, r, err, atItem(r)+"#conclusion-title", "meeting.task_assigned")
}

func (h handlers) vote(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	n := vote.Count{Favour: server.Number(v.Get("favour")), Against: server.Number(v.Get("against")), Other: server.Number(v.Get("other"))}
	_, err := h.meetings.Vote(r.Context(), server.Actor(r), idOf(r), itemID(r), v.Get("question"), vote.Matter(v.Get("matter")), n)
	return h.after(w, r, err, atItem(r)+"#votes-title", "meeting.vote_recorded")
}

func (h handlers) annul(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Annul(r.Context(), server.Actor(r), idOf(r), itemID(r), vote.ID(r.PathValue("vote")), server.Version(r))
	return h.after(w, r, err, atItem(r)+"#votes-title", "meeting.vote_annulled")
}
