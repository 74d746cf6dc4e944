package campaign

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

const themeColumns = `t.id, t.campaign_id, c.title, c.unit_id, COALESCE(o.name, ''), COALESCE(o.path, ''), t.year, t.title, t.starts, t.interim, t.ends, t.programme_due,
	t.goals, t.state, CASE WHEN c.state = 'halted' THEN 1 ELSE 0 END, t.version`

const themeTables = ` FROM campaign_theme t JOIN campaign_campaign c ON c.id = t.campaign_id LEFT JOIN org_place o ON o.unit_id = c.unit_id AND o.to_date IS NULL`

func scanTheme(r db.Row, t *Theme) error {
	var halted db.Bool
	err := r.Scan(&t.ID, &t.Campaign, &t.CampaignTitle, &t.Unit, &t.UnitName, &t.path, &t.Year, &t.Title, &t.Starts, &t.Interim, &t.Ends, &t.Due,
		&t.Goals, &t.Stage, &halted, &t.Version)
	t.Halted = bool(halted)
	return err
}

func themeByID(tx *db.Tx, id ThemeID) (Theme, error) {
	return db.One(tx, scanTheme, `SELECT `+themeColumns+themeTables+` WHERE t.id = $1`, id)
}

// themesFor are the themes that run on a day of the campaigns of units at the paths.
func themesFor(tx *db.Tx, paths []string, on db.Date) ([]Theme, error) {
	args := []any{on}
	for _, p := range paths {
		args = append(args, p)
	}
	return db.All(tx, scanTheme, `SELECT `+themeColumns+themeTables+` WHERE t.state = 'launched' AND c.state = 'running' AND t.starts <= $1 AND t.ends >= $1
		AND o.path IN (`+db.In(2, len(paths))+`) ORDER BY o.path, t.starts, t.id`, args...)
}

// actedIn reports whether a unit has a node of a theme.
func actedIn(tx *db.Tx, id ThemeID, unit org.ID) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM campaign_node WHERE theme_id = $1 AND unit_id = $2`, id, unit)
	return n > 0, err
}

// actedWithin reports whether a unit within reach has a node of a theme.
func actedWithin(tx *db.Tx, id ThemeID, reach access.Reach) (bool, error) {
	args := db.Args{id}
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM campaign_node n JOIN org_place o ON o.unit_id = n.unit_id AND o.to_date IS NULL
		WHERE n.theme_id = $1 AND `+args.Within(reach, "o.path", ""), args...)
	return n > 0, err
}
