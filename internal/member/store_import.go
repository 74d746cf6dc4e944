package member

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/member/roster"
	"chibo/internal/org"
)

// batchMax is how many values one statement carries.
const batchMax = 500

const partyColumns = `y.admitted_on, y.official_on, COALESCE(y.card, ''), COALESCE(y.old_card, ''), y.card_on, COALESCE(y.card_place, '')`

func scanKnown(r db.Row, k *knownPerson) error {
	p, y := &k.form.Person, &k.form.Party
	return r.Scan(&p.ID, &p.Name, &p.BirthName, &p.Alias, db.Text{To: &p.Sex}, &p.Birth, &p.Ethnicity, &p.Religion, &p.Hometown, &p.Residence, &p.Phone, &p.Email,
		&p.Schooling, &p.Qualification, &p.Theory, &p.Department, &p.Job, &p.Version,
		&y.AdmittedOn, &y.OfficialOn, &y.Card, &y.OldCard, &y.CardOn, &y.CardPlace)
}

func (kp *knownPeople) take(found []knownPerson) {
	for i := range found {
		k := &found[i]
		if kp.byID[k.form.ID] != nil {
			continue
		}
		kp.byID[k.form.ID] = k
		if k.form.Card != "" {
			kp.byCard[k.form.Card] = k
		}
	}
}

// readByCard reads the holders of cards, wherever they belong.
func readByCard(tx *db.Tx, kp *knownPeople, cards []string) error {
	for chunk := range slices.Chunk(cards, batchMax) {
		var args db.Args
		found, err := db.All(tx, scanKnown, `SELECT `+personColumns+`, `+partyColumns+` FROM member_party y JOIN member_person p ON p.id = y.person_id
			WHERE p.merged_into IS NULL AND y.card <> '' AND y.card IN (`+list(&args, chunk)+`)`, args...)
		if err != nil {
			return err
		}
		kp.take(found)
	}
	return nil
}

// readByName reads people of the names who belong where the actor may import.
func readByName(tx *db.Tx, kp *knownPeople, reach access.Reach, names []string) error {
	for chunk := range slices.Chunk(names, batchMax) {
		args := db.Args{tx.Today()}
		found, err := db.All(tx, scanKnown, `SELECT DISTINCT `+personColumns+`, `+partyColumns+` FROM member_person p LEFT JOIN member_party y ON y.person_id = p.id
			JOIN member_membership m ON m.person_id = p.id AND m.from_date <= $1 AND (m.to_date IS NULL OR m.to_date > $1)
			JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL
			WHERE p.merged_into IS NULL AND p.folded IN (`+list(&args, chunk)+`) AND `+args.Within(reach, "o.path", ""), args...)
		if err != nil {
			return err
		}
		slices.SortFunc(found, func(a, b knownPerson) int { return strings.Compare(string(a.form.ID), string(b.form.ID)) })
		kp.take(found)
		for i := range found {
			k := kp.byID[found[i].form.ID]
			kp.byName[foldName(k.form.Name)] = append(kp.byName[foldName(k.form.Name)], k)
		}
	}
	return nil
}

// readPeriods reads memberships, and the posts and states of today.
func readPeriods(tx *db.Tx, kp *knownPeople, reach access.Reach) error {
	ids := make([]ID, 0, len(kp.byID))
	for id := range kp.byID {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for chunk := range slices.Chunk(ids, batchMax) {
		if err := readPlaces(tx, kp, reach, chunk); err != nil {
			return err
		}
		if err := readPosts(tx, kp, chunk); err != nil {
			return err
		}
		if err := readStates(tx, kp, chunk); err != nil {
			return err
		}
	}
	return nil
}

func readPlaces(tx *db.Tx, kp *knownPeople, reach access.Reach, ids []ID) error {
	args := db.Args{tx.Today()}
	in := list(&args, ids)
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var person ID
		var m knownPlace
		var now, inReach db.Bool
		if err := r.Scan(&person, &m.ID, &m.Unit, &m.UnitName, &m.Path, &m.Body, &m.Status, &m.From, &m.To, &now, &inReach); err != nil {
			return err
		}
		m.now, m.inReach = bool(now), bool(inReach)
		k := kp.byID[person]
		k.places = append(k.places, m)
		return nil
	}, `SELECT m.person_id, m.id, m.unit_id, o.name, o.path, m.body, m.status, m.from_date, m.to_date,
			CASE WHEN m.from_date <= $1 AND (m.to_date IS NULL OR m.to_date > $1) THEN 1 ELSE 0 END,
			CASE WHEN `+args.Within(reach, "o.path", "")+` THEN 1 ELSE 0 END
		FROM member_membership m JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL
		WHERE m.person_id IN (`+in+`) ORDER BY m.from_date DESC, m.id DESC`, args...)
	return err
}

