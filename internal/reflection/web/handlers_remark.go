package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// remarkRoutes are the pages of what follows a report: how a chapter enters
// what it heard, remarks with the help that was agreed, and what went up.
func (h handlers) remarkRoutes() []server.Route {
	const one = "/reflection/remarks/of/{remark}"
	return slices.Concat(h.hearRoutes(), h.upRoutes(), []server.Route{
		server.Get("/reflection/remarks", reflection.View, h.remarks),
		server.Get(one, reflection.View, h.remark),
		server.Get(one+"/answer", reflection.Write, h.answerRemarkForm),
		server.Post(one+"/answer", reflection.Write, h.answerRemark),
		server.Get(one+"/judge", reflection.Review, h.judgeForm),
		server.Post(one+"/judge", reflection.Review, h.judge),
		server.Get(one+"/help", reflection.Review, h.helpForm),
		server.Post(one+"/help", reflection.Review, h.agreeHelp),
		server.Get(one+"/help/{help}", reflection.Review, h.amendHelpForm),
		server.Post(one+"/help/{help}", reflection.Review, h.amendHelp),
		server.Get(one+"/help/{help}/done", reflection.View, h.helpDoneForm),
		server.Post(one+"/help/{help}/done", reflection.View, h.helpDone),
	})
}

func remarkOf(r *http.Request) reflection.RemarkID {
	return reflection.RemarkID(r.PathValue("remark"))
}

func (h handlers) remarks(w http.ResponseWriter, r *http.Request) error {
	q, by := r.URL.Query(), server.Actor(r)
	p := remarksProps{state: reflection.RemarkState(q.Get("state")), at: r.URL, page: 1, reader: member.ID(by.Person)}
	if p.state != "" && !slices.Contains(unresolved, p.state) {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 1 && n <= 10_000 {
		p.page = n
	}
	var err error
	f := reflection.RemarkFilter{State: p.state, Page: p.page - 1}
	if p.RemarkPage, err = h.reports.RemarksOf(r.Context(), by, org.ID(server.Unit(r)), f); err != nil {
		return err
	}
	return server.Render(w, r, remarksPage(p))
}

// remarkSheet reads the remark that the address names, for the page of
// something that may be done to it: if it may not, the fault says why. A form
// that came back shows whatever happened meanwhile.
func (h handlers) remarkSheet(r *http.Request, f *ui.Form, may func(reflection.RemarkSheet) bool) (remarkProps, error) {
	by := server.Actor(r)
	sh, err := h.reports.Remark(r.Context(), by, remarkOf(r))
	switch {
	case err != nil:
		return remarkProps{}, err
	case f != nil || may(sh):
		return remarkProps{RemarkSheet: sh, by: by, form: f}, nil
	case !sh.Remark.State.Unresolved():
		return remarkProps{}, fault.New(fault.Invalid, "reflection.remark_is_resolved")
	}
	return remarkProps{}, fault.New(fault.Denied, "ui.denied")
}

func (h handlers) remark(w http.ResponseWriter, r *http.Request) error {
	p, err := h.remarkSheet(r, nil, func(reflection.RemarkSheet) bool { return true })
	if err != nil {
		return err
	}
	return server.Render(w, r, remarkPage(p, server.Events(r, p.History)))
}

// remarkDone ends what was done to a remark: its page says so, or the form
// that was sent shows again.
func remarkDone(w http.ResponseWriter, r *http.Request, err error, again server.Page, key string) error {
	if err != nil {
		return server.Retry(w, r, err, again)
	}
	return server.Done(w, r, remarkHref(remarkOf(r)), key)
}

func (h handlers) answerRemarkForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.answerRemarkPage)
}

func (h handlers) answerRemarkPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.remarkSheet(r, f, func(sh reflection.RemarkSheet) bool { return sh.MayAnswer })
	return answerRemarkPage(p), err
}

func (h handlers) answerRemark(w http.ResponseWriter, r *http.Request) error {
	err := h.reports.AnswerRemark(r.Context(), server.Actor(r), remarkOf(r), server.Version(r), server.Form(r).Get("answer"))
	return remarkDone(w, r, err, h.answerRemarkPage, "reflection.answer_remark_done")
}

func (h handlers) judgeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.judgePage)
}

