package web

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
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/carry"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/exchange"
	"chibo/internal/meeting/floor"
	"chibo/internal/meeting/named"
	namedweb "chibo/internal/meeting/named/web"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/notify"
	notifyweb "chibo/internal/notify/web"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/task"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

// desk is the pages over a fresh database, with people who can sign in by
// name.
type desk struct {
	db      *db.DB
	url     string
	people  map[string]server.Identity // by account
	cell    org.ID
	named   map[string]member.ID
	members *member.Service

	meetings *meeting.Service
}

func (d *desk) Identify(_ context.Context, account string, _ int) (server.Identity, error) {
	id, ok := d.people[account]
	if !ok {
		return server.Identity{}, fault.New(fault.NotFound, "ui.not_found")
	}
	return id, nil
}

func (d *desk) Prefer(context.Context, access.Actor, i18n.Lang, ui.View) error { return nil }

func open(t *testing.T) *desk {
	t.Helper()
	base := dbtest.SQLite(t, dbtest.NewClock())
	orgs := org.New(base)
	d := &desk{db: base, people: map[string]server.Identity{}, named: map[string]member.ID{}, members: member.New(base)}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		must(t, err)
		return id
	}
	root := found("Đảng bộ Sở Y tế", "base", "")
	d.cell = found("Chi bộ Trạm Y tế", "cell", root)
	sister := found("Chi bộ Khoa Dược", "cell", root)
	d.enter(t, "sec", "Nguyễn Văn A", d.cell, member.Secretary)
	d.enter(t, "plain", "Lê Văn C", d.cell, "")
	d.enter(t, "stranger", "Lý Thị Z", sister, member.Secretary)
	must(t, base.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, root)
		duty := access.Duty{Role: access.Officer, Unit: string(root), Path: u.Path}
		d.people["officer"] = server.Identity{
			Actor: access.Actor{Kind: access.Human, Account: "officer", Duties: []access.Duty{duty}}, Name: "Mai Thị P",
			Hats: []server.Hat{{Unit: string(root), Name: u.Name, Role: access.Officer}},
		}
		return err
	}))
	notices := notify.New(base, d.members, account.New(base, orgs, d.members))
	documents := document.New(base, t.TempDir())
	tasks := task.NewService(base)
	meetings := meeting.New(base, documents, tasks, vote.New())
	meetings.Notices, d.meetings = notices, meetings
	byName := named.New(base, meetings)
	s, err := server.New(server.Config{
		DB: base, Gatekeeper: d, Sessions: memstore.New(), Home: "/meeting",
		Capabilities: []server.Capability{
			notifyweb.Capability(notices), Capability(meetings, deed.New(base, meetings, documents), year.New(base, meetings), floor.New(base, meetings), carry.New(base, meetings), exchange.New(base, tasks, documents), byName), namedweb.Capability(byName),
			{Name: "test", Routes: []server.Route{server.Get("/as/{who}", access.Public, func(w http.ResponseWriter, r *http.Request) error {
				return server.SignIn(r, r.PathValue("who"), 0, false)
			})}},
		},
	})
	must(t, err)
	listener := httptest.NewServer(s)
	t.Cleanup(listener.Close)
	d.url = listener.URL
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (d *desk) enter(t *testing.T, account, name string, unit org.ID, post member.Post) {
	t.Helper()
	id, err := d.members.Enter(t.Context(), access.Console, unit, member.Form{
		Person: member.Person{Name: name},
		Party:  member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}, Status: member.Official,
	})
	must(t, err)
	role := access.Member
	if post != "" {
		must(t, d.members.Appoint(t.Context(), access.Console, member.Appointment{Person: id, Unit: unit, Post: post, From: "2020-01-01"}))
		role = access.Secretary
	}
	a := access.Actor{Kind: access.Human, Account: account, Person: string(id)}
	must(t, d.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	d.named[account] = id
	d.people[account] = server.Identity{Actor: a, Name: name, Hats: []server.Hat{{Unit: string(unit), Name: "Chi bộ", Role: role}}}
}

// browser is somebody signed in.
type browser struct {
	t      *testing.T
	d      *desk
	client *http.Client
}

func (d *desk) as(t *testing.T, who string) browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	b := browser{t, d, &http.Client{Jar: jar}}
	resp, err := b.client.Get(d.url + "/as/" + who)
	must(t, err)
	must(t, resp.Body.Close())
	return b
}

