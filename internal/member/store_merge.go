package member

import (
	"encoding/json"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member/roster"
	"chibo/internal/org"
)

// enteredIn reads everybody who belongs, or ever belonged, to a unit.
func enteredIn(tx *db.Tx, unit org.ID) ([]Entered, error) {
	return db.All(tx, func(r db.Row, e *Entered) error {
		var k knownPerson
		if err := scanKnown(rowWith{r, []any{(*db.Bool)(&e.Belongs)}}, &k); err != nil {
			return err
		}
		e.Person, e.Name, e.Birth, e.Department, e.Party = k.form.ID, k.form.Name, k.form.Birth, k.form.Department, k.form.Party
		e.count(k.form)
		return nil
	}, `SELECT `+personColumns+`, `+partyColumns+`, MAX(CASE WHEN m.from_date <= $2 AND (m.to_date IS NULL OR m.to_date > $2) THEN 1 ELSE 0 END)
		FROM member_membership m JOIN member_person p ON p.id = m.person_id AND p.merged_into IS NULL LEFT JOIN member_party y ON y.person_id = p.id
		WHERE m.unit_id = $1 AND NOT (m.to_date IS NULL AND `+elsewhere+`) GROUP BY `+personColumns+`, y.admitted_on, y.official_on, y.card, y.old_card, y.card_on, y.card_place ORDER BY p.id`, unit, tx.Today())
}

// rowWith reads further columns behind those that a scan knows.
type rowWith struct {
	db.Row
	more []any
}

// Scan reads the columns.
func (r rowWith) Scan(dest ...any) error { return r.Row.Scan(append(dest, r.more...)...) }

// formsOf reads what is known of two people who were not merged away, in the
// order of the ids.
func formsOf(tx *db.Tx, ids ...ID) ([]Form, error) {
	var args db.Args
	found, err := db.All(tx, scanKnown, `SELECT `+personColumns+`, `+partyColumns+` FROM member_person p LEFT JOIN member_party y ON y.person_id = p.id
		WHERE p.merged_into IS NULL AND p.id IN (`+list(&args, ids)+`)`, args...)
	if err != nil {
		return nil, err
	}
	forms := make([]Form, len(ids))
	for i, id := range ids {
		j := slices.IndexFunc(found, func(k knownPerson) bool { return k.form.ID == id })
		if j < 0 {
			return nil, db.ErrNone
		}
		forms[i] = found[j].form
	}
	return forms, nil
}

// lastPlace is where somebody belonged last.
func lastPlace(tx *db.Tx, id ID) ([]access.Place, error) {
	return db.All(tx, func(r db.Row, p *access.Place) error {
		p.Person = string(id)
		return r.Scan(&p.Unit, &p.Path)
	}, `SELECT o.unit_id, o.path FROM member_membership m JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL
		WHERE m.person_id = $1 AND m.to_date IS NOT NULL ORDER BY m.to_date DESC, m.id DESC LIMIT 1`, id)
}

// heldBy gives the units in which one of two people holds a post of the
// organisation today, or will.
func heldBy(tx *db.Tx, a, b ID) ([]access.Place, error) {
	return db.All(tx, func(r db.Row, p *access.Place) error { return r.Scan(&p.Unit, &p.Path) },
		`SELECT DISTINCT o.unit_id, o.path FROM member_position q JOIN org_place o ON o.unit_id = q.unit_id AND o.to_date IS NULL
		WHERE q.person_id IN ($1, $2) AND q.post <> 'government' AND (q.to_date IS NULL OR q.to_date > $3) ORDER BY o.path`, a, b, tx.Today())
}

// columnOf is where a fact is stored.
func columnOf(f roster.Field) (table, column string) {
	switch f {
	case roster.Admitted:
		return "member_party", "admitted_on"
	case roster.Official:
		return "member_party", "official_on"
	case roster.Card, roster.OldCard, roster.CardOn, roster.CardPlace:
		return "member_party", string(f)
	}
	return "member_person", string(f)
}

// write stores a fact of somebody; what has no value is NULL where it may be.
func write(tx *db.Tx, id ID, f roster.Field, value string) error {
	table, column := columnOf(f)
	values, key := db.Values{column: &value}, "person_id"
	if table == "member_person" {
		key = "id"
	}
	if f == roster.Name {
		values["sort_key"], values["folded"] = new(i18n.SortKey(value)), new(i18n.Fold(value))
	}
	_, err := tx.Rewrite(table, values, key+` = $1`, id)
	return err
}

// freeCard lets another have the card of somebody.
func freeCard(tx *db.Tx, id ID) error {
	_, err := tx.Rewrite("member_party", db.Values{"card": new("")}, `person_id = $1`, id)
	return err
}

// give gives what is left of a period to somebody; cut says that its end moved.
func give(tx *db.Tx, table string, left span, cut bool, into ID) error {
	values := db.Values{"person_id": new(string(into)), "from_date": new(string(left.from))}
	if cut {
		values["to_date"] = new(string(left.to))
	}
	if cut && table == "member_membership" {
		values["ended_by"] = new(ByTransfer)
	}
	_, err := tx.Rewrite(table, values, `id = $1`, left.id)
	return err
}

// end has a period end before it began: it counts on no day.
func end(tx *db.Tx, table string, s span) error {
	values := db.Values{"to_date": new(string(s.from))}
	if table == "member_membership" {
		values["ended_by"] = new(byMerge)
	}
	_, err := tx.Rewrite(table, values, `id = $1`, s.id)
	return err
}

// byMerge is how a membership ends that stood twice.
const byMerge = "merged"

// begin moves the beginning of a membership.
func begin(tx *db.Tx, membership string, from db.Date) error {
	_, err := tx.Rewrite("member_membership", db.Values{"from_date": new(string(from))}, `id = $1`, membership)
	return err
}

