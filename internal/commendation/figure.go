package commendation

import (
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/member"
)

// AwardCount counts awards, those that were struck left out, in the month of their
// decision, by whether they are of a collective or of somebody.
var AwardCount = figure.Flow("commendation.award", recountAwards, figure.Dim{Name: "kind"})

// counted is what n such awards add to the figure.
func (a Award) counted(n int) figure.Delta {
	if a.Struck != "" {
		return figure.Delta{}
	}
	return AwardCount.Delta(string(a.Unit), a.GrantedOn, n, string(a.Kind))
}

// CountOf is what n times the awards of people add to the figures.
func CountOf(tx *db.Tx, n int, people ...member.ID) (all []figure.Delta, err error) {
	for _, person := range people {
		awards, err := awardsOf(tx, person)
		if err != nil {
			return nil, err
		}
		for _, a := range awards {
			all = append(all, a.counted(n))
		}
	}
	return all, nil
}
