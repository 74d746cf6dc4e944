package web

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// paperRoutes are the pages of a meeting's papers, of what went up, and of a
// year's binder.
func (h handlers) paperRoutes(one string) []server.Route {
	routes := []server.Route{
		server.Get(one+"/papers", meeting.View, h.papers),
		server.Get(one+"/papers.zip", meeting.Prepare, h.bundle),
		server.Get(one+"/posted", meeting.Record, h.postForm),
		server.Post(one+"/posted", meeting.Record, h.post),
		server.Get(one+"/report", meeting.Prepare, h.reportForm),
		server.Post(one+"/report", meeting.Prepare, h.report),
		server.Get(one+"/sent", meeting.Oversee, h.sent),
		server.Get(one+"/sent.docx", meeting.Oversee, h.sentFile(paper.AsDOCX)),
		server.Get(one+"/sent.pdf", meeting.Oversee, h.sentFile(paper.AsPDF)),
		server.Get("/meeting/binder", meeting.Prepare, h.binder),
		server.Get("/meeting/binder.pdf", meeting.Prepare, h.binderPDF),
		server.Get("/meeting/binder.zip", meeting.Prepare, h.binderZip),
	}
	for _, kind := range []deed.Kind{deed.Notice, deed.Resolution, deed.Extract} {
		d, at := deedPages{h, kind}, one+"/"+string(kind)
		routes = append(routes,
			server.Get(at, meeting.View, d.show),
			server.Get(at+".docx", meeting.View, d.file(paper.AsDOCX)),
			server.Get(at+".pdf", meeting.View, d.file(paper.AsPDF)))
		if len(deed.Sections(kind)) > 0 {
			routes = append(routes,
				server.Post(at, meeting.Record, d.write),
				server.Post(at+"/reset", meeting.Record, d.reset),
				server.Post(at+"/issue", meeting.Record, d.issue),
				server.Get(at+"/revise", meeting.Prepare, d.reviseForm),
				server.Post(at+"/revise", meeting.Prepare, d.revise))
		}
	}
	return routes
}

const zipMime = "application/zip"

// fileNames are the names of papers as files.
var fileNames = map[deed.Kind]string{
	deed.Notice: "thong-bao", deed.Minutes: "bien-ban", deed.Resolution: "nghi-quyet", deed.Extract: "trich-bien-ban",
}

// fileName names the file of a version of a paper; 0 is the draft.
func fileName(kind deed.Kind, m meeting.Meeting, version int) string {
	name := fileNames[kind] + "-" + string(m.HeldOn)
	switch {
	case version == 0:
		name += "-du-thao"
	case version > 1:
		name += "-lan-" + strconv.Itoa(version)
	}
	return name
}

// deedPages are the pages of one kind of paper.
type deedPages struct {
	handlers
	kind deed.Kind
}

func (d deedPages) at(r *http.Request) string { return here(r) + "/" + string(d.kind) }

// deed gives the version that the address asks for, or a guest's invitation.
func (d deedPages) deed(r *http.Request) (deed.Sheet, error) {
	q := r.URL.Query()
	version := deed.Newest
	if v := q.Get("version"); v != "" && r.Method == http.MethodGet {
		var err error
		if version, err = strconv.Atoi(v); err != nil || version < 1 {
			return deed.Sheet{}, fault.New(fault.NotFound, "ui.not_found")
		}
	}
	if q.Get("guest") != "" {
		version = deed.Draft
	}
	return d.deeds.Deed(r.Context(), server.Actor(r), idOf(r), d.kind, version, meeting.GuestID(q.Get("guest")))
}

func (d deedPages) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, d.page("write"))
}

// page shows a paper with the form of that name filled in again.
func (d deedPages) page(name string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := d.deed(r)
		if err != nil {
			return nil, err
		}
		return deedPage(deedProps{sheet: sh, paper: ui.Sheet(sh.Document), forms: map[string]*ui.Form{name: f}}), nil
	}
}

