package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/admission"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/server"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

// resolution reads the day and number of a decision.
func resolution(r *http.Request, faults *fault.Form) admission.Resolution {
	return admission.Resolution{On: server.DateField(r, faults, "on"), No: server.Form(r).Get("no")}
}

// actForm shows the form of an act, where the candidate's state allows it.
func (h handlers) actForm(a admission.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return server.Show(w, r, h.actPage(a))
	}
}

func (h handlers) actPage(a admission.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		p, err := h.admissions.Acting(r.Context(), server.Actor(r), idOf(r), a)
		switch {
		case err != nil:
			return nil, err
		case f == nil && p.Refused != nil: // what was typed stays, whatever happened meanwhile
			return nil, p.Refused
		}
		return actPage(actProps{Ahead: p, act: a, form: f, paper: r.URL.Query().Get("paper"), origin: r.URL.Query().Get("origin")}), nil
	}
}

// act does it.
func (h handlers) act(a admission.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		var faults fault.Form
		do := h.reader(r, a, &faults)
		err := faults.Err()
		if err == nil {
			err = do()
		}
		if err != nil {
			return server.Retry(w, r, err, h.actPage(a))
		}
		return server.Done(w, r, href(idOf(r)), "admission."+string(a)+"_done")
	}
}

// reader reads the form of an act and gives what does it; what cannot be read is
// noted at its field.
func (h handlers) reader(r *http.Request, a admission.Act, faults *fault.Form) func() error {
	ctx, by, id, version, s, v := r.Context(), server.Actor(r), idOf(r), server.Version(r), h.admissions, server.Form(r)
	switch a {
	case admission.Declining, admission.Annulling, admission.Stopping, admission.Resuming:
		return func() error { return h.aside(r, a) }
	case admission.Voting, admission.Supporting:
		f := voteForm(r, faults)
		if a == admission.Supporting {
			return func() error { return s.Support(ctx, by, id, version, f) }
		}
		return func() error { return s.Vote(ctx, by, id, version, f) }
	case admission.Bringing:
		return func() error { return s.Bring(ctx, by, id, meeting.ID(v.Get("meeting"))) }
	case admission.Assigning:
		f := admission.AssignForm{
			First: member.ID(v.Get("first")), Second: member.ID(v.Get("second")), On: server.DateField(r, faults, "on"), Reason: v.Get("reason"),
		}
		return func() error { return s.Assign(ctx, by, id, version, f) }
	case admission.Enrolling:
		from, to := server.DateField(r, faults, "from"), server.DateField(r, faults, "to")
		return func() error { return s.Enrol(ctx, by, id, version, from, to) }
	case admission.Admitting:
		on := server.DateField(r, faults, "on")
		return func() error { return s.Admit(ctx, by, id, version, on) }
	case admission.Accepting, admission.Certifying, admission.Deciding, admission.Recognising:
		d := resolution(r, faults)
		return func() error { return h.decide(r, a, d) }
	}
	return h.writer(r, a, faults)
}

// voteForm reads a vote; what is typed besides one of a record is not asked for.
func voteForm(r *http.Request, faults *fault.Form) admission.VoteForm {
	v := server.Form(r)
	if taken := vote.ID(v.Get("taken")); taken != "" {
		return admission.VoteForm{Taken: taken}
	}
	return admission.VoteForm{On: server.DateField(r, faults, "on"), Count: vote.Count{
		Favour: server.Number(v.Get("favour")), Against: server.Number(v.Get("against")), Other: server.Number(v.Get("other")),
	}}
}

// decide does what rests on a decision with a number.
func (h handlers) decide(r *http.Request, a admission.Act, d admission.Resolution) error {
	ctx, by, id, version := r.Context(), server.Actor(r), idOf(r), server.Version(r)
	switch a {
	case admission.Accepting:
		return h.admissions.Accept(ctx, by, id, version, d)
	case admission.Certifying:
		return h.admissions.Certify(ctx, by, id, version, d)
	case admission.Deciding:
		return h.admissions.Decide(ctx, by, id, version, d)
	}
	return h.admissions.Recognise(ctx, by, id, version, d)
}

// aside does what needs a reason alone.
func (h handlers) aside(r *http.Request, a admission.Act) error {
	ctx, by, id, version, reason := r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("reason")
	switch a {
	case admission.Declining:
		return h.admissions.Decline(ctx, by, id, version, reason)
	case admission.Annulling:
		return h.admissions.Annul(ctx, by, id, version, reason)
	case admission.Stopping:
		return h.admissions.Stop(ctx, by, id, version, reason)
	}
	return h.admissions.Resume(ctx, by, id, version, reason)
}

// writer reads what is written into a dossier.
func (h handlers) writer(r *http.Request, a admission.Act, faults *fault.Form) func() error {
	ctx, by, id, version, s, v := r.Context(), server.Actor(r), idOf(r), server.Version(r), h.admissions, server.Form(r)
	switch a {
	case admission.Weighing:
		words := map[admission.Criterion]string{}
		for _, c := range admission.Criteria {
			words[c] = v.Get(string(c))
		}
		return func() error { return s.Weigh(ctx, by, id, version, words) }
	case admission.Checking:
		code, on, gone := v.Get("paper"), server.DateField(r, faults, "on"), v.Get("gone") != ""
		return func() error { return s.File(ctx, by, id, version, code, on, gone) }
	case admission.Correcting:
		f := admission.PersonForm{Name: v.Get("name"), Birth: server.DateField(r, faults, "birth"), Department: v.Get("department"), Job: v.Get("job")}
		return func() error { return s.Correct(ctx, by, id, version, f) }
	case admission.Proposing:
		p := admission.Proposal{PlannedOn: server.DateField(r, faults, "planned"), FosteredOn: server.DateField(r, faults, "fostered")}
		return func() error { return s.Propose(ctx, by, id, version, p) }
	case admission.Asking:
		o := admission.Opinion{
			Origin: admission.Origin(v.Get("origin")), Bodies: v.Get("bodies"), Words: v.Get("words"), On: server.DateField(r, faults, "on"),
			Asked: server.Number(v.Get("asked")), Agreed: server.Number(v.Get("agreed")), Against: server.Number(v.Get("against")),
		}
		return func() error { return s.Ask(ctx, by, id, version, o) }
	}
	f := admission.NoteForm{On: server.DateField(r, faults, "on"), Help: v.Get("help"), Progress: v.Get("progress"), Proposal: v.Get("proposal")}
	return func() error { return s.Note(ctx, by, id, f) }
}
