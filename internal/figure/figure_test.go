package figure_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/figure"
	"chibo/internal/org"
)

var (
	people = figure.Stock("test.people", "", figure.Dim{Name: "status"}, figure.Dim{Name: "birth", Trait: true})
	met    = figure.Flow("test.met", "")
)

// event is what was counted, as the model keeps it.
type event struct {
	figure *figure.Figure
	unit   org.ID
	month  db.Date
	n      int
	values []string
}

// stand is that a unit stood under a parent from a day on.
type stand struct {
	parent org.ID
	from   db.Date
}

// world is a random tree with its history, and the same as a plain model.
type world struct {
	*testing.T
	db     *db.DB
	orgs   *org.Service
	folder *figure.Folder
	chance *rand.Rand
	units  []org.ID
	gone   map[org.ID]bool
	stands map[org.ID][]stand
	events []event
}

func newWorld(t *testing.T, d *db.DB, seed uint64) *world {
	w := &world{
		T: t, db: d, orgs: org.New(d), folder: figure.NewFolder(d), chance: rand.New(rand.NewPCG(seed, 1)),
		gone: map[org.ID]bool{}, stands: map[org.ID][]stand{},
	}
	w.found("", "2024-02-10")
	return w
}

func (w *world) found(parent org.ID, from db.Date) org.ID {
	w.Helper()
	f := org.Form{Name: fmt.Sprint("Đảng bộ ", len(w.units)), Kind: "base", Parent: parent, From: from}
	id, err := w.orgs.Found(w.Context(), access.Console, f)
	if err != nil {
		w.Fatal(err)
	}
	w.units = append(w.units, id)
	w.stands[id] = []stand{{parent, from}}
	return id
}

func (w *world) unit(id org.ID) (u org.Unit) {
	w.Helper()
	err := w.db.Read(w.Context(), func(tx *db.Tx) (err error) {
		u, err = org.Of(tx, id)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return u
}

func (w *world) move(id, parent org.ID, from db.Date) {
	w.Helper()
	u := w.unit(id)
	f := org.Form{Name: u.Name, Kind: u.Kind.ID, Parent: parent, From: from}
	if err := w.orgs.Amend(w.Context(), access.Console, id, u.Version, f); err != nil {
		w.Fatal(err)
	}
	w.stood(parent, from, id)
}

func (w *world) count(events ...event) {
	w.Helper()
	err := w.db.Write(w.Context(), access.Console, func(tx *db.Tx) error {
		deltas := make([]figure.Delta, len(events))
		for i, e := range events {
			deltas[i] = e.figure.Delta(string(e.unit), e.month, e.n, e.values...)
		}
		if err := figure.Count(tx, deltas...); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "test", Kind: "test", Subject: "test"})
	})
	if err != nil {
		w.Fatal(err)
	}
	w.events = append(w.events, events...)
}

func (w *world) fold() {
	w.Helper()
	if _, err := w.folder.Fold(w.Context()); err != nil {
		w.Fatal(err)
	}
}

// day is a random day from one on, mostly soon after; today at the latest.
func (w *world) day(from db.Date) db.Date {
	return min(from.AddDays(w.chance.IntN(1+w.chance.IntN(300))), "2026-05-25")
}

func (w *world) someone() org.ID { return w.units[w.chance.IntN(len(w.units))] }

// live is a unit that was not dissolved.
func (w *world) live() org.ID {
	for {
		if id := w.someone(); !w.gone[id] {
			return id
		}
	}
}

// step does one thing at random.
func (w *world) step(size int) {
	w.Helper()
	switch n := w.chance.IntN(20); {
	case n < 5 && len(w.units) < size:
		parent := w.live()
		w.found(parent, w.day(w.unit(parent).Since))
	case n < 8:
		w.moveSome()
	case n == 8 && w.chance.IntN(2) == 0:
		w.mergeSome()
	case n == 8 && w.chance.IntN(2) == 0:
		w.splitSome()
	case n == 8:
		w.dissolveSome()
	case n == 9:
		w.fold()
	case n < 13:
		w.count(event{met, w.someone(), w.month(), 1, nil})
	default:
		w.person()
	}
}

func (w *world) month() db.Date {
	return db.Date("2023-06-15").AddMonths(w.chance.IntN(36)).Month()
}