// page reads a page and checks what all pages have: one h1 outside the paper,
// no text without words, no style attribute.
func (b browser) page(resp *http.Response, err error, status int) *goquery.Document {
	b.t.Helper()
	must(b.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(b.t, err)
	text := string(body)
	if resp.StatusCode != status {
		b.t.Fatalf("%s: %d, want %d", resp.Request.URL, resp.StatusCode, status)
	}
	if strings.Contains(text, "⟦") {
		b.t.Errorf("%s: a text without words: %.80s", resp.Request.URL, text[strings.Index(text, "⟦"):])
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	must(b.t, err)
	if n := doc.Find("[style]").Length(); n > 0 {
		b.t.Errorf("%s: %d style attributes", resp.Request.URL, n)
	}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		if id := s.AttrOr("id", ""); doc.Find(`[id="`+id+`"]`).Length() > 1 {
			b.t.Errorf("%s: the id %q stands twice", resp.Request.URL, id)
		}
	})
	return doc
}

func (b browser) get(path string, status int) *goquery.Document {
	b.t.Helper()
	resp, err := b.client.Get(b.d.url + path)
	return b.page(resp, err, status)
}

// send posts a form; what is sent is the values, and the hidden fields of the
// page's form of that address.
func (b browser) send(from, action string, status int, values ...string) *goquery.Document {
	b.t.Helper()
	v := url.Values{}
	form := b.get(from, http.StatusOK).Find(`form[action="` + action + `"]`).First()
	if form.Length() == 0 {
		b.t.Fatalf("%s has no form %s", from, action)
	}
	form.Find("input[type=hidden]").Each(func(_ int, s *goquery.Selection) { v.Add(s.AttrOr("name", ""), s.AttrOr("value", "")) })
	for i := 0; i+1 < len(values); i += 2 {
		v.Set(values[i], values[i+1])
	}
	return b.post(action, status, v)
}

func (b browser) post(action string, status int, v url.Values) *goquery.Document {
	b.t.Helper()
	resp, err := b.client.PostForm(b.d.url+action, v)
	return b.page(resp, err, status)
}

// planned plans a regular meeting of today through the pages and gives its
// address.
func (b browser) planned() string {
	b.t.Helper()
	b.send("/meeting/new", "/meeting/new", http.StatusOK, "kind", "regular", "held_on", "25/5/2026", "starts_at", "14:00", "place", "Phòng họp tầng 2")
	at, ok := b.get("/meeting", http.StatusOK).Find("ul.rows a").First().Attr("href")
	if !ok {
		b.t.Fatal("the list does not show the meeting")
	}
	return at
}

