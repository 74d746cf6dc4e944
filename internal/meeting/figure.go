package meeting

import "chibo/internal/figure"

// HeldCount counts meetings that took place, by kind, in the month that they are the
// meeting of. A regular one with a thematic part in the same sitting is of the
// kind "combined".
var HeldCount = figure.Flow("meeting.held", recountHeld, figure.Dim{Name: "kind"})

// counted is what n such meetings add to the figure.
func (m Meeting) counted(n int) figure.Delta {
	if !m.State.took() {
		return figure.Delta{}
	}
	kind := string(m.Kind)
	if m.Combined {
		kind = "combined"
	}
	return HeldCount.Delta(string(m.Unit), m.Month, n, kind)
}
