package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/ballot"
	"chibo/internal/meeting"
	"chibo/internal/meeting/named"
	"chibo/internal/member"
)

// ballot gives the cell's open meeting an election in which the person stands,
// and a question that was annulled.
func (w *World) ballot(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	ctx, by, s, m := t.Context(), access.Console, w.App.Ballots, meeting.ID(p.Params["meeting"])
	id, err := s.Prepare(ctx, by, m, ballot.Form{Kind: ballot.Election, Title: "Bầu bí thư chi bộ", Seats: 1})
	check(t, err)
	check(t, s.Nominate(ctx, by, m, id, 1, person, ballot.Nominated))
	sh, err := s.Get(ctx, by, m, id)
	check(t, err)
	p.Params["ballot"], p.Params["candidate"] = string(id), string(sh.Ballot.Candidates[0].ID)
	asked, err := s.Prepare(ctx, by, m, ballot.Form{Kind: ballot.Question, Matter: "discipline", Title: "Đề nghị khiển trách"})
	check(t, err)
	check(t, s.Annul(ctx, by, m, asked, 1, "Phát nhầm phiếu"))
}

// WithoutBallot annuls the election of the own cell's open meeting and drops its
// vote by name, without which it could not end.
func (w *World) WithoutBallot(t testing.TB) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Ballots
	m, id := meeting.ID(w.Own.Params["meeting"]), ballot.ID(w.Own.Params["ballot"])
	sh, err := s.Get(ctx, by, m, id)
	check(t, err)
	check(t, s.Annul(ctx, by, m, id, sh.Ballot.Version, "Chuyển sang kỳ sau"))
	one := named.ID(w.Own.Params["named"])
	taken, err := w.App.Named.Get(ctx, by, m, one)
	check(t, err)
	check(t, w.App.Named.Drop(ctx, by, m, one, taken.Vote.Version))
}
