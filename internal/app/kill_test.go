package app_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/app"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/server"
	"chibo/internal/webtest"
)

// victimEnv makes the test program a chibo that serves a data folder until it
// is killed.
const victimEnv = "CHIBO_TEST_VICTIM"

func TestMain(m *testing.M) {
	if addr := os.Getenv(victimEnv); addr != "" {
		fmt.Fprintln(os.Stderr, serveUntilKilled(addr))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func serveUntilKilled(addr string) error {
	a, err := app.Open(context.Background(), app.Options{Dir: os.Getenv(victimEnv + "_DIR"), URL: os.Getenv(victimEnv + "_DB"), Clock: time.Now, NoSecondFactor: true})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return server.Listen(a.Handler()).Serve(l)
}

const (
	kills      = 40
	noteTakers = 4
	paperEvery = 40 // notes
	papersEach = 12 // a record takes 50 files
	readyIn    = 3 * time.Second
)

// safety R1: chibo is killed again and again while several people write;
// whoever got no answer sends the same form again. Nothing that was
// acknowledged is lost, nothing is applied twice, nothing is half there.
func TestKill(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { testKill(t, "") })
	t.Run("postgres", func(t *testing.T) { testKill(t, dbtest.PostgresURL(t)) })
}

func testKill(t *testing.T, url string) {
	w := webtest.New(t, url)
	addr := freeAddress(t)
	crowd := make([]*noteTaker, noteTakers)
	var slowest time.Duration
	w.Elsewhere(t, func(o app.Options) {
		v := start(t, addr, o)
		stop := new(atomic.Bool)
		var working sync.WaitGroup
		for n := range crowd {
			crowd[n] = &noteTaker{name: fmt.Sprint("người ghi ", n), base: "http://" + addr, place: w.Own.Params, stop: stop}
			crowd[n].signIn()
			working.Go(crowd[n].work)
		}
		for n := range kills {
			time.Sleep(time.Duration(40+n*7%90) * time.Millisecond)
			v.kill(t)
			begun := time.Now()
			v = start(t, addr, o)
			slowest = max(slowest, time.Since(begun))
		}
		stop.Store(true)
		working.Wait()
		v.kill(t)
	})
	if slowest > readyIn {
		t.Errorf("ready again only after %v", slowest)
	}
	weigh(t, w, crowd)
}

// weigh compares what was acknowledged with what is there.
func weigh(t *testing.T, w *webtest.World, crowd []*noteTaker) {
	id := meeting.ID(w.Own.Params["meeting"])
	sheet, err := w.App.Meetings.Get(t.Context(), access.Console, id)
	if err != nil {
		t.Fatal(err)
	}
	notes, papers := map[string]int{}, map[string]int{}
	for _, i := range sheet.Items {
		for _, n := range i.Notes {
			notes[n.Body]++
		}
	}
	for _, p := range sheet.Papers {
		papers[p.Name]++
	}
	acked := 0
	for _, c := range crowd {
		if c.failed != "" {
			t.Fatalf("%s: %s", c.name, c.failed)
		}
		for _, kept := range []struct {
			sent  []string
			there map[string]int
		}{{c.notes, notes}, {c.papers, papers}} {
			acked += len(kept.sent)
			for _, text := range kept.sent {
				if n := kept.there[text]; n != 1 {
					t.Errorf("%q was acknowledged and is there %d times", text, n)
				}
			}
		}
	}
	for _, there := range []map[string]int{notes, papers} {
		for text, n := range there {
			if n > 1 {
				t.Errorf("%q is there %d times", text, n)
			}
		}
	}
	whole(t, w, sheet.Papers, len(notes))
	t.Logf("%d writes acknowledged through %d kills", acked, kills)
	if acked < kills {
		t.Error("too little was written to show anything")
	}
}

// whole checks that each note has its line in the log, each paper its file, and
// that the log is sound.
func whole(t *testing.T, w *webtest.World, papers []document.Attachment, notes int) {
	t.Helper()
	for _, p := range papers {
		_, f, err := w.App.Documents.Open(t.Context(), access.Console, p.ID)
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
			continue
		}
		if n, err := io.Copy(io.Discard, f); err != nil || n != p.Size {
			t.Errorf("%s has %d bytes of %d: %v", p.Name, n, p.Size, err)
		}
		_ = f.Close()
	}
	logged := 0
	err := w.App.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		logged, err = db.One(tx, db.Value[int], `SELECT COUNT(*) FROM audit_entry WHERE action = 'meeting.note' AND subject_id = $1`, w.Own.Params["meeting"])
		return err
	})
	if err != nil || logged != notes {
		t.Errorf("%d notes, %d lines in the log, %v", notes, logged, err)
	}
	if r, err := w.App.Audit.Verify(t.Context()); err != nil || !r.Sound() {
		t.Errorf("the log: %+v, %v", r, err)
	}
}

