package audit_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/dbtest"
)

// Several processes write and number at once: every entry gets one number, in
// one order, and the tree is right.
func TestSequenceFromManyProcesses(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		const processes, writes, entries = 3, 20, 3
		var wg sync.WaitGroup
		for range processes {
			d := p.reopen()
			l := audit.New(d)
			stop := l.Start(t.Context())
			wg.Go(func() {
				defer stop()
				for range writes {
					if err := writeEntries(t.Context(), d, entries); err != nil {
						t.Error(err)
					}
					if _, err := l.Sequence(t.Context()); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if r := p.verify(t); !r.Sound() || r.Size != processes*writes*entries || r.Waiting != 0 {
			t.Errorf("%v", r)
		}
	})
}

// More entries than one round takes are numbered in the order of their ids.
func TestSequenceInRounds(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.write(t, 1201)
		p.sequence(t, 1201)
		p.sequence(t, 0)
		var ids []string
		p.read(t, func(tx *db.Tx) (err error) {
			ids, err = db.All(tx, db.Value[string], `SELECT entry_id FROM audit_leaf ORDER BY no`)
			return err
		})
		if len(ids) != 1201 || !slices.IsSorted(ids) {
			t.Errorf("%d leaves, in order: %v", len(ids), slices.IsSorted(ids))
		}
		if r := p.verify(t); !r.Sound() {
			t.Errorf("%v", r)
		}
	})
}

// The sequencer wakes by itself, and the last round is not lost.
func TestStart(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		stop := p.log.Start(t.Context())
		p.write(t, 1)
		for start := time.Now(); p.verify(t).Size == 0; time.Sleep(time.Millisecond) {
			if time.Since(start) > 10*time.Second {
				t.Fatal("the entry has no number after 10 s")
			}
		}
		p.write(t, 1)
		p.log.Read(t.Context(), secretary, "unit-a", "person", "person-b", "person-b")
		stop()
		if r := p.verify(t); !r.Sound() || r.Size != 2 {
			t.Errorf("after stop: %v", r)
		}
		if got := p.readsOf(t, "person-b"); len(got) != 1 {
			t.Errorf("%d reads after stop", len(got))
		}
	})
}

// A damaged tree is not grown: the entries wait, and Verify says so.
func TestSequenceStopsAtDamage(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.write(t, 3)
		p.sequence(t, 3)
		p.exec(t, "DELETE FROM audit_node")
		p.write(t, 1)
		if n, err := p.log.Sequence(t.Context()); err == nil || n != 0 {
			t.Errorf("numbered %d, %v", n, err)
		}
		p.clock.Set(dbtest.Today.Add(time.Minute))
		if r := p.verify(t); !slices.ContainsFunc(r.Findings, func(f audit.Finding) bool { return f.Kind == audit.Unnumbered }) {
			t.Errorf("%v", r)
		}
	})
}

// The architecture asks: entries unnumbered for over 10 s are reported.
func TestUnnumbered(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.write(t, 2)
		if r := p.verify(t); !r.Sound() || r.Waiting != 2 {
			t.Errorf("at once: %v", r)
		}
		p.clock.Set(dbtest.Today.Add(11 * time.Second))
		if r := p.verify(t); len(r.Findings) != 2 || r.Findings[0].Kind != audit.Unnumbered {
			t.Errorf("after 11 s: %v", r)
		}
		p.sequence(t, 2)
		if r := p.verify(t); !r.Sound() {
			t.Errorf("once numbered: %v", r)
		}
	})
}

// safety R7: the clock is set back by two hours; the order of the log stays.
func TestClockSetBack(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.write(t, 1)
		p.sequence(t, 1)
		p.clock.Set(dbtest.Today.Add(-2 * time.Hour))
		p.write(t, 1)
		p.sequence(t, 1)
		// An id of long ago, as a process makes after its machine's clock was
		// set back, and one that still waits.
		p.exec(t, "INSERT INTO audit_entry SELECT '0', at, account_id, actor_id, action, unit_id, kind, subject_id, person_id, payload_hash FROM audit_entry WHERE id = "+id(1)+
			"; INSERT INTO audit_payload SELECT '0', salt, body FROM audit_payload WHERE entry_id = "+id(1)+"; INSERT INTO audit_pending VALUES('0')")
		p.sequence(t, 1)
		p.write(t, 1)

		var got []string
		p.read(t, func(tx *db.Tx) error {
			lines, err := audit.History(tx, "meeting", "meeting-0", 10)
			for _, l := range lines {
				got = append(got, fmt.Sprint(l.At.Format(time.TimeOnly), " old id: ", l.ID == "0"))
			}
			return err
		})
		want := []string{"07:00:00 old id: false", "07:00:00 old id: true", "07:00:00 old id: false", "09:00:00 old id: false"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		p.sequence(t, 1)
		if r := p.verify(t); !r.Sound() || r.Size != 4 || r.Backward != 1 {
			t.Errorf("%v", r)
		}
	})
}

