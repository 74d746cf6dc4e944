package consultation

import (
	"fmt"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// opinionColumns reads opinions; of units that stand no more, by their last names.
const opinionColumns = `SELECT p.id, p.unit_id, COALESCE(o.name, ''), COALESCE(o.path, ''), p.about_id, COALESCE(a.name, ''), COALESCE(a.path, ''), p.title, p.body, p.state, p.sent_on,
	p.due, p.response, p.responded_on, CASE WHEN p.meeting_id IS NULL THEN 0 ELSE 1 END, p.version
	FROM consultation_opinion p
	LEFT JOIN org_place o ON o.unit_id = p.unit_id AND NOT EXISTS (SELECT 1 FROM org_place l WHERE l.unit_id = o.unit_id AND l.from_date > o.from_date)
	LEFT JOIN org_place a ON a.unit_id = p.about_id AND NOT EXISTS (SELECT 1 FROM org_place l WHERE l.unit_id = a.unit_id AND l.from_date > a.from_date)`

func scanOpinion(r db.Row, o *Opinion) error {
	var seated db.Bool
	err := r.Scan(&o.ID, &o.Unit, &o.UnitName, &o.path, &o.About, &o.AboutName, &o.aboutPath, &o.Title, &o.Body, &o.State, &o.SentOn,
		&o.Due, &o.Response, &o.RespondedOn, &seated, &o.Version)
	o.Seated = bool(seated)
	return err
}

func opinionByID(tx *db.Tx, id OpinionID) (Opinion, error) {
	return db.One(tx, scanOpinion, opinionColumns+` WHERE p.id = $1`, id)
}

// ofEither is the condition that an opinion is of a unit; one that was taken back is
// the chapter's alone.
const ofEither = ` WHERE (p.unit_id = $1 OR p.about_id = $1 AND p.state <> 'withdrawn')`

func opinionsIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM consultation_opinion p`+ofEither, unit)
}

// opinionsOf lists the opinions of a unit, those that wait first.
func opinionsOf(tx *db.Tx, unit org.ID, limit, offset int) ([]Opinion, error) {
	return db.All(tx, scanOpinion, opinionColumns+ofEither+` ORDER BY CASE WHEN p.state IN ('sent', 'received') THEN 0 ELSE 1 END, p.id DESC LIMIT $2 OFFSET $3`, unit, limit, offset)
}

func insertOpinion(tx *db.Tx, o Opinion, author member.ID) error {
	_, err := tx.Exec(`INSERT INTO consultation_opinion(id, unit_id, about_id, author_id, title, body, state, sent_on) VALUES($1, $2, $3, $4, $5, $6, $7, $8)`,
		o.ID, o.Unit, o.About, db.Null(author), o.Title, o.Body, o.State, o.SentOn)
	return err
}

// putOpinion stores an opinion over the version that the page showed.
func putOpinion(tx *db.Tx, o Opinion, version int) error {
	n, err := tx.Exec(`UPDATE consultation_opinion SET state = $3, due = $4, response = $5, responded_on = $6, version = version + 1 WHERE id = $1 AND version = $2`,
		o.ID, version, o.State, o.Due, o.Response, o.RespondedOn)
	if err != nil || n > 0 {
		return err
	}
	now, err := opinionByID(tx, o.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{"words": now.Response, "due": now.Due.Local(i18n.Vi)})
}

// seatOpinion notes the meeting on whose agenda an opinion stands.
func seatOpinion(tx *db.Tx, id OpinionID, version int, meeting string) error {
	n, err := tx.Exec(`UPDATE consultation_opinion SET meeting_id = $3, version = version + 1 WHERE id = $1 AND version = $2`, id, version, meeting)
	if err == nil && n == 0 {
		err = fault.Overtaken(nil)
	}
	return err
}

const publicationColumns = `SELECT id, title, form, from_date, to_date, responsible, done_on, version FROM consultation_publication`

func scanPublication(r db.Row, p *Publication) error {
	return r.Scan(&p.ID, &p.Title, &p.Form, &p.From, &p.To, &p.Responsible, &p.DoneOn, &p.Version)
}

// publicationsOf lists what a unit makes public from days of a year on.
func publicationsOf(tx *db.Tx, unit org.ID, year int) ([]Publication, error) {
	return db.All(tx, scanPublication, publicationColumns+` WHERE unit_id = $1 AND from_date >= $2 AND from_date < $3 ORDER BY from_date, id`,
		unit, fmt.Sprintf("%04d-01-01", year), fmt.Sprintf("%04d-01-01", year+1))
}

func publicationByID(tx *db.Tx, id PublicationID) (unit org.ID, p Publication, err error) {
	if p, err = db.One(tx, scanPublication, publicationColumns+` WHERE id = $1`, id); err != nil {
		return "", p, err
	}
	unit, err = db.One(tx, db.Value[org.ID], `SELECT unit_id FROM consultation_publication WHERE id = $1`, id)
	return unit, p, err
}

func insertPublication(tx *db.Tx, unit org.ID, id PublicationID, f PublicationForm) error {
	_, err := tx.Exec(`INSERT INTO consultation_publication(id, unit_id, title, form, from_date, to_date, responsible, done_on) VALUES($1, $2, $3, $4, $5, $6, $7, $8)`,
		id, unit, f.Title, f.Form, f.From, f.To, f.Responsible, f.DoneOn)
	return err
}

// putPublication stores it over the version that the page showed.
func putPublication(tx *db.Tx, id PublicationID, version int, f PublicationForm) error {
	n, err := tx.Exec(`UPDATE consultation_publication SET title = $3, form = $4, from_date = $5, to_date = $6, responsible = $7, done_on = $8, version = version + 1 WHERE id = $1 AND version = $2`,
		id, version, f.Title, f.Form, f.From, f.To, f.Responsible, f.DoneOn)
	if err != nil || n > 0 {
		return err
	}
	_, p, err := publicationByID(tx, id)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"title": p.Title, "from": p.From.Local(i18n.Vi), "to": p.To.Local(i18n.Vi), "responsible": p.Responsible, "done_on": p.DoneOn.Local(i18n.Vi),
	})
}

// OpenIn counts what is not answered yet in a unit, matters and opinions, for a change
// of the tree. It is for capabilities that have authorised already.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT (SELECT COUNT(*) FROM consultation_matter m WHERE m.unit_id = $1 AND m.state IN ('draft', 'open', 'closed'))
		+ (SELECT COUNT(*) FROM consultation_opinion p WHERE (p.unit_id = $1 OR p.about_id = $1) AND p.state IN ('sent', 'received'))`, unit)
}
