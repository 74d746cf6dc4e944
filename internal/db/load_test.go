package db_test

import (
	"errors"
	"slices"
	"testing"

	"chibo/internal/db"
	"chibo/internal/dbtest"
)

// Both engines describe the same tables, each after those that it refers to.
func TestTables(t *testing.T) {
	var lists [][]string
	for _, open := range []func(testing.TB, *dbtest.Clock) *db.DB{dbtest.SQLite, dbtest.Postgres} {
		err := open(t, dbtest.NewClock()).Read(t.Context(), func(tx *db.Tx) error {
			tables, err := db.Tables(tx)
			list := []string{}
			for _, table := range tables {
				list = append(list, table.Name)
			}
			lists = append(lists, list)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(lists[0], lists[1]) {
		t.Errorf("SQLite and PostgreSQL differ:\n%v\n%v", lists[0], lists[1])
	}
	for _, pair := range [][2]string{{"org_unit", "org_span"}, {"member_person", "member_party"}, {"audit_entry", "audit_leaf"}} {
		if before, after := slices.Index(lists[0], pair[0]), slices.Index(lists[0], pair[1]); before < 0 || after < before {
			t.Errorf("%v stand at %d and %d", pair, before, after)
		}
	}
}

// Load is all or nothing, checks references at its end, and leaves alone what
// is in use.
func TestLoad(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		people := db.Table{Name: "member_person", Columns: []string{"id", "name", "sort_key", "folded", "merged_into"}}
		load := func(rows ...[]any) error {
			return d.Load(t.Context(), func(l *db.Loader) error {
				n, err := l.Fill(people, func() ([]any, error) {
					if len(rows) == 0 {
						return nil, nil
					}
					row := rows[0]
					rows = rows[1:]
					return row, nil
				})
				if err == nil && n != 2 {
					t.Errorf("%d rows", n)
				}
				return err
			})
		}
		person := func(id string, into any) []any { return []any{id, "Nguyễn Văn A", "a", "", into} }
		for name, rows := range map[string][][]any{
			"a reference to nobody": {person("p1", nil), person("p2", "nobody")},
			"a key twice":           {person("p1", nil), person("p1", nil)},
			"a value too few":       {person("p1", nil), {"p2"}},
			"no name":               {person("p1", nil), {"p2", nil, "", "", nil}},
		} {
			if err := load(rows...); err == nil {
				t.Errorf("%s: loaded", name)
			}
		}
		if err := load(person("p1", "p2"), person("p2", nil)); err != nil {
			t.Errorf("a reference forward: %v", err)
		}
		if err := d.Write(t.Context(), by, func(tx *db.Tx) error { return addUnit(tx, "u") }); err != nil {
			t.Fatal(err)
		}
		if err := load(person("p3", nil), person("p4", nil)); !errors.Is(err, db.ErrOccupied) {
			t.Errorf("into a database in use: %v", err)
		}
	})
}

// A database may be opened as it is, if there is one.
func TestOpenAsIs(t *testing.T) {
	dir := t.TempDir()
	if _, err := db.Open(t.Context(), db.Options{Dir: dir, AsIs: true}); !errors.Is(err, db.ErrNotStarted) {
		t.Errorf("where nothing is: %v", err)
	}
	for _, o := range []db.Options{{Schema: 1}, {AsIs: true}, {Schema: 2}, {AsIs: true}} {
		o.Dir = dir
		d, err := db.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if !o.AsIs && d.Schema() != o.Schema || o.AsIs && d.Schema() > 2 {
			t.Errorf("%+v: schema %d", o, d.Schema())
		}
		if wrong, err := d.Integrity(t.Context()); err != nil || len(wrong) > 0 {
			t.Errorf("integrity: %v %v", wrong, err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := db.Open(t.Context(), db.Options{Dir: dir, Schema: db.NewestSchema() + 1}); !errors.Is(err, db.ErrNewerSchema) {
		t.Errorf("a schema that nobody knows: %v", err)
	}
	if _, err := db.Open(t.Context(), db.Options{Dir: dir, Schema: 1}); !errors.Is(err, db.ErrOccupied) {
		t.Errorf("an older schema: %v", err)
	}
}
