package db

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Table is a table of the schema, as the engine itself describes it.
type Table struct {
	Name    string
	Columns []string // in the order in which they were made
	key     []string // the columns of the primary key
}

// versionTable is goose's own: which steps of the schema were made.
const versionTable = "goose_db_version"

// Tables lists the tables of the schema, each after those that it refers to,
// and by name where that leaves a choice: the same list on both engines. A
// column of a type that Each does not carry is an error.
func Tables(tx *Tx) ([]Table, error) {
	columns, references := sqliteColumns, sqliteReferences
	if tx.postgres {
		columns, references = postgresColumns, postgresReferences
	}
	described, err := All(tx, scanColumn, columns)
	if err != nil {
		return nil, err
	}
	byName := map[string]*Table{}
	for _, c := range described {
		if c.table == versionTable {
			continue
		}
		if !slices.Contains([]string{"text", "integer", "bigint"}, strings.ToLower(c.kind)) {
			return nil, fmt.Errorf("db: column %s of %s is %s: only text and whole numbers are stored", c.name, c.table, c.kind)
		}
		t := byName[c.table]
		if t == nil {
			t = &Table{Name: c.table}
			byName[c.table] = t
		}
		t.Columns = append(t.Columns, c.name)
		if c.key > 0 { // its place in the key, counted from 1
			t.key = slices.Grow(t.key, c.key)[:max(len(t.key), c.key)]
			t.key[c.key-1] = c.name
		}
	}
	refers, err := All(tx, scanReference, references)
	if err != nil {
		return nil, err
	}
	return inOrder(byName, refers)
}

// inOrder sorts tables behind those that they refer to.
func inOrder(byName map[string]*Table, refers []reference) ([]Table, error) {
	waits := map[string]map[string]bool{}
	for _, r := range refers {
		if r.from == r.to {
			continue
		}
		if waits[r.from] == nil {
			waits[r.from] = map[string]bool{}
		}
		waits[r.from][r.to] = true
	}
	var ordered []Table
	for len(byName) > 0 {
		var free []Table
		for name, t := range byName {
			if len(waits[name]) == 0 {
				free = append(free, *t)
			}
		}
		if len(free) == 0 {
			return nil, fmt.Errorf("db: tables refer to one another in a circle: %d are left", len(byName))
		}
		slices.SortFunc(free, func(a, b Table) int { return cmp.Compare(a.Name, b.Name) })
		for _, t := range free {
			delete(byName, t.Name)
			for _, w := range waits {
				delete(w, t.Name)
			}
		}
		ordered = append(ordered, free...)
	}
	return ordered, nil
}

// Each calls f with every row of the table, in the order of its primary key,
// which says nothing about when a row was written. The values stand in the
// order of Columns; each is nil, an int64 or a string. The slice is used again
// for the next row. Memory does not grow with the table.
func (t Table) Each(tx *Tx, f func(row []any) error) error {
	defer tx.statement()()
	order := ""
	if len(t.key) > 0 {
		order = " ORDER BY " + quoted(t.key)
	}
	rows, err := tx.q.QueryContext(tx.ctx, "SELECT "+quoted(t.Columns)+" FROM "+quoted([]string{t.Name})+order)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	row, dest := make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for i := range row {
		dest[i] = &row[i]
	}
	for rows.Next() {
		// What f does with the row does not count as the engine's silence.
		tx.watch.rest()
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		for i, v := range row {
			switch v := v.(type) {
			case nil, int64, string:
			case []byte:
				row[i] = string(v)
			default:
				return fmt.Errorf("db: column %s of %s holds %T", t.Columns[i], t.Name, v)
			}
		}
		if err := f(row); err != nil {
			return err
		}
		tx.watch.begin()
	}
	return translate(rows.Err())
}

// quoted lists names as SQL identifiers. They come from the schema itself.
func quoted(names []string) string { return `"` + strings.Join(names, `", "`) + `"` }

type column struct {
	table, name, kind string
	key               int
}

func scanColumn(r Row, c *column) error { return r.Scan(&c.table, &c.name, &c.kind, &c.key) }

type reference struct{ from, to string }

func scanReference(r Row, f *reference) error { return r.Scan(&f.from, &f.to) }

const (
	sqliteColumns = `SELECT m.name, c.name, c.type, c.pk FROM "sqlite_master" m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY m.name, c.cid`
	sqliteReferences = `SELECT m.name, f."table" FROM "sqlite_master" m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`

	postgresColumns = `SELECT t.relname, a.attname, format_type(a.atttypid, a.atttypmod), COALESCE(array_position(k.conkey, a.attnum), 0)
		FROM "pg_class" t JOIN "pg_attribute" a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
		LEFT JOIN "pg_constraint" k ON k.conrelid = t.oid AND k.contype = 'p'
		WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace ORDER BY t.relname, a.attnum`
	postgresReferences = `SELECT t.relname, o.relname FROM "pg_constraint" k JOIN "pg_class" t ON t.oid = k.conrelid JOIN "pg_class" o ON o.oid = k.confrelid
		WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace`
)
