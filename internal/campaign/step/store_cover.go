package step

import (
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/org"
)

// here is how many of a group took a step of a theme that their own unit launched.
type here struct {
	group Group
	step  Step
	n     int
}

// hereOf counts the marks, and reads the numbers of staff, that stand in a unit's
// own theme.
func hereOf(tx *db.Tx, theme campaign.ThemeID, unit org.ID) ([]here, error) {
	all, err := db.All(tx, func(r db.Row, h *here) error { return r.Scan(&h.group, &h.step, &h.n) },
		`SELECT body, step, COUNT(*) FROM campaign_mark WHERE theme_id = $1 AND unit_id = $2 AND counts = 'here' GROUP BY body, step`, theme, unit)
	if err != nil {
		return nil, err
	}
	staff, err := staffIn(tx, theme, unit)
	for _, s := range Steps {
		if n := staff.Numbers[s]; n > 0 {
			all = append(all, here{Staff, s, n})
		}
	}
	return all, err
}

// keeps reports whether a unit has something of a theme.
func keeps(tx *db.Tx, theme campaign.ThemeID, unit org.ID) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT (SELECT COUNT(*) FROM campaign_mark WHERE theme_id = $1 AND unit_id = $2)
		+ (SELECT COUNT(*) FROM campaign_learning WHERE theme_id = $1 AND unit_id = $2) + (SELECT COUNT(*) FROM campaign_staff WHERE theme_id = $1 AND unit_id = $2)`, theme, unit)
	return n > 0, err
}
