package account

import (
	"context"
	"encoding/base64"
	"time"

	"chibo/internal/db"
	"chibo/internal/fault"
)

// SessionLife is how long a session lives at most.
const SessionLife = 7 * day

// Sessions keeps the sessions of package server (scs.CtxStore). A session
// lives for SessionLife by the installation's clock; the expiry that scs
// reckons by the machine's is not used. Writing to a session never makes it
// longer, nor does a clock that is set back (safety R7).
type Sessions struct{ db *db.DB }

// NewSessions keeps sessions in the database.
func NewSessions(d *db.DB) *Sessions { return &Sessions{db: d} }

// FindCtx gives a session's data; found is false if there is none, or no more.
func (s *Sessions) FindCtx(ctx context.Context, token string) (b []byte, found bool, err error) {
	var text string
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		text, err = db.One(tx, db.Value[string], `SELECT data FROM account_session WHERE token = $1 AND expires_at > $2`, token, tx.Now)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	b, err = base64.StdEncoding.DecodeString(text)
	return b, err == nil, nil
}

// CommitCtx stores a session's data. Sessions that are over are removed.
func (s *Sessions) CommitCtx(ctx context.Context, token string, b []byte, _ time.Time) error {
	return s.db.System(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`DELETE FROM account_session WHERE expires_at <= $1`, tx.Now); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO account_session(token, data, expires_at) VALUES($1, $2, $3) ON CONFLICT (token) DO UPDATE SET data = excluded.data`,
			token, base64.StdEncoding.EncodeToString(b), db.At(tx.Now.Add(SessionLife)))
		return err
	})
}

// DeleteCtx ends a session.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.db.System(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM account_session WHERE token = $1`, token)
		return err
	})
}

// Find is FindCtx without a context.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *Sessions) Commit(token string, b []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, b, expiry)
}

// Delete is DeleteCtx without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