func readPosts(tx *db.Tx, kp *knownPeople, ids []ID) error {
	args := db.Args{tx.Today()}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var person ID
		var p Position
		if err := r.Scan(&person, &p.ID, &p.Unit, &p.Post, &p.Title); err != nil {
			return err
		}
		k := kp.byID[person]
		k.positions = append(k.positions, p)
		return nil
	}, `SELECT person_id, id, unit_id, post, title FROM member_position WHERE from_date <= $1 AND (to_date IS NULL OR to_date > $1)
		AND person_id IN (`+list(&args, ids)+`)`, args...)
	return err
}

func readStates(tx *db.Tx, kp *knownPeople, ids []ID) error {
	args := db.Args{tx.Today()}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var person ID
		var s StatePeriod
		if err := r.Scan(&person, &s.ID, &s.Unit, &s.State); err != nil {
			return err
		}
		k := kp.byID[person]
		k.states = append(k.states, s)
		return nil
	}, `SELECT person_id, id, unit_id, kind FROM member_state WHERE from_date <= $1 AND (to_date IS NULL OR to_date > $1)
		AND person_id IN (`+list(&args, ids)+`) ORDER BY from_date DESC, id DESC`, args...)
	return err
}

// readSecretaries reads who holds the post in the units that the rows go to.
func readSecretaries(tx *db.Tx, kp *knownPeople, targets []*org.Unit) error {
	var units []org.ID
	for _, u := range targets {
		if u != nil {
			units = append(units, u.ID)
		}
	}
	slices.Sort(units)
	for chunk := range slices.Chunk(slices.Compact(units), batchMax) {
		var args db.Args
		_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
			var unit org.ID
			var person ID
			err := r.Scan(&unit, &person)
			kp.secretaries[unit] = person
			return err
		}, `SELECT unit_id, person_id FROM member_position WHERE post = 'secretary' AND to_date IS NULL AND unit_id IN (`+list(&args, chunk)+`)`, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// list adds values to the arguments and gives their placeholders.
func list[T any](args *db.Args, values []T) string {
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = args.Add(v)
	}
	return strings.Join(marks, ", ")
}

// storeNew stores everybody whom the list adds.
func storeNew(tx *db.Tx, added []ImportPerson) error {
	var persons, parties [][]any
	for i := range added {
		p, y := &added[i].form.Person, &added[i].form.Party
		persons = append(persons, []any{
			p.ID, p.Name, i18n.SortKey(p.Name), i18n.Fold(p.Name), p.BirthName, p.Alias, db.Null(p.Sex), p.Birth, p.Ethnicity, p.Religion,
			p.Hometown, p.Residence, p.Phone, p.Email, p.Schooling, p.Qualification, p.Theory, p.Department, p.Job,
		})
		if added[i].form.Status != Associate {
			parties = append(parties, []any{p.ID, y.AdmittedOn, y.OfficialOn, y.Card, y.OldCard, y.CardOn, y.CardPlace})
		}
	}
	if err := tx.InsertMany(`INSERT INTO member_person(id, name, sort_key, folded, birth_name, alias, sex, birth, ethnicity, religion, hometown, residence, phone, email,
		schooling, qualification, theory, department, job)`, persons, ""); err != nil {
		return err
	}
	err := tx.InsertMany(`INSERT INTO member_party(person_id, admitted_on, official_on, card, old_card, card_on, card_place)`, parties, "")
	if db.IsUnique(err) {
		return fault.New(fault.Invalid, "member.import_elsewhere")
	}
	return err
}

