package topic

import (
	"fmt"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

const briefingColumns = `b.id, b.unit_id, b.held_on, b.title, b.presenter_id, n.name, COALESCE(b.second_id, ''), COALESCE(m.name, ''), b.audience, b.state, b.reason, b.version
	FROM topic_briefing b JOIN member_name n ON n.person_id = b.presenter_id LEFT JOIN member_name m ON m.person_id = b.second_id`

func scanBriefing(r db.Row, b *Briefing) error {
	return r.Scan(&b.ID, &b.Unit, &b.HeldOn, &b.Title, &b.Presenter, &b.Name, &b.Second, &b.SecondName, &b.Audience, &b.State, &b.Reason, &b.Version)
}

func briefingByID(tx *db.Tx, id BriefingID) (Briefing, error) {
	return db.One(tx, scanBriefing, `SELECT `+briefingColumns+` WHERE b.id = $1`, id)
}

// briefingsIn lists the briefings of a unit in a year, in the order of days.
func briefingsIn(tx *db.Tx, unit org.ID, year int) ([]Briefing, error) {
	return db.All(tx, scanBriefing, `SELECT `+briefingColumns+` WHERE b.unit_id = $1 AND b.held_on BETWEEN $2 AND $3 ORDER BY b.held_on, b.id`,
		unit, db.Date(fmt.Sprintf("%04d-01-01", year)), db.Date(fmt.Sprintf("%04d-12-31", year)))
}

// briefingsNear lists the briefings of a unit that are planned between two
// days, both included.
func briefingsNear(tx *db.Tx, unit org.ID, from, through db.Date) ([]Briefing, error) {
	return db.All(tx, scanBriefing, `SELECT `+briefingColumns+` WHERE b.unit_id = $1 AND b.state = 'planned' AND b.held_on BETWEEN $2 AND $3 ORDER BY b.held_on, b.id`,
		unit, from, through)
}

func insertBriefing(tx *db.Tx, b Briefing) error {
	_, err := tx.Exec(`INSERT INTO topic_briefing(id, unit_id, held_on, title, folded, presenter_id, second_id, audience, state) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		b.ID, b.Unit, b.HeldOn, b.Title, folded(b.Title, b.Audience), b.Presenter, db.Null(b.Second), b.Audience, b.State)
	return err
}

// putBriefing stores what an act changed, unless somebody saved after the
// version.
func putBriefing(tx *db.Tx, b Briefing, version int) error {
	n, err := tx.Exec(`UPDATE topic_briefing SET held_on = $3, title = $4, folded = $5, presenter_id = $6, second_id = $7, audience = $8, state = $9, reason = $10,
			version = version + 1 WHERE id = $1 AND version = $2`,
		b.ID, version, b.HeldOn, b.Title, folded(b.Title, b.Audience), b.Presenter, db.Null(b.Second), b.Audience, b.State, b.Reason)
	if err != nil || n > 0 {
		return err
	}
	now, err := briefingByID(tx, b.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"title": now.Title, "audience": now.Audience, "held_on": now.HeldOn.Local(""), "on": now.HeldOn.Local(""),
		"presenter": now.Name, "second": now.SecondName, "reason": now.Reason,
	})
}
