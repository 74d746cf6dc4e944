package app

import (
	"chibo/internal/campaign/review"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// voicesOf counts, for reviews of campaigns, what the public said of a unit.
func voicesOf(tx *db.Tx, u org.Unit, from, through db.Date) (v review.Voices, err error) {
	sums, err := figure.Several(tx, string(u.ID), figure.Ask{Figure: feedback.MonthCount, From: from, Through: through}, figure.Ask{Figure: feedback.VoiceCount, From: from, Through: through})
	if err != nil {
		return v, err
	}
	v.Months = sums[0].Total()
	for _, p := range sums[1].By("kind", nil) {
		switch feedback.Kind(p.Value) {
		case feedback.Concern:
			v.Concerns = p.N
		case feedback.Praise:
			v.Praise = p.N
		}
	}
	return v, nil
}
