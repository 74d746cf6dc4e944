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
	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/task"
	taskweb "chibo/internal/task/web"
	"chibo/internal/ui"
)

// site is the real router over a cell with a secretary and a member, whose
// accounts are their person ids.
type site struct {
	t     *testing.T
	db    *db.DB
	tasks *task.Service
	unit  org.ID
	a, b  member.ID
	http  *httptest.Server
}

// Identify and Prefer make the site its own gatekeeper.
func (s *site) Identify(ctx context.Context, account string, _ int) (id server.Identity, err error) {
	if account == "" {
		return id, fault.New(fault.NotFound, "ui.not_found")
	}
	id.Actor = access.Actor{Kind: access.Human, Account: account, Person: account}
	id.Hats = []server.Hat{{Unit: string(s.unit), Name: "Chi bộ Trạm Y tế", Role: access.Member}}
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		id.Actor.Duties, err = member.DutiesOf(tx, member.ID(account))
		return err
	})
	return id, err
}

func (*site) Prefer(context.Context, access.Actor, i18n.Lang, ui.View) error { return nil }

func open(t *testing.T) *site {
	t.Helper()
	d := dbtest.SQLite(t, dbtest.NewClock())
	s := &site{t: t, db: d, tasks: task.NewService(d)}
	orgs, members := org.New(d), member.New(d)
	var err error
	if s.unit, err = orgs.Found(t.Context(), access.Console, org.Form{Name: "Chi bộ Trạm Y tế", Kind: "cell", From: "2010-01-01"}); err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct {
		name string
		to   *member.ID
	}{{"Nguyễn Văn A", &s.a}, {"Trần Thị B", &s.b}} {
		f := member.Form{Person: member.Person{Name: p.name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}}
		if *p.to, err = members.Enter(t.Context(), access.Console, s.unit, f); err != nil {
			t.Fatal(err)
		}
	}
	if err := members.Appoint(t.Context(), access.Console, member.Appointment{Person: s.a, Unit: s.unit, Post: member.Secretary, From: "2020-01-01"}); err != nil {
		t.Fatal(err)
	}
	enter := server.Get("/enter/{who}", access.Public, func(_ http.ResponseWriter, r *http.Request) error {
		return server.SignIn(r, r.PathValue("who"), 0, false)
	})
	h, err := server.New(server.Config{DB: d, Gatekeeper: s, Sessions: memstore.New(), Capabilities: []server.Capability{taskweb.Capability(s.tasks), {Name: "enter", Routes: []server.Route{enter}}}})
	if err != nil {
		t.Fatal(err)
	}
	s.http = httptest.NewServer(h)
	t.Cleanup(s.http.Close)
	return s
}

// browser is somebody signed in.
type browser struct {
	*site
	client http.Client
}

func (s *site) as(who member.ID) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	b := &browser{site: s, client: http.Client{Jar: jar}}
	b.get("/enter/" + string(who))
	return b
}

func (b *browser) page(r *http.Response, err error) (int, *goquery.Document) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	if err != nil {
		b.t.Fatal(err)
	}
	if strings.Contains(string(body), "⟦") {
		b.t.Errorf("a text is missing in %s", r.Request.URL)
	}
	if doc.Find("[style]").Length() > 0 {
		b.t.Errorf("a style attribute in %s", r.Request.URL)
	}
	return r.StatusCode, doc
}

func (b *browser) get(path string) (int, *goquery.Document) {
	b.t.Helper()
	return b.page(b.client.Get(b.http.URL + path))
}

// send fills the form of a page and sends it, hidden fields and all.
func (b *browser) send(path string, fields map[string]string) (int, *goquery.Document) {
	b.t.Helper()
	status, doc := b.get(path)
	form := doc.Find("main form")
	if status != http.StatusOK || form.Length() != 1 {
		b.t.Fatalf("%s: status %d, %d forms", path, status, form.Length())
	}
	v := url.Values{}
	form.Find("input[type=hidden]").Each(func(_ int, in *goquery.Selection) { v.Set(in.AttrOr("name", ""), in.AttrOr("value", "")) })
	for name, value := range fields {
		if form.Find("[name="+name+"]").Length() == 0 {
			b.t.Fatalf("%s has no field %s", path, name)
		}
		v.Set(name, value)
	}
	return b.page(b.client.PostForm(b.http.URL+form.AttrOr("action", ""), v))
}

