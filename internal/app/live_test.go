package app_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/webtest"
)

// wire is a network between client and server that can be cut: in the middle
// of a request, of an answer, or before either.
type wire struct {
	listener net.Listener
	target   atomic.Pointer[string]
	dice     *rand.Rand
	mu       sync.Mutex
	left     int // cuts still to come
	made     int
}

func newWire(t *testing.T, cuts int) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	w := &wire{listener: l, dice: rand.New(rand.NewPCG(7, 100)), left: cuts}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.carry(c)
		}
	}()
	return w
}

func (w *wire) lead(to string) {
	host := strings.TrimPrefix(to, "http://")
	w.target.Store(&host)
}

// cut is after how many bytes the connection breaks, each way; -1 for never.
func (w *wire) cut() (up, down int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.left == 0 || w.dice.IntN(2) == 0 {
		return -1, -1
	}
	w.left--
	w.made++
	if w.dice.IntN(2) == 0 {
		return w.dice.Int64N(900), -1 // before the server has all of it
	}
	return -1, w.dice.Int64N(300) // the server has it and the client does not know
}

func (w *wire) carry(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", *w.target.Load())
	if err != nil {
		return
	}
	defer server.Close()
	up, down := w.cut()
	done := make(chan struct{}, 2)
	pipe := func(to io.Writer, from io.Reader, limit int64) {
		if limit >= 0 {
			from = io.LimitReader(from, limit)
		}
		_, _ = io.Copy(to, from) // a cut is what the test is about
		done <- struct{}{}
	}
	go pipe(server, client, up)
	go pipe(client, server, down)
	<-done
}

// scribe writes notes as the script does: each with a key of its own, sent
// until the server says that it has it.
type scribe struct {
	http *http.Client
	base string
}

func (s scribe) send(path string, form url.Values) (status int, err error) {
	r, err := http.NewRequest(http.MethodPost, s.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Prefer", "return=minimal")
	r.Close = true // each on a connection of its own, which may be cut
	resp, err := s.http.Do(r)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

// I6, safety R1: in a hundred cuts of the network and three restarts of the
// server, two note-takers on one item lose no note and none is stored twice.
func TestNoNoteIsLostOrDoubled(t *testing.T) {
	const cuts, notes = 100, 100
	w := webtest.New(t, "")
	net := newWire(t, cuts)
	net.lead(w.Server.URL)
	p := w.Own.Params
	path := "/meeting/" + p["meeting"] + "/items/" + p["item"] + "/notes"
	jar := map[string]string{}
	for _, role := range []access.Role{access.Secretary, access.Deputy} {
		jar[string(role)] = w.As(t, role).Cookies()
	}
	sent := make(chan struct{}, 2*notes)
	var writers sync.WaitGroup
	for who, cookies := range jar {
		s := scribe{&http.Client{Timeout: 5 * time.Second, Transport: withCookies(cookies)}, "http://" + net.listener.Addr().String()}
		writers.Go(func() {
			for n := range notes / 2 {
				form := url.Values{"_key": {db.NewID()}, "speaker": {p["person"]}, "kind": {"opinion"}, "body": {fmt.Sprintf("Ý kiến %d của %s.", n, who)}}
				for {
					if status, err := s.send(path, form); err == nil && status == http.StatusNoContent {
						break
					} else if err == nil && status < 500 {
						t.Errorf("note %d of %s: %d", n, who, status)
						break
					}
					time.Sleep(2 * time.Millisecond)
				}
				sent <- struct{}{}
			}
		})
	}
	for range 3 {
		for range notes / 4 {
			<-sent
		}
		w.Reopen(t, 0)
		net.lead(w.Server.URL)
	}
	writers.Wait()
	// The cuts that are left hit notes that have been stored before.
	t.Logf("%d cuts", net.made)
	if net.made < cuts/3 {
		t.Errorf("only %d cuts were made", net.made)
	}
	count := map[string]int{}
	for _, n := range noted(t, w) {
		count[n]++
	}
	for who := range jar {
		for n := range notes / 2 {
			if got := count[fmt.Sprintf("Ý kiến %d của %s.", n, who)]; got != 1 {
				t.Errorf("note %d of %s is there %d times", n, who, got)
			}
		}
	}
}

func withCookies(cookies string) http.RoundTripper {
	return carrier{cookies, &http.Transport{DisableKeepAlives: true}}
}

// carrier signs each request with the cookies of a session.
type carrier struct {
	cookies string
	http.RoundTripper
}

func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Cookie", c.cookies)
	return c.RoundTripper.RoundTrip(r)
}

func noted(t *testing.T, w *webtest.World) []string {
	t.Helper()
	sheet, err := w.App.Meetings.Get(t.Context(), access.Console, meeting.ID(w.Own.Params["meeting"]))
	must(t, err)
	var all []string
	for _, i := range sheet.Items {
		for _, n := range i.Notes {
			all = append(all, n.Body)
		}
	}
	return all
}

// follow opens the stream of a meeting and gives the cursors as they come; the
// channel is closed when the stream ends.
func follow(t *testing.T, c *webtest.Client, meeting, since string) <-chan string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.Base()+"/meeting/"+meeting+"/events", nil)
	must(t, err)
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Last-Event-ID", since)
	r.Header.Set("Cookie", c.Cookies())
	resp, err := http.DefaultTransport.RoundTrip(r)
	must(t, err)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("the stream answers %d", resp.StatusCode)
	}
	events := make(chan string, 64)
	go func() {
		defer close(events)
		defer resp.Body.Close()
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				events <- data
			}
		}
	}()
	return events
}

