package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/consultation"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func matterOf(r *http.Request) consultation.ID { return consultation.ID(r.PathValue("matter")) }

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	l, err := h.asks.List(r.Context(), server.Actor(r), unitOf(r), consultation.Filter(r.URL.Query().Get("filter")), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(l, r.URL))
}

func (h handlers) draftForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.draftPage)
}

func (h handlers) draftPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, today, err := h.asks.Asking(r.Context(), server.Actor(r), unitOf(r))
	return draftPage(u, today, f), err
}

// matterForm reads what is typed of a matter. Whether answers carry names is asked of
// a new one alone.
func matterForm(r *http.Request, fresh bool) (consultation.MatterForm, error) {
	var faults fault.Form
	v := server.Form(r)
	f := consultation.MatterForm{
		Title: v.Get("title"), Background: v.Get("background"), Options: v.Get("options"), Choosing: consultation.Choosing(v.Get("choosing")),
		Texts: v.Get("texts") != "", Members: v.Get("members") != "", Chapters: v.Get("chapters") != "",
		People: server.Number(v.Get("people")), ClosesOn: server.DateField(r, &faults, "closes_on"), Named: v.Get("names") == withNames,
	}
	if fresh && v.Get("names") != withNames && v.Get("names") != withoutNames {
		faults.Add("names", "consultation.names_missing")
	}
	return f, faults.Err()
}

// What the field names sends.
const (
	withNames    = "with"
	withoutNames = "without"
)

func (h handlers) draft(w http.ResponseWriter, r *http.Request) error {
	f, err := matterForm(r, true)
	var id consultation.ID
	if err == nil {
		id, err = h.asks.Draft(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.draftPage)
	}
	return server.Done(w, r, href(id), "consultation.draft_done")
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.asks.Get(r.Context(), server.Actor(r), matterOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, matterPage(sh))
}

// led makes a page of a matter for those who lead it.
func (h handlers) led(page func(r *http.Request, sh consultation.Sheet, f *ui.Form) templ.Component, may func(consultation.Sheet) bool) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.asks.Get(r.Context(), server.Actor(r), matterOf(r))
		if err == nil && !sh.Leads {
			err = fault.New(fault.Denied, "ui.denied")
		}
		if err == nil && f == nil && !may(sh) { // what was typed stays, whatever happened meanwhile
			err = fault.New(fault.Invalid, "consultation.not_now")
		}
		if err != nil {
			return nil, err
		}
		return page(r, sh, f), nil
	}
}

func (h handlers) amendPage() server.Page {
	return h.led(func(_ *http.Request, sh consultation.Sheet, f *ui.Form) templ.Component { return amendPage(sh, f) },
		func(sh consultation.Sheet) bool { return sh.Matter.May(consultation.Amending) })
}

func (h handlers) amendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendPage())
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	f, err := matterForm(r, false)
	if err == nil {
		err = h.asks.Amend(r.Context(), server.Actor(r), matterOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.amendPage())
	}
	return server.Done(w, r, href(matterOf(r)), "consultation.amend_done")
}

func (h handlers) actPage(a consultation.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		var sources []consultation.Source
		if a == consultation.Deciding {
			all, err := h.asks.Sources(r.Context(), server.Actor(r), matterOf(r))
			if err != nil {
				return nil, err
			}
			sources = all
		}
		return h.led(func(_ *http.Request, sh consultation.Sheet, f *ui.Form) templ.Component {
			return actPage(sh, a, sources, f)
		},
			func(sh consultation.Sheet) bool { return sh.Matter.May(a) })(r, f)
	}
}

func (h handlers) actForm(a consultation.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.actPage(a)) }
}

func (h handlers) act(a consultation.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		var faults fault.Form
		f := consultation.StepForm{Words: server.Form(r).Get("words"), On: server.DateField(r, &faults, "on"), Source: server.Form(r).Get("source")}
		err := faults.Err()
		if err == nil {
			err = h.asks.Step(r.Context(), server.Actor(r), matterOf(r), server.Version(r), a, f)
		}
		if err != nil {
			return server.Retry(w, r, err, h.actPage(a))
		}
		return server.Done(w, r, href(matterOf(r)), "consultation."+string(a)+"_done")
	}
}

// replyOf reads an answer: choices that are no numbers are none of the options.
func replyOf(r *http.Request) consultation.Reply {
	v := server.Form(r)
	reply := consultation.Reply{Words: v.Get("words")}
	for _, c := range v["choice"] {
		n, err := strconv.Atoi(c)
		if err != nil {
			n = -1
		}
		reply.Choices = append(reply.Choices, n)
	}
	return reply
}

