package step

import (
	"errors"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

const learningColumns = `l.id, l.theme_id, l.unit_id, l.person_id, n.name, l.state, l.awareness, l.duties, l.wanted, l.remark, l.sent_on, l.saved_at, l.version
	FROM campaign_learning l JOIN member_name n ON n.person_id = l.person_id`

func scanLearning(r db.Row, l *Learning) error {
	return r.Scan(&l.ID, &l.Theme, &l.Unit, &l.Person, &l.Name, &l.State, &l.Awareness, &l.Duties, &l.Wanted, &l.Remark, &l.SentOn, &l.SavedAt, &l.Version)
}

func learningByID(tx *db.Tx, id ReportID) (Learning, error) {
	return db.One(tx, scanLearning, `SELECT `+learningColumns+` WHERE l.id = $1`, id)
}

// learningsBy lists the reports of a person in every theme.
func learningsBy(tx *db.Tx, person member.ID) ([]Learning, error) {
	return db.All(tx, scanLearning, `SELECT `+learningColumns+` WHERE l.person_id = $1 ORDER BY l.id DESC`, person)
}

// learningOf gives somebody's report in a theme; without an id where there is none.
func learningOf(tx *db.Tx, theme campaign.ThemeID, person member.ID) (Learning, error) {
	l, err := db.One(tx, scanLearning, `SELECT `+learningColumns+` WHERE l.theme_id = $1 AND l.person_id = $2`, theme, person)
	if errors.Is(err, db.ErrNone) {
		return Learning{}, nil
	}
	return l, err
}

// learningsIn lists the reports of a theme that were handed in, of who wrote them
// in a unit, in the Vietnamese order of names.
func learningsIn(tx *db.Tx, theme campaign.ThemeID, unit org.ID) ([]Learning, error) {
	return db.All(tx, scanLearning, `SELECT `+learningColumns+` WHERE l.theme_id = $1 AND l.unit_id = $2 AND l.state = 'sent' ORDER BY n.sort_key, l.id`, theme, unit)
}

// openReports counts the reports of a unit that were not handed in, of themes that
// run.
func openReports(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM campaign_learning l JOIN campaign_theme t ON t.id = l.theme_id JOIN campaign_campaign c ON c.id = t.campaign_id
		WHERE l.unit_id = $1 AND l.state <> 'sent' AND c.state = 'running' AND t.ends >= $2`, unit, tx.Today())
}

// takeAlong has the reports that somebody has not handed in, and that stand where he
// belongs no more, stand where he belongs now; it tells how many.
func takeAlong(tx *db.Tx, person member.ID, stays []access.Place, into org.ID) (int64, error) {
	args := []any{person, into}
	for _, p := range stays {
		args = append(args, p.Unit)
	}
	return tx.Exec(`UPDATE campaign_learning SET unit_id = $2 WHERE person_id = $1 AND state <> 'sent' AND unit_id NOT IN (`+db.In(2, len(args)-1)+`)`, args...)
}

func (l Learning) insert(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO campaign_learning(id, theme_id, unit_id, person_id, state, saved_at) VALUES($1, $2, $3, $4, $5, $6)`,
		l.ID, l.Theme, l.Unit, l.Person, l.State, tx.Now)
	return err
}

// put stores the report over the version that it has.
func (l Learning) put(tx *db.Tx) error {
	n, err := tx.Exec(`UPDATE campaign_learning SET state = $3, awareness = $4, duties = $5, wanted = $6, remark = $7, sent_on = $8, saved_at = $9, version = version + 1
		WHERE id = $1 AND version = $2`, l.ID, l.Version, l.State, l.Awareness, l.Duties, l.Wanted, l.Remark, l.SentOn, l.SavedAt)
	if err == nil && n == 0 {
		return fault.Overtaken(l.theirs())
	}
	return err
}

// registration ties a pledge to a theme.
type registration struct {
	theme  campaign.ThemeID
	pledge commitment.ID
	person member.ID
	unit   org.ID
	whole  bool // the pledge as such, not items of it
}

const registrationColumns = `theme_id, pledge_id, person_id, unit_id, whole FROM campaign_registration`

func scanRegistration(r db.Row, g *registration) error {
	return r.Scan(&g.theme, &g.pledge, &g.person, &g.unit, (*db.Bool)(&g.whole))
}

// registrationsOf lists the themes that a pledge is tied to.
func registrationsOf(tx *db.Tx, pledge commitment.ID) ([]registration, error) {
	return db.All(tx, scanRegistration, `SELECT `+registrationColumns+` WHERE pledge_id = $1 ORDER BY theme_id`, pledge)
}

// registrationsBy lists the pledges of a person that are tied to a theme.
func registrationsBy(tx *db.Tx, person member.ID) ([]registration, error) {
	return db.All(tx, scanRegistration, `SELECT `+registrationColumns+` WHERE person_id = $1 ORDER BY theme_id, pledge_id`, person)
}

// put ties a pledge to a theme; one that is tied as a whole stays so.
func (g registration) put(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO campaign_registration(theme_id, pledge_id, person_id, unit_id, whole) VALUES($1, $2, $3, $4, $5)
		ON CONFLICT (theme_id, pledge_id) DO UPDATE SET whole = 1 WHERE excluded.whole = 1`, g.theme, g.pledge, g.person, g.unit, db.Bool(g.whole))
	return err
}

// drop unties it.
func (g registration) drop(tx *db.Tx) error {
	_, err := tx.Exec(`DELETE FROM campaign_registration WHERE theme_id = $1 AND pledge_id = $2`, g.theme, g.pledge)
	return err
}

// forget empties what a person wrote and who noted what of him.
func forget(tx *db.Tx, person member.ID) error {
	if _, err := tx.Exec(`UPDATE campaign_learning SET awareness = '', duties = '', wanted = '', remark = '', version = version + 1 WHERE person_id = $1`, person); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE campaign_mark SET by_id = NULL WHERE by_id = $1`, person)
	return err
}