// B5, B7, B8: a first meeting through its pages, without script.
func TestFirstMeetingThroughThePages(t *testing.T) {
	d := open(t)
	b := d.as(t, "sec")
	b.get("/meeting", http.StatusOK)
	at := b.planned()
	sec, plain := string(d.named["sec"]), string(d.named["plain"])
	b.send(at+"/items", at+"/items", http.StatusOK, "title", "Báo cáo liên hệ", "kind", "report", "minutes", "20", "presenter", plain)
	b.send(at, at+"/guests", http.StatusOK, "guest_name", "Phạm Thị K", "guest_title", "Công đoàn")
	up := b.get(at, http.StatusOK).Find(`form[action$="/move"]`).Last().AttrOr("action", "")
	b.send(at, up, http.StatusOK, "to", "up")
	edit := b.get(at, http.StatusOK).Find(`#agenda a[href$="/edit"]`).First().AttrOr("href", "")
	b.send(edit, edit, http.StatusOK, "title", "Tuyên bố lý do", "kind", "procedural", "minutes", "5")
	if doc := b.send(at, at+"/open", http.StatusUnprocessableEntity, "opened_at", "14:00"); !strings.Contains(doc.Text(), "Chọn người chủ trì cuộc họp.") {
		t.Error("opening without a chair does not say so")
	}
	b.send(at+"/plan", at+"/plan", http.StatusOK, "kind", "regular", "held_on", "25/05/2026", "starts_at", "14:00", "place", "Hội trường", "chair", sec)
	b.send(at, at+"/open", http.StatusOK, "opened_at", "14:00")
	b.send(at+"/attendance", at+"/attendance", http.StatusOK, "mark", sec+" excused 1")
	b.send(at, at+"/attendance", http.StatusOK, "mark", sec+" present 2")
	b.send(at+"/attendance", at+"/attendance", http.StatusOK, "rest", "present")
	b.send(at+"/appoint", at+"/appoint", http.StatusOK, "chair", sec, "minuter", plain)

	item := b.itemOf(at, "Kiểm điểm việc thực hiện nhiệm vụ của đảng viên")
	in, do := at+"?item="+item, at+"/items/"+item
	b.send(in, do+"/content", http.StatusOK, "content", "Hoàn thành 9/10 nhiệm vụ.")
	b.send(in, do+"/notes", http.StatusOK, "speaker", plain, "kind", "advice", "body", "Nên ghi số liệu hằng tuần 👍")
	b.send(in, do+"/conclusion", http.StatusOK, "conclusion", "Nhất trí.")
	b.send(in, do+"/tasks", http.StatusOK, "title", "Lập sổ theo dõi", "assignee", plain, "due", "15/6/2026")
	b.send(in, do+"/votes", http.StatusUnprocessableEntity, "question", "Nghị quyết", "matter", "ordinary", "favour", "9", "against", "0", "other", "0")
	if doc := b.send(in, do+"/votes", http.StatusUnprocessableEntity, "question", "", "matter", "ordinary", "favour", "9", "against", "0", "other", "0"); doc.Find("#f-question[aria-invalid], #f-favour[aria-invalid]").Length() != 2 {
		t.Error("of two faults of a vote one is told")
	}
	room := b.send(in, do+"/votes", http.StatusOK, "question", "Nghị quyết tháng 5", "matter", "ordinary", "favour", "2", "against", "0", "other", "0")
	for _, want := range []string{"Tán thành 2/2 đảng viên chính thức (100%)", "Thông qua", "Điều lệ Đảng", "Lập sổ theo dõi", "15/06/2026", "Nên ghi số liệu hằng tuần 👍"} {
		if !strings.Contains(room.Text(), want) {
			t.Errorf("the room does not show %q", want)
		}
	}

	closing := b.send(at+"/close", at+"/close", http.StatusUnprocessableEntity, "opened_at", "14:00", "closed_at", "16:27")
	values := []string{"opened_at", "14:00", "closed_at", "16:27"}
	closing.Find(`textarea[name^="reason-"]`).Each(func(_ int, s *goquery.Selection) { values = append(values, s.AttrOr("name", ""), "Chờ cấp trên") })
	if len(values) != 10 { // secretary's report, assignment, and the report added above
		t.Errorf("B7: the closing page asks for %d reasons", (len(values)-4)/2)
	}
	b.send(at+"/close", at+"/close", http.StatusOK, values...)
	b.send(at+"/minutes", at+"/minutes", http.StatusOK, "opened_at", "14:05", "closed_at", "16:30", "summary", "Chi bộ tự chấm 94 điểm.")
	b.send(at+"/minutes", at+"/freeze", http.StatusOK)
	minutes := b.get(at+"/minutes", http.StatusOK)
	for _, want := range []string{"Số 01-BB/CB", "BIÊN BẢN", "16 giờ 30", "Chi bộ tự chấm 94 điểm.", "Bản 1"} {
		if !strings.Contains(minutes.Text(), want) {
			t.Errorf("the minutes do not show %q", want)
		}
	}
	for ending, magic := range map[string]string{"docx": "PK", "pdf": "%PDF"} {
		if body := b.download(at + "/minutes." + ending); !strings.HasPrefix(body, magic) || body != b.download(at+"/minutes."+ending+"?version=1") {
			t.Errorf("%s: %.10q", ending, body)
		}
	}
	b.get(at, http.StatusOK)
	b.get("/meeting?over=1", http.StatusOK)
	b.send(at+"/correct", at+"/correct", http.StatusUnprocessableEntity)
	b.send(at+"/correct", at+"/correct", http.StatusOK, "reason", "Ghi nhầm giờ")
	b.get(at, http.StatusOK)
}

// itemOf gives the id of an item in the room's agenda.
func (b browser) itemOf(at, title string) string {
	b.t.Helper()
	link := b.get(at, http.StatusOK).Find("ol.agenda a").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.Text() == title })
	_, item, ok := strings.Cut(link.AttrOr("href", ""), "?item=")
	if !ok {
		b.t.Fatalf("no item %q", title)
	}
	return item
}

func (b browser) download(path string) string {
	b.t.Helper()
	resp, err := b.client.Get(b.d.url + path)
	must(b.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(b.t, err)
	if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Disposition"), "attachment") {
		b.t.Errorf("%s: %d, %v", path, resp.StatusCode, resp.Header)
	}
	return string(body)
}

