package sample_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign/review"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/mobilisation"
	"chibo/internal/sample"
)

// E5: reviews of three and of five years of S1 say what its article states; F1: the
// station has a programme in three areas, and models are counted up the tree.
func checkReviewed(t *testing.T, s sample.Services) {
	t.Helper()
	s1 := units(t, s)["S1"].ID
	for _, c := range []struct {
		from                     db.Date
		level                    commendation.Level
		form                     commendation.Form
		collectives, individuals int
	}{
		{"2008-01-01", commendation.ByProvince, commendation.Diploma, 1, 2},
		{"2008-01-01", commendation.ByBloc, commendation.Certificate, 2, 4},
		{"2006-01-01", commendation.ByDepartment, commendation.Certificate, 17, 76},
	} {
		id, err := s.Reviews.Open(t.Context(), access.Console, s1, review.Form{Kind: review.Interim, Title: "Cuộc vận động", From: c.from, To: "2010-12-31"})
		if err != nil {
			t.Fatal(err)
		}
		sh, err := s.Reviews.Get(t.Context(), access.Console, id)
		if err != nil {
			t.Fatal(err)
		}
		got := sh.Review.Facts.Award(c.level, c.form)
		if got.Collective.Turns != c.collectives || got.Individual.Turns != c.individuals {
			t.Errorf("%s: %+v, want %d and %d", c.level, got, c.collectives, c.individuals)
		}
		reached, _ := sh.Review.Facts.Line(review.Reached)
		if term, _ := sh.Review.Facts.Line(review.AdmittedTerm); c.from == "2006-01-01" && (term.N != 115 || reached.N != 230) {
			t.Errorf("admitted in the term: %d, %d%%", term.N, reached.N)
		}
	}
	if wrong, err := figure.Verify(t.Context(), s.DB, mobilisation.ItemCount, mobilisation.ModelCount); err != nil || len(wrong) > 0 {
		t.Errorf("%v, %v", wrong, err)
	}
	p, err := s.Mobilising.Programme(t.Context(), access.Console, units(t, s)["S0"].ID, 0)
	if err != nil || len(p.Groups()) != 3 {
		t.Errorf("%d areas, %v", len(p.Groups()), err)
	}
	o, err := s.Mobilising.Overview(t.Context(), access.Console, s1, 0)
	if err != nil || o.Own.Models.Registered != 2 || o.Own.Models.Exemplary != 1 {
		t.Errorf("models of S1: %+v, %v", o.Own.Models, err)
	}
}
