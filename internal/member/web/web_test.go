package web_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/alexedwards/scs/v2/memstore"
	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	memberweb "chibo/internal/member/web"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/sheet"
	"chibo/internal/ui"
)

// site is the real router over a cell with a secretary and a member, and a
// youth union; accounts are person ids.
type site struct {
	t                   testing.TB
	db                  *db.DB
	log                 *audit.Log
	members             *member.Service
	parent, cell, youth org.ID
	a, b                member.ID
	http                *httptest.Server
	queries             atomic.Pointer[atomic.Int64] // of the last request
}

// Identify and Prefer make the site its own gatekeeper.
func (s *site) Identify(ctx context.Context, account string, _ int) (id server.Identity, err error) {
	if account == "" {
		return id, fault.New(fault.NotFound, "ui.not_found")
	}
	id.Actor, id.Name = access.Actor{Kind: access.Human, Account: account, Person: account}, "Nguyễn Văn A"
	id.Hats = []server.Hat{{Unit: string(s.cell), Name: "Chi bộ Trạm Y tế", Parent: "Đảng bộ Sở Y tế", Role: access.Secretary}}
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		id.Actor.Duties, err = member.DutiesOf(tx, member.ID(account))
		return err
	})
	return id, err
}

func (*site) Prefer(context.Context, access.Actor, i18n.Lang, ui.View) error { return nil }

func open(t testing.TB) *site {
	t.Helper()
	d := dbtest.SQLite(t, dbtest.NewClock())
	s := &site{t: t, db: d, log: audit.New(d), members: member.New(d)}
	s.members.OnRead = s.log.Read
	orgs := org.New(d)
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		check(t, err)
		return id
	}
	s.parent = found("Đảng bộ Sở Y tế", "base", "")
	s.cell = found("Chi bộ Trạm Y tế", "cell", s.parent)
	s.youth = found("Chi đoàn Trạm Y tế", "youth", s.cell)
	s.a, s.b = s.enter("Nguyễn Văn A", s.cell), s.enter("Trần Thị B", s.cell)
	s.post(s.a, s.cell, member.Secretary)
	enter := server.Get("/enter/{who}", access.Public, func(_ http.ResponseWriter, r *http.Request) error {
		return server.SignIn(r, r.PathValue("who"), 0, false)
	})
	h, err := server.New(server.Config{
		DB: d, Gatekeeper: s, Sessions: memstore.New(), FirstRun: func(context.Context) bool { return false },
		Home:         "/member",
		Capabilities: []server.Capability{memberweb.Capability(s.members), {Name: "enter", Routes: []server.Route{enter}}},
	})
	check(t, err)
	s.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, n := db.CountQueries(r.Context())
		s.queries.Store(n)
		h.ServeHTTP(w, r.WithContext(ctx))
	}))
	t.Cleanup(s.http.Close)
	return s
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *site) enter(name string, unit org.ID) member.ID {
	s.t.Helper()
	f := member.Form{Person: member.Person{Name: name, Department: "Khoa Dược"}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}}
	if unit == s.youth {
		f = member.Form{Person: member.Person{Name: name}, Status: member.Associate}
	}
	id, err := s.members.Enter(s.t.Context(), access.Console, unit, f)
	check(s.t, err)
	return id
}

func (s *site) post(id member.ID, unit org.ID, post member.Post) {
	s.t.Helper()
	check(s.t, s.members.Appoint(s.t.Context(), access.Console, member.Appointment{Person: id, Unit: unit, Post: post, From: "2020-01-01"}))
}

// browser is a browser without script, signed in as a person.
type browser struct {
	*site
	client *http.Client
}

func (s *site) as(who member.ID) browser {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	check(s.t, err)
	b := browser{s, &http.Client{Jar: jar}}
	b.get("/enter/" + string(who))
	return b
}

func (b browser) get(path string) (int, *goquery.Document) {
	b.t.Helper()
	resp, err := b.client.Get(b.http.URL + path)
	check(b.t, err)
	return b.read(resp)
}

