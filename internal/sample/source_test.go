package sample_test

import (
	"testing"

	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/sample"
)

// A3: what targets are counted from says the same as the sums of the tree.
func checkSources(t *testing.T, s sample.Services) {
	t.Helper()
	unit := units(t, s)["S0-CT"].ID
	_, err := figure.NewFolder(s.DB).Fold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = s.DB.Read(t.Context(), func(tx *db.Tx) error {
		for name, c := range map[string]struct {
			events func(*db.Tx, org.ID, db.Date, db.Date) ([]org.Event, error)
			of     *figure.Figure
			dim    string
			values []string // of the dimension; all where there is none
		}{
			"thematic meetings": {meeting.ThematicUnder, meeting.HeldCount, "kind", []string{"thematic", "combined"}},
			"reports":           {reflection.ConcludedUnder, reflection.ConcludedCount, org.BodyDim, []string{org.PartyBody}},
			"awards":            {commendation.AwardedUnder, commendation.AwardCount, "kind", []string{"collective", "individual"}},
		} {
			events, err := c.events(tx, unit, "2008-01-01", "2027-01-01")
			if err != nil {
				return err
			}
			got, want := 0, 0
			for _, e := range events {
				got += e.N
			}
			sums, err := c.of.Between(tx, string(unit), "2008-01-01", "2026-12-31")
			if err != nil {
				return err
			}
			for _, p := range sums.By(c.dim, nil) {
				for _, v := range c.values {
					if p.Value == v {
						want += p.N
					}
				}
			}
			if got != want || got == 0 {
				t.Errorf("%s: %d, %d by the sums", name, got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