// person enters; some are recognised, and some leave.
func (w *world) person() {
	unit, from, born := w.someone(), w.month(), fmt.Sprint(1960+w.chance.IntN(3))
	events := []event{{people, unit, from, 1, []string{"probationary", born}}}
	status := "probationary"
	if w.chance.IntN(2) == 0 {
		status, from = "official", (from + "-01").AddMonths(w.chance.IntN(12)).Month()
		events = append(events, event{people, unit, from, -1, []string{"probationary", born}}, event{people, unit, from, 1, []string{status, born}})
	}
	if w.chance.IntN(3) == 0 {
		events = append(events, event{people, unit, (from + "-01").AddMonths(w.chance.IntN(12)).Month(), -1, []string{status, born}})
	}
	w.count(events...)
}

func (w *world) moveSome() {
	w.Helper()
	u, parent := w.unit(w.live()), w.unit(w.live())
	if u.Parent == "" || strings.HasPrefix(parent.Path, u.Path) {
		return
	}
	w.move(u.ID, parent.ID, w.day(max(u.Since, parent.Since)))
}

func (w *world) dissolveSome() {
	w.Helper()
	u := w.unit(w.live())
	on := w.day(u.Since.AddDays(1))
	if u.Parent == "" || on <= u.Since || slices.ContainsFunc(w.units, func(id org.ID) bool { return !w.gone[id] && w.unit(id).Parent == u.ID }) {
		return
	}
	if err := w.orgs.Dissolve(w.Context(), access.Console, u.ID, on); err != nil {
		w.Fatal(err)
	}
	w.gone[u.ID] = true
}

// below are the units that stand directly under one.
func (w *world) below(id org.ID) (all []org.ID) {
	for _, c := range w.units {
		if !w.gone[c] && w.unit(c).Parent == id {
			all = append(all, c)
		}
	}
	return all
}

// stood takes into the model that units came under another.
func (w *world) stood(parent org.ID, from db.Date, units ...org.ID) {
	for _, id := range units {
		all := w.stands[id]
		if all[len(all)-1].from >= from {
			all = all[:len(all)-1]
		}
		w.stands[id] = append(all, stand{parent, from})
	}
}

func decided(on db.Date) org.Decision { return org.Decision{No: "12-QĐ/TU", Date: on, On: on} }

// mergeSome merges two units into one of them, or into a new one.
func (w *world) mergeSome() {
	w.Helper()
	a, b := w.unit(w.live()), w.unit(w.live())
	if a.Parent == "" || strings.HasPrefix(b.Path, a.Path) {
		return
	}
	ends, m := []org.ID{a.ID}, org.Merger{Into: b.ID}
	if b.Parent != "" && !strings.HasPrefix(a.Path, b.Path) && w.chance.IntN(2) == 0 {
		ends, m.Into, m.Name = append(ends, b.ID), "", fmt.Sprint("Đảng bộ ", len(w.units))
	}
	since := max(a.Since, b.Since)
	for _, id := range ends {
		for _, c := range w.below(id) {
			since = max(since, w.unit(c).Since)
		}
	}
	if m.Into == "" {
		since = max(since, w.unit(a.Parent).Since)
	}
	if since >= "2026-05-25" {
		return
	}
	m.Units, m.Decision = ends, decided(w.day(since.AddDays(1)))
	into, err := w.orgs.Merge(w.Context(), access.Console, m)
	if err != nil {
		w.Fatal(err)
	}
	if m.Into == "" {
		w.units, w.stands[into] = append(w.units, into), []stand{{a.Parent, m.On}}
	}
	for _, id := range ends {
		for _, c := range w.units {
			if w.gone[c] || c == id || w.last(c) != id {
				continue
			}
			w.stood(into, m.On, c)
		}
		w.gone[id] = true
	}
}

// last is where the model says that a unit stands today.
func (w *world) last(id org.ID) org.ID { return w.stands[id][len(w.stands[id])-1].parent }

// splitSome gives one of the units under another to a new one beside that.
func (w *world) splitSome() {
	w.Helper()
	u := w.unit(w.live())
	under := w.below(u.ID)
	if u.Parent == "" || len(under) == 0 {
		return
	}
	c := w.unit(under[0])
	on := w.day(max(u.Since, c.Since, w.unit(u.Parent).Since))
	into, err := w.orgs.Split(w.Context(), access.Console, u.ID, org.Division{Name: fmt.Sprint("Đảng bộ ", len(w.units)), Children: []org.ID{c.ID}, Decision: decided(on)})
	if err != nil {
		w.Fatal(err)
	}
	w.units, w.stands[into] = append(w.units, into), []stand{{u.Parent, on}}
	w.stood(into, on, c.ID)
}

