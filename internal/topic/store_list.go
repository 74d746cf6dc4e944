package topic

import (
	"fmt"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// owedState is the condition of a topic whose author is waited for.
const owedState = `t.state IN ('assigned', 'written', 'returned')`

// listOf gives a page of the topics of a year.
func listOf(tx *db.Tx, unit org.ID, f Filter) ([]Topic, error) {
	args := db.Args{unit, f.Year}
	q := `SELECT ` + topicColumns + topicTables + ` WHERE t.unit_id = $1 AND t.year = $2 AND `
	if f.State == "" {
		q += `t.state <> 'withdrawn'`
	} else {
		q += `t.state = ` + args.Add(f.State)
	}
	q += ` ORDER BY n.sort_key, t.id LIMIT ` + args.Add(PageSize) + ` OFFSET ` + args.Add(f.Page*PageSize)
	return db.All(tx, scanTopic, q, args...)
}

// ownOf lists somebody's own topics of a year.
func ownOf(tx *db.Tx, unit org.ID, year int, person member.ID) ([]Topic, error) {
	return db.All(tx, scanTopic, `SELECT `+topicColumns+topicTables+` WHERE t.unit_id = $1 AND t.year = $2 AND t.person_id = $3 AND t.state <> 'withdrawn' ORDER BY t.id`,
		unit, year, person)
}

// given is that somebody has a topic in a state.
type given struct {
	unit   org.ID
	person member.ID
	state  State
}

func scanGiven(r db.Row, g *given) error { return r.Scan(&g.unit, &g.person, &g.state) }

// givenIn lists the topics of a unit in a year, withdrawn ones too.
func givenIn(tx *db.Tx, unit org.ID, year int) ([]given, error) {
	return db.All(tx, scanGiven, `SELECT t.unit_id, t.person_id, t.state FROM topic_topic t WHERE t.unit_id = $1 AND t.year = $2`, unit, year)
}

// givenUnder is givenIn for all units of a subtree.
func givenUnder(tx *db.Tx, path string, year int) ([]given, error) {
	args := db.Args{year}
	return db.All(tx, scanGiven, `SELECT t.unit_id, t.person_id, t.state FROM topic_topic t JOIN org_place o ON o.unit_id = t.unit_id AND o.to_date IS NULL
		WHERE t.year = $1 AND `+args.Under("o.path", path), args...)
}

// owedBy lists the topics of a unit whose last day comes by a day, and whose
// author is waited for.
func owedBy(tx *db.Tx, unit org.ID, day db.Date) ([]Topic, error) {
	return db.All(tx, scanTopic, `SELECT `+topicColumns+topicTables+` WHERE t.unit_id = $1 AND t.due <= $2 AND `+owedState+` ORDER BY t.due, t.id`, unit, day)
}

// unitsToRemind lists the units in which a paper is due by a day, or a briefing
// takes place from today until that day.
func unitsToRemind(tx *db.Tx, today, day db.Date) ([]org.ID, error) {
	return db.All(tx, db.Value[org.ID], `SELECT t.unit_id FROM topic_topic t WHERE t.due <= $2 AND `+owedState+`
		UNION SELECT b.unit_id FROM topic_briefing b WHERE b.state = 'planned' AND b.held_on BETWEEN $1 AND $2 ORDER BY 1`, today, day)
}

// presenter is somebody who presented something.
type presenter struct{ id, name string }

// presentersOf lists who presented something to a unit.
func presentersOf(tx *db.Tx, unit org.ID) ([]presenter, error) {
	return db.All(tx, func(r db.Row, p *presenter) error { return r.Scan(&p.id, &p.name) },
		`SELECT n.person_id, n.name FROM member_name n WHERE n.person_id IN (
			SELECT t.person_id FROM topic_topic t WHERE t.unit_id = $1 AND t.state = 'presented'
			UNION SELECT b.presenter_id FROM topic_briefing b WHERE b.unit_id = $1 AND b.state = 'held'
			UNION SELECT b.second_id FROM topic_briefing b WHERE b.unit_id = $1 AND b.state = 'held' AND b.second_id IS NOT NULL)`, unit)
}

// presented is what the collection of unit $1 holds.
const presented = ` FROM (
	SELECT 'topic' AS kind, t.id, t.title, t.field AS detail, t.folded, t.person_id, '' AS second_id, t.presented_on AS day
		FROM topic_topic t WHERE t.unit_id = $1 AND t.state = 'presented'
	UNION ALL SELECT 'briefing', b.id, b.title, b.audience, b.folded, b.presenter_id, COALESCE(b.second_id, ''), b.held_on
		FROM topic_briefing b WHERE b.unit_id = $1 AND b.state = 'held') e`

// where narrows the collection to the search.
func (q shelf) where(args *db.Args) string {
	w := ` WHERE 1=1`
	if q.Kind != "" {
		w += ` AND e.kind = ` + args.Add(q.Kind)
	}
	if q.Year != 0 {
		w += ` AND substr(e.day, 1, 4) = ` + args.Add(fmt.Sprintf("%04d", q.Year))
	}
	if q.folded == "" {
		return w
	}
	w += ` AND (e.folded LIKE ` + args.Add("%"+db.EscapeLike(q.folded)+"%") + ` ESCAPE '\'`
	for _, id := range q.named {
		at := args.Add(id)
		w += ` OR e.person_id = ` + at + ` OR e.second_id = ` + at
	}
	return w + `)`
}

func (q shelf) count(tx *db.Tx) (int, error) {
	args := db.Args{q.unit}
	where := q.where(&args)
	return db.One(tx, db.Value[int], `SELECT COUNT(*)`+presented+where, args...)
}

func (q shelf) entries(tx *db.Tx) ([]Entry, error) {
	args := db.Args{q.unit}
	text := `SELECT e.kind, e.id, e.title, e.detail, n.name, COALESCE(m.name, ''), e.day` + presented +
		` JOIN member_name n ON n.person_id = e.person_id LEFT JOIN member_name m ON m.person_id = e.second_id` + q.where(&args) +
		` ORDER BY e.day DESC, e.id DESC`
	text += ` LIMIT ` + args.Add(PageSize) + ` OFFSET ` + args.Add(q.Page*PageSize)
	return db.All(tx, func(r db.Row, e *Entry) error {
		return r.Scan(&e.Kind, &e.ID, &e.Title, &e.Detail, &e.Name, &e.Second, &e.On)
	}, text, args...)
}

// years lists the years in which anything was presented.
func (q shelf) years(tx *db.Tx) ([]int, error) {
	days, err := db.All(tx, db.Value[db.Date], `SELECT DISTINCT substr(e.day, 1, 4) AS year`+presented+` ORDER BY year DESC`, q.unit)
	years := make([]int, len(days))
	for i, d := range days {
		years[i] = d.Year()
	}
	return years, err
}
