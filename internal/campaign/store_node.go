package campaign

import (
	"errors"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
)

const nodeColumns = `COALESCE(n.state, ''), n.received_on, COALESCE(n.remark, ''), n.draft_due, COALESCE(n.number, ''), n.issued_on, COALESCE(n.version, 0)`

func (n *Node) columns() []any {
	return []any{&n.State, &n.ReceivedOn, &n.Remark, &n.DraftDue, &n.Number, &n.IssuedOn, &n.Version}
}

// nodeOf is what a unit made of a theme, a zero one if it has not acted.
func nodeOf(tx *db.Tx, id ThemeID, unit org.ID) (Node, error) {
	n, err := db.One(tx, func(r db.Row, n *Node) error { return r.Scan(n.columns()...) },
		`SELECT `+nodeColumns+` FROM campaign_node n WHERE n.theme_id = $1 AND n.unit_id = $2`, id, unit)
	if errors.Is(err, db.ErrNone) {
		err = nil
	}
	return n, err
}

// nodesOf are the nodes of a theme of some units, by unit, in one query.
func nodesOf(tx *db.Tx, id ThemeID, units []org.ID) (map[org.ID]Node, error) {
	type row struct {
		unit org.ID
		Node
	}
	args := []any{id, ""} // a page makes the same queries where there is none
	for _, u := range units {
		args = append(args, u)
	}
	all, err := db.All(tx, func(r db.Row, v *row) error { return r.Scan(append([]any{&v.unit}, v.columns()...)...) },
		`SELECT n.unit_id, `+nodeColumns+` FROM campaign_node n WHERE n.theme_id = $1 AND n.unit_id IN (`+db.In(2, len(args)-1)+`)`, args...)
	nodes := map[org.ID]Node{}
	for _, r := range all {
		nodes[r.unit] = r.Node
	}
	return nodes, err
}

// putNode stores what a unit made of a theme in place of what it was, over the version
// that the page showed, 0 for none.
func putNode(tx *db.Tx, id ThemeID, u org.Unit, was, n Node, version int) error {
	values := []any{id, u.ID, n.State, n.ReceivedOn, n.Remark, n.DraftDue, n.Number, n.IssuedOn}
	q := `INSERT INTO campaign_node(theme_id, unit_id, state, received_on, remark, draft_due, number, issued_on) VALUES($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (theme_id, unit_id) DO NOTHING`
	if version > 0 {
		q = `UPDATE campaign_node SET state = $3, received_on = $4, remark = $5, draft_due = $6, number = $7, issued_on = $8, version = version + 1 WHERE theme_id = $1 AND unit_id = $2 AND version = $9`
		values = append(values, version)
	}
	changed, err := tx.Exec(q, values...)
	if err != nil {
		return err
	}
	if changed > 0 {
		return figure.Count(tx, was.delta(id, u, -1), n.delta(id, u, 1))
	}
	now, err := nodeOf(tx, id, u.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{"remark": now.Remark, "due": short(now.DraftDue), "number": now.Number, "on": short(now.IssuedOn)})
}

const itemColumns = `SELECT i.id, i.theme_id, i.unit_id, i.content, COALESCE(i.owner_id, ''), COALESCE(m.name, ''), i.owner, i.due, i.measure, COALESCE(i.follows_id, ''), COALESCE(f.content, ''),
	i.percent, i.done_on, i.version FROM campaign_item i LEFT JOIN member_name m ON m.person_id = i.owner_id LEFT JOIN campaign_item f ON f.id = i.follows_id`

func scanItem(r db.Row, i *Item) error {
	return r.Scan(&i.ID, &i.Theme, &i.Unit, &i.Content, &i.Person, &i.PersonName, &i.Owner, &i.Due, &i.Measure, &i.Follows, &i.FollowsOf, &i.Percent, &i.DoneOn, &i.Version)
}