// parent is where the model says that a unit stood on the last day of a month.
func (w *world) parent(id org.ID, month db.Date) org.ID {
	parent := w.stands[id][0].parent
	for _, s := range w.stands[id] {
		if s.from.Month() <= month {
			parent = s.parent
		}
	}
	return parent
}

// expected counts, by brute force, what a unit has at the end of a month of a
// stock, or in the month of a flow.
func (w *world) expected(f *figure.Figure, months ...db.Date) map[org.ID]map[string]int {
	all := map[org.ID]map[string]int{}
	for _, month := range months {
		for _, e := range w.events {
			if e.figure != f || e.month > month || f == met && e.month != month {
				continue
			}
			for id := e.unit; id != ""; id = w.parent(id, month) {
				if all[id] == nil {
					all[id] = map[string]int{}
				}
				all[id][strings.Join(e.values, "/")] += e.n
			}
		}
	}
	return all
}

// text is a total and the amounts by standing.
func text(total int, status map[string]int) string {
	var parts []string
	for value, n := range status {
		if n != 0 {
			parts = append(parts, fmt.Sprint(value, " ", n))
		}
	}
	slices.Sort(parts)
	return fmt.Sprint(total, parts)
}

func textOf(f *figure.Figure, s figure.Sums) string {
	status := map[string]int{}
	if f == people {
		for _, p := range s.By("status", nil) {
			status[p.Value] = p.N
		}
	}
	return text(s.Total(), status)
}

func expectedText(f *figure.Figure, by map[string]int) string {
	total, status := 0, map[string]int{}
	for key, n := range by {
		total += n
		if f == people {
			status[strings.Split(key, "/")[0]] += n
		}
	}
	return text(total, status)
}

// check compares every unit in every month with the model, and what each unit
// has below it.
func (w *world) check() {
	w.Helper()
	err := w.db.Read(w.Context(), func(tx *db.Tx) error {
		for month := db.Date("2023-05"); month <= "2026-07"; month = (month + "-01").AddMonths(1).Month() {
			for _, f := range []*figure.Figure{people, met} {
				want := w.expected(f, month)
				for _, id := range w.units {
					s, err := f.At(tx, string(id), month)
					if err != nil {
						return err
					}
					if got, want := textOf(f, s), expectedText(f, want[id]); got != want {
						w.Errorf("unit %d in %s: %s, want %s", slices.Index(w.units, id), month, got, want)
					}
				}
			}
		}
		return w.checkBelow(tx)
	})
	if err != nil {
		w.Fatal(err)
	}
}

// checkBelow compares what the units under each have, at the end of a month and
// in a year.
func (w *world) checkBelow(tx *db.Tx) error {
	const month = "2025-06"
	var year []db.Date
	for m := range 12 {
		year = append(year, db.Date("2025-01-01").AddMonths(m).Month())
	}
	want := w.expected(people, month)
	for _, id := range w.units {
		got, below := map[string]string{}, map[string]string{}
		shares, err := people.BelowAt(tx, string(id), month)
		if err != nil {
			return err
		}
		for _, s := range shares {
			got[s.Unit] = textOf(people, s.Sums)
		}
		for _, child := range w.units {
			if w.parent(child, month) == id {
				below[string(child)] = expectedText(people, want[child])
			}
		}
		if d := diff.Diff(below, got); d != "" {
			w.Errorf("below unit %d: %s", slices.Index(w.units, id), d)
		}
		sum := 0
		shares, err = met.BelowBetween(tx, string(id), year[0], year[11])
		if err != nil {
			return err
		}
		for _, s := range shares {
			sum += s.Sums.Total()
		}
		whole, err := met.Between(tx, string(id), year[0], year[11])
		if err != nil {
			return err
		}
		for _, e := range w.events {
			if e.figure == met && e.unit == id && e.month.Year() == 2025 {
				sum++ // its own
			}
		}
		if sum != whole.Total() {
			w.Errorf("unit %d: %d below and itself, %d in all", slices.Index(w.units, id), sum, whole.Total())
		}
		if err := w.compareSeveral(tx, string(id), figure.Ask{Figure: people, Through: month}, figure.Ask{Figure: met, From: year[0], Through: year[11]}); err != nil {
			return err
		}
	}
	return nil
}

