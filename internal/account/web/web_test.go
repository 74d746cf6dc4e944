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
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/pquerna/otp/totp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/account/web"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
)

const password = "mưa rào trên phố cũ"

type site struct {
	db       *db.DB
	clock    *dbtest.Clock
	orgs     *org.Service
	members  *member.Service
	accounts *account.Service
	url      string
}

func open(t *testing.T) site {
	t.Helper()
	s := site{clock: dbtest.NewClock()}
	s.db = dbtest.SQLite(t, s.clock)
	s.orgs, s.members = org.New(s.db), member.New(s.db)
	s.accounts = account.New(s.db, s.orgs, s.members)
	door := web.NewDoor(s.accounts)
	srv, err := server.New(server.Config{
		DB: s.db, Capabilities: []server.Capability{web.Capability(s.accounts)}, Gatekeeper: door, Sessions: account.NewSessions(s.db),
		FirstRun: door.FirstRun, Home: "/account",
	})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(srv)
	t.Cleanup(h.Close)
	s.url = h.URL
	return s
}

// browser follows redirects and keeps cookies.
type browser struct {
	t    *testing.T
	site site
	http *http.Client
	path string // where it is
	code int
	doc  *goquery.Document
}

func (s site) browser(t *testing.T) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, site: s, http: &http.Client{Jar: jar}}
}

func (b *browser) do(r *http.Request) *browser {
	b.t.Helper()
	resp, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.path, b.code = resp.Request.URL.Path, resp.StatusCode
	if b.doc, err = goquery.NewDocumentFromReader(strings.NewReader(string(body))); err != nil {
		b.t.Fatal(err)
	}
	if strings.Contains(string(body), "⟦account") {
		b.t.Errorf("%s: a text is missing", b.path)
	}
	if b.doc.Find("[style]").Length() > 0 {
		b.t.Errorf("%s: a style attribute", b.path)
	}
	if n := b.doc.Find("h1").Length(); n != 1 {
		b.t.Errorf("%s: %d h1", b.path, n)
	}
	return b
}

func (b *browser) get(path string) *browser {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.site.url+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(r)
}

// post sends the form of the page that has the action, with these values over
// what stands in it.
func (b *browser) post(action string, values ...string) *browser {
	b.t.Helper()
	form := b.doc.Find(`form[action="` + action + `"]`).First()
	if form.Length() == 0 {
		b.t.Fatalf("%s (%d) has no form to %s: %s", b.path, b.code, action, b.text("main"))
	}
	v := url.Values{}
	form.Find("input[name], select[name]").Each(func(_ int, in *goquery.Selection) {
		name, value := in.AttrOr("name", ""), in.AttrOr("value", "")
		if goquery.NodeName(in) == "select" {
			value = in.Find("option[selected]").AttrOr("value", in.Find("option").AttrOr("value", ""))
		}
		if kind := in.AttrOr("type", ""); kind == "checkbox" || kind == "radio" {
			if _, on := in.Attr("checked"); !on {
				return
			}
		}
		v.Set(name, value)
	})
	for i := 0; i < len(values); i += 2 {
		v.Set(values[i], values[i+1])
	}
	return b.send(action, v)
}

