package campaign

import (
	"strings"

	"chibo/internal/figure"
	"chibo/internal/org"
)

// Acted counts, by theme, state and body, the units that made something of a theme,
// from the month in which they received it on. It is what a committee reads of those
// further down, however many they are.
var Acted = figure.Stock("campaign.node", recountActed, figure.Dim{Name: nodeDim})

const nodeDim = "node"

// nodeValue is the value of Acted's dimension; recountActed writes the same.
func nodeValue(id ThemeID, state Progress, body string) string {
	return strings.Join([]string{string(id), string(state), body}, ".")
}

// delta is what n times the node of a unit adds to the figure.
func (n Node) delta(id ThemeID, u org.Unit, by int) figure.Delta {
	if n.State == Nothing {
		return figure.Delta{}
	}
	return Acted.Delta(string(u.ID), n.ReceivedOn, by, nodeValue(id, n.State, u.Kind.Body))
}

// issuedOf is how many Party organisations have issued their programme for a theme,
// out of sums of Acted.
func issuedOf(id ThemeID, sums []figure.Sums) (n int) {
	if len(sums) == 0 {
		return 0
	}
	want := nodeValue(id, Issued, org.PartyBody)
	for _, p := range sums[0].By(nodeDim, nil) {
		if p.Value == want {
			n += p.N
		}
	}
	return n
}