func itemByID(tx *db.Tx, id ItemID) (Item, error) {
	return db.One(tx, scanItem, itemColumns+` WHERE i.id = $1`, id)
}

// itemsOf lists the work items of a unit's programme, in the order in which they were
// written.
func itemsOf(tx *db.Tx, id ThemeID, unit org.ID) ([]Item, error) {
	return db.All(tx, scanItem, itemColumns+` WHERE i.theme_id = $1 AND i.unit_id = $2 ORDER BY i.id`, id, unit)
}

// issuedAbove lists the work items of the programme that the nearest unit above a path
// has issued; none where nobody there has.
func issuedAbove(tx *db.Tx, id ThemeID, path string) ([]Item, error) {
	over := above(path)
	args := db.Args{id, ""}
	for _, p := range over[:len(over)-1] {
		args.Add(p)
	}
	return db.All(tx, scanItem, itemColumns+` WHERE i.theme_id = $1 AND i.unit_id = (SELECT n.unit_id FROM campaign_node n JOIN org_place o ON o.unit_id = n.unit_id AND o.to_date IS NULL
		WHERE n.theme_id = $1 AND n.state = 'issued' AND o.path IN (`+db.In(2, len(over))+`) ORDER BY LENGTH(o.path) DESC LIMIT 1) ORDER BY i.id`, args...)
}

