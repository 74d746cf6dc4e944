package web

import (
	"bytes"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/reflection"
	"chibo/internal/reflection/rota"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// rotaTabs lead to the rota: from the meetings of a cell for its committee, from
// reports for everybody else; and an officer to the figures of the units below.
var rotaTabs = []server.MenuEntry{
	{Key: "reflection", Under: "meeting", Path: "/reflection/rota", Label: "reflection.rota_tab", Order: 20, Action: leadsCell},
	{Key: "reflection", Under: "reflection", Path: "/reflection/rota", Label: "reflection.rota_tab", Order: 20, Action: gives, Except: reflection.Review},
	{Key: "reflection", Under: "reflection", Path: "/reflection/rota", Label: "reflection.rota_tab", Order: 20, Action: leadsMass},
	{Key: "reflection", Under: "meeting", Path: "/reflection/below", Label: "reflection.menu", Order: 30, Action: reflection.Oversee},
}

// rotaRoutes are the pages of the rota of a year.
func (h handlers) rotaRoutes() []server.Route {
	const at = "/reflection/rota"
	return []server.Route{
		server.Get(at, reflection.View, h.rota),
		server.Get(at+"/print", reflection.View, h.printRota),
		server.Get(at+"/print.docx", reflection.View, h.downloadRota(paper.AsDOCX)),
		server.Get(at+"/print.pdf", reflection.View, h.downloadRota(paper.AsPDF)),
		server.Get(at+"/print.xlsx", reflection.View, h.exportRota),
		server.Post(at+"/volunteer", reflection.Volunteering, h.volunteer),
		server.Get(at+"/draw", reflection.Plan, h.drawForm),
		server.Post(at+"/draw", reflection.Plan, h.draw),
		server.Post(at+"/settings", reflection.Plan, h.settings),
		server.Get(at+"/tell", reflection.Plan, h.tellForm),
		server.Post(at+"/tell", reflection.Plan, h.tell),
		server.Get(at+"/change", reflection.Plan, h.changeForm),
		server.Post(at+"/change", reflection.Plan, h.assign),
		server.Get(at+"/absent", reflection.Plan, h.absentForm),
		server.Post(at+"/absent", reflection.Plan, h.absent),
		server.Get("/reflection/below", reflection.Oversee, h.below),
	}
}

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

// rotaYear is the year that the address names, else today's.
func rotaYear(r *http.Request) int {
	if n, err := strconv.Atoi(r.URL.Query().Get("year")); err == nil {
		return n
	}
	return server.Today(r).Year()
}

// ofYear is a page of the rota that the request is about.
func ofYear(r *http.Request, page string) string { return rotaHref(unitOf(r), rotaYear(r), page) }

// rotaForm is a page of the rota with a form of that name on it.
func (h handlers) rotaForm(form string, page func(p rotaProps) templ.Component) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		b, err := h.reports.Rota(r.Context(), server.Actor(r), unitOf(r), rotaYear(r))
		if err != nil {
			return nil, err
		}
		return page(rotaProps{Board: b, at: r.URL, forms: map[string]*ui.Form{form: f}}), nil
	}
}

// leaderPage is a rotaForm for leaders alone.
func (h handlers) leaderPage(page func(p rotaProps) templ.Component) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		b, err := h.reports.DrawRota(r.Context(), server.Actor(r), unitOf(r), rotaYear(r), true)
		if err != nil {
			return nil, err
		}
		return page(rotaProps{Board: b, at: r.URL, forms: map[string]*ui.Form{"": f}}), nil
	}
}

func (h handlers) rota(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.rotaForm("", rotaPage))
}

func (h handlers) volunteer(w http.ResponseWriter, r *http.Request) error {
	v, by := server.Form(r), server.Actor(r)
	person := member.ID(v.Get("person"))
	if person == "" {
		person = member.ID(by.Person)
	}
	month, on := db.Date(v.Get("month")), v.Get("take_back") == ""
	if err := h.reports.Volunteer(r.Context(), by, unitOf(r), person, month, on); err != nil {
		return server.Retry(w, r, err, h.rotaForm("volunteer", rotaPage))
	}
	if on {
		return server.Done(w, r, ofYear(r, ""), "reflection.volunteered", monthText(month))
	}
	return server.Done(w, r, ofYear(r, ""), "reflection.unvolunteered", monthText(month))
}

