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
	"chibo/internal/sheet"
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
		{secretary, "urge", map[string]string{"note": "Đề nghị làm sớm"}, "Đã gửi đôn đốc."},
		{bob, "progress", map[string]string{"note": "Đã có mẫu sổ", "percent": "40"}, "Đã làm 40%"},
		{bob, "ask", map[string]string{"note": "Chờ mực in", "due": "20/06/2026"}, "Đồng chí Trần Thị B đề nghị gia hạn đến ngày 20/06/2026."},
		{secretary, "decline", map[string]string{"note": "Mượn máy in của trạm"}, "Đã trả lời đề nghị gia hạn."},
		{secretary, "extend", map[string]string{"note": "Chờ mẫu sổ", "due": "30/6/2026"}, "Đã gia hạn nhiệm vụ."},
		{secretary, "reassign", map[string]string{"note": "Đồng chí B bận thi", "assignee": string(s.a)}, "Đã giao lại nhiệm vụ."},
		{secretary, "reassign", map[string]string{"note": "Đã thi xong", "assignee": string(s.b)}, "Đã giao lại nhiệm vụ."},
		{secretary, "progress", map[string]string{"note": "Đồng chí B báo miệng"}, "Đã ghi tiến độ."},
		{bob, "report", map[string]string{"note": "Đã lập sổ"}, "Đã gửi báo cáo kết quả cho chi ủy."},
		{secretary, "accept", map[string]string{"evaluation": "done_well", "note": "Làm tốt", "lesson": "Chuẩn bị mẫu trước"}, "Đã kết thúc nhiệm vụ."},
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
	want := []string{
		"Kết thúc và đánh giá · Nguyễn Văn A", "Báo cáo kết quả · Trần Thị B", "Tiến độ · Nguyễn Văn A", "Giao lại · Nguyễn Văn A", "Giao lại · Nguyễn Văn A", "Gia hạn · Nguyễn Văn A",
		"Không gia hạn · Nguyễn Văn A", "Đề nghị gia hạn · Trần Thị B", "Tiến độ · Trần Thị B", "Đôn đốc · Nguyễn Văn A", "Giao nhiệm vụ · Nguyễn Văn A",
	}
	if diff := cmp.Diff(want, texts(doc, ".time .fw-semibold")); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"Đã kết thúc · Hoàn thành tốt", "Hoàn thành tốt. Làm tốt Rút kinh nghiệm: Chuẩn bị mẫu trước"} {
		if !strings.Contains(doc.Find("main").Text(), text) {
			t.Errorf("the page of a done task does not say %q", text)
		}
	}
	if status, _ := bob.get(here + "/report"); status != http.StatusUnprocessableEntity {
		t.Errorf("the form of an act that is over answers %d", status)
	}
}

// B9: the program proposes no verdict, and none is taken without words.
func TestAVerdictIsGivenByHand(t *testing.T) {
	s := open(t)
	id, err := s.tasks.Assign(t.Context(), access.Console, task.New{Unit: s.unit, Title: "Rà soát tủ thuốc", Assignee: s.b, Due: "2026-05-22", On: "2026-05-01"})
	if err != nil {
		t.Fatal(err)
	}
	secretary, here := s.as(s.a), "/task/"+string(id)+"/accept"
	_, doc := secretary.get(here)
	if n := doc.Find("main [name=evaluation]").Length(); n != len(task.Evaluations) || doc.Find("main [name=evaluation][checked]").Length() > 0 {
		t.Errorf("%d evaluations, %d chosen beforehand", n, doc.Find("main [name=evaluation][checked]").Length())
	}
	status, doc := secretary.send(here, map[string]string{"lesson": "x"})
	if diff := cmp.Diff([]string{"Chưa chọn đánh giá. Đồng chí chọn một trong bốn mức.", "Chưa có nội dung. Đồng chí ghi ngắn gọn vào ô này."}, texts(doc, "main [role=alert] a")); status != http.StatusUnprocessableEntity || diff != "" {
		t.Errorf("an empty verdict answers %d: %s", status, diff)
	}
	if _, doc = secretary.send(here, map[string]string{"evaluation": "not_done", "note": "Chưa làm"}); texts(doc, "main .lede")[0] != "Đã kết thúc · Không hoàn thành" {
		t.Errorf("ended as %q", doc.Find("main .lede").Text())
	}
	_, doc = secretary.get("/task?view=done")
	if diff := cmp.Diff([]string{"Không hoàn thành"}, texts(doc, "tbody .tag")); diff != "" {
		t.Error(diff)
	}
}

