package web

import (
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/meeting/month"
	"chibo/internal/quality"
)

// placeScore is the place of the score in the month: the papers carry it.
const placeScore = placeHold + 5

// scoreDays is for how many days after a meeting its score is asked for. Nothing
// says that every cell scores its meetings: one that does not is not reminded for
// ever.
const scoreDays = 15

// scorable reports whether the meeting is over and its score can be made.
func scorable(s *month.Stage, today db.Date) bool {
	return s != nil && s.Held() && s.Meeting.State != meeting.Open && today <= s.Meeting.HeldOn.AddDays(scoreDays)
}

// scoreSteps remind of the score of the last meeting, until the members adopted
// it or the next one is planned (B10); among the steps of the month it stays as done.
func scoreSteps(f facts) []Step {
	last := f.cycle.Last
	if f.cycle.Next != nil || !scorable(last, f.today) {
		return nil
	}
	step := Step{Key: "score", Order: placeScore, Month: last.Meeting.Month, Link: "/quality/of/" + string(last.Meeting.ID), Button: "home.do_score"}
	switch f.score {
	case quality.Adopted, quality.Sent, quality.Confirmed:
		if !f.showsLast() {
			return nil
		}
		step.Done = true
	case quality.Returned:
		step.Detail = []Said{{Key: "home.score_returned"}}
	case quality.Draft:
		step.Detail = []Said{{Key: "home.score_draft"}}
	}
	return []Step{step}
}
