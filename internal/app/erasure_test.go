package app_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/app"
	"chibo/internal/bundle"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/privacy"
	"chibo/internal/webtest"
)

// lasting are the tables, and columns, of which an erasure leaves the texts that
// hang on a person, and why.
var lasting = map[string]string{
	"task_task.title": "the task is the cell's", "task_task.measure": "the task is the cell's",
	"meeting_meeting":          "the minutes name the chair by his record",
	"meeting_item":             "the minutes",
	"meeting_note":             "the minutes",
	"meeting_amendment":        "the meeting decided on it",
	"meeting_theme":            "the minutes",
	"meeting_exchange_person":  "the cells agreed on the minutes",
	"topic_briefing":           "the briefing was given",
	"topic_topic":              "the topic was presented",
	"bulletin_article":         "the article is its unit's",
	"mobilisation_item":        "the programme is the unit's",
	"document_attachment":      "the file is the record's",
	"feedback_entry":           "what the public said is the unit's, and names nobody",
	"member_past":              "the name of somebody of whom no record is kept",
	"commendation_award.staff": "the name of somebody who is no member", "commendation_proposal.staff": "the name of somebody who is no member",
}

// safety P1: a mark in every protected text about a person, then an erasure. No
// mark of his is in the files of the database, in a new backup, or in what an old
// backup brings back once the list of erasures was replayed; the figures of the
// tree stay. On PostgreSQL, whose files are its own, a backup has what the tables
// hold.
func TestErasure(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	person := member.ID(w.Own.Params["person"])
	w.People[access.LinkHolder] = person // so that the marks of his rows tell whose they are
	departed(t, w, person)
	planted, _ := plant(t, w)
	figures := sums(t, w.App)
	_, err := w.App.Audit.Sequence(t.Context())
	must(t, err)
	var dir string
	old := archived(t, w, &dir)
	his := hisIn(t, planted, old)
	if len(his) < 20 {
		t.Fatalf("only %v of his is marked", his)
	}

	request, err := w.App.Privacy.Enter(t.Context(), access.Console, w.Own.Unit, privacy.PaperForm{Form: privacy.Form{Kind: privacy.Erase, Body: "Đề nghị xóa."}, Person: person, On: db.DateOf(dbtest.Today)})
	must(t, err)
	must(t, w.App.Privacy.Step(t.Context(), access.Console, request, 1, privacy.Fulfilling, privacy.Reply{Words: "Đã xóa."}))
	list, err := w.App.Privacy.Erasures(t.Context(), access.Console)
	must(t, err)

	for name, data := range stored(t, dir, true) {
		if left := hisIn(t, planted, data); len(left) > 0 {
			t.Errorf("%s still holds %v", name, left)
		}
	}
	if left := hisIn(t, planted, archived(t, w, &dir)); len(left) > 0 {
		t.Errorf("a new backup still holds %v", left)
	}
	if diff := cmp.Diff(figures, sums(t, w.App)); diff != "" {
		t.Errorf("the figures changed: %s", diff)
	}
	restored(t, planted, old, list, figures, "")
	t.Run("PostgreSQL", func(t *testing.T) { restored(t, planted, old, list, figures, dbtest.PostgresURL(t)) })
}

// departed ends what a person belongs to, as if he had gone a year ago.
func departed(t *testing.T, w *webtest.World, person member.ID) {
	t.Helper()
	must(t, w.App.DB.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE member_membership SET to_date = '2025-05-25', ended_by = 'left' WHERE person_id = $1 AND to_date IS NULL`, person); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "test.leave", Kind: "person", Subject: string(person), Person: string(person)})
	}))
}

// hisIn lists the columns of which a mark of the person is in the data.
func hisIn(t *testing.T, planted marks, data []byte) []string {
	t.Helper()
	columns := map[string]bool{}
	for _, m := range planted.read(string(data)) {
		if name := m.table + "." + m.column; m.who == access.LinkHolder && lasting[name]+lasting[m.table] == "" {
			columns[name] = true
		}
	}
	return slices.Sorted(maps.Keys(columns))
}

// archived is a plain backup, and tells the data folder.
func archived(t *testing.T, w *webtest.World, dir *string) []byte {
	t.Helper()
	var b bytes.Buffer
	*dir = w.Dir()
	_, err := bundle.Backup(t.Context(), bundle.Source{DB: w.App.DB, Dir: *dir, Chibo: "test"}, &b)
	must(t, err)
	return b.Bytes()
}

// stored is the files of a data folder, among them those of the database, with its
// log, where it lies there.
func stored(t *testing.T, dir string, database bool) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	must(t, fs.WalkDir(os.DirFS(dir), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		all[path], err = os.ReadFile(filepath.Join(dir, path))
		return err
	}))
	if (len(all[db.File]) > 0) != database {
		t.Fatalf("no database in %v", slices.Sorted(maps.Keys(all)))
	}
	return all
}

// sums are the folded figures of every unit.
func sums(t *testing.T, a *app.App) map[string]string {
	t.Helper()
	_, err := figure.NewFolder(a.DB).Fold(t.Context())
	must(t, err)
	all := map[string]string{}
	must(t, a.DB.Read(t.Context(), func(tx *db.Tx) error {
		_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
			var unit, name, period, value string
			err := r.Scan(&unit, &name, &period, &value)
			all[unit+" "+name+" "+period] = value
			return err
		}, `SELECT unit_id, figure, period, sums FROM figure_sum`)
		return err
	}))
	return all
}

// restored puts an old backup back, replays the list and looks for marks again.
func restored(t *testing.T, planted marks, old []byte, list []privacy.Erasure, figures map[string]string, postgres string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	_, err := bundle.Restore(t.Context(), bytes.NewReader(old), bundle.Target{Dir: dir, URL: postgres, Unsound: true})
	must(t, err)
	a, err := app.Open(t.Context(), app.Options{Dir: dir, URL: postgres, Clock: dbtest.NewClock().Now})
	must(t, err)
	if n, err := a.Privacy.Replay(t.Context(), access.Console, list); err != nil || n != 1 {
		t.Errorf("%d were erased again: %v", n, err)
	}
	if diff := cmp.Diff(figures, sums(t, a)); diff != "" {
		t.Errorf("the figures of the old backup changed: %s", diff)
	}
	var backup bytes.Buffer
	_, err = bundle.Backup(t.Context(), bundle.Source{DB: a.DB, Dir: dir, Chibo: "test"}, &backup)
	must(t, err)
	if left := hisIn(t, planted, backup.Bytes()); len(left) > 0 {
		t.Errorf("a backup of what was restored still holds %v", left)
	}
	must(t, a.Close())
	for name, data := range stored(t, dir, postgres == "") {
		if left := hisIn(t, planted, data); len(left) > 0 {
			t.Errorf("%s still holds %v", name, left)
		}
	}
}