// compareSeveral: many asks at once are answered as each alone.
func (w *world) compareSeveral(tx *db.Tx, unit string, asks ...figure.Ask) error {
	own, below, err := figure.SeveralBelow(tx, unit, asks...)
	if err != nil {
		return err
	}
	alone, err := figure.Several(tx, unit, asks...)
	if err != nil {
		return err
	}
	for i, a := range asks {
		whole, err := a.Figure.Between(tx, unit, a.From, a.Through)
		if err != nil {
			return err
		}
		got := []string{textOf(a.Figure, own[i]), textOf(a.Figure, alone[i])}
		if text := textOf(a.Figure, whole); got[0] != text || got[1] != text {
			w.Errorf("%s of %s: several say %q, one %q", a.Figure, unit, got, text)
		}
		shares, err := a.Figure.BelowBetween(tx, unit, cmp.Or(a.From, a.Through), a.Through)
		if err != nil {
			return err
		}
		for _, s := range shares {
			if text := textOf(a.Figure, s.Sums); textOf(a.Figure, below[s.Unit][i]) != text {
				w.Errorf("%s of %s below %s: several say %q, one %q", a.Figure, s.Unit, unit, textOf(a.Figure, below[s.Unit][i]), text)
			}
		}
	}
	return nil
}

// recounts gives the figures with what the model holds as their ordinary
// records.
func (w *world) recounts() (all []*figure.Figure) {
	var stock, flow strings.Builder
	for _, e := range w.events {
		if e.figure == people {
			fmt.Fprintf(&stock, ", ('%s', '%s', %d, '%s', '%s')", e.unit, e.month, e.n, e.values[0], e.values[1])
		} else {
			fmt.Fprintf(&flow, ", ('%s', '%s', %d)", e.unit, e.month, e.n)
		}
	}
	return []*figure.Figure{
		figure.Stock("test.people", "VALUES "+strings.TrimPrefix(stock.String(), ", "), figure.Dim{Name: "status"}, figure.Dim{Name: "birth"}),
		figure.Flow("test.met", "VALUES "+strings.TrimPrefix(flow.String(), ", ")),
	}
}

func (w *world) verify() []figure.Finding {
	w.Helper()
	wrong, err := figure.Verify(w.Context(), w.db, w.recounts()...)
	if err != nil {
		w.Fatal(err)
	}
	return wrong
}

// H3, perf P5: whatever happens to people and to the tree, in whatever order it
// becomes known, every sum is what a count of the records by the tree of the
// month gives: units are founded, moved, merged, split and dissolved.
func TestSumsEqualACount(t *testing.T) {
	sizes, steps := []int{3, 12, 30}, 120
	if os.Getenv("CHIBO_SOAK") != "" {
		sizes, steps = []int{1, 40, 200, 2000}, 6000
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for i, size := range sizes {
			t.Run(fmt.Sprint(size, " units"), func(t *testing.T) {
				w := newWorld(t, d, uint64(i))
				w.exec(`DELETE FROM figure_sum`) // of the world before
				for range steps {
					w.step(size)
				}
				w.fold()
				w.check()
				if wrong := w.verify(); len(wrong) > 0 {
					t.Errorf("%d findings, %v", len(wrong), wrong[0])
				}
			})
		}
	})
}

// A unit moves in July: what was before July stays with the old parents.
func TestMoveKeepsThePast(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 0)
		a, b := w.found(w.units[0], "2024-03-01"), w.found(w.units[0], "2024-03-01")
		cell := w.found(a, "2024-03-01")
		w.count(event{people, cell, "2024-05", 30, []string{"official", "1980"}}, event{met, cell, "2024-05", 1, nil}, event{met, cell, "2025-08", 1, nil})
		w.fold()
		w.move(cell, b, "2025-07-15")
		w.count(event{people, cell, "2025-03", 2, []string{"official", "1990"}}) // entered late
		for _, c := range []struct {
			unit  org.ID
			month db.Date
			want  int
		}{
			{a, "2024-04", 0},
			{a, "2024-05", 30},
			{a, "2025-06", 32},
			{a, "2025-07", 0},
			{b, "2025-06", 0},
			{b, "2025-07", 32},
			{w.units[0], "2025-06", 32},
			{w.units[0], "2026-05", 32},
			{cell, "2025-02", 30},
		} {
			w.fold()
			if got := w.at(people, c.unit, c.month); got != c.want {
				t.Errorf("unit %d at the end of %s: %d, want %d", slices.Index(w.units, c.unit), c.month, got, c.want)
			}
		}
		if w.at(met, a, "2024-05") != 1 || w.at(met, b, "2025-08") != 1 || w.at(met, a, "2025-08") != 0 {
			t.Error("meetings went along with the unit into the past, or did not go")
		}
	})
}

