package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/reflection"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) comment(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	f := reflection.CommentForm{
		Ordinal: number(v.Get("ordinal")), Part: reflection.Part(v.Get("part")),
		Start: number(v.Get("start")), Stop: number(v.Get("stop")), Words: v.Get("words"), Body: v.Get("body"),
	}
	_, err := h.reports.Comment(r.Context(), server.Actor(r), idOf(r), f)
	return h.done(w, r, err, "comment", "reflection.commented_done")
}

// number reads a number that the page itself put into the form; anything else
// is 0, the whole part.
func number(typed string) int {
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

func (h handlers) commentForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.commentPage)
}

// commentPage is for who wrote the comment, as long as it is not taken up.
func (h handlers) commentPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	sh, err := h.reports.Get(r.Context(), by, idOf(r))
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(sh.Comments, func(c reflection.Comment) bool { return c.ID == commentOf(r) })
	if i < 0 {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	if string(sh.Comments[i].Person) != by.Person {
		return nil, fault.New(fault.Denied, "ui.denied")
	}
	return commentPage(sh, sh.Comments[i], f), nil
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	err := h.reports.AmendComment(r.Context(), server.Actor(r), idOf(r), commentOf(r), server.Version(r), server.Form(r).Get("body"))
	if err != nil {
		return server.Retry(w, r, err, h.commentPage)
	}
	return server.Done(w, r, href(idOf(r)), "reflection.comment_saved")
}

func (h handlers) remove(w http.ResponseWriter, r *http.Request) error {
	err := h.reports.RemoveComment(r.Context(), server.Actor(r), idOf(r), commentOf(r), server.Version(r))
	if err != nil {
		return server.Retry(w, r, err, h.commentPage)
	}
	return server.Done(w, r, href(idOf(r)), "reflection.comment_removed")
}

func (h handlers) giveBack(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	due := server.DateField(r, &faults, "due")
	err := faults.Err()
	if err == nil {
		err = h.reports.Return(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("wanted"), due)
	}
	return h.done(w, r, err, "return", "reflection.returned_done")
}

func (h handlers) pass(w http.ResponseWriter, r *http.Request) error {
	err := h.reports.Pass(r.Context(), server.Actor(r), idOf(r), server.Version(r))
	return h.done(w, r, err, "", "reflection.passed_done")
}

// urge reminds the author, from the report's page or from the page of the day.
func (h handlers) urge(w http.ResponseWriter, r *http.Request) error {
	err := h.reports.Urge(r.Context(), server.Actor(r), idOf(r))
	if err == nil && server.Form(r).Get("from") == "home" {
		return server.Done(w, r, "/home", "reflection.urged_done")
	}
	return h.done(w, r, err, "", "reflection.urged_done")
}
