package target

import (
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// A row of a congress is one of its papers; they are gathered by gather.
const congressQuery = `SELECT c.id, c.unit_id, c.ordinal, c.planned_on, c.held_on, c.state, c.reason, c.version, COALESCE(p.id, ''), COALESCE(p.title, ''), p.done_on
	FROM target_congress c LEFT JOIN target_paper p ON p.congress_id = c.id`

type congressRow struct {
	congress Congress
	paper    Paper
}

func scanCongress(r db.Row, v *congressRow) error {
	c, p := &v.congress, &v.paper
	return r.Scan(&c.ID, &c.Unit, &c.Ordinal, &c.PlannedOn, &c.HeldOn, &c.State, &c.Reason, &c.Version, &p.ID, &p.Title, &p.DoneOn)
}

// gather puts the papers to their congresses; the rows of one stand together.
func gather(rows []congressRow) (all []Congress) {
	for _, r := range rows {
		if len(all) == 0 || all[len(all)-1].ID != r.congress.ID {
			all = append(all, r.congress)
		}
		if last := &all[len(all)-1]; r.paper.ID != "" {
			last.Papers = append(last.Papers, r.paper)
		}
	}
	return all
}

func congressByID(tx *db.Tx, id CongressID) (Congress, error) {
	rows, err := db.All(tx, scanCongress, congressQuery+` WHERE c.id = $1 ORDER BY p.ordinal, p.id`, id)
	if err != nil {
		return Congress{}, err
	}
	if len(rows) == 0 {
		return Congress{}, db.ErrNone
	}
	return gather(rows)[0], nil
}

// congressesOf lists the congresses of a unit, the latest first.
func congressesOf(tx *db.Tx, unit org.ID) ([]Congress, error) {
	rows, err := db.All(tx, scanCongress, congressQuery+` WHERE c.unit_id = $1 ORDER BY COALESCE(c.held_on, c.planned_on) DESC, c.id DESC, p.ordinal, p.id`, unit)
	return gather(rows), err
}

// latestUnder gives of each unit of a subtree the congress that is being
// prepared, else the latest that was held.
func latestUnder(tx *db.Tx, path string) (map[org.ID]Congress, error) {
	var args db.Args
	rows, err := db.All(tx, scanCongress, congressQuery+` WHERE c.id IN (
			SELECT (SELECT l.id FROM target_congress l WHERE l.unit_id = o.unit_id AND l.state <> 'cancelled'
				ORDER BY CASE l.state WHEN 'planned' THEN 0 ELSE 1 END, l.held_on DESC, l.id DESC LIMIT 1)
			FROM org_place o WHERE o.to_date IS NULL AND `+args.Under("o.path", path)+`)
		ORDER BY c.id, p.ordinal, p.id`, args...)
	latest := map[org.ID]Congress{}
	for _, c := range gather(rows) {
		latest[c.Unit] = c
	}
	return latest, err
}

func insertCongress(tx *db.Tx, c Congress) error {
	_, err := tx.Exec(`INSERT INTO target_congress(id, unit_id, ordinal, planned_on, state) VALUES($1, $2, $3, $4, $5)`, c.ID, c.Unit, c.Ordinal, c.PlannedOn, c.State)
	if err != nil {
		return err
	}
	return insertPapers(tx, c)
}

func insertPapers(tx *db.Tx, c Congress) error {
	for i, p := range c.Papers {
		if _, err := tx.Exec(`INSERT INTO target_paper(id, congress_id, ordinal, title, done_on) VALUES($1, $2, $3, $4, $5)`, p.ID, c.ID, i+1, p.Title, p.DoneOn); err != nil {
			return err
		}
	}
	return nil
}

// putCongress stores a congress and its papers, unless somebody saved after the
// version.
func putCongress(tx *db.Tx, c Congress, version int) error {
	n, err := tx.Exec(`UPDATE target_congress SET ordinal = $3, planned_on = $4, held_on = $5, state = $6, reason = $7, version = version + 1 WHERE id = $1 AND version = $2`,
		c.ID, version, c.Ordinal, c.PlannedOn, c.HeldOn, c.State, c.Reason)
	if err != nil {
		return err
	}
	if n == 0 {
		return overtaken(tx, c.ID)
	}
	if _, err := tx.Exec(`DELETE FROM target_paper WHERE congress_id = $1`, c.ID); err != nil {
		return err
	}
	return insertPapers(tx, c)
}

// overtaken is the fault of a form about a congress that somebody else changed.
func overtaken(tx *db.Tx, id CongressID) error {
	now, err := congressByID(tx, id)
	if err != nil {
		return err
	}
	var titles []string
	theirs := map[string]string{"ordinal": now.Ordinal, "planned_on": now.PlannedOn.Local(""), "on": now.HeldOn.Local(""), "reason": now.Reason}
	for _, p := range now.Papers {
		titles = append(titles, p.Title)
		theirs[PaperField(p.ID)] = i18n.Short(string(p.DoneOn))
	}
	theirs["papers"] = strings.Join(titles, "\n")
	return fault.Overtaken(theirs)
}
