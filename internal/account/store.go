package account

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

// record is an account as it is stored.
type record struct {
	ID       ID
	Person   member.ID
	Name     string
	Username string
	Password string // its hash
	Secret   string // of the second factor
	Epoch    int
	State    State
	View     string // how the person wants pages to look
}

const recordColumns = `SELECT l.id, l.person_id, n.name, l.username, l.password_hash, l.totp_secret, l.epoch, l.state, COALESCE(v.view, '')
	FROM account_login l JOIN member_name n ON n.person_id = l.person_id LEFT JOIN account_view v ON v.account_id = l.id`

func scanRecord(r db.Row, a *record) error {
	return r.Scan(&a.ID, &a.Person, &a.Name, &a.Username, &a.Password, &a.Secret, &a.Epoch, &a.State, &a.View)
}

func byID(tx *db.Tx, id ID) (record, error) {
	return db.One(tx, scanRecord, recordColumns+` WHERE l.id = $1`, id)
}

func byUsername(tx *db.Tx, username string) (record, error) {
	return db.One(tx, scanRecord, recordColumns+` WHERE l.username = $1`, username)
}

// byPerson gives the account of a person; ok is false if he has none.
func byPerson(tx *db.Tx, person member.ID) (a record, ok bool, err error) {
	a, err = db.One(tx, scanRecord, recordColumns+` WHERE l.person_id = $1`, person)
	if fault.Is(err, fault.NotFound) {
		return a, false, nil
	}
	return a, err == nil, err
}

func anyAccount(tx *db.Tx) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM (SELECT id FROM account_login LIMIT 1) x`)
	return n > 0, err
}

// usernameTaken is the fault of a username that somebody else has.
func usernameTaken(err error) error {
	if db.IsUnique(err) {
		return fault.At("username", "account.username_taken")
	}
	return err
}

func insertAccount(tx *db.Tx, a record) error {
	_, err := tx.Exec(`INSERT INTO account_login(id, person_id, username, password_hash, state) VALUES($1, $2, $3, $4, $5)`,
		a.ID, a.Person, a.Username, a.Password, a.State)
	return usernameTaken(err)
}

// setPassword stores a password's hash and ends every session.
func setPassword(tx *db.Tx, id ID, username, hash string) error {
	_, err := tx.Exec(`UPDATE account_login SET password_hash = $2, username = $3, state = 'active', epoch = epoch + 1 WHERE id = $1`, id, hash, username)
	return usernameTaken(err)
}

func setState(tx *db.Tx, id ID, s State) error {
	_, err := tx.Exec(`UPDATE account_login SET state = $2, epoch = epoch + 1 WHERE id = $1`, id, s)
	return err
}

func endSessions(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE account_login SET epoch = epoch + 1 WHERE id = $1`, id)
	return err
}

// setFactor stores a second factor whose code of the given step was just
// shown; "" removes it.
func setFactor(tx *db.Tx, id ID, secret string, step int64) error {
	_, err := tx.Exec(`UPDATE account_login SET totp_secret = $2, totp_step = $3 WHERE id = $1`, id, secret, step)
	return err
}

// useStep spends a code: false if it, or a later one, was spent already.
func useStep(tx *db.Tx, id ID, step int64) (bool, error) {
	n, err := tx.Exec(`UPDATE account_login SET totp_step = $2 WHERE id = $1 AND totp_step < $2`, id, step)
	return n == 1, err
}

func putRecoveryCodes(tx *db.Tx, id ID, codes []string) error {
	if _, err := tx.Exec(`DELETE FROM account_recovery WHERE account_id = $1`, id); err != nil {
		return err
	}
	for _, c := range codes {
		if _, err := tx.Exec(`INSERT INTO account_recovery(hash, account_id) VALUES($1, $2)`, recoveryHash(id, c), id); err != nil {
			return err
		}
	}
	return nil
}

// useRecoveryCode spends a recovery code: false if there is no such code left.
func useRecoveryCode(tx *db.Tx, id ID, code string) (bool, error) {
	n, err := tx.Exec(`UPDATE account_recovery SET used_at = $3 WHERE hash = $1 AND account_id = $2 AND used_at IS NULL`, recoveryHash(id, code), id, tx.Now)
	return n == 1, err
}

