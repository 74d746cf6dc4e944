package web_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/alexedwards/scs/v2/memstore"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/directive"
	directiveweb "chibo/internal/directive/web"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/task"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

// site is the real router over a committee with an officer and two cells; the
// one has a secretary and a member. Accounts are person ids, the officer's is
// "officer".
type site struct {
	t                 *testing.T
	db                *db.DB
	directives        *directive.Service
	tasks             *task.Service
	meetings          *meeting.Service
	root, cell, other org.ID
	rootPath          string
	a, b              member.ID
	http              *httptest.Server
}

// Identify and Prefer make the site its own gatekeeper.
func (s *site) Identify(ctx context.Context, account string, _ int) (id server.Identity, err error) {
	switch account {
	case "":
		return id, fault.New(fault.NotFound, "ui.not_found")
	case "officer":
		id.Actor = access.Actor{Kind: access.Human, Account: account, Duties: []access.Duty{{Role: access.Officer, Unit: string(s.root), Path: s.rootPath}}}
		id.Hats = []server.Hat{{Unit: string(s.root), Name: "Đảng bộ Sở Y tế", Role: access.Officer}}
		return id, nil
	}
	id.Actor = access.Actor{Kind: access.Human, Account: account, Person: account}
	id.Hats = []server.Hat{{Unit: string(s.cell), Name: "Chi bộ Trạm Y tế", Role: access.Member}}
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		id.Actor.Duties, err = member.DutiesOf(tx, member.ID(account))
		return err
	})
	return id, err
}

func (*site) Prefer(context.Context, access.Actor, i18n.Lang, ui.View) error { return nil }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T) *site {
	t.Helper()
	d := dbtest.SQLite(t, dbtest.NewClock())
	documents := document.New(d, t.TempDir())
	s := &site{t: t, db: d, directives: directive.New(d, documents), tasks: task.NewService(d)}
	s.tasks.Origins["directive"] = func(*db.Tx, access.Actor, org.ID, string) (task.Source, error) { return task.Source{}, nil }
	s.meetings = meeting.New(d, documents, s.tasks, vote.New())
	orgs, members := org.New(d), member.New(d)
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		must(t, err)
		return id
	}
	s.root = found("Đảng bộ Sở Y tế", "base", "")
	s.cell, s.other = found("Chi bộ Trạm Y tế", "cell", s.root), found("Chi bộ Khoa Dược", "cell", s.root)
	must(t, d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, s.root)
		s.rootPath = u.Path
		return err
	}))
	for _, p := range []struct {
		name string
		to   *member.ID
	}{{"Nguyễn Văn A", &s.a}, {"Trần Thị B", &s.b}} {
		f := member.Form{Person: member.Person{Name: p.name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}}
		id, err := members.Enter(t.Context(), access.Console, s.cell, f)
		must(t, err)
		*p.to = id
	}
	must(t, members.Appoint(t.Context(), access.Console, member.Appointment{Person: s.a, Unit: s.cell, Post: member.Secretary, From: "2020-01-01"}))
	enter := server.Get("/enter/{who}", access.Public, func(_ http.ResponseWriter, r *http.Request) error {
		return server.SignIn(r, r.PathValue("who"), 0, false)
	})
	h, err := server.New(server.Config{DB: d, Gatekeeper: s, Sessions: memstore.New(), Capabilities: []server.Capability{
		directiveweb.Capability(s.directives, s.tasks, s.meetings), {Name: "enter", Routes: []server.Route{enter}},
	}})
	must(t, err)
	s.http = httptest.NewServer(h)
	t.Cleanup(s.http.Close)
	return s
}

// browser is somebody signed in.
type browser struct {
	*site
	client http.Client
}

func (s *site) as(who string) *browser {
	jar, err := cookiejar.New(nil)
	must(s.t, err)
	b := &browser{site: s, client: http.Client{Jar: jar}}
	b.get("/enter/" + who)
	return b
}

