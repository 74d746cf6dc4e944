package exchange

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

func insertPaper(tx *db.Tx, id ID, ordinal int, body, hash string, by member.ID) error {
	_, err := tx.Exec(`INSERT INTO meeting_exchange_paper(exchange_id, ordinal, body, hash, recorded_by, recorded_at) VALUES($1, $2, $3, $4, $5, $6)`,
		id, ordinal, body, hash, db.Null(by), tx.Now)
	return err
}

func paperOf(tx *db.Tx, id ID, ordinal int) (body, hash string, err error) {
	body, err = db.One(tx, func(r db.Row, s *string) error { return r.Scan(s, &hash) },
		`SELECT body, hash FROM meeting_exchange_paper WHERE exchange_id = $1 AND ordinal = $2`, id, ordinal)
	return body, hash, err
}

func insertVerdict(tx *db.Tx, id ID, v Verdict, by member.ID) error {
	_, err := tx.Exec(`INSERT INTO meeting_exchange_verdict(exchange_id, ordinal, unit_id, agrees, note, person_id, at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		id, v.Ordinal, v.Unit, db.Bool(v.Agrees), v.Note, db.Null(by), tx.Now)
	return err
}

// verdictsOf lists what the cells said of a version.
func verdictsOf(tx *db.Tx, id ID, ordinal int) ([]Verdict, error) {
	return db.All(tx, func(r db.Row, v *Verdict) error {
		return r.Scan(&v.Ordinal, &v.Unit, (*db.Bool)(&v.Agrees), &v.Note, &v.At)
	}, `SELECT v.ordinal, v.unit_id, v.agrees, v.note, v.at FROM meeting_exchange_verdict v WHERE v.exchange_id = $1 AND v.ordinal = $2 ORDER BY v.at, v.unit_id`, id, ordinal)
}

const lessonColumns = `l.id, l.title, l.body, l.task_id, l.noted_on, l.version`

func scanLesson(r db.Row, l *Lesson) error {
	return r.Scan(&l.ID, &l.Title, &l.Body, db.Text{To: (*string)(&l.Task)}, &l.NotedOn, &l.Version)
}

// lessonsOf lists what one cell takes home from an event.
func lessonsOf(tx *db.Tx, id ID, unit org.ID) ([]Lesson, error) {
	return db.All(tx, scanLesson, `SELECT `+lessonColumns+` FROM meeting_exchange_lesson l WHERE l.exchange_id = $1 AND l.unit_id = $2 ORDER BY l.id`, id, unit)
}

// lessonByID reads a lesson of an event, and whose it is.
func lessonByID(tx *db.Tx, id ID, lesson LessonID) (l Lesson, unit org.ID, err error) {
	l, err = db.One(tx, func(r db.Row, l *Lesson) error {
		return r.Scan(&l.ID, &l.Title, &l.Body, db.Text{To: (*string)(&l.Task)}, &l.NotedOn, &l.Version, &unit)
	}, `SELECT `+lessonColumns+`, l.unit_id FROM meeting_exchange_lesson l WHERE l.exchange_id = $1 AND l.id = $2`, id, lesson)
	return l, unit, err
}

func insertLesson(tx *db.Tx, id ID, unit org.ID, l Lesson) error {
	_, err := tx.Exec(`INSERT INTO meeting_exchange_lesson(id, exchange_id, unit_id, title, body, task_id, noted_on) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		l.ID, id, unit, l.Title, l.Body, db.Null(l.Task), l.NotedOn)
	return err
}

// putLesson stores a lesson, unless somebody saved after its version.
func putLesson(tx *db.Tx, l Lesson) error {
	n, err := tx.Exec(`UPDATE meeting_exchange_lesson SET title = $3, body = $4, task_id = $5, version = version + 1 WHERE id = $1 AND version = $2`,
		l.ID, l.Version, l.Title, l.Body, db.Null(l.Task))
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}
