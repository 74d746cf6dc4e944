package quality

import (
	"testing"
	"testing/quick"
	"math/rand/v2"
)

var _ = rand.Int
var _ = quick.Check

func TestShipped(t *testing.T) {
	rubrics, err := parse(shipped)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rubrics {
		t.Log(r.ID, r.Max, len(r.Criteria), r.Bands, r.Kinds)
	}
}
