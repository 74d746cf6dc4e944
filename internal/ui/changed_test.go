package ui

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/compare"
)

// C4, B7: what went and what came is said, not shown by colour alone.
func TestChanged(t *testing.T) {
	var b strings.Builder
	err := Changed([]compare.Edit{{Kind: compare.Same, Text: "Tôi "}, {Kind: compare.Gone, Text: "<cũ>"}, {Kind: compare.New, Text: "mới"}}).Render(t.Context(), &b)
	if err != nil {
		t.Fatal(err)
	}
	const want = `Tôi <del><span class="sr">⟦ui.said_gone⟧ </span>&lt;cũ&gt;</del><ins><span class="sr">⟦ui.said_new⟧ </span>mới</ins>`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}