func (b *browser) send(path string, v url.Values) *browser {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.site.url+path, strings.NewReader(v.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", b.site.url)
	return b.do(r)
}

func (b *browser) text(selector string) string {
	return strings.Join(strings.Fields(b.doc.Find(selector).Text()), " ")
}

func (b *browser) at(path string) *browser {
	b.t.Helper()
	if b.path != path || b.code != http.StatusOK {
		b.t.Fatalf("at %s (%d), want %s: %s", b.path, b.code, path, b.text("main"))
	}
	return b
}

func (b *browser) says(selector, want string) *browser {
	b.t.Helper()
	if got := b.text(selector); !strings.Contains(got, want) {
		b.t.Errorf("%s: %s says %q, want %q", b.path, selector, got, want)
	}
	return b
}

// enrol sets up the second factor on the page where the browser is.
func (b *browser) enrol() (secret string) {
	b.t.Helper()
	b.at("/account/second-factor")
	secret = strings.ReplaceAll(b.doc.Find("#f-secret").Text(), " ", "")
	if src := b.doc.Find("main img").AttrOr("src", ""); !strings.HasPrefix(src, "data:image/png;base64,") {
		b.t.Errorf("no picture of the secret: %.40s", src)
	}
	b.post("/account/second-factor", "code", b.site.code(b.t, secret))
	if n := b.doc.Find("[data-codes] li").Length(); n != 8 {
		b.t.Fatalf("%d recovery codes: %s", n, b.text("main"))
	}
	return secret
}

func (s site) code(t *testing.T, secret string) string {
	t.Helper()
	c, err := totp.GenerateCode(secret, s.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (b *browser) onward() *browser {
	return b.get(b.doc.Find("main a.btn-primary").AttrOr("href", ""))
}

func (b *browser) login(username, password string, more ...string) *browser {
	b.t.Helper()
	return b.get("/login").post("/login", append([]string{"username", username, "password", password}, more...)...)
}

// house is a cell with a secretary and a member who have accounts, and an
// administrator.
func (s site) house(t *testing.T) (cell org.ID, secretary, plain member.ID) {
	t.Helper()
	ctx := t.Context()
	base, err := s.orgs.Found(ctx, access.Console, org.Form{Name: "Đảng bộ Sở Y tế", Kind: "base", From: "2010-01-01"})
	check(t, err)
	cell, err = s.orgs.Found(ctx, access.Console, org.Form{Name: "Chi bộ Trạm Y tế", Kind: "cell", Parent: base, From: "2010-01-01"})
	check(t, err)
	enter := func(name, username string) member.ID {
		id, err := s.members.Enter(ctx, access.Console, cell, member.Form{
			Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"},
		})
		check(t, err)
		if username != "" {
			_, err = s.accounts.Open(ctx, access.Console, account.Opening{Person: id, Username: username, Password: password})
			check(t, err)
		}
		return id
	}
	secretary, plain = enter("Nguyễn Văn A", "nguyenvana"), enter("Trần Thị B", "tranthib")
	enter("Cao Thị O", "")
	check(t, s.members.Appoint(ctx, access.Console, member.Appointment{Person: secretary, Unit: cell, Post: member.Secretary, From: "2020-01-01"}))
	l, err := s.accounts.CreateAdministrator(ctx, access.Console, "Phạm Quản Trị")
	check(t, err)
	_, err = s.accounts.Accept(ctx, access.Actor{}, l.Secret, account.Answer{Username: "quantri", Password: password, Again: password})
	check(t, err)
	return cell, secretary, plain
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// I4: from an empty installation to the secretary at work.
func TestFirstRun(t *testing.T) {
	s := open(t)
	b := s.browser(t).get("/").at("/setup")
	b.get("/login").at("/setup")
	b.post("/setup", "name", "", "username", "x", "password", "ngắn", "again", "khác")
	if b.code != http.StatusUnprocessableEntity || b.doc.Find(".field-bad").Length() < 3 {
		t.Errorf("%d: %s", b.code, b.text("main"))
	}
	b.post("/setup", "name", "Phạm Quản Trị", "username", "quantri", "password", password, "again", password)
	secret := b.enrol()
	b.onward().at("/setup/organisation")
	s.browser(t).get("/setup").at("/login") // nobody sets up a second time
	b.post("/setup/organisation", "name", "Đảng bộ Bệnh viện A", "superior", "Đảng bộ Sở Y tế", "locality", "Hà Nội", "from", "01/01/2010").at("/setup/cell")
	// The machine goes down; another device goes on where it stopped.
	s.clock.Set(dbtest.Today.Add(time.Minute))
	b = s.browser(t).login("quantri", password).at("/account/challenge").post("/account/challenge", "code", s.code(t, secret)).at("/setup/cell")
	b.post("/setup/cell", "name", "Chi bộ Khoa Nội", "from", "31/02/2010")
	if b.code != http.StatusUnprocessableEntity {
		t.Errorf("a day that no calendar has: %d", b.code)
	}
	b.post("/setup/cell", "from", "01/01/2010").at("/setup/secretary")
	b.post("/setup/secretary", "name", "Nguyễn Văn A", "admitted", "03/02/2005", "official", "03/02/2006", "since", "01/01/2024")
	link := strings.TrimSpace(b.doc.Find("#f-link").Text())
	path, ok := strings.CutPrefix(link, s.url)
	if !ok || !strings.HasPrefix(path, "/invite/") {
		t.Fatalf("link %q: %s", link, b.text("main"))
	}
	b.onward().at("/setup/done")
	b.get("/setup/secretary").at("/account")
	b.get("/accounts").at("/accounts").says("table", "Đã mời")
	// The secretary.
	c := s.browser(t).get(path).at(path).says("main", "Nguyễn Văn A")
	c.post(path, "password", password, "again", password)
	c.enrol()
	c.onward().at("/account").says("main", "Bí thư").says("main", "Chi bộ Khoa Nội · Đảng bộ Bệnh viện A")
	c.get(path)
	if c.code != http.StatusNotFound {
		t.Errorf("the link a second time: %d", c.code)
	}
	c.get("/accounts").at("/accounts").says("table", "Nguyễn Văn A")
}

// Mockup 12a: sign-in; one answer to whatever is wrong; next stays here.
func TestLogin(t *testing.T) {
	s := open(t)
	s.house(t)
	b := s.browser(t).get("/accounts").at("/login")
	b.says("main h1", "Đăng nhập").says("main", "Đảng bộ Sở Y tế").says("main", "Máy này của riêng tôi, nhớ 7 ngày").says("main", "Quên mật khẩu?")
	if next := b.doc.Find(`[name="next"]`).AttrOr("value", ""); next != "/accounts" {
		t.Errorf("next is %q", next)
	}
	answers := map[string]bool{}
	for _, name := range []string{"tranthib", "khongcotennay"} {
		b.login(name, "sai mật khẩu rồi")
		if b.code != http.StatusUnprocessableEntity || b.doc.Find(`#f-password`).AttrOr("value", "") != "" {
			t.Errorf("%s: %d", name, b.code)
		}
		answers[b.text("[data-errors]")] = true
	}
	if len(answers) != 1 {
		t.Errorf("a name is revealed: %v", answers)
	}
	b.login("Tranthib", password, "next", "https://example.com/").at("/account").says("main", "Trần Thị B")
	for range 5 {
		s.browser(t).login("tranthib", "sai mật khẩu rồi")
	}
	if c := s.browser(t).login("tranthib", password); c.code != http.StatusTooManyRequests {
		t.Errorf("after too many tries: %d", c.code)
	} else {
		c.says("[data-errors]", "sau 1 phút")
	}
}

func (b *browser) session() string {
	u, _ := url.Parse(b.site.url)
	for _, c := range b.http.Jar.Cookies(u) {
		if c.Name == "chibo" {
			return c.Value
		}
	}
	return ""
}

// with is a browser that has somebody's session.
func (s site) with(t *testing.T, session string) *browser {
	b := s.browser(t)
	u, _ := url.Parse(s.url)
	b.http.Jar.SetCookies(u, []*http.Cookie{{Name: "chibo", Value: session}})
	return b
}

// Safety S6: a new id at sign-in, and after the second factor; signed out, the
// old one is dead at once; so it is after the password was changed elsewhere.
func TestSessions(t *testing.T) {
	s := open(t)
	s.house(t)
	planted := s.with(t, "planted-by-somebody-else").login("tranthib", password).at("/account")
	if planted.session() == "planted-by-somebody-else" {
		t.Error("the id was not changed at sign-in")
	}
	b := s.browser(t).login("tranthib", password).at("/account")
	before := b.session()
	secret := b.get("/account/second-factor").enrol()
	if b.session() == before {
		t.Error("the id was not changed by the second factor")
	}
	s.with(t, before).get("/account").at("/login")
	// Known password alone: no way round the second factor.
	s.clock.Set(dbtest.Today.Add(2 * time.Minute))
	c := s.browser(t).login("tranthib", password).at("/account/challenge")
	for _, path := range []string{"/account", "/account/second-factor", "/account/withdraw", "/account/password", "/accounts"} {
		c.get(path).at("/account/challenge")
	}
	c.post("/account/challenge", "code", "000000")
	if c.code != http.StatusUnprocessableEntity {
		t.Errorf("a wrong code: %d", c.code)
	}
	right := s.code(t, secret)
	c.post("/account/challenge", "code", right).at("/account")
	if again := s.browser(t).login("tranthib", password).post("/account/challenge", "code", right); again.code != http.StatusUnprocessableEntity {
		t.Errorf("the same code again: %d", again.code)
	}
	const other = "nắng vàng trên đồi chè"
	c.get("/account/password").post("/account/password", "old", "sai mật khẩu rồi", "password", other, "again", other)
	if c.code != http.StatusUnprocessableEntity || c.doc.Find(".field-bad #f-old").Length() != 1 {
		t.Errorf("a wrong old password: %d %s", c.code, c.text("main"))
	}
	c.post("/account/password", "old", password, "password", other, "again", other).at("/account")
	b.get("/account").at("/login")
	alive := c.get("/account").at("/account").session()
	c.post("/sign-out").at("/login")
	s.with(t, alive).get("/account").at("/login")
}

// I4: the administrator invites and grants; the secretary confirms; a member
// sees none of it.
func TestAccounts(t *testing.T) {
	s := open(t)
	cell, _, plain := s.house(t)
	s.accounts.RelaxSecondFactor = true
	admin := s.browser(t).login("quantri", password).at("/account")
	admin.get("/accounts").at("/accounts").says("table", "tranthib")
	if strings.Contains(admin.text("table"), "Cao Thị O") {
		t.Error("the administrator sees who has no account")
	}
	admin.get("/accounts?unit="+string(cell)).at("/accounts").says("table", "Bí thư")
	admin.get("/accounts?state=disabled").says("main", "Chưa có ai")
	sheet := "/accounts/" + string(plain)
	admin.get(sheet).at(sheet).post(sheet+"/invite").says("h1", "đặt lại mật khẩu")
	admin.get(sheet).post(sheet+"/grant", "role", "officer")
	if admin.code != http.StatusUnprocessableEntity {
		t.Errorf("an officer of nothing: %d", admin.code)
	}
	own, err := s.accounts.Find(context.Background(), access.Console, "quantri")
	check(t, err)
	mine := "/accounts/" + string(own.Person)
	admin.get(mine).post(mine+"/grant", "role", "officer", "unit", string(cell)).at(mine).says("main", "chờ xác nhận")

	sec := s.browser(t).login("nguyenvana", password).get("/accounts").at("/accounts")
	sec.says("table", "Cao Thị O").says("main", "Phạm Quản Trị")
	action := sec.doc.Find(`form[action$="/approve"]`).AttrOr("action", "")
	sec.post(action).at("/accounts").says("[role=status]", "xác nhận")
	admin.get("/account").says("main", "Cán bộ văn phòng")

	admin.get(sheet+"/suspend").post(sheet+"/suspend").at(sheet).says("main", "Đã khóa")
	if c := s.browser(t).login("tranthib", password); c.code != http.StatusUnprocessableEntity {
		t.Errorf("disabled, but signed in: %d", c.code)
	}
	admin.post(sheet+"/suspend").at(sheet).says("main", "Đang dùng")
	mem := s.browser(t).login("tranthib", password).at("/account").says("main", "liên kết đặt lại mật khẩu")
	for _, path := range []string{"/accounts", sheet, "/setup/organisation"} {
		if mem.get(path); mem.code != http.StatusForbidden {
			t.Errorf("member at %s: %d", path, mem.code)
		}
	}
	s.browser(t).get("/forgot").post("/forgot", "username", "tranthib").says("main", "Nếu có tài khoản này")
	sec.get("/accounts").says("table", "Xin đặt lại mật khẩu")
}

// Safety S7: looking at a link uses nothing up, and another site cannot post.
func TestNoGetChanges(t *testing.T) {
	s := open(t)
	_, _, plain := s.house(t)
	l, err := s.accounts.Invite(t.Context(), access.Console, plain)
	check(t, err)
	for range 3 {
		s.browser(t).get(l.Path()).at(l.Path())
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/login", strings.NewReader(url.Values{"username": {"tranthib"}, "password": {password}}.Encode()))
	check(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "https://example.com")
	if b := s.browser(t).do(r); b.code != http.StatusForbidden {
		t.Errorf("posted from another site: %d", b.code)
	}
}

// One person with several roles begins with the highest, not as administrator,
// and may change over.
func TestTwoRoles(t *testing.T) {
	s := open(t)
	s.house(t)
	s.accounts.RelaxSecondFactor = true
	sec, err := s.accounts.Find(t.Context(), access.Console, "nguyenvana")
	check(t, err)
	_, err = s.accounts.Grant(t.Context(), access.Console, sec.Account, access.Administrator, "")
	check(t, err)
	b := s.browser(t).login("nguyenvana", password).at("/account").says("header", "Bí thư")
	b.get("/accounts").says("table", "Cao Thị O")
	b.post("/ui/org", "org", "").says("header", "Quản trị hệ thống")
	b.get("/accounts").says("main", "3 tài khoản")
}
