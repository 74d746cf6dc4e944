package campaign

import (
	"fmt"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

const campaignColumns = `c.id, c.unit_id, COALESCE(o.name, ''), COALESCE(o.path, ''), c.title, c.number, c.issued_on, c.issuer, COALESCE(c.directive_id, ''),
	c.from_date, c.to_date, c.state, c.reason, c.version`

const campaignTables = ` FROM campaign_campaign c LEFT JOIN org_place o ON o.unit_id = c.unit_id AND o.to_date IS NULL`

func scanCampaign(r db.Row, c *Campaign) error {
	return r.Scan(&c.ID, &c.Unit, &c.UnitName, &c.path, &c.Title, &c.Number, &c.IssuedOn, &c.Issuer, &c.Directive, &c.From, &c.To, &c.State, &c.Reason, &c.Version)
}

func campaignByID(tx *db.Tx, id ID) (Campaign, error) {
	return db.One(tx, scanCampaign, `SELECT `+campaignColumns+campaignTables+` WHERE c.id = $1`, id)
}

// campaignsFor lists the campaigns that a unit leads, without those that have no theme
// yet unless the reader leads them, and those of the units above it that have launched
// one.
func campaignsFor(tx *db.Tx, u org.Unit, leads bool, limit, offset int) (all []Campaign, total int, err error) {
	args := db.Args{}
	paths := make([]string, 0, 8)
	for _, p := range above(u.Path) {
		paths = append(paths, args.Add(p))
	}
	where := ` WHERE o.path IN (` + strings.Join(paths, ", ") + `) AND (EXISTS (SELECT 1 FROM campaign_theme t WHERE t.campaign_id = c.id AND t.state = 'launched')`
	if leads {
		where += ` OR c.unit_id = ` + args.Add(u.ID)
	}
	where += `)`
	if total, err = db.One(tx, db.Value[int], `SELECT COUNT(*)`+campaignTables+where, args...); err != nil {
		return nil, 0, err
	}
	all, err = db.All(tx, scanCampaign, `SELECT `+campaignColumns+campaignTables+where+` ORDER BY c.from_date DESC, c.id DESC LIMIT `+args.Add(limit)+` OFFSET `+args.Add(offset), args...)
	return all, total, err
}

func insertCampaign(tx *db.Tx, c Campaign) error {
	_, err := tx.Exec(`INSERT INTO campaign_campaign(id, unit_id, title, number, issued_on, issuer, directive_id, from_date, to_date, state) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		c.ID, c.Unit, c.Title, c.Number, c.IssuedOn, c.Issuer, db.Null(c.Directive), c.From, c.To, c.State)
	return err
}

// putCampaign stores a campaign over the version that the page showed.
func putCampaign(tx *db.Tx, c Campaign, version int) error {
	n, err := tx.Exec(`UPDATE campaign_campaign SET title = $3, number = $4, issued_on = $5, issuer = $6, directive_id = $7, from_date = $8, to_date = $9, state = $10, reason = $11,
		version = version + 1 WHERE id = $1 AND version = $2`, c.ID, version, c.Title, c.Number, c.IssuedOn, c.Issuer, db.Null(c.Directive), c.From, c.To, c.State, c.Reason)
	if err != nil || n > 0 {
		return err
	}
	now, err := campaignByID(tx, c.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"title": now.Title, "number": now.Number, "issued_on": short(now.IssuedOn), "issuer": now.Issuer, "from": short(now.From), "to": short(now.To), "reason": now.Reason,
	})
}

func short(d db.Date) string { return d.Local(i18n.Vi) }

const themeColumns = `t.id, t.campaign_id, c.title, c.unit_id, COALESCE(o.name, ''), COALESCE(o.path, ''), t.year, t.title, t.starts, t.interim, t.ends, t.programme_due,
	t.goals, t.state, CASE WHEN c.state = 'halted' THEN 1 ELSE 0 END, c.reason, t.version`

const themeTables = ` FROM campaign_theme t JOIN campaign_campaign c ON c.id = t.campaign_id LEFT JOIN org_place o ON o.unit_id = c.unit_id AND o.to_date IS NULL`

// themeRow is a theme as it is scanned.
type themeRow struct {
	*Theme
	halted db.Bool
}

func (t *themeRow) columns() []any {
	return []any{
		&t.ID, &t.Campaign, &t.CampaignTitle, &t.Unit, &t.UnitName, &t.path, &t.Year, &t.Title, &t.Starts, &t.Interim, &t.Ends, &t.Due,
		&t.Goals, &t.Stage, &t.halted, &t.Reason, &t.Version,
	}
}

func scanTheme(r db.Row, t *Theme) error {
	row := themeRow{Theme: t}
	err := r.Scan(row.columns()...)
	t.Halted = bool(row.halted)
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

// themesOf lists the themes of campaigns, the latest first, with what a unit made of
// them.
func themesOf(tx *db.Tx, unit org.ID, of []Campaign) ([]Listed, error) {
	args := []any{unit, ""} // a page makes the same queries where there is none
	for _, c := range of {
		args = append(args, c.ID)
	}
	return db.All(tx, func(r db.Row, l *Listed) error {
		row := themeRow{Theme: &l.Theme}
		err := r.Scan(append(row.columns(), l.Node.columns()...)...)
		l.Halted = bool(row.halted)
		return err
	}, `SELECT `+themeColumns+`, `+nodeColumns+themeTables+` LEFT JOIN campaign_node n ON n.theme_id = t.id AND n.unit_id = $1
		WHERE t.campaign_id IN (`+db.In(2, len(args)-1)+`) ORDER BY t.year DESC, t.starts DESC, t.id DESC`, args...)
}

// launchedOf counts the themes of a campaign that were launched.
func launchedOf(tx *db.Tx, id ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM campaign_theme WHERE campaign_id = $1 AND state = 'launched'`, id)
}

func insertTheme(tx *db.Tx, t Theme) error {
	_, err := tx.Exec(`INSERT INTO campaign_theme(id, campaign_id, year, title, starts, interim, ends, programme_due, goals, state) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		t.ID, t.Campaign, t.Year, t.Title, t.Starts, t.Interim, t.Ends, t.Due, t.Goals, t.Stage)
	return err
}

// putTheme stores a theme over the version that the page showed.
func putTheme(tx *db.Tx, t Theme, version int) error {
	n, err := tx.Exec(`UPDATE campaign_theme SET year = $3, title = $4, starts = $5, interim = $6, ends = $7, programme_due = $8, goals = $9, state = $10, version = version + 1
		WHERE id = $1 AND version = $2`, t.ID, version, t.Year, t.Title, t.Starts, t.Interim, t.Ends, t.Due, t.Goals, t.Stage)
	if err != nil || n > 0 {
		return err
	}
	now, err := themeByID(tx, t.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"year": fmt.Sprint(now.Year), "title": now.Title, "starts": short(now.Starts), "interim": short(now.Interim), "ends": short(now.Ends), "due": short(now.Due), "goals": now.Goals,
	})
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

// moreUnder reports whether a subtree has more than so many units today. It reads no
// more than that.
func moreUnder(tx *db.Tx, path string, most int) (bool, error) {
	args := db.Args{most + 1}
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM (SELECT 1 FROM org_place o WHERE o.to_date IS NULL AND `+args.Under("o.path", path)+` LIMIT $1) few`, args...)
	return n > most, err
}