func (b *browser) page(r *http.Response, err error) (int, *goquery.Document) {
	b.t.Helper()
	must(b.t, err)
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	must(b.t, err)
	if strings.Contains(string(body), "⟦") {
		b.t.Errorf("%s: a text is missing", r.Request.URL)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	must(b.t, err)
	return r.StatusCode, doc
}

func (b *browser) get(path string) (int, *goquery.Document) {
	b.t.Helper()
	return b.page(b.client.Get(b.http.URL + path))
}

// post sends a form; the answer is that of the page to which it leads.
func (b *browser) post(path string, v url.Values) (int, *goquery.Document) {
	b.t.Helper()
	if v == nil {
		v = url.Values{}
	}
	v.Set("_key", db.NewID())
	return b.page(b.client.PostForm(b.http.URL+path, v))
}

func (s *site) plan(due db.Date) directive.Form {
	return directive.Form{Number: "18-KH/ĐU", IssuedOn: "2026-05-15", Issuer: "Đảng ủy Sở Y tế", Title: "Kế hoạch sơ kết 6 tháng đầu năm", Kind: directive.Plan, Due: due}
}

// sent is a document that the committee sent to the cell.
func (s *site) sent() directive.ID {
	s.t.Helper()
	id, err := s.directives.Register(s.t.Context(), access.Console, s.root, s.plan("2026-06-20"))
	must(s.t, err)
	must(s.t, s.directives.Send(s.t.Context(), access.Console, id, 1, []org.ID{s.cell}))
	return id
}

func text(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// I10: the office registers, checks to whom it goes, sends, and sees receipts.
func TestOfficeSends(t *testing.T) {
	s := open(t)
	office := s.as("officer")
	status, d := office.post("/directive/new", url.Values{
		"number": {"18-KH/ĐU"}, "issued_on": {"15/05/2026"}, "issuer": {"Đảng ủy Sở Y tế"}, "title": {"Kế hoạch sơ kết"}, "kind": {"plan"}, "due": {"20/06/2026"},
	})
	if got := text(d.Find("#directive-title")); status != http.StatusOK || got != "Kế hoạch sơ kết" {
		t.Fatalf("%d %q", status, got)
	}
	send, ok := d.Find(".card-foot a.btn-primary").Attr("href")
	if !ok {
		t.Fatal("sending does not come first")
	}
	if status, d = office.post(send, url.Values{"_version": {"1"}}); status != http.StatusUnprocessableEntity || d.Find(".field-bad [name=unit]").Length() == 0 {
		t.Errorf("nobody chosen: %d", status)
	}
	_, d = office.post(send, url.Values{"unit": {string(s.cell)}, "_version": {"1"}})
	if got := text(d.Find(".rows")); got != "Chi bộ Trạm Y tếĐảng bộ Sở Y tế" {
		t.Errorf("the check page lists %q", got)
	}
	again := url.Values{}
	d.Find("main form input[type=hidden]").Each(func(_ int, i *goquery.Selection) { again.Add(i.AttrOr("name", ""), i.AttrOr("value", "")) })
	_, d = office.post(send, again)
	if got := text(d.Find("tr.chosen .tag")); got != "Chưa nhận đủ" {
		t.Errorf("after sending: %q", got)
	}
	receipts, _ := d.Find("section .kv + a").Attr("href")
	if _, d = office.get(receipts); text(d.Find("tbody th")) != "Chi bộ Trạm Y tế" {
		t.Errorf("receipts: %q", text(d.Find("main")))
	}
	_, d = office.post(send, url.Values{"all": {"on"}, "_version": {"2"}, "confirmed": {"1"}})
	if got := text(d.Find("tr.chosen td").Last()); got != "0/2" {
		t.Errorf("sent to all: %q", got)
	}
}

// B14: the cell receives, puts it on an agenda, and reports; each page offers
// one thing first.
func TestCellHandles(t *testing.T) {
	s := open(t)
	id := s.sent()
	at := func(act string) string { return "/directive/" + string(id) + act }
	a := s.as(string(s.a))
	now := func(want string) {
		t.Helper()
		_, d := a.get(at(""))
		if got := text(d.Find(".cycle .now .t")); got != want || d.Find("main .btn-primary").Length() != 1 {
			t.Errorf("now %q with %d primary buttons, want %q", got, d.Find("main .btn-primary").Length(), want)
		}
	}
	now("Nhận văn bản")
	a.post(at("/receive"), nil)
	now("Quán triệt tại cuộc họp")
	if status, _ := a.post(at("/agenda"), url.Values{"meeting": {"x"}}); status != http.StatusUnprocessableEntity {
		t.Errorf("a meeting that is none: %d", status)
	}
	m, err := s.meetings.Plan(t.Context(), access.Console, s.cell, meeting.Plan{Kind: meeting.Regular, HeldOn: "2026-06-03", StartsAt: "14:00", Place: "Phòng họp"})
	must(t, err)
	_, d := a.get(at(""))
	if got := text(d.Find(".cycle .now .btn-primary")); got != "Đưa vào kỳ 03/06" {
		t.Errorf("the next meeting: %q", got)
	}
	_, d = a.post(at("/agenda"), url.Values{"meeting": {string(m)}})
	if got := text(d.Find(".cycle .now")); !strings.Contains(got, "Mở cuộc họp 03/06/2026") {
		t.Errorf("on the agenda: %q", got)
	}
	if got := text(d.Find("tr.chosen .tag")); got != "Đã xếp lịch họp" {
		t.Errorf("on the agenda: %q", got)
	}
	must(t, s.db.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		return s.directives.StudiedTx(tx, access.Console, s.cell, id, string(m), "2026-05-25")
	}))
	now("Nhiệm vụ từ văn bản")
	_, d = a.get(at(""))
	if href, _ := d.Find(".cycle .now .btn-primary").Attr("href"); href != "/task/new?unit="+string(s.cell)+"&origin=directive&id="+string(id) {
		t.Errorf("assigning leads to %s", href)
	}
	_, err = s.tasks.Assign(t.Context(), access.Console, task.New{Unit: s.cell, Title: "Tổng hợp số liệu", Assignee: s.b, Due: "2026-06-10", OriginKind: "directive", OriginID: string(id)})
	must(t, err)
	_, d = a.get(at(""))
	if got := text(d.Find(".rows .t")); got != "Tổng hợp số liệu" {
		t.Errorf("its tasks: %q", got)
	}
	if status, d := a.post(at("/report"), url.Values{"_version": {"3"}}); status != http.StatusUnprocessableEntity || d.Find(".field-bad [name=report]").Length() == 0 {
		t.Errorf("an empty report: %d", status)
	}
	_, d = a.post(at("/report"), url.Values{"report": {"Đã sơ kết."}, "_version": {"3"}})
	if got := text(d.Find("tr.chosen .tag")); got != "Đã báo cáo" {
		t.Errorf("reported: %q", got)
	}
}

