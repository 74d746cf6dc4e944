package audit_test

import (
	"strings"
	"testing"

	"chibo/internal/audit"
	"chibo/internal/fault"
)

const root = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestCheckpointText(t *testing.T) {
	c := audit.Checkpoint{Size: 1204, Root: root}
	const text = "1204 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef"
	if got := c.String(); got != text {
		t.Errorf("%q", got)
	}
	for _, s := range []string{text, strings.ToUpper(text), " 1204\n" + root[:30] + "\n  " + root[30:] + "\n"} {
		if got, err := audit.ParseCheckpoint(s); err != nil || got != c {
			t.Errorf("%q: %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "1204", root, "1204 " + root[1:], "1204 " + root + "0", "x " + root, "-1 " + root, "1204 g" + root[1:]} {
		if _, err := audit.ParseCheckpoint(s); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

// A checkpoint of any size goes on being right as the log grows, that of the
// empty log too.
func TestCheckpointsWhileTheLogGrows(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		var kept []audit.Checkpoint
		for range 18 {
			kept = append(kept, p.checkpoint(t))
			p.write(t, 1)
		}
		if r := p.verify(t, kept...); !r.Sound() || r.Waiting != 1 || r.Checkpoint != kept[17] {
			t.Errorf("%v", r)
		}
		wrong := kept[5]
		wrong.Root = kept[6].Root
		if r := p.verify(t, wrong); len(r.Findings) != 1 || r.Findings[0] != (audit.Finding{Kind: audit.Rewritten, Leaf: 5}) {
			t.Errorf("%v", r)
		}
		wrong.Size = 18
		if r := p.verify(t, wrong); len(r.Findings) != 1 || r.Findings[0] != (audit.Finding{Kind: audit.Cut, Leaf: 18}) {
			t.Errorf("%v", r)
		}
	})
}
