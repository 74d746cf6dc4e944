package commitment

import (
	"cmp"

	"chibo/internal/db"
	"chibo/internal/member"
)

const headColumns = `p.id, p.unit_id, COALESCE(o.name, ''), COALESCE(p.counted_id, ''), p.person_id, n.name, p.year, p.state, p.example, p.submitted_on, p.approved_on, p.proxy, p.saved_at, p.version`

const headTables = ` FROM commitment_pledge p JOIN member_name n ON n.person_id = p.person_id
	LEFT JOIN org_place o ON o.unit_id = p.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`

func (h *Head) columns() []any {
	return []any{
		&h.ID, &h.Unit, &h.UnitName, &h.Counted, &h.Person, &h.Name, &h.Year, &h.State, (*db.Bool)(&h.Example),
		&h.SubmittedOn, &h.ApprovedOn, (*db.Bool)(&h.Proxy), &h.SavedAt, &h.Version,
	}
}

func scanHead(r db.Row, h *Head) error { return r.Scan(h.columns()...) }

// headsOf lists all pledges of a person, the newest first.
func headsOf(tx *db.Tx, person member.ID) ([]Head, error) {
	return db.All(tx, scanHead, `SELECT `+headColumns+headTables+` WHERE p.person_id = $1 ORDER BY p.year DESC, p.id`, person)
}

const pledgeColumns = headColumns + `, p.wanted, p.midyear, p.yearend`

func scanPledge(r db.Row, p *Pledge) error {
	return r.Scan(append(p.Head.columns(), &p.Wanted, &p.Midyear, &p.Yearend)...)
}

// byID reads a pledge with its items, in two queries.
func byID(tx *db.Tx, id ID) (Pledge, error) {
	p, err := db.One(tx, scanPledge, `SELECT `+pledgeColumns+headTables+` WHERE p.id = $1`, id)
	if err == nil {
		p.Items, err = itemsOf(tx, id)
	}
	return p, err
}

const itemColumns = `i.id, i.ordinal, i.heading, i.work, i.measure, i.due, COALESCE(i.theme_id, ''), i.percent, i.result`

func (i *Item) columns() []any {
	return []any{&i.ID, &i.Ordinal, &i.Heading, &i.Work, &i.Measure, &i.Due, &i.Theme, &i.Percent, &i.Result}
}

func scanItem(r db.Row, i *Item) error { return r.Scan(i.columns()...) }

func itemsOf(tx *db.Tx, id ID) ([]Item, error) {
	return db.All(tx, scanItem, `SELECT `+itemColumns+` FROM commitment_item i WHERE i.pledge_id = $1 ORDER BY i.ordinal`, id)
}

func progressOf(tx *db.Tx, id ID) ([]Progress, error) {
	return db.All(tx, func(r db.Row, p *Progress) error {
		return r.Scan(&p.Item, &p.Percent, &p.Note, db.Text{To: (*string)(&p.Person)}, db.Text{To: &p.Name}, &p.At)
	}, `SELECT g.item_id, g.percent, g.note, g.person_id, n.name, g.at
		FROM commitment_progress g JOIN commitment_item i ON i.id = g.item_id LEFT JOIN member_name n ON n.person_id = g.person_id
		WHERE i.pledge_id = $1 ORDER BY g.at DESC, g.id DESC`, id)
}

func insertPledge(tx *db.Tx, h Head) error {
	_, err := tx.Exec(`INSERT INTO commitment_pledge(id, unit_id, person_id, year, state, proxy, saved_at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		h.ID, h.Unit, h.Person, h.Year, h.State, db.Bool(h.Proxy), tx.Now)
	if err != nil {
		return err
	}
	return tally(tx, Head{}, h)
}

// put stores what an act changed of a pledge but its items, unless somebody
// else saved first; was is what is stored now.
func put(tx *db.Tx, p Pledge, was Head) error {
	if err := tally(tx, was, p.Head); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE commitment_pledge SET state = $3, example = $4, submitted_on = $5, approved_on = $6, wanted = $7, midyear = $8, yearend = $9,
			version = version + 1 WHERE id = $1 AND version = $2`,
		p.ID, p.Version, p.State, db.Bool(p.Example), p.SubmittedOn, p.ApprovedOn, p.Wanted, p.Midyear, p.Yearend)
	return unlessStale(tx, p.ID, n, err)
}

