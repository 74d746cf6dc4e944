package exchange

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

const eventColumns = `e.id, e.unit_id, h.name, e.kind, e.meeting_id, e.state, e.held_on, e.starts_at, e.place, e.purpose, e.topic, e.programme, e.reason,
	e.course, e.points, e.papers, e.version`

// eventTables takes the last name of the host, also once it was dissolved.
const eventTables = ` FROM meeting_exchange e JOIN org_place h ON h.unit_id = e.unit_id
	AND h.from_date = (SELECT MAX(x.from_date) FROM org_place x WHERE x.unit_id = h.unit_id)`

func scanEvent(r db.Row, e *Exchange) error { return scanEventWith(r, e) }

// scanEventWith scans the columns of an event and what stands behind them.
func scanEventWith(r db.Row, e *Exchange, more ...any) error {
	return r.Scan(append([]any{
		&e.ID, &e.Unit, &e.HostName, &e.Kind,
		db.Text{To: (*string)(&e.Meeting)},
		&e.State, &e.HeldOn, &e.StartsAt, &e.Place, &e.Purpose, &e.Topic, &e.Programme, &e.Reason,
		&e.minutes.Course, &e.minutes.Points, &e.Papers, &e.Version,
	}, more...)...)
}

func byID(tx *db.Tx, id ID) (Exchange, error) {
	return db.One(tx, scanEvent, `SELECT `+eventColumns+eventTables+` WHERE e.id = $1`, id)
}

func insert(tx *db.Tx, e Exchange) error {
	_, err := tx.Exec(`INSERT INTO meeting_exchange(id, unit_id, kind, meeting_id, state, held_on, starts_at, place, purpose, topic, programme)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		e.ID, e.Unit, e.Kind, db.Null(e.Meeting), e.State, e.HeldOn, e.StartsAt, e.Place, e.Purpose, e.Topic, e.Programme)
	return err
}

// put stores an event, unless somebody saved after the version. The tie to the
// host's meeting is stored by tie alone: guests do not see it.
func put(tx *db.Tx, e Exchange, version int) error {
	n, err := tx.Exec(`UPDATE meeting_exchange SET state = $3, held_on = $4, starts_at = $5, place = $6, purpose = $7, topic = $8, programme = $9, reason = $10,
		course = $11, points = $12, papers = $13, version = version + 1 WHERE id = $1 AND version = $2`,
		e.ID, version, e.State, e.HeldOn, e.StartsAt, e.Place, e.Purpose, e.Topic, e.Programme, e.Reason, e.minutes.Course, e.minutes.Points, e.Papers)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// tie stores which of the host's meetings the guests join, if any.
func tie(tx *db.Tx, e Exchange) error {
	_, err := tx.Exec(`UPDATE meeting_exchange SET kind = $2, meeting_id = $3 WHERE id = $1`, e.ID, e.Kind, db.Null(e.Meeting))
	return err
}

// cellsOf lists the cells of an event, the host first.
func cellsOf(tx *db.Tx, id ID) ([]Cell, error) {
	return db.All(tx, func(r db.Row, c *Cell) error {
		var ordinal int
		err := r.Scan(&c.Unit, &c.Path, &c.Name, &ordinal, &c.Answer, &c.Reason, &c.AnsweredOn)
		c.Host = ordinal == 0
		return err
	}, `SELECT p.unit_id, o.path, o.name, p.ordinal, p.answer, p.reason, p.answered_on FROM meeting_exchange_party p
		JOIN org_place o ON o.unit_id = p.unit_id AND o.from_date = (SELECT MAX(x.from_date) FROM org_place x WHERE x.unit_id = o.unit_id)
		WHERE p.exchange_id = $1 ORDER BY p.ordinal`, id)
}

func insertCell(tx *db.Tx, id ID, ordinal int, c Cell) error {
	_, err := tx.Exec(`INSERT INTO meeting_exchange_party(exchange_id, unit_id, ordinal, answer) VALUES($1, $2, $3, $4)`, id, c.Unit, ordinal, c.Answer)
	return err
}

func putAnswer(tx *db.Tx, id ID, c Cell) error {
	_, err := tx.Exec(`UPDATE meeting_exchange_party SET answer = $3, reason = $4, answered_on = $5 WHERE exchange_id = $1 AND unit_id = $2`,
		id, c.Unit, c.Answer, c.Reason, c.AnsweredOn)
	return err
}

func countOf(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM meeting_exchange_party p WHERE p.unit_id = $1`, unit)
}

