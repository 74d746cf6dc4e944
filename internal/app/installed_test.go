package app_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/dbtest"
	"chibo/internal/ui"
	"chibo/internal/webtest"
)

// I6: what a telephone needs to install the app is there without signing in,
// is the same for everybody, and leads to files that exist.
func TestInstalledApp(t *testing.T) {
	if len(ui.ServiceWorker()) == 0 {
		dbtest.Skip(t, "the assets were not built: make build builds them")
	}
	w := webtest.New(t, "")
	stranger, member := w.Nobody(t), w.As(t, access.Member)

	got := stranger.Get("/manifest.webmanifest")
	var manifest struct {
		Start   string `json:"start_url"`
		Display string
		Lang    string
		Icons   []struct{ Src, Sizes, Purpose string }
	}
	if err := json.Unmarshal([]byte(got.Body), &manifest); err != nil {
		t.Fatal(err)
	}
	if got.Header.Get("Content-Type") != "application/manifest+json" || manifest.Start != "/" || manifest.Display != "standalone" || manifest.Lang != "vi" {
		t.Errorf("%v %+v", got.Header, manifest)
	}
	for _, i := range manifest.Icons {
		if a := stranger.Get(i.Src); a.Status != http.StatusOK || len(a.Body) == 0 {
			t.Errorf("%s: %d", i.Src, a.Status)
		}
	}

	worker := stranger.Get("/sw.js")
	if worker.Body != member.Get("/sw.js").Body || worker.Header.Get("Cache-Control") != "no-cache" || !strings.HasPrefix(worker.Header.Get("Content-Type"), "text/javascript") {
		t.Errorf("%v", worker.Header)
	}
	found := regexp.MustCompile(`const shell=(\[.*\]);`).FindStringSubmatch(worker.Body)
	if found == nil {
		t.Fatalf("no list of what is kept: %.200s", worker.Body)
	}
	var shell []string
	if err := json.Unmarshal([]byte(found[1]), &shell); err != nil || len(shell) < 4 {
		t.Errorf("%v, %v", shell, err)
	}
	for _, path := range shell {
		a := stranger.Get(path)
		if !strings.HasPrefix(path, "/assets/") || a.Status != http.StatusOK || !strings.Contains(a.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s may not be kept: %d %v", path, a.Status, a.Header)
		}
	}
}

// The page for being offline says what to do, and nothing of anybody: not even
// who is signed in.
func TestOfflinePage(t *testing.T) {
	w := webtest.New(t, "")
	page := w.Nobody(t).Get("/offline")
	if page.Status != http.StatusOK || !strings.Contains(page.Body, "Thử lại") || strings.Contains(page.Body, "data-who") {
		t.Errorf("%d %s", page.Status, page.Body)
	}
	if link, _ := page.Doc(t).Find(`link[rel="manifest"]`).Attr("href"); link != "/manifest.webmanifest" {
		t.Errorf("manifest at %q", link)
	}
}
