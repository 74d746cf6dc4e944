package app

import (
	"context"

	"chibo/internal/campaign"
	"chibo/internal/campaign/library"
	"chibo/internal/campaign/step"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/reflection"
	"chibo/internal/welfare"
)

// figures are what the capabilities count, in their order.
var figures = []*figure.Figure{member.Headcount, member.MassHeadcount, member.AdmittedCount, meeting.HeldCount, commitment.ApprovedCount, campaign.Acted, step.Taken, library.Readers, reflection.ConcludedCount, commendation.AwardCount, mobilisation.ItemCount, mobilisation.ModelCount, feedback.VoiceCount, feedback.MonthCount, welfare.RaisedCount, welfare.AnsweredCount, welfare.DoneCount, welfare.VisitCount, welfare.CaredCount}

// VerifyFigures counts the ordinary records anew and tells which sums are not
// what they say.
func (a *App) VerifyFigures(ctx context.Context) ([]figure.Finding, error) {
	return figure.Verify(ctx, a.DB, figures...)
}

// RecountFigures writes those sums anew that are not what the ordinary records say,
// and returns how many.
func (a *App) RecountFigures(ctx context.Context) (int, error) {
	return figure.Recount(ctx, a.DB, figures...)
}