func (h handlers) drawForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.leaderPage(drawPage))
}

func (h handlers) draw(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.reports.DrawRota(r.Context(), server.Actor(r), unitOf(r), rotaYear(r), false); err != nil {
		return server.Retry(w, r, err, h.leaderPage(drawPage))
	}
	return server.Done(w, r, ofYear(r, ""), "reflection.drawn")
}

func (h handlers) settings(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	most, err := strconv.Atoi(v.Get("most"))
	if err != nil {
		most = 0
	}
	if err := h.reports.Arrange(r.Context(), server.Actor(r), unitOf(r), rotaYear(r), server.Version(r), most, v.Get("twice") != ""); err != nil {
		return server.Retry(w, r, err, h.rotaForm("settings", rotaPage))
	}
	return server.Done(w, r, ofYear(r, "/draw"), "reflection.arranged")
}

// throughOf is the last month whose turns are to be told: the one that the
// address names, else December.
func throughOf(typed string, of int) db.Date {
	if d, ok := db.ParseDate(typed); ok && len(d) == len("2006-01") && d.Year() == of {
		return d
	}
	return db.Date(strconv.Itoa(of) + "-12")
}

func (h handlers) tellForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.leaderPage(tellPage))
}

func (h handlers) tell(w http.ResponseWriter, r *http.Request) error {
	of := rotaYear(r)
	n, err := h.reports.Tell(r.Context(), server.Actor(r), unitOf(r), of, throughOf(server.Form(r).Get("through"), of))
	if err != nil {
		return server.Retry(w, r, err, h.leaderPage(tellPage))
	}
	return server.Done(w, r, ofYear(r, ""), "reflection.told", n)
}

func (h handlers) changeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.leaderPage(changePage))
}

// assign gives somebody a turn by hand.
func (h handlers) assign(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	_, err := h.reports.Assign(r.Context(), server.Actor(r), unitOf(r), member.ID(v.Get("person")), db.Date(v.Get("month")), v.Get("tell") != "")
	if err != nil {
		return server.Retry(w, r, err, h.leaderPage(changePage))
	}
	return server.Done(w, r, ofYear(r, ""), "reflection.assigned_done")
}

func (h handlers) absentForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.leaderPage(absentPage))
}

func (h handlers) absent(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var list []rota.Month
	for _, typed := range v["absent"] {
		n, err := strconv.Atoi(typed)
		if err != nil || n < 1 || n > 12 {
			return server.Retry(w, r, fault.At("absent", "reflection.month_invalid"), h.leaderPage(absentPage))
		}
		list = append(list, n)
	}
	if err := h.reports.Absent(r.Context(), server.Actor(r), unitOf(r), rotaYear(r), member.ID(v.Get("person")), list); err != nil {
		return server.Retry(w, r, err, h.leaderPage(absentPage))
	}
	return server.Done(w, r, ofYear(r, "/absent"), "reflection.absent_done")
}

func (h handlers) printRota(w http.ResponseWriter, r *http.Request) error {
	d, err := h.reports.RotaPaper(r.Context(), server.Actor(r), unitOf(r), rotaYear(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, rotaPrint(d, ofYear(r, ""), func(ending string) string { return ofYear(r, "/print"+ending) }))
}

func (h handlers) downloadRota(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, err := h.reports.RotaPaper(r.Context(), server.Actor(r), unitOf(r), rotaYear(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}

// exportRota hands the rota over as a table, a row for each person.
func (h handlers) exportRota(w http.ResponseWriter, r *http.Request) error {
	b, err := h.reports.Rota(r.Context(), server.Actor(r), unitOf(r), rotaYear(r))
	if err != nil {
		return err
	}
	var buffer bytes.Buffer
	if err := paper.XLSX(&buffer, sheetOf(r.Context(), b)); err != nil {
		return err
	}
	return server.Download(w, r, server.Text(r, "reflection.rota_title", strconv.Itoa(b.Year))+".xlsx", paper.TypeXLSX, buffer.Bytes())
}

func (h handlers) below(w http.ResponseWriter, r *http.Request) error {
	of := rotaYear(r)
	u, all, err := h.reports.Below(r.Context(), server.Actor(r), unitOf(r), of)
	if err != nil {
		return err
	}
	return server.Render(w, r, belowPage(u, of, server.Today(r), all))
}