func texts(doc *goquery.Document, selector string) []string {
	return doc.Find(selector).Map(func(_ int, s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") })
}

// B9: from the assignment to the end by plain forms, without script.
func TestATaskThroughThePages(t *testing.T) {
	s := open(t)
	secretary, bob := s.as(s.a), s.as(s.b)
	status, doc := secretary.send("/task/new", map[string]string{"title": "", "assignee": string(s.b), "due": "31/4/2026"})
	if status != http.StatusUnprocessableEntity || doc.Find(".field-bad").Length() == 0 || doc.Find("select option[selected]").AttrOr("value", "") != string(s.b) {
		t.Errorf("a faulty form answers %d: %s", status, doc.Find("main").Text())
	}
	status, doc = secretary.send("/task/new", map[string]string{"title": "Lập sổ theo dõi", "measure": "ghi hằng tuần", "assignee": string(s.b), "due": "15/06/2026"})
	if status != http.StatusOK || doc.Find("h1").Text() != "Lập sổ theo dõi" {
		t.Fatalf("assigning answers %d: %s", status, doc.Find("main").Text())
	}
	p, err := s.tasks.List(t.Context(), access.Console, s.unit, task.Filter{})
	if err != nil || len(p.Tasks) != 1 {
		t.Fatal(p, err)
	}
	here := "/task/" + string(p.Tasks[0].ID)
	for _, step := range []struct {
		who    *browser
		act    string
		fields map[string]string
		says   string
	}{
		{secretary, "urge", map[string]string{"note": "Đề nghị làm sớm"}, "Đã ghi nội dung đôn đốc."},
		{secretary, "extend", map[string]string{"note": "Chờ mẫu sổ", "due": "30/6/2026"}, "Đã gia hạn nhiệm vụ."},
		{bob, "report", map[string]string{"note": "Đã lập sổ"}, "Đã gửi báo cáo kết quả cho chi ủy."},
		{secretary, "accept", map[string]string{"note": "Làm tốt"}, "Đã xác nhận nhiệm vụ hoàn thành."},
	} {
		status, doc := step.who.send(here+"/"+step.act, step.fields)
		if status != http.StatusOK || !strings.Contains(doc.Find("main").Text(), step.says) {
			t.Errorf("%s answers %d: %s", step.act, status, doc.Find("main").Text())
		}
	}
	status, doc = bob.get(here)
	if status != http.StatusOK || len(texts(doc, "main .btn")) != 0 {
		t.Errorf("a done task offers %v", texts(doc, "main .btn"))
	}
	want := []string{"Xác nhận đã xong · Nguyễn Văn A", "Báo cáo kết quả · Trần Thị B", "Gia hạn · Nguyễn Văn A", "Đôn đốc · Nguyễn Văn A", "Giao nhiệm vụ · Nguyễn Văn A"}
	if diff := cmp.Diff(want, texts(doc, ".time .fw-semibold")); diff != "" {
		t.Error(diff)
	}
	if status, _ := bob.get(here + "/report"); status != http.StatusUnprocessableEntity {
		t.Errorf("the form of an act that is over answers %d", status)
	}
}

// B9: grouped by due day, the overdue first and in words.
func TestListIsGroupedByDueDay(t *testing.T) {
	s := open(t)
	for title, due := range map[string]db.Date{"Rà soát tủ thuốc": "2026-05-22", "Trực hè": "2026-05-26", "Bảng chỉ dẫn": "2026-05-31", "Sổ tái khám": "2026-06-15", "Tổng kết năm": "2027-01-10"} {
		if _, err := s.tasks.Assign(t.Context(), access.Console, task.New{Unit: s.unit, Title: title, Assignee: s.b, Due: due, On: "2026-05-01"}); err != nil {
			t.Fatal(err)
		}
	}
	_, doc := s.as(s.a).get("/task")
	if diff := cmp.Diff([]string{"Quá hạn 1", "Tuần này 2", "Tháng 6 1", "Tháng 1 2027 1"}, texts(doc, "th[scope=rowgroup]")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"22/05, quá 3 ngày", "26/05", "31/05", "15/06", "10/01/2027"}, texts(doc, "td.r")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Đang mở 5", "Của tôi 0", "Quá hạn 1", "Chờ đánh giá 0", "Đã xong 0"}, texts(doc, ".chip")); diff != "" {
		t.Error(diff)
	}
	_, doc = s.as(s.b).get("/task?view=done")
	if diff := cmp.Diff([]string{"Đang mở 5", "Đã xong 0"}, texts(doc, ".chip")); diff != "" {
		t.Error(diff)
	}
	if status, _ := s.as(s.b).get("/task/new"); status != http.StatusForbidden {
		t.Errorf("a member gets the form to assign: %d", status)
	}
	if status, _ := s.as(s.b).get("/task?view=x"); status != http.StatusNotFound {
		t.Errorf("a view that is none: %d", status)
	}
}
