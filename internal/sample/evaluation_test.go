package sample_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/evaluation"
	"chibo/internal/sample"
)

// H2: of the year before today one cell's review is decided, one votes, one lies
// with the committee above.
func checkReviews(t *testing.T, s sample.Services) {
	all := units(t, s)
	for code, want := range map[string]evaluation.State{"S0": evaluation.Decided, "S0-VP": evaluation.Voting, "S1.01": evaluation.Sent} {
		sh, err := s.Evaluations.Desk(t.Context(), access.Console, all[code].ID)
		if err != nil {
			t.Fatal(err)
		}
		if sh.Review.State != want || sh.Counts.Submitted == 0 || sh.Cap.Beyond() {
			t.Errorf("%s: %s, %+v, %+v", code, sh.Review.State, sh.Counts, sh.Cap)
		}
		if whole := sh.Counts.Voted == sh.Counts.All; whole == (want == evaluation.Voting) {
			t.Errorf("%s: %+v", code, sh.Counts)
		}
	}
}
