package server

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"chibo/internal/access"
	"chibo/internal/fault"
)

// How often a stream looks, speaks and is looked at.
const (
	pollEvery   = 500 * time.Millisecond // one reader for all who follow the same thing
	beatEvery   = 15 * time.Second       // a comment, so that whoever stands between keeps the line open
	recallEvery = 3 * time.Second        // whether the reader may still follow (safety S2)
	writeTime   = 10 * time.Second       // for one event; a reader who takes longer is let go
	perPerson   = 8                      // streams of one account at a time, unless [Config] says otherwise
)

// Watched is something whose changes are counted.
type Watched struct {
	Name string // the same for all who follow the same thing
	// Cursor is the count, if the actor may follow the thing now. It is asked
	// for each reader now and then, and twice a second for [access.System].
	Cursor func(ctx context.Context, by access.Actor) (int64, error)
}

// Follow tells the client each time that the cursor of w has grown, by a
// server-sent event that holds the cursor and nothing else: what changed the
// client fetches from the pages that it may see. A client that names the last
// cursor it knows (Last-Event-ID, or ?since=) hears at once if there is a
// newer one. Whoever loses the right to follow is let go within seconds.
//
// A client that does not ask for text/event-stream gets the cursor alone.
func Follow(w http.ResponseWriter, r *http.Request, what Watched) error {
	c := of(r)
	cursor, err := what.Cursor(r.Context(), c.identity.Actor)
	if err != nil {
		return err
	}
	if !strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, err := fmt.Fprintln(w, cursor)
		return ignoreGone(r, err)
	}
	sub, err := c.server.streams.join(c.identity.Actor.Account, what, cursor, cmp.Or(c.server.StreamsPerPerson, perPerson))
	if err != nil {
		return err
	}
	defer sub.leave()
	return c.server.tell(w, r, what, sub)
}

// tell writes events until the reader goes, may no longer follow, or the
// server ends.
func (s *Server) tell(w http.ResponseWriter, r *http.Request, what Watched, sub *subscription) error {
	out := http.NewResponseController(w)
	if err := out.SetReadDeadline(time.Time{}); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	h.Set("No-Gzip-Compression", "1")
	known := since(r)
	send := func(text string) error {
		if err := out.SetWriteDeadline(time.Now().Add(writeTime)); err != nil { //nolint:forbidigo // the machine's patience, no rule
			return err
		}
		if _, err := fmt.Fprint(w, text); err != nil {
			return err
		}
		return out.Flush()
	}
	beat, recall := time.NewTicker(beatEvery), time.NewTicker(recallEvery)
	defer beat.Stop()
	defer recall.Stop()
	text := "retry: 2000\n\n"
	for {
		changed, cursor := sub.topic.now()
		if cursor > known {
			known = cursor
			text += fmt.Sprintf("id: %d\ndata: %d\n\n", cursor, cursor)
		}
		if text != "" {
			if err := send(text); err != nil {
				return nil // nobody listens any more
			}
		}
		text = ""
		select {
		case <-changed:
		case <-beat.C:
			text = ": \n\n"
		case <-recall.C:
			if !s.mayStill(r, what) {
				return nil
			}
		case <-r.Context().Done():
			return nil
		case <-s.streams.ended:
			return nil
		}
	}
}

// since is the last cursor that the client knows, 0 if it knows none.
func since(r *http.Request) int64 {
	for _, s := range []string{r.Header.Get("Last-Event-ID"), r.URL.Query().Get("since")} {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return n
		}
	}
	return 0
}

// mayStill asks anew who is behind the session, and whether he may follow.
func (s *Server) mayStill(r *http.Request, what Watched) bool {
	token := s.sessions.Token(r.Context())
	ctx, cancel := context.WithTimeout(context.Background(), recallEvery)
	defer cancel()
	ctx, err := s.sessions.Load(ctx, token)
	if err != nil {
		return false
	}
	c := &call{server: s}
	ctx = context.WithValue(ctx, callKey{}, c)
	if err := s.identify(r.WithContext(ctx), c); err != nil || c.identity.Actor.Kind == access.Nobody || c.identity.Detour != "" {
		return false
	}
	_, err = what.Cursor(ctx, c.identity.Actor)
	return err == nil
}

// streams are the open streams of a server, and for each thing that is
// followed one poller. A poller reads the cursor from the database: so it hears
// of changes that another process made as well.
type streams struct {
	mu     sync.Mutex
	topics map[string]*topic
	people map[string]int // open streams by account
	ended  chan struct{}
	end    sync.Once
}

func newStreams() *streams {
	return &streams{topics: map[string]*topic{}, people: map[string]int{}, ended: make(chan struct{})}
}

// topic is one thing that is followed.
type topic struct {
	mu      sync.Mutex
	readers int // guarded by streams.mu
	cursor  int64
	changed chan struct{} // closed when the cursor grows, and made anew
	stop    context.CancelFunc
}

func (t *topic) now() (changed <-chan struct{}, cursor int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.changed, t.cursor
}

func (t *topic) set(cursor int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if cursor > t.cursor {
		t.cursor = cursor
		close(t.changed)
		t.changed = make(chan struct{})
	}
}

type subscription struct {
	streams *streams
	topic   *topic
	name    string
	account string
}

func (s *streams) join(account string, what Watched, cursor int64, most int) (*subscription, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.people[account] >= most {
		return nil, fault.New(fault.TooMany, "ui.too_many_streams")
	}
	s.people[account]++
	t := s.topics[what.Name]
	if t == nil {
		ctx, cancel := context.WithCancel(context.Background())
		t = &topic{cursor: cursor, changed: make(chan struct{}), stop: cancel}
		s.topics[what.Name] = t
		go s.poll(ctx, t, what)
	}
	t.readers++
	t.set(cursor)
	return &subscription{s, t, what.Name, account}, nil
}

func (s *subscription) leave() {
	all := s.streams
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.people[s.account]--; all.people[s.account] == 0 {
		delete(all.people, s.account)
	}
	if s.topic.readers--; s.topic.readers == 0 {
		s.topic.stop()
		delete(all.topics, s.name)
	}
}

func (s *streams) poll(ctx context.Context, t *topic, what Watched) {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.ended:
			return
		case <-ticker.C:
		}
		cursor, err := what.Cursor(ctx, access.System)
		if err != nil {
			if ctx.Err() == nil {
				slog.Error("stream", "error", err)
			}
			continue
		}
		t.set(cursor)
	}
}

// EndStreams lets go of everyone who follows something, for good: the server
// is about to stop. Clients come back to its successor by themselves.
func (s *Server) EndStreams() { s.streams.end.Do(func() { close(s.streams.ended) }) }

// shortly reports whether the client is a script that shows no page to anybody
// (RFC 7240): of the answer to a form it wants nothing, of a page some parts.
func shortly(r *http.Request) bool { return r.Header.Get("Prefer") == "return=minimal" }

// acknowledge answers a script that its form is stored.
func acknowledge(w http.ResponseWriter, location string) error {
	w.Header().Set("Preference-Applied", "return=minimal")
	w.Header().Set("Content-Location", location)
	w.WriteHeader(http.StatusNoContent)
	return nil
}
