package app_test

import (
	"bytes"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/webtest"
)

// What a link between chibo and PostgreSQL does.
type state int

const (
	sound  state = iota
	cut          // connections are reset, new ones are closed at once
	silent       // a black hole: nothing comes through either way
	lossy        // a commit arrives, its answer does not
)

// link is a way to PostgreSQL that the test can break.
type link struct {
	ln      net.Listener
	network string
	address string

	mu    sync.Mutex
	cond  *sync.Cond
	now   state
	conns []net.Conn
}

// linkTo makes a link to the server of an address, and gives the address by
// which it is reached over the link.
func linkTo(t *testing.T, dsn string) (*link, string) {
	t.Helper()
	config, err := pgconn.ParseConfig(dsn)
	must(t, err)
	l := &link{}
	l.cond = sync.NewCond(&l.mu)
	l.network, l.address = pgconn.NetworkAddress(config.Host, config.Port)
	l.ln, err = net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { l.set(cut); _ = l.ln.Close() })
	go l.accept()
	u := url.URL{Scheme: "postgres", User: url.UserPassword(config.User, config.Password), Host: l.ln.Addr().String(), Path: "/" + config.Database, RawQuery: "sslmode=disable"}
	return l, u.String()
}

func (l *link) accept() {
	for {
		near, err := l.ln.Accept()
		if err != nil {
			return
		}
		if l.state() == cut {
			_ = near.Close()
			continue
		}
		far, err := net.Dial(l.network, l.address)
		if err != nil {
			_ = near.Close()
			continue
		}
		l.mu.Lock()
		l.conns = append(l.conns, near, far)
		l.mu.Unlock()
		lost := new(atomic.Bool)
		go l.carry(near, far, lost, true)
		go l.carry(far, near, lost, false)
	}
}

func (l *link) state() state {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now
}

// set breaks the link, or mends it.
func (l *link) set(s state) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now = s
	if s == cut {
		for _, c := range l.conns {
			_ = c.Close()
		}
		l.conns = nil
	}
	l.cond.Broadcast()
}

// carry copies one way until the connection ends.
func (l *link) carry(from, to net.Conn, lost *atomic.Bool, up bool) {
	defer from.Close()
	defer to.Close()
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		l.mu.Lock()
		for l.now == silent {
			l.cond.Wait()
		}
		lossy := l.now == lossy
		l.mu.Unlock()
		if up && lossy && bytes.Contains(bytes.ToLower(b[:n]), []byte("commit")) {
			lost.Store(true)
		}
		if err != nil || !up && lost.Load() {
			return // an answer to the commit: it is durable, and nobody hears of it
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}

// hungMax is how long any request may take (safety R6), mendMax how long after
// the link is sound again pages may be missing.
const (
	hungMax = 10 * time.Second
	mendMax = 5 * time.Second
)

// safety R6: PostgreSQL away, in each way in which it can be: no request
// hangs, the page says to come back, chibo recovers by itself, and a form that
// is sent again counts once.
func TestPostgresAway(t *testing.T) {
	t.Parallel()
	for name, broken := range map[string]state{"cut": cut, "silent": silent, "commit lost": lossy} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, dsn := linkTo(t, dbtest.PostgresURL(t))
			w := webtest.New(t, dsn)
			client := w.As(t, access.Secretary)
			form := url.Values{"title": {"Rà soát sổ sách"}, "assignee": {string(w.People[access.Member])}, "due": {"15/06/2026"}, "_key": {db.NewID()}}
			before := count(t, w, `SELECT count(*) FROM task_task`)
			l.set(broken)
			var asking sync.WaitGroup
			asking.Go(func() { away(t, func() webtest.Answer { return client.Post("/task/new", form) }) })
			if broken != lossy { // there reading goes on
				asking.Go(func() { away(t, func() webtest.Answer { return client.Get("/task") }) })
			}
			asking.Wait()
			l.set(sound)
			recovers(t, client)
			for range 2 {
				if got := client.Post("/task/new", form); got.Status != http.StatusSeeOther {
					t.Errorf("sent again: %d", got.Status)
				}
			}
			if n := count(t, w, `SELECT count(*) FROM task_task`); n != before+1 {
				t.Errorf("the task was written %d times", n-before)
			}
		})
	}
}

// away asks for a page while PostgreSQL is away.
func away(t *testing.T, ask func() webtest.Answer) {
	start := time.Now()
	got := ask()
	if d := time.Since(start); d > hungMax {
		t.Errorf("hung for %v", d)
	}
	text := strings.Join(strings.Fields(got.Doc(t).Find("body").Text()), " ")
	if got.Status != http.StatusServiceUnavailable || got.Header.Get("Retry-After") == "" || !strings.Contains(text, "Đồng chí chờ một phút rồi thử lại") {
		t.Errorf("%d, Retry-After %q, %.300q", got.Status, got.Header.Get("Retry-After"), text)
	}
}

// recovers waits until pages are served again, whichever connection of the
// pool they meet.
func recovers(t *testing.T, client *webtest.Client) {
	t.Helper()
	start := time.Now()
	var last []int
	for len(last) < 5 || slices.ContainsFunc(last[len(last)-5:], func(s int) bool { return s != http.StatusOK }) {
		if time.Since(start) > mendMax {
			t.Fatalf("not recovered after %v: %v", time.Since(start), last)
		}
		last = append(last, client.Get("/task").Status)
	}
}
