package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/evaluation"
	"chibo/internal/fault"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

func fileOf(r *http.Request) evaluation.FileID { return evaluation.FileID(r.PathValue("file")) }

func (h handlers) file(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.filePage)
}

func (h handlers) filePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.reviews.File(r.Context(), server.Actor(r), fileOf(r))
	if err != nil {
		return nil, err
	}
	return filePage(sh, f), nil
}

func (h handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.editPage)
}

func (h handlers) editPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.reviews.File(r.Context(), server.Actor(r), fileOf(r))
	if err == nil && f == nil && !sh.MayWrite {
		err = fault.New(fault.Denied, "evaluation.not_written_here")
	}
	if err != nil {
		return nil, err
	}
	return editPage(sh, f), nil
}

// edit saves the words of a file, and submits them if that button was pressed.
func (h handlers) edit(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	words := evaluation.Words{Parts: map[string]string{}, OwnLevel: evaluation.Level(v.Get("own_level"))}
	for name := range v {
		if key, ok := strings.CutPrefix(name, evaluation.PartField); ok {
			words.Parts[key] = v.Get(name)
		}
	}
	submit := v.Get("do") == "submit"
	if err := h.reviews.Save(r.Context(), server.Actor(r), fileOf(r), server.Version(r), words, submit); err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	if submit {
		return server.Done(w, r, fileHref(fileOf(r)), "evaluation.submitted")
	}
	return server.Done(w, r, fileTo(fileOf(r), "edit"), "evaluation.saved")
}

func (h handlers) choose(w http.ResponseWriter, r *http.Request) error {
	if err := h.reviews.Choose(r.Context(), server.Actor(r), fileOf(r), server.Version(r), evaluation.Form(server.Form(r).Get("form"))); err != nil {
		return server.Retry(w, r, err, h.filePage)
	}
	return server.Done(w, r, fileHref(fileOf(r)), "evaluation.form_chosen")
}

func (h handlers) commentForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.commentPage)
}

// commentPage is the form of one comment: ?source names whose.
func (h handlers) commentPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.reviews.File(r.Context(), server.Actor(r), fileOf(r))
	if err != nil {
		return nil, err
	}
	asked := sh.Asked()
	source := asked[0]
	for _, s := range asked {
		if string(s) == r.URL.Query().Get("source") {
			source = s
		}
	}
	if f == nil && !sh.MayTell {
		return nil, fault.New(fault.Invalid, "evaluation.not_when_"+string(sh.Review.State))
	}
	return commentPage(sh, sh.Comment(source), f), nil
}

func (h handlers) comment(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	source := evaluation.Source(v.Get("source"))
	form := evaluation.CommentForm{Source: source, Received: v.Get("received") == "yes", Giver: v.Get("giver"), Body: v.Get("body")}
	if err := h.reviews.Tell(r.Context(), server.Actor(r), fileOf(r), server.Version(r), form); err != nil {
		return server.Retry(w, r, err, h.commentPage)
	}
	return server.Done(w, r, fileHref(fileOf(r)), "evaluation.commented")
}

func (h handlers) voteForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.votePage)
}

func (h handlers) votePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.reviews.File(r.Context(), server.Actor(r), fileOf(r))
	if err == nil && f == nil && !sh.MayVote {
		err = fault.New(fault.Invalid, "evaluation.not_when_"+string(sh.Review.State))
	}
	if err != nil {
		return nil, err
	}
	return votePage(sh, f), nil
}

func (h handlers) vote(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	p := evaluation.Proposal{
		Level: evaluation.Level(v.Get("level")),
		Count: vote.Count{Favour: server.Number(v.Get("favour")), Against: server.Number(v.Get("against")), Other: server.Number(v.Get("other"))},
	}
	sh, err := h.reviews.File(r.Context(), server.Actor(r), fileOf(r))
	if err != nil {
		return err
	}
	next, err := h.reviews.Propose(r.Context(), server.Actor(r), sh.ID, server.Version(r), p)
	switch {
	case err != nil:
		return server.Retry(w, r, err, h.votePage)
	case next == "":
		return server.Done(w, r, href(sh.Review.ID), "evaluation.proposed_all")
	case next == sh.ID:
		return server.Done(w, r, fileHref(next), "evaluation.proposed_done")
	}
	return server.Done(w, r, fileTo(next, "vote"), "evaluation.proposed_next", sh.Name)
}

func (h handlers) printFile(w http.ResponseWriter, r *http.Request) error {
	sh, d, err := h.reviews.FilePaper(r.Context(), server.Actor(r), fileOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(d, fileHref(sh.ID)))
}

func (h handlers) downloadFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		_, d, err := h.reviews.FilePaper(r.Context(), server.Actor(r), fileOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}
