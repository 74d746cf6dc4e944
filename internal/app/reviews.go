package app

import (
	"chibo/internal/campaign/conduct"
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

// heardOf counts, for codes of conduct, what the public said of a unit in each of
// several stretches, in one query.
func heardOf(tx *db.Tx, u org.Unit, of ...conduct.Stretch) ([]conduct.Voices, error) {
	var asks []figure.Ask
	for _, s := range of {
		asks = append(asks, figure.Ask{Figure: feedback.MonthCount, From: s.From, Through: s.Through}, figure.Ask{Figure: feedback.VoiceCount, From: s.From, Through: s.Through})
	}
	sums, err := figure.Several(tx, string(u.ID), asks...)
	if err != nil {
		return nil, err
	}
	all := make([]conduct.Voices, len(of))
	for i := range of {
		voices := sums[2*i+1]
		all[i] = conduct.Voices{
			Months: sums[2*i].Total(), Concerns: voices.Where("kind", string(feedback.Concern)).Total(), Praise: voices.Where("kind", string(feedback.Praise)).Total(),
		}
	}
	return all, nil
}
