package deed

import (
	"encoding/json"
	"fmt"
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// deedsOf gives the deeds of a meeting of which something is stored, with
// their versions, in one query.
func deedsOf(tx *db.Tx, id meeting.ID) ([]Deed, error) {
	return readDeeds(tx, `d.meeting_id = $1`, id)
}

// deedsAndDraft gives the deeds of a meeting and the draft that was shared of
// its resolution, in one query.
func deedsAndDraft(tx *db.Tx, id meeting.ID) (deeds []Deed, shared Shared, err error) {
	var body, hash string
	rows, err := db.All(tx, func(r db.Row, d *deedRow) error {
		if err := d.scan(r); err != nil || d.Kind != sharedDraft {
			return err
		}
		body, hash = d.texts, d.frozen.Hash
		shared = Shared{Version: d.Version, By: d.frozen.FrozenBy, At: d.frozen.FrozenAt}
		return nil
	}, deedQuery+`d.meeting_id = $1 UNION ALL
		SELECT s.meeting_id, '`+sharedDraft+`', '', s.body, 0, NULL, 0, s.version, 0, s.hash, COALESCE(n.name, ''), s.shared_at
		FROM meeting_draft s LEFT JOIN member_name n ON n.person_id = s.shared_by WHERE s.meeting_id = $1 ORDER BY 1, 9`, id)
	if err != nil {
		return nil, shared, err
	}
	if shared.Stands() {
		rows = slices.DeleteFunc(rows, func(d deedRow) bool { return d.Kind == sharedDraft })
		if shared.Document, err = thaw(body, hash); err != nil {
			return nil, shared, err
		}
	}
	deeds, err = gathered(rows)
	return deeds, shared, err
}

// sharedDraft tells the shared draft from the deeds.
const sharedDraft = "draft"

// deedOf is the deed of a kind; a new one where nothing is stored yet.
func deedOf(tx *db.Tx, id meeting.ID, kind Kind) (Deed, error) {
	deeds, err := readDeeds(tx, `d.meeting_id = $1 AND d.kind = $2`, id, kind)
	return deedIn(deeds, kind), err
}

// deedRow is a deed with one of its versions.
type deedRow struct {
	Deed
	texts  string // as JSON
	frozen Frozen
}

func (d *deedRow) scan(r db.Row) error {
	f := &d.frozen
	err := r.Scan(&d.ID, &d.Kind, &d.Number, &d.texts, (*db.Bool)(&d.Written), &d.PostedOn, &d.Sent, &d.Version, &f.Ordinal, &f.Hash, &f.FrozenBy, &f.FrozenAt)
	f.Number = d.Number
	return err
}

const deedQuery = `SELECT d.id, d.kind, d.number, d.texts, d.written, d.posted_on, d.sent, d.version, COALESCE(v.ordinal, 0), COALESCE(v.hash, ''), COALESCE(n.name, ''), v.frozen_at
		FROM meeting_deed d LEFT JOIN meeting_paper v ON v.deed_id = d.id LEFT JOIN member_name n ON n.person_id = v.frozen_by
		WHERE `

func readDeeds(tx *db.Tx, where string, args ...any) ([]Deed, error) {
	rows, err := db.All(tx, func(r db.Row, d *deedRow) error { return d.scan(r) }, deedQuery+where+` ORDER BY d.id, v.ordinal`, args...)
	if err != nil {
		return nil, err
	}
	return gathered(rows)
}

// gathered puts the versions of each deed together; the rows come in their
// order.
func gathered(rows []deedRow) (deeds []Deed, err error) {
	for _, r := range rows {
		if n := len(deeds); n == 0 || deeds[n-1].ID != r.ID {
			if err := json.Unmarshal([]byte(r.texts), &r.Edits); err != nil {
				return nil, fmt.Errorf("texts of a deed: %w", err)
			}
			deeds = append(deeds, r.Deed)
		}
		if r.frozen.Ordinal > 0 {
			last := &deeds[len(deeds)-1]
			last.Versions = append(last.Versions, r.frozen)
		}
	}
	return deeds, nil
}

// deedHome is the meeting that a deed belongs to, and its kind.
func deedHome(tx *db.Tx, id ID) (home meeting.ID, kind Kind, err error) {
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error { return r.Scan(&home, &kind) }, `SELECT meeting_id, kind FROM meeting_deed WHERE id = $1`, id)
	return home, kind, err
}

