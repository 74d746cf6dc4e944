package db_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
)

// What names one row names another instead, but where only one may be named; it
// comes back, but for what was changed since. Both engines know the same columns.
func TestRepoint(t *testing.T) {
	var known [][]db.Reference
	for _, open := range []func(testing.TB, *dbtest.Clock) *db.DB{dbtest.SQLite, dbtest.Postgres} {
		d := open(t, dbtest.NewClock())
		err := d.Write(t.Context(), access.Console, func(tx *db.Tx) error {
			for _, q := range []string{
				`INSERT INTO member_person(id, name, sort_key, folded) VALUES ('a', 'A', 'a', 'a'), ('b', 'A', 'a', 'a')`,
				`INSERT INTO org_unit(id) VALUES ('u')`,
				`INSERT INTO member_duty(id, unit_id, person_id, year, body) VALUES ('1', 'u', 'a', 2025, ''), ('2', 'u', 'a', 2026, ''), ('3', 'u', 'b', 2026, '')`,
				`INSERT INTO member_membership(id, person_id, unit_id, body, status, from_date, to_date) VALUES
					('1', 'a', 'u', 'party', 'official', '2010-01-01', '2011-01-01'), ('2', 'a', 'u', 'party', 'official', '2012-01-01', NULL), ('3', 'b', 'u', 'party', 'official', '2012-01-01', NULL)`,
				`INSERT INTO notify_setting(person_id, mail) VALUES ('a', 0), ('b', 1)`,
				`INSERT INTO member_party(person_id, card) VALUES ('a', '012345678901')`,
			} {
				if _, err := tx.Exec(q); err != nil {
					return err
				}
			}
			refs, err := db.References(tx, "member_person")
			if err != nil {
				return err
			}
			known = append(known, refs)
			compare(t, tx)
			return tx.Audit(db.Entry{Action: "test"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(known[0], known[1]); diff != "" || len(known[0]) < 60 {
		t.Error(len(known[0]), diff)
	}
}

// compare holds what is foretold against what is done and undone.
func compare(t *testing.T, tx *db.Tx) {
	t.Helper()
	shares := func(of, to string) map[string]int {
		all, err := db.Shares(tx, "member_person", of, to)
		check(t, err)
		sums := map[string]int{}
		for _, s := range all {
			sums[s.Table] = 10*s.Rows + s.Stay
		}
		return sums
	}
	before := map[string]int{"member_duty": 21, "member_membership": 21, "notify_setting": 11, "member_party": 10}
	if diff := cmp.Diff(before, shares("a", "b")); diff != "" {
		t.Error(diff)
	}
	done, err := tx.Trace(func() error { return tx.Repoint("member", "member_person", "a", "b") })
	check(t, err)
	if len(done) != 3 {
		t.Errorf("%d values were replaced: %+v", len(done), done)
	}
	if diff := cmp.Diff(map[string]int{"member_duty": 11, "member_membership": 11, "notify_setting": 11}, shares("a", "b")); diff != "" {
		t.Error(diff)
	}
	_, err = tx.Exec(`UPDATE member_membership SET person_id = 'a' WHERE id = '1'`)
	check(t, err)
	kept, err := tx.PutBack(done)
	check(t, err)
	if kept != 1 {
		t.Errorf("%d stayed as somebody had changed them", kept)
	}
	if diff := cmp.Diff(before, shares("a", "b")); diff != "" {
		t.Error(diff)
	}
	version, err := db.One(tx, db.Value[int], `SELECT version FROM member_duty WHERE id = '1'`)
	check(t, err)
	if version != 3 {
		t.Errorf("version %d of a row that went and came back", version)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