func insertItem(tx *db.Tx, i Item) error {
	_, err := tx.Exec(`INSERT INTO campaign_item(id, theme_id, unit_id, content, owner_id, owner, due, measure, follows_id) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		i.ID, i.Theme, i.Unit, i.Content, db.Null(i.Person), i.Owner, i.Due, i.Measure, db.Null(i.Follows))
	return err
}

// putItem stores a work item over the version that the page showed.
func putItem(tx *db.Tx, i Item, version int) error {
	n, err := tx.Exec(`UPDATE campaign_item SET content = $3, owner_id = $4, owner = $5, due = $6, measure = $7, follows_id = $8, percent = $9, done_on = $10, version = version + 1
		WHERE id = $1 AND version = $2`, i.ID, version, i.Content, db.Null(i.Person), i.Owner, i.Due, i.Measure, db.Null(i.Follows), i.Percent, i.DoneOn)
	if err != nil || n > 0 {
		return err
	}
	return overtaken(tx, i.ID)
}

// dropItem takes a work item out of a draft; those below that follow from it go on as
// the units' own.
func dropItem(tx *db.Tx, id ItemID, version int) error {
	for _, q := range []string{`UPDATE campaign_item SET follows_id = NULL WHERE follows_id = $1`, `DELETE FROM campaign_note WHERE item_id = $1`} {
		if _, err := tx.Exec(q, id); err != nil {
			return err
		}
	}
	n, err := tx.Exec(`DELETE FROM campaign_item WHERE id = $1 AND version = $2`, id, version)
	if err == nil && n == 0 {
		err = overtaken(tx, id)
	}
	return err
}

// overtaken says how a work item is now that somebody else has changed.
func overtaken(tx *db.Tx, id ItemID) error {
	now, err := itemByID(tx, id)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"content": now.Content, "person": now.PersonName, "owner": now.Owner, "due": short(now.Due), "measure": now.Measure, "follows": now.FollowsOf,
	})
}

// openItems lists the work items of a unit that are not done, of themes that run.
func openItems(tx *db.Tx, unit org.ID) ([]Item, error) {
	return db.All(tx, scanItem, itemColumns+` JOIN campaign_theme t ON t.id = i.theme_id JOIN campaign_campaign c ON c.id = t.campaign_id
		WHERE i.unit_id = $1 AND i.done_on IS NULL AND t.state = 'launched' AND c.state = 'running' AND t.ends >= $2 ORDER BY i.theme_id, i.id`, unit, tx.Today())
}

// passItem puts a work item into the programme of another unit.
func passItem(tx *db.Tx, i Item, into org.ID) error {
	_, err := tx.Exec(`UPDATE campaign_item SET unit_id = $2, version = version + 1 WHERE id = $1`, i.ID, into)
	return err
}

func insertNote(tx *db.Tx, ordinal int, n Note, by member.ID) error {
	_, err := tx.Exec(`INSERT INTO campaign_note(item_id, ordinal, on_date, percent, words, by_id) VALUES($1, $2, $3, $4, $5, $6)`, n.Item, ordinal, n.On, n.Percent, n.Words, db.Null(by))
	return err
}

// notesMost is how many notes of a work item a page shows.
const notesMost = 50

// notesOf lists how a work item went, the latest first.
func notesOf(tx *db.Tx, id ItemID) ([]Note, error) {
	return db.All(tx, func(r db.Row, n *Note) error { return r.Scan(&n.Item, &n.On, &n.Percent, &n.Words, &n.By) },
		`SELECT n.item_id, n.on_date, n.percent, n.words, COALESCE(m.name, '') FROM campaign_note n LEFT JOIN member_name m ON m.person_id = n.by_id
			WHERE n.item_id = $1 ORDER BY n.ordinal DESC LIMIT $2`, id, notesMost)
}

// latestNotes are the last notes of the work items of a unit's programme.
func latestNotes(tx *db.Tx, id ThemeID, unit org.ID) (map[ItemID]Note, error) {
	all, err := db.All(tx, func(r db.Row, n *Note) error { return r.Scan(&n.Item, &n.On, &n.Percent, &n.Words) },
		`SELECT n.item_id, n.on_date, n.percent, n.words FROM campaign_note n JOIN campaign_item i ON i.id = n.item_id
			WHERE i.theme_id = $1 AND i.unit_id = $2 AND n.ordinal = (SELECT MAX(x.ordinal) FROM campaign_note x WHERE x.item_id = n.item_id)`, id, unit)
	notes := map[ItemID]Note{}
	for _, n := range all {
		notes[n.Item] = n
	}
	return notes, err
}

func insertReminder(tx *db.Tx, id ThemeID, unit org.ID, r Reminder) error {
	_, err := tx.Exec(`INSERT INTO campaign_reminder(theme_id, unit_id, sent_at, units, people) VALUES($1, $2, $3, $4, $5)`, id, unit, r.At, r.Units, r.People)
	return err
}

// lastReminder is when a unit last reminded those below it; a zero one if it never did.
func lastReminder(tx *db.Tx, id ThemeID, unit org.ID) (Reminder, error) {
	all, err := db.All(tx, func(row db.Row, r *Reminder) error { return row.Scan(&r.At, &r.Units, &r.People) },
		`SELECT sent_at, units, people FROM campaign_reminder WHERE theme_id = $1 AND unit_id = $2 ORDER BY sent_at DESC LIMIT 1`, id, unit)
	if err != nil || len(all) == 0 {
		return Reminder{}, err
	}
	return all[0], nil
}

// seated notes that a theme stands on the agenda of a meeting of a cell; not again
// where it does.
func seated(tx *db.Tx, id ThemeID, unit org.ID, meeting string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO campaign_seat(theme_id, unit_id, meeting_id) VALUES($1, $2, $3) ON CONFLICT DO NOTHING`, id, unit, meeting)
	return n > 0, err
}

// letGo takes a person off the work items that he does, and his name off the notes that
// he wrote.
func letGo(tx *db.Tx, person member.ID) error {
	if _, err := tx.Exec(`UPDATE campaign_item SET owner_id = NULL, version = version + 1 WHERE owner_id = $1`, person); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE campaign_note SET by_id = NULL, words = '' WHERE by_id = $1`, person)
	return err
}

// merge gives what one person does to another, who is the same.
func merge(tx *db.Tx, from, into member.ID) error {
	return tx.Repoint("campaign", "member_person", string(from), string(into))
}