// A member reads, and is offered nothing to do; he sees his own tasks alone.
func TestMemberReads(t *testing.T) {
	s := open(t)
	id := s.sent()
	_, err := s.tasks.Assign(t.Context(), access.Console, task.New{Unit: s.cell, Title: "Việc của đồng chí A", Assignee: s.a, Due: "2026-06-10", OriginKind: "directive", OriginID: string(id)})
	must(t, err)
	_, d := s.as(string(s.b)).get("/directive/" + string(id))
	if d.Find("#directive-title").Length() != 1 || d.Find("main form, main .btn").Length() > 0 || strings.Contains(d.Text(), "Việc của đồng chí A") {
		t.Errorf("a member sees %s", text(d.Find("main")))
	}
}

// The same document a second time: the form comes back with the way to the one
// in the register.
func TestRegisterTwice(t *testing.T) {
	s := open(t)
	id := s.sent()
	status, d := s.as(string(s.a)).post("/directive/new", url.Values{
		"number": {"18-kh/đu"}, "issued_on": {"15/05/2026"}, "issuer": {"Đảng uỷ Sở Y tế"}, "title": {"Kế hoạch sơ kết"}, "kind": {"plan"},
	})
	if status != http.StatusUnprocessableEntity || d.Find(`.note a[href^="/directive/`+string(id)+`"]`).Length() != 1 {
		t.Errorf("%d %s", status, text(d.Find("main")))
	}
}

// What the sender withdrew: the receiver reads why, and nothing is offered.
func TestWithdrawn(t *testing.T) {
	s := open(t)
	id := s.sent()
	at := "/directive/" + string(id)
	_, d := s.as("officer").post(at+"/withdraw", url.Values{"reason": {"Thay bằng văn bản khác"}, "_version": {"2"}})
	if got := text(d.Find("tr.chosen .tag")); got != "Đã thu hồi" {
		t.Errorf("the office sees %q", got)
	}
	a := s.as(string(s.a))
	_, d = a.get(at)
	if !strings.Contains(text(d.Find("section")), "Thay bằng văn bản khác") || d.Find(".cycle form, .cycle a").Length() > 0 {
		t.Errorf("the cell sees %s", text(d.Find("main")))
	}
	if status, d := a.post(at+"/receive", nil); status != http.StatusUnprocessableEntity || !strings.Contains(d.Text(), "đã được thu hồi") {
		t.Errorf("received all the same: %d", status)
	}
}
