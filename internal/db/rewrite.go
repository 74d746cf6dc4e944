package db

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Values are texts and dates by their columns; nil is NULL.
type Values map[string]*string

// Rewritten is a row of which values were replaced, so that they can be put
// back. It is found by the values of its primary key, as they are afterwards.
type Rewritten struct {
	Table       string
	Key         []any // each a string or an int64
	Was, Became Values
}

// Trace runs f and tells which rows Rewrite and Repoint changed meanwhile, in
// their order.
func (tx *Tx) Trace(f func() error) ([]Rewritten, error) {
	outer := tx.trace
	defer func() { tx.trace = outer }()
	tx.trace = &[]Rewritten{}
	err := f()
	return *tx.trace, err
}

// Rewrite replaces values in the rows that a condition selects. Where the rows
// have a version, it grows. It returns how many rows there were.
func (tx *Tx) Rewrite(table string, values Values, where string, args ...any) (int, error) {
	t, err := tx.keyed(table)
	if err != nil {
		return 0, err
	}
	found, err := tx.valued(t, values, where, args)
	if err != nil {
		return 0, err
	}
	for _, r := range found {
		var set Args
		query := t.set(&set, values) + t.row(&set, r.Key)
		if _, err := tx.Exec(query, set...); err != nil {
			return 0, err
		}
		for i, column := range t.key {
			if v := values[column]; v != nil {
				r.Key[i] = *v
			}
		}
		if tx.trace != nil {
			*tx.trace = append(*tx.trace, r)
		}
	}
	return len(found), nil
}

// PutBack undoes what Trace told of, the last first. A row of which one of the
// values was changed since stays as it is; kept is how many did.
func (tx *Tx) PutBack(done []Rewritten) (kept int, err error) {
	for _, r := range slices.Backward(done) {
		t, err := tx.keyed(r.Table)
		if err != nil {
			return kept, err
		}
		var set Args
		query := t.set(&set, r.Was) + t.row(&set, r.Key)
		for _, column := range slices.Sorted(maps.Keys(r.Became)) {
			query += ` AND ` + quoted([]string{column}) + ` IS NOT DISTINCT FROM ` + set.Add(r.Became[column])
		}
		n, err := tx.Exec(query, set...)
		if err != nil {
			return kept, err
		}
		if n == 0 {
			kept++
		}
	}
	return kept, nil
}

// set begins the statement that writes values.
func (t shape) set(args *Args, values Values) string {
	var parts []string
	for _, column := range slices.Sorted(maps.Keys(values)) {
		parts = append(parts, quoted([]string{column})+` = `+args.Add(values[column]))
	}
	if slices.Contains(t.Columns, "version") {
		parts = append(parts, `version = version + 1`)
	}
	return `UPDATE ` + quoted([]string{t.Name}) + ` SET ` + strings.Join(parts, ", ")
}

// row is the condition that finds one row.
func (t shape) row(args *Args, key []any) string {
	parts := make([]string, len(key))
	for i, v := range key {
		parts[i] = quoted(t.key[i:i+1]) + ` = ` + args.Add(v)
	}
	return ` WHERE ` + strings.Join(parts, " AND ")
}

// valued reads the rows that a condition selects: their keys, and the values that
// others take the place of.
func (tx *Tx) valued(t shape, values Values, where string, args []any) ([]Rewritten, error) {
	columns := slices.Sorted(maps.Keys(values))
	return All(tx, func(r Row, v *Rewritten) error {
		v.Table, v.Key, v.Was, v.Became = t.Name, make([]any, len(t.key)), Values{}, values
		was := make([]*string, len(columns))
		var dest []any
		for i := range was {
			dest = append(dest, &was[i])
		}
		for i := range v.Key {
			dest = append(dest, &v.Key[i])
		}
		if err := r.Scan(dest...); err != nil {
			return err
		}
		for i, column := range columns {
			v.Was[column] = was[i]
		}
		for i, k := range v.Key {
			if b, ok := k.([]byte); ok {
				v.Key[i] = string(b)
			}
		}
		return nil
	}, `SELECT `+quoted(columns)+`, `+quoted(t.key)+` FROM `+quoted([]string{t.Name})+` WHERE `+where+` ORDER BY `+quoted(t.key), args...)
}

// Reference is a column whose rows name a row of another table.
type Reference struct{ Table, Column string }

// References lists the columns that refer to a table by a foreign key, in order.
func References(tx *Tx, target string) ([]Reference, error) {
	s, err := tx.shapes()
	if err != nil {
		return nil, err
	}
	return s.references[target], nil
}

// Repoint has the rows of an owner's tables, those that begin with its name, name
// into where they name from: in all columns that refer to the target but those
// of the tables named after. A row stays as it is where into has one already and
// only one may have it.
func (tx *Tx) Repoint(owner, target, from, into string, but ...string) error {
	s, err := tx.shapes()
	if err != nil {
		return err
	}
	for _, r := range s.references[target] {
		if !strings.HasPrefix(r.Table, owner+"_") || slices.Contains(but, r.Table) {
			continue
		}
		where := quoted([]string{r.Column}) + ` = $1 AND (` + s.taken(r) + `) IS NOT TRUE`
		if _, err := tx.Rewrite(r.Table, Values{r.Column: &into}, where, from, into); err != nil {
			return err
		}
	}
	return nil
}

// Share is how many rows of a table name somebody or something.
type Share struct {
	Reference
	Rows int
	Stay int // of those, how many Repoint would leave
}

// Shares tells what Repoint would do from one to the other, column by column,
// without those of which there is no row. It makes one query over all of them.
func Shares(tx *Tx, target, from, into string) ([]Share, error) {
	s, err := tx.shapes()
	if err != nil {
		return nil, err
	}
	var parts []string
	for _, r := range s.references[target] {
		parts = append(parts, fmt.Sprintf(`SELECT '%s' AS t, '%s' AS c, COUNT(*) AS n, COUNT(*) FILTER (WHERE %s) AS s FROM %s WHERE %s = $1`,
			r.Table, r.Column, s.taken(r), quoted([]string{r.Table}), quoted([]string{r.Column})))
	}
	if len(parts) == 0 {
		return nil, nil
	}
	return All(tx, func(r Row, v *Share) error { return r.Scan(&v.Table, &v.Column, &v.Rows, &v.Stay) },
		`SELECT t, c, n, s FROM (`+strings.Join(parts, " UNION ALL ")+`) x WHERE n > 0 ORDER BY t, c`, from, into)
}