func (h handlers) sayPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.asks.Get(r.Context(), server.Actor(r), matterOf(r))
	if err == nil && f == nil && !sh.Takes() {
		err = fault.New(fault.Invalid, "consultation.not_now")
	}
	if err != nil {
		return nil, err
	}
	return sayPage(sh, f), nil
}

func (h handlers) sayForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.sayPage)
}

func (h handlers) say(w http.ResponseWriter, r *http.Request) error {
	if err := h.asks.Say(r.Context(), server.Actor(r), matterOf(r), server.Version(r), replyOf(r)); err != nil {
		return server.Retry(w, r, err, h.sayPage)
	}
	return server.Done(w, r, href(matterOf(r)), "consultation.say_done")
}

// texts is a page of what was said. It is fetched anew where a form comes back.
func (h handlers) textsPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	l, err := h.asks.Texts(r.Context(), server.Actor(r), matterOf(r), server.PageNumber(r))
	return textsPage(l, r.URL, f), err
}

func (h handlers) texts(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.textsPage)
}

// sort stores the clusters that were chosen anew on the page, whatever else stands on it
// by now.
func (h handlers) sort(w http.ResponseWriter, r *http.Request) error {
	v, into := server.Form(r), map[string]consultation.ClusterID{}
	for field := range v {
		id, _ := strings.CutPrefix(field, consultation.Text{}.Field())
		t := consultation.Text{ID: id}
		if field == t.Field() && v.Get(field) != v.Get(t.Shown()) {
			into[id] = consultation.ClusterID(v.Get(field))
		}
	}
	if err := h.asks.Sort(r.Context(), server.Actor(r), matterOf(r), into); err != nil {
		return server.Retry(w, r, err, h.textsPage)
	}
	return server.Done(w, r, r.URL.RequestURI(), "consultation.sort_done")
}

func clusterForm(r *http.Request) consultation.ClusterForm {
	v := server.Form(r)
	return consultation.ClusterForm{Title: v.Get("title"), Stance: consultation.Stance(v.Get("stance")), Response: v.Get("response")}
}

func (h handlers) gatherPage() server.Page {
	return h.led(func(_ *http.Request, sh consultation.Sheet, f *ui.Form) templ.Component {
		return clusterPage(sh.Matter, consultation.Cluster{}, href(sh.Matter.ID)+"/gather", f)
	}, func(sh consultation.Sheet) bool { return sh.Matter.State == consultation.Closed })
}

func (h handlers) gatherForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.gatherPage())
}

func (h handlers) gather(w http.ResponseWriter, r *http.Request) error {
	if err := h.asks.Gather(r.Context(), server.Actor(r), matterOf(r), clusterForm(r)); err != nil {
		return server.Retry(w, r, err, h.gatherPage())
	}
	return server.Done(w, r, href(matterOf(r))+"/texts", "consultation.gather_done")
}

func clusterOf(r *http.Request) consultation.ClusterID {
	return consultation.ClusterID(r.PathValue("cluster"))
}

func (h handlers) clusterPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	m, c, err := h.asks.Cluster(r.Context(), server.Actor(r), matterOf(r), clusterOf(r))
	if err == nil && f == nil && m.State != consultation.Closed {
		err = fault.New(fault.Invalid, "consultation.not_now")
	}
	return clusterPage(m, c, href(m.ID)+"/cluster/"+string(c.ID), f), err
}

func (h handlers) clusterForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.clusterPage)
}

func (h handlers) respond(w http.ResponseWriter, r *http.Request) error {
	if err := h.asks.Respond(r.Context(), server.Actor(r), matterOf(r), clusterOf(r), server.Version(r), clusterForm(r)); err != nil {
		return server.Retry(w, r, err, h.clusterPage)
	}
	return server.Done(w, r, href(matterOf(r)), "consultation.respond_done")
}

// reported gives a matter to who sees what came out.
func (h handlers) reported(r *http.Request) (consultation.Sheet, error) {
	sh, err := h.asks.Get(r.Context(), server.Actor(r), matterOf(r))
	if err == nil && !sh.Sees() {
		err = fault.New(fault.Invalid, "consultation.not_yet")
	}
	return sh, err
}

func (h handlers) report(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.reported(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, reportPage(sh))
}

func (h handlers) reportFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		sh, err := h.reported(r)
		if err != nil {
			return err
		}
		return server.HandOut(w, r, "Tổng hợp ý kiến "+sh.Matter.Title, f, sh.Paper())
	}
}
