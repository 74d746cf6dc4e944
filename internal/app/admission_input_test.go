package app_test

import (
	"maps"
	"testing"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/vote"
	"chibo/internal/webtest"
)

// candidates gives the own cell somebody at each step of the way into the Party
// that has forms of its own, and their parameters.
func candidates(t *testing.T, w *webtest.World) (params []map[string]string) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Admissions, db.DateOf(dbtest.Today)
	decision := admission.Resolution{On: today, No: "7-QĐ/ĐU"}
	version := func(id admission.ID) int {
		sh, err := s.Get(ctx, by, id)
		must(t, err)
		return sh.Candidate.Version
	}
	steps := []func(id admission.ID){
		func(admission.ID) {},
		func(id admission.ID) {
			must(t, s.Certify(ctx, by, id, version(id), admission.Resolution{On: "2026-04-10", No: "12/GCN"}))
			for _, code := range []string{"1-KNĐ", "2-KNĐ", admission.Background, "3-KNĐ", "4-KNĐ", "5-KNĐ"} {
				must(t, s.File(ctx, by, id, version(id), code, "2026-05-01", false))
			}
			must(t, s.Complete(ctx, by, id, version(id)))
		},
		func(id admission.ID) {
			must(t, s.Vote(ctx, by, id, version(id), admission.VoteForm{On: today, Count: vote.Count{Favour: 6}}))
		},
		func(id admission.ID) { must(t, s.Decide(ctx, by, id, version(id), decision)) },
		func(id admission.ID) { must(t, s.Stop(ctx, by, id, version(id), "Chuyển công tác")) },
	}
	for n := range steps {
		p := maps.Clone(w.Own.Params)
		id := w.Listed(t, w.Own, "Trịnh Văn Q", member.ID(p["person"]))
		for _, step := range steps[:n+1] {
			step(id)
		}
		p["candidate"] = string(id)
		params = append(params, p)
	}
	nominated, err := s.Nominate(ctx, by, w.Places["child"].Unit, admission.NominationForm{Person: w.People[access.MassMember], Cell: w.Own.Unit, On: today, Reason: "Có sáng kiến"})
	must(t, err)
	p := maps.Clone(w.Own.Params)
	p["candidate"] = string(nominated)
	return append(params, p)
}