func (d deedPages) file(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		sh, err := d.deed(r)
		if err != nil {
			return err
		}
		name := fileName(d.kind, sh.Meeting, sh.Ordinal)
		if sh.Guest.ID != "" {
			name = "giay-moi-" + string(sh.Meeting.HeldOn)
		}
		return server.HandOut(w, r, name, f, sh.Document)
	}
}

func (d deedPages) write(w http.ResponseWriter, r *http.Request) error {
	typed := deed.Texts{}
	for _, s := range deed.Sections(d.kind) {
		if v, ok := server.Form(r)[s.Key]; ok {
			typed[s.Key] = v[0]
		}
	}
	err := d.deeds.Write(r.Context(), server.Actor(r), idOf(r), d.kind, server.Version(r), typed)
	return d.after(w, r, err, "write", "meeting.deed_saved")
}

func (d deedPages) after(w http.ResponseWriter, r *http.Request, err error, name, done string, args ...any) error {
	if err != nil {
		return server.Retry(w, r, err, d.page(name))
	}
	return server.Done(w, r, d.at(r), done, args...)
}

func (d deedPages) reset(w http.ResponseWriter, r *http.Request) error {
	err := d.deeds.Redraft(r.Context(), server.Actor(r), idOf(r), d.kind, server.Version(r))
	return d.after(w, r, err, "reset", "meeting.deed_reset")
}

func (d deedPages) issue(w http.ResponseWriter, r *http.Request) error {
	f, err := d.deeds.Issue(r.Context(), server.Actor(r), idOf(r), d.kind, server.Version(r))
	return d.after(w, r, err, "issue", "meeting.deed_issued", f.Number)
}

func (d deedPages) reviseForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, d.revisePage)
}

func (d deedPages) revisePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := d.deed(r)
	if err != nil {
		return nil, err
	}
	if !sh.MayRevise && f == nil {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return revisePage(sh, f), nil
}

func (d deedPages) revise(w http.ResponseWriter, r *http.Request) error {
	err := d.deeds.Revise(r.Context(), server.Actor(r), idOf(r), d.kind, server.Version(r), server.Form(r).Get("reason"))
	if err != nil {
		return server.Retry(w, r, err, d.revisePage)
	}
	return server.Done(w, r, d.at(r), "meeting.deed_revising")
}

func (h handlers) papers(w http.ResponseWriter, r *http.Request) error {
	d, err := h.deeds.Desk(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	left, err := h.carries.Left(r.Context(), server.Actor(r), d.Meeting)
	if err != nil {
		return err
	}
	return server.Render(w, r, deskPage(d, left, server.Today(r)))
}

// bundle hands out what is ticked; an address without ticks means all.
func (h handlers) bundle(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	c := deed.Choice{All: len(q) == 0, Scans: q.Get("scans") != ""}
	for _, kind := range q["paper"] {
		c.Deeds = append(c.Deeds, deed.Kind(kind))
	}
	for _, id := range q["file"] {
		c.Files = append(c.Files, document.ID(id))
	}
	b, err := h.deeds.Bundle(r.Context(), server.Actor(r), idOf(r), c)
	if err != nil {
		return err
	}
	return server.Stream(w, r, "van-ban-"+string(b.Meeting.HeldOn)+".zip", zipMime, b.Zip)
}

func (h handlers) postForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.postPage)
}

func (h handlers) postPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	d, err := h.deeds.Desk(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	kind := r.URL.Query().Get("paper")
	if f != nil {
		kind = f.Value("paper")
	}
	one := d.Deed(deed.Kind(kind))
	if !d.MayRecord || !one.Current() {
		return nil, fault.New(fault.NotFound, "meeting.deed_unissued")
	}
	return postPage(d, one, server.Today(r), f), nil
}

