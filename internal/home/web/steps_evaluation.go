package web

import (
	"fmt"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/evaluation"
)

// placeEvaluation is the place of the year's review: it is voted on in a meeting.
const placeEvaluation = placeHold - 2

// evaluationSteps remind in December of the year's review until it was sent up,
// and whenever one lies with the unit (H2).
func evaluationSteps(f facts) []Step {
	d := f.review
	step := Step{Key: "evaluation", Link: "/evaluation/of/" + string(d.ID), Button: "home.do_evaluation"}
	_, step.Month, step.Order = f.newest()
	step.Order += placeEvaluation
	if d.Period.Quarter > 0 && !d.Missing(f.today) {
		step.Key, step.Args = "evaluation_quarter", []any{d.Period.Quarter, strconv.Itoa(d.Period.Year)}
	}
	switch {
	case d.Missing(f.today):
		step.Link, step.Button, step.Due = "/evaluation/new", "home.do_evaluation_open", db.Date(fmt.Sprintf("%d-12-31", f.today.Year()))
	case !d.Runs() && f.today[5:7] == "12" && d.Period.Quarter == 0:
		step.Done, step.DoneOn = true, d.SentOn
	case !d.Runs():
		return nil
	case d.State == evaluation.Open:
		step.Due, step.Detail = d.Due, []Said{{"home.evaluation_written", []any{d.Counts.Submitted, d.Counts.Expected}}}
	default:
		step.Due, step.Fixed, step.Detail = d.HeldOn, true, []Said{{"home.evaluation_voted", []any{d.Counts.Voted, d.Counts.All}}}
	}
	return []Step{step}
}