// noteTaker writes without end, and sends what was not answered again.
type noteTaker struct {
	name, base    string
	place         map[string]string
	stop          *atomic.Bool
	client        http.Client
	notes, papers []string // acknowledged
	failed        string
}

func (c *noteTaker) signIn() {
	c.client.Jar, _ = cookiejar.New(nil) // never fails without options
	c.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.client.Timeout = 10 * time.Second
	c.insist("/login", typed, []byte(webtest.Login(access.Secretary).Encode()))
}

// typed is how a browser sends a form.
const typed = "application/x-www-form-urlencoded"

func (c *noteTaker) work() {
	item := "/meeting/" + c.place["meeting"] + "/items/" + c.place["item"]
	for n := 0; !c.stop.Load() && c.failed == ""; n++ {
		text := fmt.Sprintf("Ý kiến %d của %s", n, c.name)
		form := url.Values{"_key": {db.NewID()}, "speaker": {c.place["person"]}, "kind": {"opinion"}, "body": {text}}
		if c.insist(item+"/notes", typed, []byte(form.Encode())) {
			c.notes = append(c.notes, text)
		}
		if n%paperEvery != 0 || len(c.papers) == papersEach {
			continue
		}
		name := fmt.Sprintf("anh-%d-%s.png", n, c.name)
		kind, body := picture(name)
		if c.insist("/document/of/meeting/"+c.place["meeting"], kind, body) {
			c.papers = append(c.papers, name)
		}
	}
}

// insist sends the same form until it is answered. It gives up, without an
// acknowledgement, when the test is over.
func (c *noteTaker) insist(path, kind string, body []byte) bool {
	for !c.stop.Load() {
		r, err := http.NewRequest(http.MethodPost, c.base+path, bytes.NewReader(body))
		if err != nil {
			c.failed = err.Error()
			return false
		}
		r.Header.Set("Content-Type", kind)
		resp, err := c.client.Do(r)
		if err != nil {
			time.Sleep(5 * time.Millisecond)
			continue
		}
		_, err = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		switch {
		case err != nil || resp.StatusCode == http.StatusServiceUnavailable:
			continue
		case resp.StatusCode == http.StatusSeeOther:
			return true
		}
		c.failed = fmt.Sprintf("%s answers %d", path, resp.StatusCode)
		return false
	}
	return false
}

// picture is a form with a small scan of its own.
func picture(name string) (kind string, body []byte) {
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	scan := image.NewGray(image.Rect(0, 0, 16, 16))
	copy(scan.Pix, name) // no two scans alike
	// A buffer takes everything.
	_ = form.WriteField("_key", db.NewID())
	_ = form.WriteField("declared", "on")
	part, _ := form.CreateFormFile("file", name)
	_ = png.Encode(part, scan)
	_ = form.Close()
	return form.FormDataContentType(), b.Bytes()
}

type victim struct {
	*exec.Cmd
	said *bytes.Buffer
}

func start(t *testing.T, addr string, o app.Options) victim {
	t.Helper()
	v := victim{exec.Command(os.Args[0]), new(bytes.Buffer)}
	v.Env = append(os.Environ(), victimEnv+"="+addr, victimEnv+"_DIR="+o.Dir, victimEnv+"_DB="+o.URL)
	v.Stderr = v.said
	if err := v.Start(); err != nil {
		t.Fatal(err)
	}
	for limit := time.Now().Add(20 * time.Second); time.Now().Before(limit); time.Sleep(2 * time.Millisecond) {
		if resp, err := http.Get("http://" + addr + "/login"); err == nil {
			_ = resp.Body.Close()
			return v
		}
	}
	v.kill(t)
	t.Fatalf("chibo does not come back: %s", v.said)
	return v
}

func (v victim) kill(t *testing.T) {
	t.Helper()
	if err := v.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = v.Wait() // says that it was killed
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
