package app_test

import (
	"maps"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting/exchange"
	"chibo/internal/org"
	"chibo/internal/webtest"
)

// exchanges gives the own cell an event that it proposes, one that it is asked
// to, and one whose minutes lie with it, and their parameters.
func exchanges(t *testing.T, w *webtest.World) (params []map[string]string) {
	t.Helper()
	ctx, by, x := t.Context(), access.Console, w.App.Exchanges
	own, sibling := w.Own.Unit, w.Places["sibling"].Unit
	for _, c := range []struct {
		host, guest org.ID
		recorded    bool
	}{{own, sibling, false}, {sibling, own, false}, {sibling, own, true}} {
		id, err := x.Propose(ctx, by, c.host, exchange.Form{
			HeldOn: db.DateOf(dbtest.Today), StartsAt: "08:00", Place: "Hội trường", Topic: "Học và làm theo Bác", Purpose: "Trao đổi cách làm.", Guests: []string{string(c.guest)},
		})
		must(t, err)
		if c.recorded {
			must(t, x.Accept(ctx, by, c.guest, id, 1))
			must(t, x.Hold(ctx, by, id, 2))
			must(t, x.Record(ctx, by, id, 3, exchange.Minutes{Course: "Hai chi bộ trao đổi.", Points: "Mỗi quý một lần."}))
		}
		p := maps.Clone(w.Own.Params)
		p["exchange"] = string(id)
		params = append(params, p)
	}
	return params
}
