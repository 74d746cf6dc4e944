package audit_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/dbtest"
)

func (p place) readsOf(t *testing.T, person string) []audit.ReadLine {
	t.Helper()
	if err := p.log.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	var lines []audit.ReadLine
	p.read(t, func(tx *db.Tx) (err error) {
		lines, err = audit.ReadsOfPerson(tx, person, 100)
		return err
	})
	return lines
}

// safety, duty 4: who read a person's records, the newest first; the same
// account and record within ten minutes once.
func TestReadsOfPerson(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.person(t, "person-a", "Nguyễn Văn A")
		officer := access.Actor{Kind: access.Human, Account: "account-b", Person: "person-unknown"}
		read := func(by access.Actor, after time.Duration, kind, subject string) {
			p.clock.Set(dbtest.Today.Add(after))
			p.log.Read(t.Context(), by, "unit-a", kind, subject, "person-b")
		}
		read(secretary, 0, "person", "person-b")
		read(secretary, 9*time.Minute, "person", "person-b") // the same read
		read(officer, 9*time.Minute, "person", "person-b")
		read(secretary, 9*time.Minute+time.Second, "reflection", "r1")
		read(access.Console, 9*time.Minute+2*time.Second, "person", "person-b")
		read(access.System, 9*time.Minute+3*time.Second, "person", "person-b") // nobody reads
		read(secretary, 11*time.Minute, "person", "person-b")
		p.log.Read(t.Context(), secretary, "", "person", "person-c", "person-c")

		var got []string
		for _, l := range p.readsOf(t, "person-b") {
			got = append(got, fmt.Sprintf("%s %s %s %q %s %s/%s", l.At.Format("15:04:05"), l.Account, l.Actor, l.Name, l.Unit, l.Kind, l.Subject))
		}
		want := []string{
			`09:11:00 account-a person-a "Nguyễn Văn A" unit-a person/person-b`,
			`09:09:02 console  "" unit-a person/person-b`,
			`09:09:01 account-a person-a "Nguyễn Văn A" unit-a reflection/r1`,
			`09:09:00 account-b person-unknown "" unit-a person/person-b`,
			`09:00:00 account-a person-a "Nguyễn Văn A" unit-a person/person-b`,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// safety R7: a clock that is set back hides no read.
func TestReadAfterClockSetBack(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.log.Read(t.Context(), secretary, "", "person", "person-b", "person-b")
		p.clock.Set(dbtest.Today.Add(-2 * time.Hour))
		p.log.Read(t.Context(), secretary, "", "person", "person-b", "person-b")
		if got := p.readsOf(t, "person-b"); len(got) != 2 {
			t.Errorf("%d reads", len(got))
		}
	})
}

// safety, duty 10: lines of reads are kept for five years.
func TestReadsAreDroppedInTheEnd(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.log.Read(t.Context(), secretary, "", "person", "person-b", "person-b")
		for _, c := range []struct {
			after time.Duration
			want  int
		}{{0, 1}, {audit.KeepReads - time.Hour, 1}, {audit.KeepReads + 24*time.Hour, 0}} {
			p.clock.Set(dbtest.Today.Add(c.after))
			if got := p.readsOf(t, "person-b"); len(got) != c.want {
				t.Errorf("after %v: %d reads", c.after, len(got))
			}
		}
	})
}

// Many pages at once lose no line and write none twice.
func TestReadsFromManyPages(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		stop := p.log.Start(t.Context())
		var wg sync.WaitGroup
		for i := range 8 {
			by := access.Actor{Kind: access.Human, Account: fmt.Sprint("account-", i)}
			wg.Go(func() {
				for j := range 300 {
					p.log.Read(t.Context(), by, "", "person", fmt.Sprint("person-", j/2), "person-b")
				}
			})
		}
		wg.Wait()
		stop()
		var n int
		p.read(t, func(tx *db.Tx) (err error) {
			n, err = db.One(tx, db.Value[int], `SELECT COUNT(*) FROM audit_read`)
			return err
		})
		if n != 8*150 {
			t.Errorf("%d lines, want %d", n, 8*150)
		}
	})
}

// safety R4: while nothing can be written, reads wait and come later.
func TestReadsWaitForTheDatabase(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.exec(t, "ALTER TABLE audit_read RENAME TO away")
		p.log.Read(t.Context(), secretary, "", "person", "person-b", "person-b")
		if err := p.log.Flush(t.Context()); err == nil {
			t.Error("nothing went wrong")
		}
		p.exec(t, "ALTER TABLE away RENAME TO audit_read")
		if got := p.readsOf(t, "person-b"); len(got) != 1 {
			t.Errorf("%d reads", len(got))
		}
	})
}