// markMerged says who somebody is.
func markMerged(tx *db.Tx, from, into ID) error {
	_, err := tx.Rewrite("member_person", db.Values{"merged_into": new(string(into))}, `id = $1`, from)
	return err
}

// countedOf reads the memberships of two people as figures count them.
func countedOf(tx *db.Tx, a, b ID) ([]counted, error) {
	return db.All(tx, scanCounted, `SELECT m.unit_id, m.body, m.status, m.from_date, m.to_date, p.sex, p.birth, y.admitted_on`+recountTables+` WHERE m.person_id IN ($1, $2)`, a, b)
}

func insertMerge(tx *db.Tx, m Merged, by access.Actor, changes []db.Rewritten) error {
	body, err := json.Marshal(changes)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO member_merge(id, unit_id, from_id, into_id, at, merged_by, moved, changes) VALUES($1, $2, $3, $4, $5, $6, $7, $8)`,
		m.ID, m.Unit, m.From, m.Into, tx.Now, db.Null(by.Person), m.Moved, string(body))
	return err
}

const mergeColumns = `g.id, g.unit_id, g.from_id, g.into_id, a.name, b.name, g.at, COALESCE(n.name, ''), g.moved, g.undone_at,
	CASE WHEN g.changes = '' OR b.merged_into IS NOT NULL THEN 1 ELSE 0 END
	FROM member_merge g JOIN member_person a ON a.id = g.from_id JOIN member_person b ON b.id = g.into_id LEFT JOIN member_person n ON n.id = g.merged_by`

func scanMerge(r db.Row, m *Merged) error {
	return r.Scan(&m.ID, &m.Unit, &m.From, &m.Into, &m.FromName, &m.IntoName, &m.At, &m.By, &m.Moved, &m.UndoneAt, (*db.Bool)(&m.final))
}

func mergeByID(tx *db.Tx, id MergeID) (Merged, error) {
	return db.One(tx, scanMerge, `SELECT `+mergeColumns+` WHERE g.id = $1`, id)
}

// mergesIn lists the latest merges in a unit.
func mergesIn(tx *db.Tx, unit org.ID, limit int) ([]Merged, error) {
	return db.All(tx, scanMerge, `SELECT `+mergeColumns+` WHERE g.unit_id = $1 ORDER BY g.at DESC, g.id DESC LIMIT $2`, unit, limit)
}

// changesOf reads what a merge replaced.
func changesOf(tx *db.Tx, id MergeID) (all []db.Rewritten, err error) {
	body, err := db.One(tx, db.Value[string], `SELECT changes FROM member_merge WHERE id = $1`, id)
	if err != nil || body == "" {
		return nil, err
	}
	d := json.NewDecoder(strings.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&all); err != nil {
		return nil, err
	}
	for _, r := range all {
		for i, k := range r.Key {
			if n, ok := k.(json.Number); ok {
				if r.Key[i], err = n.Int64(); err != nil {
					return nil, err
				}
			}
		}
	}
	return all, nil
}

func endMerge(tx *db.Tx, id MergeID) error {
	_, err := tx.Exec(`UPDATE member_merge SET undone_at = $2, changes = '' WHERE id = $1`, id, tx.Now)
	return err
}

// forgetMerges empties what older merges replaced, which nobody can undo.
func forgetMerges(tx *db.Tx, before db.Time) error {
	_, err := tx.Exec(`UPDATE member_merge SET changes = '' WHERE at < $1 AND changes <> ''`, before)
	return err
}

// SelvesOf gives the records that are one person: his own, and those that were
// merged into it. It is for capabilities that have authorised already.
func SelvesOf(tx *db.Tx, id ID) ([]ID, error) {
	return db.All(tx, db.Value[ID], `WITH RECURSIVE self(id) AS (SELECT id FROM member_person WHERE id = $1
		UNION SELECT p.id FROM self s JOIN member_person p ON p.merged_into = s.id) SELECT id FROM self ORDER BY CASE WHEN id = $1 THEN 0 ELSE 1 END, id`, id)
}

// forget leaves of somebody what the figures count: that he was a member, where
// and when, his sex and the year of his birth.
func forget(tx *db.Tx, id ID) error {
	if _, err := tx.Exec(`UPDATE member_person SET name = $2, sort_key = $3, folded = $4, birth = substr(birth, 1, 4), birth_name = '', alias = '', ethnicity = '', religion = '',
		hometown = '', residence = '', phone = '', email = '', schooling = '', qualification = '', theory = '', department = '', job = '', version = version + 1 WHERE id = $1`,
		id, Forgotten, i18n.SortKey(Forgotten), i18n.Fold(Forgotten)); err != nil {
		return err
	}
	for _, q := range []string{
		`UPDATE member_party SET card = '', old_card = '', card_on = NULL, card_place = '' WHERE person_id = $1`,
		`UPDATE member_state SET decision = '' WHERE person_id = $1`,
		`UPDATE member_position SET title = '' WHERE person_id = $1`,
		`UPDATE member_duty SET body = '', version = version + 1 WHERE person_id = $1`,
		`DELETE FROM member_past WHERE person_id = $1`,
		`UPDATE member_merge SET changes = '' WHERE $1 IN (from_id, into_id)`,
		`UPDATE member_merge SET merged_by = NULL WHERE merged_by = $1`,
		`DELETE FROM member_apart WHERE $1 IN (one_id, other_id)`,
		`UPDATE member_apart SET set_by = NULL WHERE set_by = $1`,
	} {
		if _, err := tx.Exec(q, id); err != nil {
			return err
		}
	}
	return nil
}