// touch notes that the items were written, and by whom, unless somebody else
// saved or moved the pledge on first.
func touch(tx *db.Tx, p Pledge, version int, proxy bool) error {
	n, err := tx.Exec(`UPDATE commitment_pledge SET saved_at = $4, proxy = $5, version = version + 1 WHERE id = $1 AND version = $2 AND state = $3`,
		p.ID, version, p.State, tx.Now, db.Bool(proxy))
	return unlessStale(tx, p.ID, n, err)
}

// unlessStale says that somebody else saved first, with what is stored now.
func unlessStale(tx *db.Tx, id ID, n int64, err error) error {
	if err != nil || n > 0 {
		return err
	}
	now, err := byID(tx, id)
	return cmp.Or(err, now.fresh(0)) // no version is 0
}

// replaceItems puts the items of the form in the place of those stored. One
// that keeps its id keeps its progress; one that is gone takes it along.
func replaceItems(tx *db.Tx, p Pledge, items []ItemForm) error {
	kept := map[ItemID]bool{}
	for _, i := range p.Items {
		kept[i.ID] = false
	}
	for _, f := range items {
		if _, known := kept[f.ID]; known {
			kept[f.ID] = true
		}
	}
	for _, i := range p.Items {
		if !kept[i.ID] {
			if err := dropItem(tx, i.ID); err != nil {
				return err
			}
		}
	}
	// Out of the way first: two items may change places.
	if _, err := tx.Exec(`UPDATE commitment_item SET ordinal = -ordinal WHERE pledge_id = $1`, p.ID); err != nil {
		return err
	}
	for n, f := range items {
		var err error
		if kept[f.ID] {
			kept[f.ID] = false // the same id a second time is a new item
			_, err = tx.Exec(`UPDATE commitment_item SET ordinal = $3, heading = $4, work = $5, measure = $6, due = $7, theme_id = $8 WHERE id = $1 AND pledge_id = $2`,
				f.ID, p.ID, n+1, f.Heading, f.Work, f.Measure, f.Due, db.Null(f.Theme))
		} else {
			err = insertItem(tx, p.ID, Item{ID: ItemID(db.NewID()), Ordinal: n + 1, Heading: f.Heading, Work: f.Work, Measure: f.Measure, Due: f.Due, Theme: f.Theme})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func insertItem(tx *db.Tx, pledge ID, i Item) error {
	_, err := tx.Exec(`INSERT INTO commitment_item(id, pledge_id, ordinal, heading, work, measure, due, theme_id, percent, result) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		i.ID, pledge, i.Ordinal, i.Heading, i.Work, i.Measure, i.Due, db.Null(i.Theme), i.Percent, i.Result)
	return err
}

func dropItem(tx *db.Tx, id ItemID) error {
	if _, err := tx.Exec(`DELETE FROM commitment_progress WHERE item_id = $1`, id); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM commitment_item WHERE id = $1`, id)
	return err
}

func insertProgress(tx *db.Tx, g Progress) error {
	if _, err := tx.Exec(`INSERT INTO commitment_progress(id, item_id, percent, note, person_id, at) VALUES($1, $2, $3, $4, $5, $6)`,
		db.NewID(), g.Item, g.Percent, g.Note, db.Null(g.Person), tx.Now); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE commitment_item SET percent = $2, result = $3 WHERE id = $1`, g.Item, g.Percent, g.Note)
	return err
}

// forget empties what a person registered and what was asked of him. That he
// registered stays, for it belongs to the unit's figures.
func forget(tx *db.Tx, person member.ID) error {
	const own = `(SELECT id FROM commitment_pledge WHERE person_id = $1)`
	for _, q := range []string{
		`DELETE FROM commitment_progress WHERE item_id IN (SELECT id FROM commitment_item WHERE pledge_id IN ` + own + `)`,
		`DELETE FROM commitment_item WHERE pledge_id IN ` + own,
		`UPDATE commitment_pledge SET wanted = '', midyear = '', yearend = '', version = version + 1 WHERE person_id = $1`,
		`UPDATE commitment_progress SET person_id = NULL WHERE person_id = $1`,
		`UPDATE commitment_work SET leader_id = NULL WHERE leader_id = $1`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}