func listOf(tx *db.Tx, unit org.ID, offset int) ([]Line, error) {
	return db.All(tx, func(r db.Row, l *Line) error {
		err := scanEventWith(r, &l.Exchange, &l.Answer, &l.Others)
		l.Hosts = l.Unit == unit
		l.minutes = Minutes{}
		return err
	}, `SELECT `+eventColumns+`, p.answer, (SELECT COUNT(*) - 1 FROM meeting_exchange_party q WHERE q.exchange_id = e.id)`+eventTables+`
		JOIN meeting_exchange_party p ON p.exchange_id = e.id WHERE p.unit_id = $1 ORDER BY e.held_on DESC, e.id LIMIT $2 OFFSET $3`, unit, PageSize, offset)
}

// tiedTo lists the events of a meeting of a unit.
func tiedTo(tx *db.Tx, unit org.ID, id meeting.ID) ([]Exchange, error) {
	return db.All(tx, scanEvent, `SELECT `+eventColumns+eventTables+` WHERE e.meeting_id = $1 AND e.unit_id = $2 AND e.state <> 'cancelled' ORDER BY e.id`, id, unit)
}

func topicsOf(tx *db.Tx, ids []ID) (map[ID]string, error) {
	var args db.Args
	for _, id := range ids {
		args.Add(id)
	}
	type named struct {
		id    ID
		topic string
	}
	rows, err := db.All(tx, func(r db.Row, n *named) error { return r.Scan(&n.id, &n.topic) },
		`SELECT e.id, e.topic FROM meeting_exchange e WHERE e.id IN (`+db.In(1, len(ids))+`)`, args...)
	topics := map[ID]string{}
	for _, n := range rows {
		topics[n.id] = n.topic
	}
	return topics, err
}

// meetingsAhead lists the meetings of a unit that may have guests and lie
// ahead, and the one that the event is tied to already.
func meetingsAhead(tx *db.Tx, unit org.ID, tied meeting.ID) ([]Occasion, error) {
	return db.All(tx, func(r db.Row, o *Occasion) error { return r.Scan(&o.ID, &o.Kind, &o.HeldOn) },
		`SELECT m.id, m.kind, m.held_on FROM meeting_meeting m WHERE m.unit_id = $1 AND m.kind IN ('regular', 'thematic', 'extraordinary')
			AND (m.state IN ('preparing', 'announced') OR m.id = $2) ORDER BY m.held_on, m.id LIMIT 50`, unit, tied)
}

// peopleOf lists who was named, in the Vietnamese order of names.
func peopleOf(tx *db.Tx, id ID) ([]Person, error) {
	return db.All(tx, func(r db.Row, p *Person) error { return r.Scan(&p.Unit, &p.Person, &p.Name, &p.Presents) },
		`SELECT p.unit_id, p.person_id, n.name, p.presents FROM meeting_exchange_person p JOIN member_name n ON n.person_id = p.person_id
		WHERE p.exchange_id = $1 ORDER BY n.sort_key, p.person_id`, id)
}

func putPerson(tx *db.Tx, id ID, unit org.ID, person member.ID, presents string) error {
	_, err := tx.Exec(`INSERT INTO meeting_exchange_person(exchange_id, unit_id, person_id, presents) VALUES($1, $2, $3, $4)
		ON CONFLICT (exchange_id, unit_id, person_id) DO UPDATE SET presents = excluded.presents`, id, unit, person, presents)
	return err
}

// removePerson takes somebody off the list of his cell.
func removePerson(tx *db.Tx, id ID, unit org.ID, person member.ID) error {
	n, err := tx.Exec(`DELETE FROM meeting_exchange_person WHERE exchange_id = $1 AND unit_id = $2 AND person_id = $3`, id, unit, person)
	if err == nil && n == 0 {
		return db.ErrNone
	}
	return err
}
