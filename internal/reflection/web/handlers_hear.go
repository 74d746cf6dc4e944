package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/reflection"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// hearRoutes are the page on which the officers of a chapter enter what was
// said and concluded of a report (C8).
func (h handlers) hearRoutes() []server.Route {
	return []server.Route{
		server.Get("/reflection/{report}/hear", reflection.Review, h.hearForm),
		server.Post("/reflection/{report}/hear", reflection.Review, h.hear),
	}
}

func (h handlers) hearForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.hearPage)
}

// hearPage shows what is stored, or what came back; where somebody else stored
// meanwhile, his opinions beside one's own.
func (h handlers) hearPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, people, err := h.reports.Hearing(r.Context(), server.Actor(r), idOf(r))
	switch {
	case err != nil:
		return nil, err
	case f == nil && !inMass(sh.Unit):
		return nil, fault.New(fault.Invalid, "reflection.heard_in_meeting")
	case f == nil && !sh.May(reflection.Hearing):
		return nil, fault.New(fault.Invalid, "reflection.not_when_"+string(sh.Report.State))
	}
	p := hearProps{Sheet: sh, form: f, speakers: speakers(people, sh.Opinions), opinions: sh.Opinions}
	if f != nil {
		p.opinions = readOpinions(f.Values)
		if len(f.Theirs) > 0 {
			p.beside(sh.Opinions)
		}
	}
	return hearPage(p), nil
}

// beside shows the opinions that are stored under those that were typed, field
// by field.
func (p *hearProps) beside(stored []reflection.Opinion) {
	for i, o := range stored {
		p.form.Theirs[opinionField(i+1, "body")] = o.Body
		if i == len(p.opinions) {
			p.opinions = append(p.opinions, reflection.Opinion{}) // room to show what somebody else added
		}
	}
}

// hear enters what was said and concluded, or gives room for another opinion.
func (h handlers) hear(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	said := readOpinions(v)
	if v.Get("do") == "add" {
		return h.addOpinion(w, r)
	}
	var faults fault.Form
	heard := reflection.Heard{
		On: server.DateField(r, &faults, "on"), Opinions: said,
		Conclusion: reflection.Conclusion{Assessment: v.Get("assessment"), Exemplary: v.Get("exemplary"), ToMend: v.Get("to_mend")},
	}
	err := faults.Err()
	if err == nil {
		err = h.reports.Hear(r.Context(), server.Actor(r), idOf(r), server.Version(r), heard)
	}
	if err != nil {
		return server.Retry(w, r, err, h.hearPage)
	}
	if strings.TrimSpace(heard.ToMend) != "" {
		return server.Done(w, r, href(idOf(r)), "reflection.hear_done_mend")
	}
	return server.Done(w, r, href(idOf(r)), "reflection.hear_done")
}

// addOpinion shows the form as it was typed, with room for one more opinion.
func (h handlers) addOpinion(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, func(r *http.Request, _ *ui.Form) (templ.Component, error) {
		return h.hearPage(r, &ui.Form{Values: server.Form(r)})
	})
}

// opinionsRead bounds what is read of the form: more than may be kept, so that
// too many are refused with a reason.
const opinionsRead = 110

func opinionField(n int, part string) string { return "opinion-" + strconv.Itoa(n) + "-" + part }

// readOpinions gives the opinions of a form in their order. Rows in which
// nothing is typed are left out, and the fields of the others are renumbered in
// the form itself, so that what is wrong with them is shown at its place.
func readOpinions(v url.Values) (all []reflection.Opinion) {
	for n := 1; n <= opinionsRead; n++ {
		o := reflection.Opinion{
			Speaker: member.ID(v.Get(opinionField(n, "speaker"))), Kind: meeting.NoteKind(v.Get(opinionField(n, "kind"))), Body: v.Get(opinionField(n, "body")),
		}
		for _, part := range []string{"speaker", "kind", "body"} {
			v.Del(opinionField(n, part))
		}
		if strings.TrimSpace(o.Body) != "" {
			all = append(all, o)
		}
	}
	for i, o := range all {
		v.Set(opinionField(i+1, "speaker"), string(o.Speaker))
		v.Set(opinionField(i+1, "kind"), string(o.Kind))
		v.Set(opinionField(i+1, "body"), o.Body)
	}
	return all
}
