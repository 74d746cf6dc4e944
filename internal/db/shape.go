package db

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// shape is a table with what may be in it once only.
type shape struct {
	Table
	unique []unique
}

// unique is a key of a table: the primary key or a unique index.
type unique struct {
	columns []string
	where   string // of a partial index; "" for all rows
}

// shapes are the tables of a schema with what refers to what.
type shapes struct {
	tables     map[string]shape
	references map[string][]Reference // by the table that is referred to
}

// keyed gives the shape of a table whose rows a key tells apart.
func (tx *Tx) keyed(table string) (shape, error) {
	s, err := tx.shapes()
	if err != nil {
		return shape{}, err
	}
	t, ok := s.tables[table]
	if !ok || len(t.key) == 0 {
		return shape{}, fmt.Errorf("db: no table %s with a key", table)
	}
	return t, nil
}

// shapes reads the schema, once in a transaction.
func (tx *Tx) shapes() (*shapes, error) {
	if tx.shape != nil {
		return tx.shape, nil
	}
	tables, err := Tables(tx)
	if err != nil {
		return nil, err
	}
	s := &shapes{tables: map[string]shape{}, references: map[string][]Reference{}}
	for _, t := range tables {
		s.tables[t.Name] = shape{Table: t}
	}
	if err := s.readUnique(tx); err != nil {
		return nil, err
	}
	if err := s.readReferences(tx); err != nil {
		return nil, err
	}
	tx.shape = s
	return s, nil
}

func (s *shapes) readUnique(tx *Tx) error {
	query := sqliteUnique
	if tx.postgres {
		query = postgresUnique
	}
	type part struct{ table, index, column, where string }
	parts, err := All(tx, func(r Row, p *part) error { return r.Scan(&p.table, &p.index, &p.column, &p.where) }, query)
	if err != nil {
		return err
	}
	last := ""
	for _, p := range parts {
		t := s.tables[p.table]
		if p.index != last {
			if !tx.postgres { // SQLite tells the text of the whole index
				_, p.where, _ = strings.Cut(p.where, " WHERE ")
			}
			t.unique = append(t.unique, unique{where: p.where})
		}
		last = p.index
		u := &t.unique[len(t.unique)-1]
		u.columns = append(u.columns, p.column)
		s.tables[p.table] = t
	}
	return nil
}

func (s *shapes) readReferences(tx *Tx) error {
	query := sqliteColumnReferences
	if tx.postgres {
		query = postgresColumnReferences
	}
	type row struct {
		Reference
		to string
	}
	rows, err := All(tx, func(r Row, v *row) error { return r.Scan(&v.Table, &v.Column, &v.to) }, query)
	if err != nil {
		return err
	}
	for _, r := range rows {
		s.references[r.to] = append(s.references[r.to], r.Reference)
	}
	for _, all := range s.references {
		slices.SortFunc(all, func(a, b Reference) int {
			return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Column, b.Column))
		})
	}
	return nil
}

// taken is the condition that a row which names $1 could not name $2 as well: a
// key would be there twice.
func (s *shapes) taken(r Reference) string {
	parts := []string{`CAST($2 AS TEXT) = ''`} // never: so that $2 stands in every condition
	for _, u := range s.tables[r.Table].unique {
		i := slices.Index(u.columns, r.Column)
		if i < 0 {
			continue
		}
		where := cmp.Or(u.where, "1 = 1")
		other := ` FROM ` + quoted([]string{r.Table}) + ` WHERE ` + quoted([]string{r.Column}) + ` = $2 AND (` + where + `)`
		if rest := slices.Delete(slices.Clone(u.columns), i, i+1); len(rest) > 0 {
			parts = append(parts, `((`+where+`) AND (`+quoted(rest)+`) IN (SELECT `+quoted(rest)+other+`))`)
		} else {
			parts = append(parts, `((`+where+`) AND EXISTS (SELECT 1`+other+`))`)
		}
	}
	return strings.Join(parts, " OR ")
}

const (
	sqliteUnique = `SELECT m.name, i.name, COALESCE(c.name, ''), COALESCE(x.sql, '') FROM "sqlite_master" m, pragma_index_list(m.name) i, pragma_index_info(i.name) c
		LEFT JOIN "sqlite_master" x ON x.type = 'index' AND x.name = i.name WHERE m.type = 'table' AND i."unique" = 1 AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND m.name <> 'goose_db_version'
		ORDER BY m.name, i.name, c.seqno`
	sqliteColumnReferences = `SELECT m.name, f."from", f."table" FROM "sqlite_master" m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`

	postgresUnique = `SELECT t.relname, i.relname, COALESCE(a.attname, ''), COALESCE(pg_get_expr(x.indpred, x.indrelid), '')
		FROM "pg_index" x JOIN "pg_class" t ON t.oid = x.indrelid JOIN "pg_class" i ON i.oid = x.indexrelid
		CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY u(attnum, n) LEFT JOIN "pg_attribute" a ON a.attrelid = t.oid AND a.attnum = u.attnum
		WHERE x.indisunique AND t.relnamespace = current_schema()::regnamespace AND t.relname <> 'goose_db_version' ORDER BY t.relname, i.relname, u.n`
	postgresColumnReferences = `SELECT t.relname, a.attname, o.relname FROM "pg_constraint" k JOIN "pg_class" t ON t.oid = k.conrelid JOIN "pg_class" o ON o.oid = k.confrelid
		JOIN "pg_attribute" a ON a.attrelid = t.oid AND a.attnum = ANY(k.conkey) WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace`
)