// Bad input: a date that no calendar has, a text far too long; nothing typed
// is lost.
func TestBadInput(t *testing.T) {
	b := open(t).as(t, "sec")
	doc := b.send("/meeting/new", "/meeting/new", http.StatusUnprocessableEntity, "kind", "regular", "held_on", "30/02/2026", "starts_at", "14:00", "place", "Phòng họp")
	if !strings.Contains(doc.Text(), "Ngày này không có trên lịch.") || doc.Find(`[name=held_on]`).AttrOr("value", "") != "30/02/2026" || doc.Find(`[name=place]`).AttrOr("value", "") != "Phòng họp" {
		t.Error("30/02 is not told at its field, or what was typed is lost")
	}
	at := b.planned()
	sec := string(b.d.named["sec"])
	b.send(at+"/plan", at+"/plan", http.StatusOK, "kind", "regular", "held_on", "25/05/2026", "starts_at", "14:00", "place", "x", "chair", sec)
	b.send(at, at+"/open", http.StatusOK, "opened_at", "14:00")
	item := b.itemOf(at, "Thảo luận")
	long := strings.Repeat("ệ", 100_000)
	doc = b.send(at+"?item="+item, at+"/items/"+item+"/notes", http.StatusUnprocessableEntity, "speaker", sec, "kind", "opinion", "body", long)
	if doc.Find(`textarea[name=body]`).Text() != long || !strings.Contains(doc.Text(), "Nội dung có 100.000 ký tự, tối đa 20.000.") {
		t.Error("100,000 characters are lost, or the page does not say why they are too many")
	}
	// A rule that is missing for the date is named, and the meeting goes on.
	b.send("/meeting/new", "/meeting/new", http.StatusOK, "kind", "extraordinary", "why", "Việc cần bàn ngay", "held_on", "24/05/2026", "starts_at", "08:00", "place", "x")
	first := b.get("/meeting", http.StatusOK).Find("ul.rows a").First().AttrOr("href", "")
	if text := b.get(first, http.StatusOK).Text(); !strings.Contains(text, "Chưa có quy định cho ngày này:") || !strings.Contains(text, "Trình tự cuộc họp") {
		t.Error("the missing rule is not named")
	}
}

// Two people who save the same record: 409, with both texts.
func TestTwoPeopleOneRecord(t *testing.T) {
	d := open(t)
	b := d.as(t, "sec")
	at := b.planned()
	sec := string(d.named["sec"])
	b.send(at+"/plan", at+"/plan", http.StatusOK, "kind", "regular", "held_on", "25/05/2026", "starts_at", "14:00", "place", "x", "chair", sec)
	b.send(at, at+"/open", http.StatusOK, "opened_at", "14:00")
	do := at + "/items/" + b.itemOf(at, "Thảo luận") + "/content"
	b.post(do, http.StatusOK, url.Values{"_version": {"1"}, "content": {"Bản của đồng chí thứ nhất"}})
	doc := b.post(do, http.StatusConflict, url.Values{"_version": {"1"}, "content": {"Bản của đồng chí thứ hai"}})
	if doc.Find("textarea[name=content]").Text() != "Bản của đồng chí thứ hai" || !strings.Contains(doc.Find(".theirs").Text(), "Bản của đồng chí thứ nhất") {
		t.Error("not both texts are shown")
	}
}

// safety S1: who sees what; a meeting of another cell is not found.
func TestWhoSeesWhat(t *testing.T) {
	d := open(t)
	at := d.as(t, "sec").planned()
	d.as(t, "stranger").get(at, http.StatusNotFound)
	d.as(t, "stranger").get(at+"/minutes.pdf", http.StatusNotFound)
	d.as(t, "plain").get(at, http.StatusOK)
	d.as(t, "plain").get(at+"/attendance", http.StatusOK)
	d.as(t, "plain").get(at+"/plan", http.StatusForbidden)
	d.as(t, "plain").post(at+"/open", http.StatusForbidden, url.Values{"_version": {"1"}})
	over := d.as(t, "officer").get("/meeting", http.StatusOK)
	if text := over.Text(); !strings.Contains(text, "Chi bộ Trạm Y tế") || strings.Contains(text, "Phòng họp") || over.Find("ul.rows a").Not(`[href$="/sent"]`).Length() > 0 {
		t.Error("the overview shows more, or less, than that the meeting takes place")
	}
	d.as(t, "officer").get(at, http.StatusForbidden)
}
