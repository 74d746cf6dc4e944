package consultation

import (
	"bytes"
	"database/sql"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // whoever attacks reads the engine's own files

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
)

// Safety B1, on both engines: while answers are given, of what is stored of slips no
// byte changes, so that nothing stored leads from a slip to its answer. After the close,
// whoever has all that is stored, and noted both the order in which people answered and
// which slip each had, guesses no better than chance whose answer is whose. The log
// knows neither secrets nor answers.
func TestUnlinkable(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		a := attack(t, db.Options{Dir: dir}, 20)
		a.files = func() map[string][]byte { return filesIn(t, filepath.Join(dir, "*.db*")) }
		a.row, a.slips = "rowid", func() any { return dbtest.Digest(t, a.d)["consultation_slip"] }
		a.run()
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		url := dbtest.PostgresURL(t)
		join := map[bool]string{true: "&", false: "?"}[strings.Contains(url, "?")]
		a := attack(t, db.Options{URL: url + join + "synchronous_commit=on"}, 20)
		raw, err := sql.Open("pgx", url)
		a.h.must(err)
		t.Cleanup(func() { raw.Close() })
		a.files = func() map[string][]byte { return a.relations(raw, "consultation_answer") }
		a.row, a.slips = "ctid", func() any { return a.relations(raw, "consultation_slip", "consultation_batch") }
		a.run()
	})
}

// attacker has what an engine stores.
type attacker struct {
	t      *testing.T
	d      *db.DB
	h      *house
	rounds int
	row    string                   // what tells the place of a row
	files  func() map[string][]byte // where answers lie
	slips  func() any               // all of the slips
	hits   map[string]int
}

const answering = 10

func attack(t *testing.T, o db.Options, rounds int) *attacker {
	t.Helper()
	o.Clock = dbtest.NewClock().Now
	d, err := db.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return &attacker{t: t, d: d, h: build(t, d), rounds: rounds, hits: map[string]int{}}
}

// run fails for a guess that is better than chance allows twice over: of some twenty
// guesses one is lucky now and then.
func (a *attacker) run() {
	a.t.Helper()
	lucky := a.lucky()
	if len(lucky) > 0 {
		for name, k := range a.lucky() {
			if lucky[name] > 0 {
				a.t.Errorf("%s: %d and %d of %d guessed", name, lucky[name], k, answering*a.rounds)
			}
		}
	}
	for _, logged := range a.column(`SELECT body FROM audit_payload`) {
		if strings.Contains(logged, "Ywords") {
			a.t.Error("the log knows an answer")
		}
	}
}

// lucky gives the guesses that are better than chance allows.
func (a *attacker) lucky() map[string]int {
	a.t.Helper()
	a.hits = map[string]int{}
	for round := range a.rounds {
		a.round(round < 3) // looking at all of the slips costs a checkpoint
	}
	n, p := float64(answering*a.rounds), 1/float64(answering)
	most := n*p + 3*math.Sqrt(n*p*(1-p))
	maps.DeleteFunc(a.hits, func(_ string, k int) bool { return float64(k) <= most })
	return a.hits
}

// round is one matter from the first slip to the close.
func (a *attacker) round(closely bool) {
	a.t.Helper()
	h, nobody := a.h, access.Actor{Kind: access.Link}
	id := h.opened(form)
	slips := h.print(id, answering)
	before := any(nil)
	if closely {
		before = a.slips()
	}
	var words, marks []string
	for _, s := range slips {
		w := "Ywords " + newSlip().Link
		words, marks = append(words, w), append(marks, linkHash(s.Link))
		_, err := h.Asked(a.t.Context(), nobody, s.Code, "")
		h.must(err)
		h.must(h.Reply(a.t.Context(), nobody, s.Link, "", Reply{Words: w}))
	}
	if closely && !equal(before, a.slips()) {
		a.t.Error("answering changed what is stored of slips")
	}
	a.guess("open: row of the slip", a.beside(id, marks), words)
	h.must(h.step(id, Closing, StepForm{}))
	a.guess("row", a.column(`SELECT words FROM consultation_answer WHERE matter_id = $1 ORDER BY `+a.row, id), words)
	a.guess("row of the slip", a.beside(id, marks), words)
	a.places(words)
	if left := a.column(`SELECT mark FROM consultation_answer WHERE matter_id = $1 AND mark IS NOT NULL`, id); len(left) > 0 {
		a.t.Error("marks outlive the close")
	}
	if a.d.Postgres() && len(a.column(`SELECT DISTINCT CAST(xmin AS TEXT) FROM consultation_answer WHERE matter_id = $1`, id)) != 1 {
		a.t.Error("the rows tell by their transactions in which order they came")
	}
}

// guess lays an order of answers beside those who gave them.
func (a *attacker) guess(name string, order, words []string) {
	for n, w := range order {
		if n < len(words) && w == words[n] {
			a.hits[name]++
		}
	}
}

// beside gives each who answered what lies at the place of his slip among the slips.
func (a *attacker) beside(id ID, marks []string) []string {
	answers := a.column(`SELECT words FROM consultation_answer WHERE matter_id = $1 ORDER BY `+a.row, id)
	slips := a.column(`SELECT link_hash FROM consultation_slip WHERE matter_id = $1 ORDER BY `+a.row, id)
	order := make([]string, len(marks))
	for n, m := range marks {
		if at := slices.Index(slips, m); at >= 0 && at < len(answers) {
			order[n] = answers[at]
		}
	}
	return order
}

// places orders the answers by where they lie in the files, first and last.
func (a *attacker) places(words []string) {
	for name, content := range a.files() {
		for what, find := range map[string]func([]byte, []byte) int{"first place in ": bytes.Index, "last place in ": bytes.LastIndex} {
			at := map[string]int{}
			var order []string
			for _, w := range words {
				if n := find(content, []byte(w)); n >= 0 {
					at[w] = n
					order = append(order, w)
				}
			}
			slices.SortFunc(order, func(x, y string) int { return at[x] - at[y] })
			a.guess(what+name, order, words)
			slices.Reverse(order)
			a.guess(what+name+" backwards", order, words)
		}
	}
}

func (a *attacker) column(query string, args ...any) (all []string) {
	a.t.Helper()
	a.h.must(a.d.Read(a.t.Context(), func(tx *db.Tx) (err error) {
		all, err = db.All(tx, db.Value[string], query, args...)
		return err
	}))
	return all
}

// relations are the files of tables of PostgreSQL, and of their indexes.
func (a *attacker) relations(raw *sql.DB, tables ...string) map[string][]byte {
	a.t.Helper()
	all := map[string][]byte{}
	_, err := raw.ExecContext(a.t.Context(), `CHECKPOINT`)
	a.h.must(err)
	for _, table := range tables {
		rows, err := raw.QueryContext(a.t.Context(), `SELECT c.relname, pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c
			WHERE c.oid = CAST($1 AS regclass) OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = CAST($1 AS regclass))`, table)
		a.h.must(err)
		for rows.Next() {
			var name string
			var content []byte
			a.h.must(rows.Scan(&name, &content))
			all[name] = content
		}
		a.h.must(rows.Err())
	}
	return all
}

func filesIn(t *testing.T, pattern string) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal("no files to look into", err)
	}
	all := map[string][]byte{}
	for _, file := range files {
		if all[filepath.Base(file)], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// equal compares what slips gave.
func equal(a, b any) bool {
	x, isFiles := a.(map[string][]byte)
	if !isFiles {
		return a == b
	}
	for name, content := range b.(map[string][]byte) {
		if !bytes.Equal(x[name], content) {
			return false
		}
	}
	return true
}
