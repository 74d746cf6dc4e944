package campaign

import "chibo/internal/db"

// Between lists the themes that ran for the unit at a path on any day from one through
// another, the earliest first; those of campaigns that were halted too. It makes one
// query, and is for capabilities that have authorised already.
func Between(tx *db.Tx, unitPath string, from, through db.Date) ([]Theme, error) {
	paths := above(unitPath)
	args := []any{from, through}
	for _, p := range paths {
		args = append(args, p)
	}
	return db.All(tx, scanTheme, `SELECT `+themeColumns+themeTables+` WHERE t.state = 'launched' AND t.starts <= $2 AND t.ends >= $1
		AND o.path IN (`+db.In(3, len(paths))+`) ORDER BY t.starts, t.id`, args...)
}
