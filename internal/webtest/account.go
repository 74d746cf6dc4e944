package webtest

import (
	"sync"
	"testing"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// accounts opens an account for everybody; the username is the role.
func (w *World) accounts(t testing.TB, parent org.ID) {
	t.Helper()
	ctx, by, accounts := t.Context(), access.Console, w.App.Accounts
	for role, person := range w.People {
		id := w.login(t, person, string(role))
		w.logins[role] = id
		var err error
		switch role {
		case access.Administrator:
			_, err = accounts.Grant(ctx, by, id, role, "")
		case access.Officer:
			_, err = accounts.Grant(ctx, by, id, role, parent)
		}
		check(t, err)
	}
	check(t, w.App.Privacy.AcknowledgeAll(ctx, by))
}

// hashed is the hash of the password, made once: it takes longer than all the
// rest of a world.
var hashed struct {
	sync.Mutex
	hash string
}

// login opens an account with the password.
func (w *World) login(t testing.TB, person member.ID, username string) account.ID {
	t.Helper()
	hashed.Lock()
	defer hashed.Unlock()
	ctx, by := t.Context(), access.Console
	if hashed.hash == "" {
		id, err := w.App.Accounts.Open(ctx, by, account.Opening{Person: person, Username: username, Password: password})
		check(t, err)
		check(t, w.App.DB.Read(ctx, func(tx *db.Tx) (err error) {
			hashed.hash, err = db.One(tx, db.Value[string], `SELECT password_hash FROM account_login WHERE id = $1`, id)
			return err
		}))
		return id
	}
	id := account.ID(db.NewID())
	check(t, w.App.DB.Write(ctx, by, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO account_login(id, person_id, username, password_hash, state) VALUES($1, $2, $3, $4, 'active')`, id, person, username, hashed.hash)
		if err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "account.open", Kind: "account", Subject: string(id), Person: string(person)})
	}))
	return id
}