func (p place) person(t *testing.T, id, name string) {
	t.Helper()
	p.exec(t, fmt.Sprintf("INSERT INTO member_person(id, name, sort_key, folded) VALUES('%s', '%s', '', '')", id, name))
}

func TestHistory(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.person(t, "person-a", "Nguyễn Văn A")
		entry := func(by access.Actor, e db.Entry) {
			if err := p.Write(t.Context(), by, func(tx *db.Tx) error { return tx.Audit(e) }); err != nil {
				t.Fatal(err)
			}
		}
		moved := map[string]db.Change{"place": {From: "Hội trường A", To: "Phòng họp B"}}
		entry(access.Console, db.Entry{Action: "meeting.import", Unit: "unit-a", Kind: "meeting", Subject: "m1"})
		p.sequence(t, 1)
		entry(secretary, db.Entry{Action: "meeting.move", Unit: "unit-a", Kind: "meeting", Subject: "m1", Data: moved})
		entry(secretary, db.Entry{Action: "task.assign", Kind: "task", Subject: "m1", Person: "person-b"})

		imported := audit.Line{Account: "console", Action: "meeting.import", Unit: "unit-a", Kind: "meeting", Subject: "m1"}
		changed := audit.Line{
			Account: "account-a", Actor: "person-a", Name: "Nguyễn Văn A", Action: "meeting.move", Unit: "unit-a", Kind: "meeting", Subject: "m1",
			Data: map[string]any{"place": map[string]any{"from": "Hội trường A", "to": "Phòng họp B"}},
		}
		assigned := audit.Line{Account: "account-a", Actor: "person-a", Name: "Nguyễn Văn A", Action: "task.assign", Kind: "task", Subject: "m1", Person: "person-b"}
		for _, c := range []struct {
			name string
			run  func(tx *db.Tx) ([]audit.Line, error)
			want []audit.Line
		}{
			{"of a record", func(tx *db.Tx) ([]audit.Line, error) { return audit.History(tx, "meeting", "m1", 10) }, []audit.Line{changed, imported}},
			{"at most so many", func(tx *db.Tx) ([]audit.Line, error) { return audit.History(tx, "meeting", "m1", 1) }, []audit.Line{changed}},
			{"of a person", func(tx *db.Tx) ([]audit.Line, error) { return audit.HistoryOfPerson(tx, 10, "person-b") }, []audit.Line{assigned}},
			{"of nothing", func(tx *db.Tx) ([]audit.Line, error) { return audit.History(tx, "meeting", "m2", 10) }, nil},
		} {
			p.read(t, func(tx *db.Tx) error {
				got, err := c.run(tx)
				for i := range got {
					if got[i].ID == "" || got[i].At.Date() != "2026-05-25" {
						t.Errorf("%s: %q at %v", c.name, got[i].ID, got[i].At)
					}
					got[i].ID, got[i].At = "", db.Time{}
				}
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("%s: %s", c.name, diff)
				}
				return err
			})
		}
	})
}

// safety P1: what the log says of a person is forgotten and the log verifies;
// data that goes later, or another's, is missed.
func TestErase(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.write(t, 5) // of person-0 … person-4
		kept := p.checkpoint(t)
		p.write(t, 1) // of person-0, still without a number when it is erased
		for range 2 { // once more changes nothing
			err := p.Write(t.Context(), secretary, func(tx *db.Tx) error { return p.log.Erase(tx, secretary, "person-0") })
			if err != nil {
				t.Fatal(err)
			}
		}
		if r := p.verify(t, kept); !r.Sound() {
			t.Errorf("before the erasure has its number: %v", r)
		}
		p.sequence(t, 3)
		if r := p.verify(t, kept); !r.Sound() {
			t.Errorf("erased: %v", r)
		}
		p.read(t, func(tx *db.Tx) error {
			lines, err := audit.HistoryOfPerson(tx, 10, "person-0", "nobody")
			if len(lines) != 4 || lines[0].Action != audit.Erased {
				t.Errorf("%d lines, %v", len(lines), lines)
			}
			for _, l := range lines {
				if l.Data != nil {
					t.Errorf("%s still says %v", l.Action, l.Data)
				}
			}
			return err
		})
		p.write(t, 2)
		p.sequence(t, 2)
		p.exec(t, "DELETE FROM audit_payload WHERE entry_id = "+id(1)) // person-1 was never erased
		p.exec(t, "DELETE FROM audit_payload WHERE entry_id = "+id(8)) // person-0, after the erasure
		want := []audit.Kind{audit.DataLost, audit.DataLost}
		var got []audit.Kind
		for _, f := range p.verify(t, kept).Findings {
			got = append(got, f.Kind)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func BenchmarkSequence(b *testing.B) {
	d := dbtest.SQLite(b, dbtest.NewClock())
	l := audit.New(d)
	for b.Loop() {
		b.StopTimer()
		if err := writeEntries(b.Context(), d, 1000); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := l.Sequence(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/entry")
}
