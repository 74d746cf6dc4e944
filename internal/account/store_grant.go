package account

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
)

const grantColumns = `SELECT g.id, g.account_id, l.person_id, n.name, g.role, COALESCE(g.unit_id, ''), COALESCE(o.name, ''), COALESCE(o.path, ''), g.granted_by,
	CASE WHEN g.confirmed_by IS NULL THEN 1 ELSE 0 END, g.from_at
	FROM account_grant g JOIN account_login l ON l.id = g.account_id JOIN member_name n ON n.person_id = l.person_id
	LEFT JOIN org_place o ON o.unit_id = g.unit_id AND o.to_date IS NULL WHERE g.to_at IS NULL`

func scanGrant(r db.Row, g *Grant) error {
	var waiting db.Bool
	err := r.Scan(&g.ID, &g.Account, &g.Person, &g.Name, &g.Role, &g.Unit, &g.UnitName, &g.Path, &g.By, &waiting, &g.From)
	g.Waiting = bool(waiting)
	return err
}

func grantByID(tx *db.Tx, id string) (Grant, error) {
	return db.One(tx, scanGrant, grantColumns+` AND g.id = $1`, id)
}

func grantsOf(tx *db.Tx, id ID) ([]Grant, error) {
	return db.All(tx, scanGrant, grantColumns+` AND g.account_id = $1 ORDER BY g.from_at, g.id`, id)
}

// grantsWaiting lists what waits for confirmation in the trees of the roots.
func grantsWaiting(tx *db.Tx, roots []string) ([]Grant, error) {
	if len(roots) == 0 {
		return nil, nil
	}
	var args db.Args
	where := ""
	for i, r := range roots {
		if i > 0 {
			where += " OR "
		}
		where += args.Under("o.path", r)
	}
	return db.All(tx, scanGrant, grantColumns+` AND g.confirmed_by IS NULL AND (`+where+`) ORDER BY g.from_at, g.id`, args...)
}

func insertGrant(tx *db.Tx, g Grant) error {
	var confirmed any
	if !g.Waiting {
		confirmed = g.By
	}
	_, err := tx.Exec(`INSERT INTO account_grant(id, account_id, role, unit_id, granted_by, confirmed_by, from_at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		g.ID, g.Account, g.Role, db.Null(g.Unit), g.By, confirmed, tx.Now)
	if db.IsUnique(err) {
		return fault.At("role", "account.role_held")
	}
	return err
}

func confirmGrant(tx *db.Tx, id, by string) error {
	_, err := tx.Exec(`UPDATE account_grant SET confirmed_by = $2 WHERE id = $1 AND confirmed_by IS NULL`, id, by)
	return err
}

func endGrant(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE account_grant SET to_at = $2 WHERE id = $1`, id, tx.Now)
	return err
}

// administrators counts those who can sign in as administrator.
func administrators(tx *db.Tx) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM account_grant g JOIN account_login l ON l.id = g.account_id
		WHERE g.role = $1 AND g.to_at IS NULL AND l.state = 'active'`, access.Administrator)
}

// Names and rows of lists.

const lineColumns = `SELECT n.person_id, n.name, COALESCE(l.id, ''), COALESCE(l.username, ''), COALESCE(l.state, ''),
	CASE WHEN COALESCE(l.totp_secret, '') = '' THEN 0 ELSE 1 END,
	(SELECT MAX(q.at) FROM account_request q WHERE q.account_id = l.id AND q.done_at IS NULL),
	(SELECT MAX(i.expires_at) FROM account_invite i WHERE i.account_id = l.id AND i.used_at IS NULL),
	(SELECT MAX(i.made_at) FROM account_invite i WHERE i.account_id = l.id AND i.reset = 1)`

func scanLine(r db.Row, v *Line) error {
	var factor db.Bool
	err := r.Scan(&v.Person, &v.Name, &v.Account, &v.Username, &v.State, &factor, &v.Asked, &v.LinkUntil, &v.Reset)
	v.Factor = bool(factor)
	return err
}

func lineOf(tx *db.Tx, person member.ID) (Line, error) {
	return db.One(tx, scanLine, lineColumns+` FROM member_name n LEFT JOIN account_login l ON l.person_id = n.person_id WHERE n.person_id = $1`, person)
}

// linesOf gives the lines of people, in the order of names.
func linesOf(tx *db.Tx, people []member.ID) ([]Line, error) {
	if len(people) == 0 {
		return nil, nil
	}
	var args db.Args
	for _, p := range people {
		args.Add(p)
	}
	return db.All(tx, scanLine, lineColumns+` FROM member_name n LEFT JOIN account_login l ON l.person_id = n.person_id
		WHERE n.person_id IN (`+db.In(1, len(people))+`) ORDER BY n.sort_key, n.person_id`, args...)
}

// where names the tables of a search for accounts, with its condition: by the folded
// username or name, by the state.
func (f Filter) where(args *db.Args) string {
	w := ` FROM account_login l JOIN member_name n ON n.person_id = l.person_id WHERE 1=1`
	if q := i18n.Fold(f.Query); q != "" {
		part := func(q string) string { return args.Add("%"+db.EscapeLike(q)+"%") + ` ESCAPE '\'` }
		w += ` AND (l.username LIKE ` + part(Username(q)) + ` OR n.folded LIKE ` + part(q) + `)`
	}
	if f.State != "" {
		w += ` AND l.state = ` + args.Add(f.State)
	}
	return w
}

func countLogins(tx *db.Tx, f Filter) (int, error) {
	var args db.Args
	where := f.where(&args)
	return db.One(tx, db.Value[int], `SELECT COUNT(*)`+where, args...)
}

func logins(tx *db.Tx, f Filter, limit, offset int) ([]Line, error) {
	var args db.Args
	where := f.where(&args)
	return db.All(tx, scanLine, lineColumns+where+` ORDER BY n.sort_key, n.person_id LIMIT `+args.Add(limit)+` OFFSET `+args.Add(offset), args...)
}