func recoveryLeft(tx *db.Tx, id ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM account_recovery WHERE account_id = $1 AND used_at IS NULL`, id)
}

// knownDevice reports whether the account was used on the device before, by
// somebody who called it his own.
func knownDevice(tx *db.Tx, id ID, secret string) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM account_device WHERE hash = $1 AND account_id = $2 AND expires_at > $3`, hashOf(secret), id, tx.Now)
	return n > 0, err
}

func insertDevice(tx *db.Tx, id ID, secret string) error {
	if _, err := tx.Exec(`DELETE FROM account_device WHERE account_id = $1 AND expires_at <= $2`, id, tx.Now); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO account_device(hash, account_id, expires_at) VALUES($1, $2, $3)`, hashOf(secret), id, db.At(tx.Now.Add(DeviceLife)))
	return err
}

func forgetDevices(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`DELETE FROM account_device WHERE account_id = $1`, id)
	return err
}

func putView(tx *db.Tx, id ID, view string) error {
	_, err := tx.Exec(`INSERT INTO account_view(account_id, view) VALUES($1, $2) ON CONFLICT (account_id) DO UPDATE SET view = excluded.view`, id, view)
	return err
}

// grantedDuties gives the granted roles that are in force.
func grantedDuties(tx *db.Tx, id ID) ([]access.Duty, error) {
	return db.All(tx, func(r db.Row, d *access.Duty) error { return r.Scan(&d.Role, &d.Unit, &d.Path) },
		`SELECT g.role, COALESCE(g.unit_id, ''), COALESCE(o.path, '') FROM account_grant g
			LEFT JOIN org_place o ON o.unit_id = g.unit_id AND o.to_date IS NULL
			WHERE g.account_id = $1 AND g.confirmed_by IS NOT NULL AND g.to_at IS NULL
			AND (g.unit_id IS NULL OR o.path IS NOT NULL) -- a dissolved unit gives no role
			ORDER BY g.from_at, g.id`, id)
}

type place struct{ unit, path, name string }

// placesNamed gives the units of the hats and those right above them.
func placesNamed(tx *db.Tx, paths []string) ([]place, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	var args db.Args
	for _, p := range paths {
		args.Add(p)
	}
	return db.All(tx, func(r db.Row, p *place) error { return r.Scan(&p.unit, &p.path, &p.name) },
		`SELECT unit_id, path, name FROM org_place WHERE to_date IS NULL AND path IN (`+db.In(1, len(paths))+`)`, args...)
}

// rootNames gives the names of the trees, two at most.
func rootNames(tx *db.Tx) ([]string, error) {
	return db.All(tx, db.Value[string], `SELECT name FROM org_place WHERE to_date IS NULL AND path NOT LIKE '%.%.%' ORDER BY path LIMIT 2`)
}

// countPlaces counts the organisations of today, up to most.
func countPlaces(tx *db.Tx, most int) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM (SELECT unit_id FROM org_place WHERE to_date IS NULL LIMIT $1) x`, most)
}

// disown takes away what makes an account usable.
func disown(tx *db.Tx, id ID) error {
	if _, err := tx.Exec(`UPDATE account_login SET username = $2, password_hash = '', totp_secret = '', state = 'disabled', epoch = epoch + 1 WHERE id = $1`, id, "-"+string(id)); err != nil {
		return err
	}
	if err := putRecoveryCodes(tx, id, nil); err != nil {
		return err
	}
	if err := forgetDevices(tx, id); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM account_view WHERE account_id = $1`, id); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE account_grant SET to_at = $2 WHERE account_id = $1 AND to_at IS NULL`, id, tx.Now); err != nil {
		return err
	}
	if err := closeRequest(tx, id); err != nil {
		return err
	}
	return retireLinks(tx, id)
}

// closeOf closes the account that a person still has: nobody signs in with it
// until it is opened again.
func closeOf(tx *db.Tx, person member.ID) error {
	n, err := tx.Rewrite("account_login", db.Values{"state": new("disabled")}, `person_id = $1`, person)
	if err != nil || n == 0 {
		return err
	}
	_, err = tx.Exec(`UPDATE account_login SET epoch = epoch + 1 WHERE person_id = $1`, person)
	return err
}