// putDeed stores a deed, unless somebody saved after the version that the form
// showed; 0 means that nothing was stored then.
func putDeed(tx *db.Tx, id meeting.ID, d *Deed, version int, was Texts) error {
	texts, err := json.Marshal(d.Edits)
	if err != nil {
		return fmt.Errorf("texts of a deed: %w", err)
	}
	if d.Edits == nil {
		texts = []byte("{}")
	}
	var n int64
	if version == 0 {
		d.ID = ID(db.NewID())
		n, err = tx.Exec(`INSERT INTO meeting_deed(id, meeting_id, kind, number, texts, written, posted_on, sent) VALUES($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (meeting_id, kind) DO NOTHING`, d.ID, id, d.Kind, d.Number, string(texts), db.Bool(d.Written), d.PostedOn, d.Sent)
	} else {
		n, err = tx.Exec(`UPDATE meeting_deed SET number = $3, texts = $4, written = $5, posted_on = $6, sent = $7, version = version + 1 WHERE id = $1 AND version = $2`,
			d.ID, version, d.Number, string(texts), db.Bool(d.Written), d.PostedOn, d.Sent)
	}
	if err == nil && n == 0 {
		return fault.Overtaken(was)
	}
	d.Version = version + 1
	return err
}

func insertVersion(tx *db.Tx, deed ID, f Frozen, person, body string) error {
	_, err := tx.Exec(`INSERT INTO meeting_paper(deed_id, ordinal, body, hash, frozen_by, frozen_at) VALUES($1, $2, $3, $4, $5, $6)`,
		deed, f.Ordinal, body, f.Hash, db.Null(person), f.FrozenAt)
	return err
}

// sign records who ticked a deed as posted; "" for nobody.
func sign(tx *db.Tx, deed ID, person string) error {
	_, err := tx.Exec(`UPDATE meeting_deed SET posted_by = $2 WHERE id = $1`, deed, db.Null(person))
	return err
}

// reopen lets a deed be written again, if there is one. What was posted is no
// longer the newest version.
func reopen(tx *db.Tx, id meeting.ID, kind Kind) error {
	_, err := tx.Exec(`UPDATE meeting_deed SET written = 1, version = version + 1 WHERE meeting_id = $1 AND kind = $2`, id, kind)
	return err
}

// frozenDeed reads a version back, compared with its hash.
func frozenDeed(tx *db.Tx, id meeting.ID, kind Kind, ordinal int) (paper.Document, error) {
	type stored struct{ body, hash string }
	v, err := db.One(tx, func(r db.Row, s *stored) error { return r.Scan(&s.body, &s.hash) },
		`SELECT v.body, v.hash FROM meeting_paper v JOIN meeting_deed d ON d.id = v.deed_id WHERE d.meeting_id = $1 AND d.kind = $2 AND v.ordinal = $3`, id, kind, ordinal)
	if err != nil {
		return paper.Document{}, err
	}
	return thaw(v.body, v.hash)
}

// shelved is the newest version of a deed, as binders hold it.
type shelved struct {
	meeting    meeting.Meeting // what names it: id, kind, month and day
	kind       Kind
	number     string
	body, hash string
}

const shelfQuery = `SELECT m.id, m.kind, m.month, m.held_on, d.kind, d.number, v.body, v.hash FROM meeting_meeting m
	JOIN meeting_deed d ON d.meeting_id = m.id JOIN meeting_paper v ON v.deed_id = d.id AND v.ordinal = (SELECT MAX(x.ordinal) FROM meeting_paper x WHERE x.deed_id = d.id)
	WHERE d.written = 0 AND `

const shelfOrder = ` ORDER BY m.held_on, m.id, CASE d.kind WHEN 'notice' THEN 1 WHEN 'minutes' THEN 2 WHEN 'resolution' THEN 3 ELSE 4 END`

func scanShelved(r db.Row, s *shelved) error {
	m := &s.meeting
	return r.Scan(&m.ID, &m.Kind, &m.Month, &m.HeldOn, &s.kind, &s.number, &s.body, &s.hash)
}

// shelfOf gives the finished deeds of one meeting.
func shelfOf(tx *db.Tx, id meeting.ID) ([]shelved, error) {
	return db.All(tx, scanShelved, shelfQuery+`m.id = $1`+shelfOrder, id)
}

// shelfIn gives the finished deeds of a unit's meetings in a span of days, at
// most so many.
func shelfIn(tx *db.Tx, unit org.ID, from, to db.Date, most int) ([]shelved, error) {
	return db.All(tx, scanShelved, shelfQuery+`m.unit_id = $1 AND m.held_on >= $2 AND m.held_on <= $3`+shelfOrder+` LIMIT $4`, unit, from, to, most)
}
