package webtest

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/task"
)

// Client is a browser without script.
type Client struct {
	t    testing.TB
	http *http.Client
	base string
}

// Answer is what a page answered.
type Answer struct {
	Status   int
	Location string
	Header   http.Header
	Body     string
}

// Doc reads the body as a page.
func (a Answer) Doc(t testing.TB) *goquery.Document {
	t.Helper()
	d, err := goquery.NewDocumentFromReader(strings.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Refused reports whether the answer is that one may not, or that there is no
// such thing.
func (a Answer) Refused() bool {
	return a.Status == http.StatusForbidden || a.Status == http.StatusNotFound
}

// plain asks for pages as they are: to pack and unpack them is a fifth of the
// work of a crawl, and no test is about it.
var plain = &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 8, IdleConnTimeout: 10 * time.Second}

// Nobody is a browser that is not signed in. Redirects are not followed.
func (w *World) Nobody(t testing.TB) *Client {
	jar, err := cookiejar.New(nil)
	check(t, err)
	return &Client{t: t, base: w.Server.URL, http: &http.Client{
		Transport: plain, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// As signs in as the person of a role.
func (w *World) As(t testing.TB, role access.Role) *Client {
	t.Helper()
	c := w.Nobody(t)
	a := c.Post("/login", Login(role))
	if a.Status != http.StatusSeeOther {
		t.Fatalf("signing in as %s: %d %s", role, a.Status, a.Body)
	}
	return c
}

// Login is the form by which the person of a role signs in.
func Login(role access.Role) url.Values {
	return url.Values{"username": {string(role)}, "password": {password}}
}

// Actor is the person of a role as the house knows him now.
func (w *World) Actor(t testing.TB, role access.Role) access.Actor {
	t.Helper()
	who, err := w.App.Accounts.Who(t.Context(), access.System, w.logins[role], 1)
	check(t, err)
	return who.Actor()
}

// Get fetches a page.
func (c *Client) Get(path string) Answer {
	c.t.Helper()
	r, err := http.NewRequest(http.MethodGet, c.base+path, nil)
	check(c.t, err)
	return c.Do(r)
}

// Post sends a form, with a fresh key unless it has one.
func (c *Client) Post(path string, form url.Values) Answer {
	c.t.Helper()
	if !form.Has("_key") {
		if form == nil {
			form = url.Values{}
		}
		form.Set("_key", db.NewID())
	}
	r, err := http.NewRequest(http.MethodPost, c.base+path, strings.NewReader(form.Encode()))
	check(c.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.Do(r)
}

// Press sends the form for an action as it stands on a page, with what is typed
// into it.
func (c *Client) Press(path, action string, typed url.Values) Answer {
	c.t.Helper()
	page := c.Get(path)
	if page.Status != http.StatusOK || strings.Contains(page.Body, "⟦") {
		c.t.Fatalf("%s: %d", path, page.Status)
	}
	form := page.Doc(c.t).Find(`form[action="` + action + `"]`)
	if form.Length() == 0 {
		c.t.Fatalf("%s: no form for %s", path, action)
	}
	v := url.Values{}
	form.First().Find(`input[type=hidden]`).Each(func(_ int, in *goquery.Selection) { v.Add(in.AttrOr("name", ""), in.AttrOr("value", "")) })
	maps.Copy(v, typed)
	return c.Post(action, v)
}

// Do sends any request with the client's cookies.
func (c *Client) Do(r *http.Request) Answer {
	c.t.Helper()
	resp, err := c.http.Do(r)
	check(c.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	check(c.t, err)
	return Answer{Status: resp.StatusCode, Location: resp.Header.Get("Location"), Header: resp.Header, Body: string(body)}
}

// Cookies is what the client sends as Cookie, for requests written by hand.
func (c *Client) Cookies() string {
	r, err := http.NewRequest(http.MethodGet, c.base, nil)
	check(c.t, err)
	for _, cookie := range c.http.Jar.Cookies(r.URL) {
		r.AddCookie(cookie)
	}
	return r.Header.Get("Cookie")
}

// Base is the address of the server.
func (c *Client) Base() string { return c.base }

// Count fetches a page inside the process and tells how many queries it made. What
// was read before is written first: else the page that lists reads would sometimes
// be the one to write them.
func (c *Client) Count(w *World, path string) (Answer, int64) {
	c.t.Helper()
	check(c.t, w.App.Audit.Flush(context.Background()))
	ctx, n := db.CountQueries(context.Background())
	r := httptest.NewRequest(http.MethodGet, c.base+path, nil).WithContext(ctx)
	for _, cookie := range c.http.Jar.Cookies(r.URL) {
		r.AddCookie(cookie)
	}
	rec := httptest.NewRecorder()
	w.App.Handler().ServeHTTP(rec, r)
	return Answer{Status: rec.Code, Location: rec.Header().Get("Location"), Header: rec.Header(), Body: rec.Body.String()}, n.Load()
}

// Crowd adds members to the own cell, and a task of each of them, in one
// transaction.
func (w *World) Crowd(t testing.TB, n int) {
	t.Helper()
	check(t, w.App.DB.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		for i := range n {
			f := member.Form{Person: member.Person{Name: fmt.Sprintf("Nguyễn Văn N%d", i), Sex: "male", Department: "Khoa Dược"}, Party: partyOf(member.Official), Status: member.Official}
			id, err := w.App.Members.EnterTx(tx, access.Console, w.Own.Unit, f)
			if err != nil {
				return err
			}
			_, err = w.App.Tasks.AssignTx(tx, access.Console, task.New{Unit: w.Own.Unit, Title: "Rà soát tủ thuốc", Assignee: id, Due: db.DateOf(dbtest.Today).AddDays(9)})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}