// comes waits for the next event.
func comes(t *testing.T, events <-chan string, within time.Duration) (cursor string, open bool) {
	t.Helper()
	select {
	case cursor, open = <-events:
		return cursor, open
	case <-time.After(within):
		t.Fatalf("nothing came within %v", within)
		return "", false
	}
}

// B5, perf P9: a change reaches whoever follows the meeting within a second,
// also when another process made it; what comes is a number and nothing else.
func TestStreamTellsOfChanges(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { tellsOfChanges(t, webtest.New(t, "")) })
	t.Run("PostgreSQL", func(t *testing.T) { tellsOfChanges(t, webtest.New(t, dbtest.PostgresURL(t))) })
}

func tellsOfChanges(t *testing.T, w *webtest.World) {
	t.Helper()
	p := w.Own.Params
	now := strings.TrimSpace(w.As(t, access.Member).Get("/meeting/" + p["meeting"] + "/events").Body)
	events := follow(t, w.As(t, access.Member), p["meeting"], now)
	first, ok := comes(t, follow(t, w.As(t, access.Probationary), p["meeting"], ""), time.Second)
	if !ok || first != now {
		t.Errorf("one who knows nothing hears %q, the cursor is %q", first, now)
	}
	_, err := w.App.Meetings.Note(t.Context(), access.Console, meeting.ID(p["meeting"]), meeting.ItemID(p["item"]), meeting.NoteForm{Speaker: w.People[access.Member], Kind: meeting.Opinion, Body: "Nhất trí."})
	must(t, err)
	if next, ok := comes(t, events, time.Second); !ok || next <= now && len(next) <= len(now) {
		t.Errorf("after a note came %q, before it was %q", next, now)
	}
	w.App.Server.EndStreams()
	if _, open := comes(t, events, time.Second); open {
		t.Error("the stream goes on though the server ends")
	}
}

// safety S2: who signs out, or leaves the cell, hears no more within seconds.
func TestStreamEndsWithTheRight(t *testing.T) {
	w := webtest.New(t, "")
	p := w.Own.Params
	client := w.As(t, access.Member)
	events := follow(t, client, p["meeting"], "")
	comes(t, events, time.Second)
	client.Post("/sign-out", nil)
	for range 2 {
		if _, open := comes(t, events, 6*time.Second); !open {
			return
		}
	}
	t.Error("the stream goes on after signing out")
}

// A person follows meetings in a few places, not in hundreds.
func TestStreamsOfOnePerson(t *testing.T) {
	w := webtest.New(t, "")
	p := w.Own.Params
	client := w.As(t, access.Member)
	statuses := map[int]int{}
	for range 12 {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, client.Base()+"/meeting/"+p["meeting"]+"/events", nil)
		must(t, err)
		r.Header.Set("Accept", "text/event-stream")
		r.Header.Set("Cookie", client.Cookies())
		resp, err := http.DefaultTransport.RoundTrip(r)
		must(t, err)
		defer resp.Body.Close()
		statuses[resp.StatusCode]++
	}
	if statuses[http.StatusOK] != 8 || statuses[http.StatusTooManyRequests] != 4 {
		t.Errorf("answers: %v", slices.Sorted(maps.Keys(statuses)))
	}
}