func (w *world) at(f *figure.Figure, unit org.ID, month db.Date) (n int) {
	w.Helper()
	err := w.db.Read(w.Context(), func(tx *db.Tx) error {
		s, err := f.At(tx, string(unit), month)
		n = s.Total()
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// doctor finds a sum that was falsified, one that is missing, and counts what
// still waits.
func TestVerify(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.NewClock()), 0)
	cell := w.found(w.units[0], "2024-03-01")
	w.count(event{people, cell, "2024-05", 3, []string{"official", "1980"}}, event{met, cell, "2024-06", 1, nil})
	if wrong := w.verify(); len(wrong) > 0 {
		t.Errorf("before it is folded: %v", wrong)
	}
	w.fold()
	if wrong := w.verify(); len(wrong) > 0 {
		t.Errorf("once it is folded: %v", wrong)
	}
	w.exec(`UPDATE figure_sum SET sums = 'official/1980 4' WHERE period = '' AND unit_id = $1`, w.units[0])
	w.exec(`DELETE FROM figure_sum WHERE figure = 'test.met' AND unit_id = $1`, cell)
	w.exec(`INSERT INTO figure_sum(unit_id, figure, period, sums) VALUES($1, 'test.met', '2024-01', ' 7')`, cell)
	root := string(w.units[0])
	want := []figure.Finding{
		{Unit: root, Figure: "test.people", Key: "official/1980", Stored: 4, Counted: 3},
		{Unit: string(cell), Figure: "test.met", Period: "2024-01", Stored: 7},
		{Unit: string(cell), Figure: "test.met", Period: "2024-06", Counted: 1},
	}
	got := w.verify()
	if d := diff.Diff(want, got); d != "" {
		t.Error(d)
	}
	if line := got[0].String(); line != "test.people of unit "+root+", in all official/1980: 4 is stored, 3 counted" {
		t.Error(line)
	}
}

func (w *world) exec(query string, args ...any) {
	w.Helper()
	err := w.db.System(w.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
}

// Small sums by a trait are hidden, whatever the bands; headcount is not.
func TestBy(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.NewClock()), 0)
	root := w.units[0]
	w.count(event{people, root, "2024-05", 1, []string{"probationary", "1999"}}, event{people, root, "2024-05", 4, []string{"official", "1970"}},
		event{people, root, "2024-05", 9, []string{"official", "1980"}}, event{people, root, "2024-05", 2, []string{"official", "1999"}})
	w.fold()
	err := w.db.Read(t.Context(), func(tx *db.Tx) error {
		s, err := people.At(tx, string(root), "2026-05-25")
		decade := func(year string) string { return year[:3] + "0" }
		for _, c := range []struct {
			dim  string
			band func(string) string
			want []figure.Part
		}{
			{"status", nil, []figure.Part{{Value: "official", N: 15}, {Value: "probationary", N: 1}}},
			{"birth", nil, []figure.Part{{Value: "1970", N: 4}, {Value: "1980", N: 9}, {Value: "1999", N: 3}}},
			{"birth", decade, []figure.Part{{Value: "1970", N: 4}, {Value: "1980", N: 9}, {Value: "1990", N: 3}}},
		} {
			if d := diff.Diff(c.want, s.By(c.dim, c.band)); d != "" {
				t.Errorf("by %s: %s", c.dim, d)
			}
		}
		if s.Total() != 16 {
			t.Errorf("%d in all", s.Total())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.count(event{people, root, "2024-06", -1, []string{"official", "1999"}})
	w.fold()
	err = w.db.Read(t.Context(), func(tx *db.Tx) error {
		s, err := people.At(tx, string(root), "2026-05-25")
		want := []figure.Part{{Value: "1970", Hidden: true}, {Value: "1980", N: 9}, {Value: "1999", Hidden: true}}
		if d := diff.Diff(want, s.By("birth", nil)); d != "" {
			t.Error(d)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The folder works by itself, and its last round is not lost.
func TestStart(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.NewClock()), 0)
	stop := w.folder.Start(t.Context())
	w.count(event{met, w.units[0], "2024-05", 2, nil})
	stop()
	if n := w.at(met, w.units[0], "2024-05"); n != 2 {
		t.Errorf("%d after stop", n)
	}
	err := w.db.Write(t.Context(), access.Console, func(tx *db.Tx) error { return figure.Count(tx, met.Delta("x", "2024", 1)) })
	if !errors.Is(err, figure.ErrNoMonth) {
		t.Error("a change without a month was taken")
	}
}
