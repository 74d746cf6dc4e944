package webtest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"sync"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/poll"
)

// pollKey is the key of every poll of the house, a short one, which is made in
// no time.
var pollKey = sync.OnceValues(func() (public, private string) {
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		panic(err)
	}
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		panic(err)
	}
	b64 := base64.StdEncoding
	return b64.EncodeToString(spki), b64.EncodeToString(x509.MarshalPKCS1PrivateKey(key))
})

// poll opens an opinion poll as it stands: a unit of the house has too few
// members for a secret one.
func (w *World) poll(t testing.TB, unit org.ID, of meeting.ID) poll.ID {
	t.Helper()
	id := poll.ID(db.NewID())
	public, private := pollKey()
	check(t, w.App.DB.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO poll_poll(id, unit_id, meeting_id, question, state, public_key, private_key) VALUES($1, $2, $3, 'Đổi giờ sinh hoạt?', 'handing', $4, $5)`, id, unit, of, public, private); err != nil {
			return err
		}
		for n, label := range []string{"Đồng ý", "Không đồng ý"} {
			if _, err := tx.Exec(`INSERT INTO poll_choice(poll_id, ordinal, label) VALUES($1, $2, $3)`, id, n+1, label); err != nil {
				return err
			}
		}
		return tx.Audit(db.Entry{Action: "poll.open", Unit: string(unit), Kind: "poll", Subject: string(id)})
	}))
	return id
}