func (h handlers) judgePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.remarkSheet(r, f, func(sh reflection.RemarkSheet) bool { return sh.MayJudge })
	if err != nil {
		return nil, err
	}
	if f != nil && f.Theirs["state"] != "" {
		f.Theirs["state"] = remarkState(r.Context(), reflection.RemarkState(f.Theirs["state"]))
	}
	return judgePage(p), nil
}

func (h handlers) judge(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	j := reflection.Judgement{State: reflection.RemarkState(v.Get("state")), Evidence: v.Get("evidence"), LookOn: server.DateField(r, &faults, "look_on")}
	err := faults.Err()
	if err == nil {
		err = h.reports.Judge(r.Context(), server.Actor(r), remarkOf(r), server.Version(r), j)
	}
	return remarkDone(w, r, err, h.judgePage, "reflection.judge_done")
}

func (h handlers) helpForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.agreePage)
}

func (h handlers) agreePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.remarkSheet(r, f, func(sh reflection.RemarkSheet) bool { return sh.MayHelp })
	if err != nil {
		return nil, err
	}
	return h.helpPage(r, p, reflection.Help{})
}

// helpPage is the form of a help, a new one without an id.
func (h handlers) helpPage(r *http.Request, p remarkProps, help reflection.Help) (templ.Component, error) {
	people, err := h.reports.Candidates(r.Context(), p.by, p.Unit.ID)
	if err != nil {
		return nil, err
	}
	return helpPage(p, help, helpers(people, p.Remark)), nil
}

// helpTyped reads what was agreed.
func helpTyped(r *http.Request) (reflection.HelpForm, error) {
	v := server.Form(r)
	var faults fault.Form
	f := reflection.HelpForm{Helper: member.ID(v.Get("helper")), Body: v.Get("body"), Due: server.DateField(r, &faults, "due")}
	return f, faults.Err()
}

func (h handlers) agreeHelp(w http.ResponseWriter, r *http.Request) error {
	f, err := helpTyped(r)
	if err == nil {
		_, err = h.reports.AgreeHelp(r.Context(), server.Actor(r), remarkOf(r), f)
	}
	return remarkDone(w, r, err, h.agreePage, "reflection.agree_help_done")
}

// helpOfPath finds the help that the address names, for the page of something
// that may be done with it. One that is done has no forms any more.
func (h handlers) helpOfPath(r *http.Request, f *ui.Form, may func(remarkProps, reflection.Help) bool) (p remarkProps, help reflection.Help, err error) {
	p, err = h.remarkSheet(r, f, func(sh reflection.RemarkSheet) bool { return sh.Remark.State.Unresolved() })
	if err != nil {
		return p, help, err
	}
	help, ok := helpOf(p.RemarkSheet, reflection.HelpID(r.PathValue("help")))
	switch {
	case !ok:
		return p, help, fault.New(fault.NotFound, "ui.not_found")
	case f == nil && help.DoneOn != "":
		return p, help, fault.New(fault.Invalid, "reflection.help_is_done")
	case f == nil && !may(p, help):
		return p, help, fault.New(fault.Denied, "ui.denied")
	}
	return p, help, nil
}

func (h handlers) amendHelpForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendHelpPage)
}

func (h handlers) amendHelpPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, help, err := h.helpOfPath(r, f, func(p remarkProps, _ reflection.Help) bool { return p.MayHelp })
	if err != nil {
		return nil, err
	}
	return h.helpPage(r, p, help)
}

func (h handlers) amendHelp(w http.ResponseWriter, r *http.Request) error {
	f, err := helpTyped(r)
	if err == nil {
		err = h.reports.AmendHelp(r.Context(), server.Actor(r), remarkOf(r), reflection.HelpID(r.PathValue("help")), server.Version(r), f)
	}
	return remarkDone(w, r, err, h.amendHelpPage, "reflection.amend_help_done")
}

func (h handlers) helpDoneForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.helpDonePage)
}

func (h handlers) helpDonePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, help, err := h.helpOfPath(r, f, func(p remarkProps, help reflection.Help) bool { return p.MayFinish(p.by, help) })
	return helpDonePage(p, help), err
}

func (h handlers) helpDone(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	on := server.DateField(r, &faults, "on")
	err := faults.Err()
	if err == nil {
		err = h.reports.HelpDone(r.Context(), server.Actor(r), remarkOf(r), reflection.HelpID(r.PathValue("help")), server.Version(r), on)
	}
	return remarkDone(w, r, err, h.helpDonePage, "reflection.help_done_done")
}
