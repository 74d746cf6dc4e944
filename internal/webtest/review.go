package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign/review"
)

// reviewed gives the unit a review of three years of a campaign, of which something is
// written.
func (w *World) reviewed(t testing.TB, p *Place) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Reviews
	id, err := s.Open(ctx, by, p.Unit, review.Form{Kind: review.Interim, Title: "3 năm thực hiện cuộc vận động", From: "2023-01-01", To: "2025-12-31"})
	check(t, err)
	check(t, s.Refresh(ctx, by, id, 1, review.Texts{Results: "Nhiều gương điển hình được nhân rộng"}))
	p.Params["summary"] = string(id)
}
