package account

import (
	"chibo/internal/db"
	"chibo/internal/fault"
)

// retireLinks makes earlier links of the account useless.
func retireLinks(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE account_invite SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL`, id, tx.Now)
	return err
}

func insertLink(tx *db.Tx, id ID, l Link, madeBy string) error {
	_, err := tx.Exec(`INSERT INTO account_invite(hash, account_id, reset, made_by, made_at, expires_at) VALUES($1, $2, $3, $4, $5, $6)`,
		hashOf(l.Secret), id, db.Bool(l.Reset), madeBy, tx.Now, l.Until)
	return err
}

// errLinkDead answers a link that was used, that is too old, that belongs to a
// disabled account, or that never was.
var errLinkDead = fault.New(fault.NotFound, "account.link_dead")

// openLink finds the account that a link is for.
func openLink(tx *db.Tx, secret string) (record, Link, error) {
	l := Link{Secret: secret}
	var id ID
	_, err := db.One(tx, func(r db.Row, _ *struct{}) error {
		var reset db.Bool
		err := r.Scan(&id, &reset, &l.Until)
		l.Reset = bool(reset)
		return err
	}, `SELECT account_id, reset, expires_at FROM account_invite WHERE hash = $1 AND used_at IS NULL AND expires_at > $2`, hashOf(secret), tx.Now)
	if fault.Is(err, fault.NotFound) {
		return record{}, Link{}, errLinkDead
	}
	if err != nil {
		return record{}, Link{}, err
	}
	a, err := byID(tx, id)
	if err == nil && a.State == Disabled {
		err = errLinkDead
	}
	l.Name, l.Username = a.Name, a.Username
	return a, l, err
}

// spendLink uses the link up; it fails if somebody else was quicker.
func spendLink(tx *db.Tx, secret string) error {
	n, err := tx.Exec(`UPDATE account_invite SET used_at = $2 WHERE hash = $1 AND used_at IS NULL`, hashOf(secret), tx.Now)
	if err == nil && n == 0 {
		err = errLinkDead
	}
	return err
}

// putRequest notes that the person asks for a new invitation: false if the
// request stands already.
func putRequest(tx *db.Tx, id ID) (bool, error) {
	if err := tx.Lock("account", string(id)); err != nil {
		return false, err
	}
	open, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM account_request WHERE account_id = $1 AND done_at IS NULL`, id)
	if err != nil || open > 0 {
		return false, err
	}
	_, err = tx.Exec(`INSERT INTO account_request(id, account_id, at) VALUES($1, $2, $3)`, db.NewID(), id, tx.Now)
	return true, err
}

func closeRequest(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE account_request SET done_at = $2 WHERE account_id = $1 AND done_at IS NULL`, id, tx.Now)
	return err
}

// Reset tells of a link that was made for a person who had a password.
type Reset struct {
	At db.Time
	By string // the name of who made it; "" for the operator of the machine
}

// resetTold is for how long pages tell of a reset.
const resetTold = 30 * day

// resetsOf gives the latest resets of an account.
func resetsOf(tx *db.Tx, id ID) ([]Reset, error) {
	return db.All(tx, func(r db.Row, v *Reset) error { return r.Scan(&v.At, &v.By) }, `SELECT i.made_at, COALESCE(n.name, '') FROM account_invite i LEFT JOIN account_login l ON l.id = i.made_by LEFT JOIN member_name n ON n.person_id = l.person_id
		WHERE i.account_id = $1 AND i.reset = 1 AND i.made_at > $2 ORDER BY i.made_at DESC LIMIT 5`, id, db.At(tx.Now.Add(-resetTold)))
}
