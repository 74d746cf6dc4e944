package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/poll"
)

// poll opens an opinion poll as it stands: a unit of the house has too few
// members for a secret one.
func (w *World) poll(t testing.TB, unit org.ID, of meeting.ID) poll.ID {
	t.Helper()
	id := poll.ID(db.NewID())
	check(t, w.App.DB.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO poll_poll(id, unit_id, meeting_id, question, state, public_key, private_key) VALUES($1, $2, $3, 'Đổi giờ sinh hoạt?', 'handing', 'AA==', 'AA==')`, id, unit, of); err != nil {
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
