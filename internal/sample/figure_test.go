package sample_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/reflection"
	"chibo/internal/sample"
	"chibo/internal/stats"
)

// H3: the sums of every committee are what a count of the records gives, and
// those of S1 are what the article states.
func checkSums(t *testing.T, s sample.Services) {
	t.Helper()
	if _, err := figure.NewFolder(s.DB).Fold(t.Context()); err != nil {
		t.Fatal(err)
	}
	figures := []*figure.Figure{member.Headcount, member.MassHeadcount, member.AdmittedCount, meeting.HeldCount, commitment.ApprovedCount, reflection.ConcludedCount, commendation.AwardCount, feedback.VoiceCount, feedback.MonthCount}
	wrong, err := figure.Verify(t.Context(), s.DB, figures...)
	if err != nil || len(wrong) > 0 {
		t.Errorf("%d findings: %v, %v", len(wrong), wrong, err)
	}
	all := units(t, s)
	err = s.DB.Read(t.Context(), func(tx *db.Tx) error {
		for _, f := range figures {
			n := 0
			for _, root := range []string{"S0", "S1", "S2", "S3", "S4"} {
				sums, err := f.Between(tx, string(all[root].ID), "1900-01", "2026-05")
				if err != nil {
					return err
				}
				n += sums.Total()
			}
			if n == 0 {
				t.Errorf("%v: nothing was counted", f)
			}
		}
		sums, err := member.Headcount.At(tx, string(all["S1"].ID), "2026-05-25")
		if err != nil {
			return err
		}
		if sums.Total() != 402 {
			t.Errorf("S1: %d members", sums.Total())
		}
		below, err := member.Headcount.BelowAt(tx, string(all["S1"].ID), "2026-05-25")
		n := 0
		for _, share := range below {
			n += share.Sums.Total()
		}
		if n != 402 {
			t.Errorf("S1: %d members in %d units", n, len(below))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// H3: every figure opens its list, and the list adds up to it: of committees and
// cells, now and in the years of the articles.
func checkBehind(t *testing.T, s sample.Services) {
	t.Helper()
	all, pages, sum := units(t, s), stats.New(s.DB), map[stats.Column]int{}
	for code, p := range map[string]stats.Period{
		"S0": {Length: stats.Half, On: "2025-12-31"}, "S0-CT": {Length: stats.Quarter, On: "2026-05-25"}, "S1": {Length: stats.Year, On: "2010-12-31"},
	} {
		var c stats.Counts
		err := s.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
			c, err = stats.Of(tx, all[code], p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		f := c.Now
		for of, want := range map[stats.Column]int{
			"members": f.Members, stats.Probationary: f.Probationary, "regular": f.Regular, "thematic": f.Thematic, "quality": f.Scored(), "reports": f.Reports,
			"pledges": f.Pledges, "admitted": f.Admitted, "awards": f.Awards, "concerns": f.Concerns, "overdue": f.Overdue, stats.Attendance: f.Present, stats.Due: f.Done,
		} {
			b, err := pages.Behind(t.Context(), access.Console, all[code].ID, of, p, 1)
			if err != nil || b.N != want || of == stats.Attendance && b.Whole != f.Called || of == stats.Due && b.Whole != f.Due || b.Listed > 0 && len(b.Records) == 0 {
				t.Errorf("%s of %s until %s: %d behind %d, %v", of, code, p.On, b.N, want, err)
			}
			sum[of] += want
		}
	}
	for of, n := range sum {
		if n == 0 {
			t.Errorf("%s: nothing is counted", of)
		}
	}
}