func (b browser) send(path string, form url.Values) (int, *goquery.Document) {
	b.t.Helper()
	form.Set("_key", db.NewID())
	resp, err := b.client.PostForm(b.http.URL+path, form)
	check(b.t, err)
	return b.read(resp)
}

func (b browser) upload(name, data string) (int, *goquery.Document) {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	check(b.t, w.WriteField("unit", string(b.cell)))
	part, err := w.CreateFormFile("file", name)
	check(b.t, err)
	_, err = io.WriteString(part, data)
	check(b.t, err)
	check(b.t, w.Close())
	resp, err := b.client.Post(b.http.URL+"/member/import", w.FormDataContentType(), &body)
	check(b.t, err)
	return b.read(resp)
}

func (b browser) read(resp *http.Response) (int, *goquery.Document) {
	b.t.Helper()
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	check(b.t, err)
	if i := bytes.IndexRune(body, '⟦'); i >= 0 {
		b.t.Errorf("%s: a text is missing: %.80s", resp.Request.URL, body[i:])
	}
	if strings.Contains(string(body), " style=") {
		b.t.Errorf("%s: a style attribute", resp.Request.URL)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	check(b.t, err)
	return resp.StatusCode, doc
}

func texts(doc *goquery.Document, selector string) []string {
	return doc.Find(selector).Map(func(_ int, s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") })
}

// A2: the list counts its people, filters them and finds them without marks.
func TestList(t *testing.T) {
	s := open(t)
	b := s.as(s.a)
	_, err := s.members.Enter(t.Context(), access.Console, s.cell, member.Form{
		Person: member.Person{Name: "Cao Thị O"}, Party: member.Party{AdmittedOn: "2025-06-18"}, Status: member.Probationary,
	})
	check(t, err)
	status, doc := b.get("/member")
	if status != http.StatusOK {
		t.Fatal(status)
	}
	if diff := cmp.Diff([]string{"3 đồng chí · 2 chính thức, 1 dự bị"}, texts(doc, ".lede")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Tất cả 3", "Chính thức 2", "Dự bị 1"}, texts(doc, ".chip")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Nguyễn Văn A", "Trần Thị B", "Cao Thị O"}, texts(doc, "tbody th a")); diff != "" {
		t.Error(diff)
	}
	if got := texts(doc, "tbody .tag"); len(got) != 1 || got[0] != "Hết thời gian dự bị 18/06" {
		t.Errorf("remarks: %q", got)
	}
	if _, doc = b.get("/member?q=tran+thi"); !cmp.Equal(texts(doc, "tbody th a"), []string{"Trần Thị B"}) {
		t.Errorf("found: %q", texts(doc, "tbody th a"))
	}
	if _, doc = b.get("/member?status=probationary"); !cmp.Equal(texts(doc, "tbody th a"), []string{"Cao Thị O"}) {
		t.Errorf("probationary: %q", texts(doc, "tbody th a"))
	}
	if status, _ = s.as(s.b).get("/member"); status != http.StatusForbidden {
		t.Errorf("a member sees the list: %d", status)
	}
}

// A1: people of a mass organisation are called by their own word.
func TestListOfMassOrganisation(t *testing.T) {
	s := open(t)
	head := s.enter("Vũ Thị E", s.youth)
	s.post(head, s.youth, member.MassHead)
	_, doc := s.as(head).get(listOf(s.youth))
	if got := texts(doc, "h1"); got[0] != "Đoàn viên" {
		t.Errorf("heading: %q", got)
	}
	if doc.Find(".chip").Length() != 1 || !strings.Contains(doc.Find(".head .btn-primary").Text(), "Thêm đoàn viên") {
		t.Errorf("chips: %q", texts(doc, ".chip"))
	}
}

func listOf(unit org.ID) string { return "/member?unit=" + string(unit) }

// perf P1: the list makes the same few queries for 10 people and for 1,000.
func TestListQueries(t *testing.T) {
	s := open(t)
	b := s.as(s.a)
	count := func() int64 {
		if status, _ := b.get("/member"); status != http.StatusOK {
			t.Fatal(status)
		}
		return s.queries.Load().Load()
	}
	for i := range 8 {
		s.enter(fmt.Sprintf("Lê Văn %c", 'C'+i), s.cell)
	}
	few := count()
	var rows strings.Builder
	rows.WriteString("Họ và tên,Ngày sinh,Ngày chính thức\n")
	for i := range 990 {
		fmt.Fprintf(&rows, "Phạm Thị %c%d,%02d/%02d/1980,2010\n", 'D'+i%20, i, 1+i%28, 1+i%12)
	}
	if _, err := s.members.ImportList(t.Context(), access.Console, s.cell, "a.csv", []byte(rows.String()), false); err != nil {
		t.Fatal(err)
	}
	if many := count(); many != few || many > 12 {
		t.Errorf("%d queries for 10 people, %d for 1,000; want the same and at most 12", few, many)
	}
}

// A2: one page tells who somebody is; the person reads it too, others do not.
func TestPerson(t *testing.T) {
	s := open(t)
	page := "/member/person/" + string(s.b)
	status, doc := s.as(s.a).get(page)
	if status != http.StatusOK || doc.Find("h1").Text() != "Trần Thị B" {
		t.Fatal(status, texts(doc, "h1"))
	}
	if got := texts(doc, ".time .fw-semibold"); !cmp.Equal(got, []string{"Được công nhận đảng viên chính thức", "Vào Đảng"}) {
		t.Errorf("course: %q", got)
	}
	check(t, s.log.Flush(t.Context()))
	own := s.as(s.b)
	status, doc = own.get("/member/me")
	if status != http.StatusOK || doc.Find("h1").Text() != "Trần Thị B" || !cmp.Equal(texts(doc, ".head .btn"), []string{"Chuyển sinh hoạt, đảng phí", "Khen thưởng"}) {
		t.Errorf("own page: %d, %q", status, texts(doc, ".head"))
	}
	if _, doc = own.get(page + "?tab=profile"); !strings.Contains(doc.Text(), "Người đã xem") || doc.Find(".rows .t").First().Text() != "Nguyễn Văn A" {
		t.Errorf("readers: %q", texts(doc, ".rows .t"))
	}
	if status, _ = own.get("/member/person/" + string(s.a)); status != http.StatusForbidden {
		t.Errorf("a member reads another's record: %d", status)
	}
}

// A2, A6: posts, states and duties are given and ended by plain forms.
func TestManage(t *testing.T) {
	s := open(t)
	b := s.as(s.a)
	page, unit := "/member/person/"+string(s.b), string(s.cell)
	ok := func(path string, form url.Values) *goquery.Document {
		t.Helper()
		status, doc := b.send(page+path, form)
		if status != http.StatusOK || doc.Find("[data-errors]").Length() > 0 {
			t.Fatalf("%s: %d %q", path, status, texts(doc, "[data-errors]"))
		}
		return doc
	}
	doc := ok("/posts", url.Values{"unit": {unit}, "post": {"deputy"}, "from": {"01/05/2026"}})
	position, _ := doc.Find("#f-position option").Eq(1).Attr("value")
	ok("/posts/end", url.Values{"position": {position}, "relieved_on": {"20/05/2026"}})
	doc = ok("/states", url.Values{"unit": {unit}, "state": {"exempt"}, "state_from": {"01/05/2026"}, "decision": {"Quyết định số 1"}})
	period, _ := doc.Find("#f-period option").Eq(1).Attr("value")
	ok("/states/end", url.Values{"period": {period}, "ended_on": {"20/05/2026"}})
	ok("/duties", url.Values{"unit": {unit}, "year": {"2026"}, "body": {"Phụ trách công tác đoàn thể"}})
	_, doc = b.get(page)
	if !strings.Contains(doc.Find("main").Text(), "Phụ trách công tác đoàn thể") {
		t.Error("the duty does not show")
	}
	want := []string{"Thôi giữ chức vụ Phó bí thư", "Kết thúc: Miễn công tác, sinh hoạt", "Giữ chức vụ Phó bí thư", "Miễn công tác, sinh hoạt"}
	if diff := cmp.Diff(want, texts(doc, ".time .fw-semibold")[:4]); diff != "" {
		t.Error(diff)
	}
	status, doc := b.send(page+"/states", url.Values{"unit": {unit}, "state": {""}, "state_from": {"32/05/2026"}})
	if status != http.StatusUnprocessableEntity || doc.Find("#f-state_from-error").Length() != 1 {
		t.Errorf("a wrong day: %d %q", status, texts(doc, "[data-errors]"))
	}
	if v, _ := doc.Find("#f-state_from").Attr("value"); v != "32/05/2026" {
		t.Errorf("what was typed is gone: %q", v)
	}
}

// A2: people are entered and corrected; what was typed comes back with faults.
func TestEnterAndEdit(t *testing.T) {
	s := open(t)
	b := s.as(s.a)
	form := url.Values{"unit": {string(s.cell)}, "name": {"Lê Văn C"}, "status": {"official"}, "birth": {"1990"}, "admitted": {"01/03/2015"}, "official": {"01/03/2014"}}
	status, doc := b.send("/member/new", form)
	if v, _ := doc.Find("#f-name").Attr("value"); status != http.StatusUnprocessableEntity || v != "Lê Văn C" || doc.Find("#f-official-error").Length() != 1 {
		t.Fatalf("recognised before admission: %d, %q", status, texts(doc, "[data-errors]"))
	}
	form.Set("official", "01/03/2016")
	if status, doc = b.send("/member/new", form); status != http.StatusOK || doc.Find("h1").Text() != "Lê Văn C" {
		t.Fatalf("entered: %d, %q", status, texts(doc, "h1"))
	}
	link, _ := doc.Find(".head .btn-primary").Attr("href")
	_, doc = b.get(link)
	version, _ := doc.Find("[name=_version]").Attr("value")
	edit := url.Values{"_version": {version}, "name": {"Lê Văn C"}, "birth": {"05/06/1990"}, "admitted": {"01/03/2015"}, "official": {"01/03/2016"}}
	if status, doc = b.send(link, edit); status != http.StatusOK || !strings.Contains(doc.Find("main").Text(), "05/06/1990") {
		t.Fatalf("corrected: %d", status)
	}
	edit.Set("name", "Lê Văn Cường")
	if status, doc = b.send(link, edit); status != http.StatusConflict || !strings.Contains(doc.Find(".theirs").Text(), "Lê Văn C") {
		t.Errorf("an old version: %d %q", status, texts(doc, ".theirs"))
	}
}

// A5: upload, preview, choose a column, confirm, without script.
func TestImportPages(t *testing.T) {
	s := open(t)
	b := s.as(s.a)
	status, doc := b.upload("ds.csv", "Họ và tên,Ngày sinh,Mốc,Ngày chính thức\nLê Văn C,1990,01/03/2010,2011\nPhạm Thị D,31/02/1991,01/03/2010,2011\n")
	if status != http.StatusOK || !strings.Contains(doc.Find("main").Text(), "Không có ngày này trong lịch") || doc.Find("form[action$='/confirm']").Length() != 0 {
		t.Fatalf("a list with a fault: %d %q", status, texts(doc, "h1"))
	}
	status, doc = b.upload("ds.csv", "Họ và tên,Ngày sinh,Mốc,Ngày chính thức\nLê Văn C,1990,01/03/2010,2011\nPhạm Thị D,1991,01/03/2010,2011\n")
	if status != http.StatusOK || doc.Find("select").Length() != 1 {
		t.Fatalf("preview: %d, %d selects", status, doc.Find("select").Length())
	}
	field := func(name string) string { v, _ := doc.Find(name).Attr("name"); return v }
	version := func(action string) (string, string) {
		f := doc.Find("form[action$='" + action + "']")
		path, _ := f.Attr("action")
		v, _ := f.Find("[name=_version]").Attr("value")
		return path, v
	}
	path, v := version("/columns")
	if status, doc = b.send(path, url.Values{"_version": {v}, field("select"): {"admitted"}}); status != http.StatusOK {
		t.Fatalf("columns: %d", status)
	}
	if got, _ := doc.Find("option[selected]").Attr("value"); got != "admitted" {
		t.Errorf("the column is %q", got)
	}
	path, v = version("/confirm")
	if got := strings.TrimSpace(doc.Find("form[action$='/confirm'] button").Text()); got != "Nhập 2 đồng chí" {
		t.Errorf("the button says %q", got)
	}
	if status, doc = b.send(path, url.Values{"_version": {v}}); status != http.StatusOK || !strings.Contains(doc.Find("main").Text(), "Đã nhập 2 đồng chí mới") {
		t.Fatalf("confirmed: %d %q", status, texts(doc, "main"))
	}
	if _, doc = b.get("/member"); !strings.Contains(doc.Find(".lede").Text(), "4 đồng chí") {
		t.Error(texts(doc, ".lede"))
	}
	status, doc = b.upload("ds.doc", "PK không phải bảng tính\x00\x01")
	if status != http.StatusUnprocessableEntity || doc.Find("#f-file-error").Length() != 1 {
		t.Errorf("no list: %d %q", status, texts(doc, "[data-errors]"))
	}
}

// A5, safety S9: the export gives every text back and holds no formula; the
// columns of identity numbers are empty.
func TestExport(t *testing.T) {
	s := open(t)
	b := s.as(s.a)
	for i, prefix := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "'", "=cmd|' /C calc'!A0", "-2+3"} {
		_, err := s.members.Enter(t.Context(), access.Console, s.cell, member.Form{
			Person: member.Person{Name: fmt.Sprintf("Lê Văn %c", 'C'+i), Alias: prefix + "SUM(A1)", Hometown: prefix + "1"}, Status: member.Probationary,
		})
		check(t, err)
	}
	for _, ext := range []string{"xlsx", "csv"} {
		resp, err := b.client.Get(b.http.URL + "/member/export." + ext)
		check(t, err)
		data, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		check(t, err)
		if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Disposition"), "attachment") {
			t.Fatalf("%s: %d %v", ext, resp.StatusCode, resp.Header)
		}
		found := 0
		for _, row := range cellsOf(t, ext, data) {
			if strings.HasSuffix(row[3], "SUM(A1)") {
				found++
				if row[8]+row[25] != "" {
					t.Errorf("%s: an identity number: %q", ext, row[8])
				}
			}
		}
		if found != 12 {
			t.Errorf("%s: %d rows", ext, found)
		}
	}
	if status, _ := s.as(s.b).get("/member/export.csv"); status != http.StatusForbidden {
		t.Errorf("a member exports: %d", status)
	}
	check(t, s.log.Flush(t.Context()))
	n := 0
	check(t, s.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Value[int], `SELECT COUNT(*) FROM audit_read WHERE kind = 'member_list'`)
		return err
	}))
	if n != 1 {
		t.Errorf("%d reads of the list are logged, want 1", n)
	}
}