// B9: the origin of a task is shown and kept where it may be referred to.
func TestATaskFromARecord(t *testing.T) {
	s := open(t)
	s.tasks.Origins["directive"] = func(_ *db.Tx, _ access.Actor, unit org.ID, id string) (task.Source, error) {
		if unit != s.unit || id != "d" {
			return task.Source{}, fault.New(fault.NotFound, "ui.not_found")
		}
		return task.Source{Key: "task.from_meeting", Href: "/directive/d"}, nil
	}
	secretary := s.as(s.a)
	for _, path := range []string{"/task/new?origin=directive&id=e", "/task/new?origin=meeting&id=d"} {
		if status, _ := secretary.get(path); status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, status)
		}
	}
	path := "/task/new?origin=directive&id=d"
	if _, doc := secretary.get(path); doc.Find("main a[href='/directive/d']").Length() != 1 {
		t.Error("the form does not show where the task comes from")
	}
	if status, doc := secretary.send(path, map[string]string{"title": "Quán triệt", "assignee": string(s.b), "due": "15/06/2026"}); status != http.StatusOK || doc.Find("h1").Text() != "Quán triệt" {
		t.Fatalf("assigning answers %d", status)
	}
	p, err := s.tasks.List(t.Context(), access.Console, s.unit, task.Filter{})
	if err != nil || len(p.Tasks) != 1 || p.Tasks[0].OriginKind != "directive" || p.Tasks[0].OriginID != "d" {
		t.Errorf("it stands as %+v, %v", p.Tasks, err)
	}
}

// B9: the list is handed over as a table, by the committee alone.
func TestExport(t *testing.T) {
	s := open(t)
	if _, err := s.tasks.Assign(t.Context(), access.Console, task.New{Unit: s.unit, Title: "=1+1", Assignee: s.b, Due: "2026-06-22"}); err != nil { // safety S9
		t.Fatal(err)
	}
	r, err := s.as(s.a).client.Get(s.http.URL + "/task/export.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.ReadBytes(body, "a.xlsx", sheet.Standard)
	if err != nil {
		t.Fatal(err)
	}
	rows := book.Tables[0].Rows
	var got []string
	for i := range 8 {
		got = append(got, rows[len(rows)-1].At(i).Text)
	}
	want := []string{"1", "=1+1", "", "Trần Thị B", "Chi ủy phân công", "25/05/2026", "22/06/2026", "Đang thực hiện"}
	if diff := cmp.Diff(want, got); diff != "" || rows[len(rows)-1].At(1).Formula {
		t.Error(diff)
	}
	if status, _ := s.as(s.b).get("/task/export.xlsx"); status != http.StatusForbidden {
		t.Errorf("a member is answered %d", status)
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
	if diff := cmp.Diff([]string{"Quá hạn 1", "Tuần này 2", "Tháng 6 1", "Sau đó 1"}, texts(doc, "th[scope=rowgroup]")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"22/05, quá 3 ngày", "26/05", "31/05", "15/06", "10/01/2027"}, texts(doc, "td.r")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Đang mở 5", "Của tôi 0", "Đã kết thúc 0"}, texts(doc, ".chip")); diff != "" {
		t.Error(diff)
	}
	_, doc = s.as(s.b).get("/task?view=done")
	if diff := cmp.Diff([]string{"Đang mở 5", "Đã kết thúc 0"}, texts(doc, ".chip")); diff != "" {
		t.Error(diff)
	}
	if status, _ := s.as(s.b).get("/task/new"); status != http.StatusForbidden {
		t.Errorf("a member gets the form to assign: %d", status)
	}
	if status, _ := s.as(s.b).get("/task?view=x"); status != http.StatusNotFound {
		t.Errorf("a view that is none: %d", status)
	}
}
