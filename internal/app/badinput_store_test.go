package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/webtest"
)

// count is the only number that a query answers.
func count(t *testing.T, w *webtest.World, query string, args ...any) (n int) {
	t.Helper()
	must(t, w.App.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Value[int], query, args...)
		return err
	}))
	return n
}

// safety R4: a full database says so and keeps what it has; pages go on; with
// room again, the same form goes through.
func TestFullDatabase(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	w.Reopen(t, count(t, w, `PRAGMA page_count`)+40)
	client := w.As(t, access.Secretary)
	before := count(t, w, `SELECT count(*) FROM task_task`)
	form := url.Values{"title": {"Rà soát sổ sách"}, "measure": {strings.Repeat("Nội dung dài. ", 250)}, "assignee": {string(w.People[access.Member])}, "due": {"15/06/2026"}}
	var got webtest.Answer
	taken := 0
	for range 300 {
		form.Set("_key", db.NewID())
		if got = client.Post("/task/new", form); got.Status != http.StatusSeeOther {
			break
		}
		taken++
	}
	if text := got.Doc(t).Find(".fault").Text(); got.Status != http.StatusInsufficientStorage || !strings.Contains(text, "hết chỗ lưu trữ") {
		t.Fatalf("after %d: %d %q", taken, got.Status, text)
	}
	w.Clock.Set(dbtest.Today.Add(10 * time.Minute)) // the session's last-seen is due to be written, and cannot
	for _, page := range []string{"/task", "/meeting", "/meeting/" + w.Own.Params["meeting"], "/member", "/account"} {
		if got := client.Get(page); got.Status != http.StatusOK {
			t.Errorf("%s: %d", page, got.Status)
		}
	}
	if n := count(t, w, `SELECT count(*) FROM task_task`); n != before+taken {
		t.Errorf("%d tasks, want %d", n, before+taken)
	}
	w.Reopen(t, 0)
	client = w.As(t, access.Secretary)
	if got := client.Post("/task/new", form); got.Status != http.StatusSeeOther {
		t.Errorf("with room again: %d", got.Status)
	}
	if n := count(t, w, `SELECT count(*) FROM task_task`); n != before+taken+1 {
		t.Errorf("%d tasks, want %d", n, before+taken+1)
	}
}