// cellsOf reads a file back, and fails for a cell that could be evaluated.
func cellsOf(t *testing.T, ext string, data []byte) (rows [][]string) {
	t.Helper()
	if ext == "csv" {
		all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		check(t, err)
		for _, row := range all {
			for _, cell := range row {
				if regexp.MustCompile(`^\s*[=+\-@＝＋－＠]`).MatchString(cell) {
					t.Errorf("%q may be evaluated", cell)
				}
			}
		}
		return all
	}
	book, err := sheet.ReadBytes(data, "a.xlsx", sheet.Standard)
	check(t, err)
	for _, r := range book.Tables[0].Rows {
		row := make([]string, 29)
		for i := range row {
			if row[i] = r.At(i).Text; r.At(i).Formula {
				t.Errorf("a formula in row %d, column %d", r.Number, i)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// A5: the sample is understood without a question.
func TestSample(t *testing.T) {
	s := open(t)
	b := s.as(s.a)
	resp, err := b.client.Get(b.http.URL + "/member/import/sample.xlsx")
	check(t, err)
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	check(t, err)
	r, err := s.members.ImportList(t.Context(), access.Console, s.cell, "a.xlsx", data, true)
	if err != nil || len(r.Faults) > 0 || r.Rows != 1 {
		t.Fatalf("%v %+v", err, r.Faults)
	}
	for _, c := range r.Columns {
		if c.Field == "" && c.Ignored == "" {
			t.Errorf("the column %q is not understood", c.Header)
		}
	}
}
