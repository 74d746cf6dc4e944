package app

import (
	"chibo/internal/campaign/review"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// voicesOf counts, for reviews of campaigns, what the public said of a unit.
func voicesOf(tx *db.Tx, u org.Unit, from, through db.Date) (review.Voices, error) {
	sums, err := figure.Several(tx, string(u.ID), figure.Ask{Figure: feedback.MonthCount, From: from, Through: through}, figure.Ask{Figure: feedback.VoiceCount, From: from, Through: through})
	if err != nil {
		return review.Voices{}, err
	}
	concerns := sums[1].Where("kind", string(feedback.Concern))
	return review.Voices{
		Months: sums[0].Total(), Concerns: concerns.Total(), Calls: concerns.Where("channel", string(feedback.Hotline)).Total(),
		Praise: sums[1].Where("kind", string(feedback.Praise)).Total(),
	}, nil
}