func (h handlers) post(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.deeds.Post(r.Context(), server.Actor(r), idOf(r), deed.Kind(v.Get("paper")), server.Version(r), date(v.Get("posted_on")))
	if err != nil {
		return server.Retry(w, r, err, h.postPage)
	}
	return server.Done(w, r, here(r)+"/papers", "meeting.posted_saved")
}

func (h handlers) reportForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.reportPage)
}

func (h handlers) reportPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	sh, err := h.deeds.Deed(r.Context(), by, idOf(r), deed.Extract, deed.Draft, "")
	if err != nil {
		return nil, err
	}
	if sh.Meeting.State != meeting.Finished && f == nil {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return reportPage(sh, ui.Sheet(sh.Document), f), nil
}

func (h handlers) report(w http.ResponseWriter, r *http.Request) error {
	err := h.deeds.Report(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("resolution") != "")
	if err != nil {
		return server.Retry(w, r, err, h.reportPage)
	}
	return server.Done(w, r, here(r)+"/papers", "meeting.reported")
}

// sentKind is the paper that the address asks for: the extract, if none.
func sentKind(r *http.Request) deed.Kind {
	if k := r.URL.Query().Get("paper"); k != "" {
		return deed.Kind(k)
	}
	return deed.Extract
}

// sent is what an officer sees of a meeting below, with one of its papers.
func (h handlers) sent(w http.ResponseWriter, r *http.Request) error {
	by := server.Actor(r)
	s, err := h.deeds.Sent(r.Context(), by, idOf(r))
	if err != nil {
		return err
	}
	kind := sentKind(r)
	p := sentProps{sent: s, kind: kind, today: server.Today(r)}
	if slices.ContainsFunc(s.Deeds, func(d deed.Deed) bool { return d.Kind == kind }) {
		_, d, err := h.deeds.SentPaper(r.Context(), by, idOf(r), kind)
		if err != nil {
			return err
		}
		p.paper = ui.Sheet(d)
	}
	return server.Render(w, r, sentPage(p))
}

func (h handlers) sentFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		kind := sentKind(r)
		m, d, err := h.deeds.SentPaper(r.Context(), server.Actor(r), idOf(r), kind)
		if err != nil {
			return err
		}
		return server.HandOut(w, r, fileName(kind, m, 1), f, d)
	}
}

// yearOf reads the year of the address; 0 means this one.
func yearOf(r *http.Request) (int, error) {
	v := strings.TrimSpace(r.URL.Query().Get("year"))
	if v == "" {
		return 0, nil
	}
	year, err := strconv.Atoi(v)
	if err != nil || year < 1930 || year > 9999 {
		return 0, fault.New(fault.NotFound, "ui.not_found")
	}
	return year, nil
}

func (h handlers) bound(r *http.Request) (b deed.Binder, err error) {
	year, err := yearOf(r)
	if err != nil {
		return b, err
	}
	return h.deeds.Binder(r.Context(), server.Actor(r), org.ID(server.Unit(r)), year)
}

func (h handlers) binder(w http.ResponseWriter, r *http.Request) error {
	b, err := h.bound(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, binderPage(b, server.Today(r).Year()))
}

func (h handlers) binderPDF(w http.ResponseWriter, r *http.Request) error {
	return h.binderFile(w, r, "pdf", paper.TypePDF, deed.Binder.PDF)
}

func (h handlers) binderZip(w http.ResponseWriter, r *http.Request) error {
	return h.binderFile(w, r, "zip", zipMime, deed.Binder.Zip)
}

func (h handlers) binderFile(w http.ResponseWriter, r *http.Request, ending, mime string, write func(deed.Binder, io.Writer) error) error {
	b, err := h.bound(r)
	if err != nil {
		return err
	}
	return server.Stream(w, r, "ho-so-sinh-hoat-"+strconv.Itoa(b.Year)+"."+ending, mime, func(to io.Writer) error { return write(b, to) })
}
