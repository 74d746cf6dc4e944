package web_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io"
	"mime/multipart"
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
	"chibo/internal/document"
	documentweb "chibo/internal/document/web"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// site is the real router over a cell whose records "paper" take files from
// its secretary and show them to its members.
type site struct {
	t    *testing.T
	docs *document.Service
	unit org.Unit
	http *httptest.Server
}

// Identify takes the account's name as the role; Prefer does nothing.
func (s *site) Identify(_ context.Context, account string, _ int) (id server.Identity, err error) {
	if account == "" {
		return id, fault.New(fault.NotFound, "ui.not_found")
	}
	role := access.Role(account)
	id.Actor = access.Actor{Kind: access.Human, Account: account, Duties: []access.Duty{{Role: role, Unit: string(s.unit.ID), Path: s.unit.Path}}}
	id.Hats = []server.Hat{{Unit: string(s.unit.ID), Name: s.unit.Name, Role: role}}
	return id, nil
}

func (*site) Prefer(context.Context, access.Actor, i18n.Lang, ui.View) error { return nil }

var read = access.Declare("paper.read", access.For(access.Here, access.Cell...))

func open(t *testing.T) *site {
	t.Helper()
	d := dbtest.SQLite(t, dbtest.NewClock())
	s := &site{t: t, docs: document.New(d, t.TempDir())}
	id, err := org.New(d).Found(t.Context(), access.Console, org.Form{Name: "Chi bộ Trạm Y tế", Kind: "cell", From: "2010-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := org.New(d).Get(t.Context(), access.Console, id)
	if err != nil {
		t.Fatal(err)
	}
	s.unit = sheet.Unit
	s.docs.Owners["paper"] = document.Owner{
		Read: func(tx *db.Tx, by access.Actor, _ string) error {
			_, err := org.Authorise(tx, by, read, id)
			return err
		},
		Write: func(tx *db.Tx, by access.Actor, _ string) (org.ID, error) {
			_, err := org.Authorise(tx, by, document.NumberPapers, id)
			return id, err
		},
	}
	enter := server.Get("/enter/{who}", access.Public, func(_ http.ResponseWriter, r *http.Request) error {
		return server.SignIn(r, r.PathValue("who"), 0, false)
	})
	h, err := server.New(server.Config{
		DB: d, Gatekeeper: s, Sessions: memstore.New(),
		Capabilities: []server.Capability{documentweb.Capability(s.docs), {Name: "enter", Routes: []server.Route{enter}}},
	})
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

func (s *site) as(role access.Role) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	b := &browser{site: s, client: http.Client{Jar: jar}}
	b.get("/enter/" + string(role))
	return b
}

func (b *browser) page(r *http.Response, err error) (*http.Response, *goquery.Document) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if bytes.Contains(body, []byte("⟦")) {
		b.t.Errorf("a text is missing in %s", r.Request.URL)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	return r, doc
}

func (b *browser) get(path string) (*http.Response, *goquery.Document) {
	b.t.Helper()
	return b.page(b.client.Get(b.http.URL + path))
}

const here = "/document/of/paper/p?back=/meeting/m"

// upload sends a file by the form of the page.
func (b *browser) upload(name string, data []byte, declared bool) (*http.Response, *goquery.Document) {
	b.t.Helper()
	_, doc := b.get(here)
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	doc.Find("main form input[type=hidden]").Each(func(_ int, in *goquery.Selection) {
		if err := w.WriteField(in.AttrOr("name", ""), in.AttrOr("value", "")); err != nil {
			b.t.Fatal(err)
		}
	})
	if declared {
		if err := w.WriteField("declared", "on"); err != nil {
			b.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		b.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	return b.page(b.client.Post(b.http.URL+here, w.FormDataContentType(), &body))
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// B3, safety S10, S15: up by a plain form, down as a file that nothing runs.
func TestFilesOfARecord(t *testing.T) {
	s := open(t)
	secretary, reader := s.as(access.Secretary), s.as(access.Member)
	data := picture(t)
	for _, c := range []struct {
		name     string
		data     []byte
		declared bool
		status   int
		says     string
	}{
		{"Ảnh.png", data, false, http.StatusUnprocessableEntity, "không đọc được chữ"},
		{"Tối mật.png", data, true, http.StatusUnprocessableEntity, "dấu chỉ độ mật"},
		{"a.svg", []byte("<svg/>"), true, http.StatusUnprocessableEntity, "SVG"},
		{"a.png", make([]byte, document.FileMax+1), true, http.StatusUnprocessableEntity, "20 MB"},
		{"Ảnh chụp.png", data, true, http.StatusOK, "Đã đính kèm tệp."},
	} {
		r, doc := secretary.upload(c.name, c.data, c.declared)
		if r.StatusCode != c.status || !strings.Contains(doc.Find("main").Text(), c.says) {
			t.Errorf("%s answers %d: %s", c.name, r.StatusCode, doc.Find("main").Text())
		}
	}
	_, doc := reader.get(here)
	if doc.Find("form[enctype]").Length() != 0 || doc.Find(".rows li").Length() != 1 {
		t.Errorf("a member sees %s", doc.Find("main").Text())
	}
	if crumb := doc.Find("main a[href='/meeting/m']"); crumb.Length() == 0 {
		t.Error("no way back")
	}
	link := doc.Find(".rows a").AttrOr("href", "")
	r, _ := reader.get(link)
	got, err := io.ReadAll(r.Body)
	if err != nil || !bytes.Equal(got, data) {
		t.Errorf("read back %d bytes, %v", len(got), err)
	}
	for name, want := range map[string]string{
		"Content-Disposition": "attachment; filename*=UTF-8''" + url.PathEscape("Ảnh chụp.png"), "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "sandbox; default-src 'none'", "Content-Type": "image/png", "Cache-Control": "private, no-store",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if r, _ := reader.get(link + "/remove"); r.StatusCode != http.StatusForbidden {
		t.Errorf("a member is asked to remove: %d", r.StatusCode)
	}
	_, doc = secretary.get(link + "/remove?back=/meeting/m")
	form := doc.Find("main form")
	v := url.Values{"_key": {form.Find("[name=_key]").AttrOr("value", "")}}
	if r, doc := secretary.page(secretary.client.PostForm(s.http.URL+form.AttrOr("action", ""), v)); r.StatusCode != http.StatusOK || !strings.Contains(doc.Text(), "Đã gỡ tệp") {
		t.Errorf("removal answers %d", r.StatusCode)
	}
	if r, _ := reader.get(link); r.StatusCode != http.StatusNotFound {
		t.Errorf("a removed file answers %d", r.StatusCode)
	}
}

// The way back never leads off the site.
func TestBackStaysHere(t *testing.T) {
	b := open(t).as(access.Secretary)
	for _, to := range []string{"https://example.com/", "//example.com", `/\example.com`, "javascript:alert(1)", ""} {
		_, doc := b.get("/document/of/paper/p?back=" + url.QueryEscape(to))
		doc.Find("main a").Each(func(_ int, a *goquery.Selection) {
			if href := a.AttrOr("href", ""); strings.Contains(href, "example") || strings.Contains(href, "javascript") {
				t.Errorf("%q leads to %s", to, href)
			}
		})
	}
	if r, _ := b.get("/document/of/other/p"); r.StatusCode != http.StatusNotFound {
		t.Errorf("a kind that nobody owns answers %d", r.StatusCode)
	}
}

// I8
func TestStartingNumbers(t *testing.T) {
	b := open(t).as(access.Secretary)
	send := func(code, last string) (*http.Response, *goquery.Document) {
		_, doc := b.get("/document")
		form := doc.Find("main form")
		v := url.Values{"_key": {form.Find("[name=_key]").AttrOr("value", "")}, "code": {code}, "last": {last}}
		return b.page(b.client.PostForm(b.http.URL+form.AttrOr("action", ""), v))
	}
	if r, doc := send("NQ", "mười"); r.StatusCode != http.StatusUnprocessableEntity || doc.Find("[name=last]").AttrOr("value", "") != "mười" {
		t.Errorf("a faulty form answers %d", r.StatusCode)
	}
	if r, doc := send("NQ", "41"); r.StatusCode != http.StatusOK || !strings.Contains(doc.Find("main").Text(), "Văn bản NQ tiếp theo mang số 42.") {
		t.Errorf("it answers %d: %s", r.StatusCode, doc.Find("main").Text())
	}
}