// storePeriods stores memberships, states and posts that begin with the list.
func storePeriods(tx *db.Tx, people []ImportPerson, terms map[org.ID]string) error {
	var memberships, states, posts [][]any
	var deltas []figure.Delta
	var joined []ID
	for i := range people {
		p := &people[i]
		if p.joins {
			joined = append(joined, p.form.ID)
			from := p.joinsFrom(tx.Today())
			memberships = append(memberships, []any{db.NewID(), p.form.ID, p.unit.ID, p.unit.Kind.Body, p.form.Status, from})
			deltas = append(deltas, counted{p.unit.ID, p.unit.Kind.Body, p.form.Status, from, "", traits{p.form.Sex, p.form.Birth, p.form.AdmittedOn}}.deltas(1)...)
		}
		if s := p.state; s != nil {
			states = append(states, []any{db.NewID(), p.form.ID, s.Unit, s.State, s.From})
		}
		for _, a := range p.posts {
			posts = append(posts, []any{db.NewID(), p.form.ID, a.Unit, db.Null(terms[a.Unit]), a.Post, a.Title, a.From})
		}
	}
	err := tx.InsertMany(`INSERT INTO member_membership(id, person_id, unit_id, body, status, from_date)`, memberships, "")
	if db.IsUnique(err) {
		return fault.New(fault.Invalid, "member.belongs_elsewhere")
	}
	if err != nil {
		return err
	}
	if err := figure.Count(tx, deltas...); err != nil {
		return err
	}
	if err := linkPast(tx, joined...); err != nil {
		return err
	}
	if err := tx.InsertMany(`INSERT INTO member_state(id, person_id, unit_id, kind, from_date)`, states, ""); err != nil {
		return err
	}
	return tx.InsertMany(`INSERT INTO member_position(id, person_id, unit_id, term_id, post, title, from_date)`, posts, "")
}

// keptList is a list as it waits: its cells, not its file.
type keptList struct {
	id      ImportID
	unit    org.ID
	file    string
	state   ImportState
	version int
	added   int
	changed int
	mapping map[string]roster.Field
	others  []int // rows that name others than those known beside the chapter
	body    string
}

func insertList(tx *db.Tx, l keptList, sheetName string) error {
	_, err := tx.Exec(`INSERT INTO member_import(id, unit_id, file_name, sheet, body, state, created_at) VALUES($1,$2,$3,$4,$5,$6,$7)`,
		l.id, l.unit, l.file, sheetName, l.body, ImportRead, tx.Now)
	return err
}

func listByID(tx *db.Tx, id ImportID) (keptList, error) {
	return db.One(tx, func(r db.Row, l *keptList) error {
		var mapping, others string
		if err := r.Scan(&l.id, &l.unit, &l.file, &l.body, &mapping, &others, &l.state, &l.version, &l.added, &l.changed); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(others), &l.others); err != nil {
			return err
		}
		return json.Unmarshal([]byte(mapping), &l.mapping)
	}, `SELECT id, unit_id, file_name, body, mapping, others, state, version, added, changed FROM member_import WHERE id = $1`, id)
}

// updateMapping stores the meaning of columns while the list waits.
func updateMapping(tx *db.Tx, id ImportID, version int, mapping map[string]roster.Field) error {
	b, err := json.Marshal(mapping)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE member_import SET mapping = $3, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'read'`, id, version, string(b))
	return unlessStale(n, err)
}

// endList empties the list and says how it ended.
func endList(tx *db.Tx, id ImportID, version int, state ImportState, added, changed int) error {
	n, err := tx.Exec(`UPDATE member_import SET body = '', mapping = '{}', state = $3, added = $4, changed = $5, version = version + 1
		WHERE id = $1 AND version = $2 AND state = 'read'`, id, version, state, added, changed)
	return unlessStale(n, err)
}

func unlessStale(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}

// keepWaiting is how long a list waits for its confirmation.
const keepWaiting = 7 * 24 * time.Hour

// dropForgotten empties lists of the unit that nobody confirmed.
func dropForgotten(tx *db.Tx, unit org.ID) error {
	_, err := tx.Exec(`UPDATE member_import SET body = '', mapping = '{}', state = 'dropped', version = version + 1 WHERE unit_id = $1 AND state = 'read' AND created_at < $2`,
		unit, db.At(tx.Now.Add(-keepWaiting)))
	return err
}

func waitingLists(tx *db.Tx, unit org.ID) ([]Waiting, error) {
	return db.All(tx, func(r db.Row, w *Waiting) error { return r.Scan(&w.ID, &w.File, &w.At) },
		`SELECT id, file_name, created_at FROM member_import WHERE unit_id = $1 AND state = 'read' ORDER BY created_at DESC LIMIT `+strconv.Itoa(PageSize), unit)
}
