package consultation

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// matterColumns reads matters; of a unit that stands no more, by its last name.
const matterColumns = `SELECT m.id, m.unit_id, COALESCE(o.name, ''), COALESCE(o.path, ''), m.title, m.background, m.choosing, m.texts, m.named, m.members, m.chapters, m.people,
	m.closes_on, m.state, m.conclusion, m.decision, m.decided_on, m.reason, m.few, m.version,
	(SELECT COALESCE(SUM(b.slips), 0) FROM consultation_batch b WHERE b.matter_id = m.id),
	(SELECT COALESCE(SUM(b.slips), 0) FROM consultation_batch b WHERE b.matter_id = m.id AND b.voided_on IS NOT NULL),
	m.poster, COALESCE(m.decision_meeting_id, ''), COALESCE(m.decision_file_id, '')` + fromMatters

const fromMatters = ` FROM consultation_matter m
	LEFT JOIN org_place o ON o.unit_id = m.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`

func scanMatter(r db.Row, m *Matter) error {
	var texts, named, members, chapters, few db.Bool
	err := r.Scan(&m.ID, &m.Unit, &m.UnitName, &m.path, &m.Title, &m.Background, &m.Choosing, &texts, &named, &members, &chapters, &m.People,
		&m.ClosesOn, &m.State, &m.Conclusion, &m.Decision, &m.DecidedOn, &m.Reason, &few, &m.Version, &m.Slips, &m.Voided, &m.Poster, &m.Meeting, &m.File)
	m.Texts, m.Named, m.Members, m.Chapters, m.Few = bool(texts), bool(named), bool(members), bool(chapters), bool(few)
	return err
}

func byID(tx *db.Tx, id ID) (Matter, error) {
	return db.One(tx, scanMatter, matterColumns+` WHERE m.id = $1`, id)
}

// concerning is the condition that a matter is one of the unit, or is put to it from
// above.
func concerning(args *db.Args, u org.Unit, f Filter, leads bool) string {
	asked := "m.members"
	if u.Kind.Mass() {
		asked = "m.chapters"
	}
	unit, path := args.Add(u.ID), args.Add(u.Path)
	own := ""
	if !leads {
		own = ` AND m.state <> 'draft'`
	}
	state := ` AND m.state IN ('draft', 'open', 'closed')`
	if f == Past {
		state = ` AND m.state IN ('answered', 'decided', 'withdrawn')`
	}
	return ` WHERE (m.unit_id = ` + unit + own + ` OR ` + asked + ` = 1 AND m.state <> 'draft' AND o.path <> '' AND substr(` + path + `, 1, length(o.path)) = o.path)` + state
}

func countFor(tx *db.Tx, u org.Unit, f Filter, leads bool) (int, error) {
	var args db.Args
	where := concerning(&args, u, f, leads)
	return db.One(tx, db.Value[int], `SELECT COUNT(*)`+fromMatters+where, args...)
}

func listFor(tx *db.Tx, u org.Unit, f Filter, leads bool, limit, offset int) ([]Matter, error) {
	var args db.Args
	where := concerning(&args, u, f, leads)
	return db.All(tx, scanMatter, matterColumns+where+` ORDER BY m.id DESC LIMIT `+args.Add(limit)+` OFFSET `+args.Add(offset), args...)
}

// overdue lists the matters whose last day is over.
func overdue(tx *db.Tx) ([]Matter, error) {
	return db.All(tx, scanMatter, matterColumns+` WHERE m.state = 'open' AND m.closes_on < $1 ORDER BY m.id`, tx.Today())
}

func insertMatter(tx *db.Tx, m Matter) error {
	_, err := tx.Exec(`INSERT INTO consultation_matter(id, unit_id, title, background, choosing, texts, named, members, chapters, people, closes_on, state) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		m.ID, m.Unit, m.Title, m.Background, m.Choosing, db.Bool(m.Texts), db.Bool(m.Named), db.Bool(m.Members), db.Bool(m.Chapters), m.People, m.ClosesOn, m.State)
	return err
}

// putMatter stores a matter over the version that the page showed.
func putMatter(tx *db.Tx, m Matter, version int) error {
	n, err := tx.Exec(`UPDATE consultation_matter SET title = $3, background = $4, choosing = $5, texts = $6, members = $7, chapters = $8, people = $9, closes_on = $10, state = $11,
		conclusion = $12, decision = $13, decided_on = $14, reason = $15, few = $16,
		decision_meeting_id = $17, decision_file_id = $18, version = version + 1 WHERE id = $1 AND version = $2`,
		m.ID, version, m.Title, m.Background, m.Choosing, db.Bool(m.Texts), db.Bool(m.Members), db.Bool(m.Chapters), m.People, m.ClosesOn, m.State,
		m.Conclusion, m.Decision, m.DecidedOn, m.Reason, db.Bool(m.Few), db.Null(m.Meeting), db.Null(m.File))
	if err != nil || n > 0 {
		return err
	}
	now, err := byID(tx, m.ID)
	if err != nil {
		return err
	}
	options, err := optionsOf(tx, m.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"title": now.Title, "background": now.Background, "options": Lines(options), "closes_on": now.ClosesOn.Local(i18n.Vi), "on": now.ClosesOn.Local(i18n.Vi),
	})
}

// putPoster keeps the secret of the page for everybody, "" for none; the matter is
// the same for who reads it.
func putPoster(tx *db.Tx, id ID, secret string) error {
	_, err := tx.Exec(`UPDATE consultation_matter SET poster = $2 WHERE id = $1`, id, secret)
	return err
}

// byPoster finds the matter whose page for everybody has a secret.
func byPoster(tx *db.Tx, secret string) (Matter, error) {
	return db.One(tx, scanMatter, matterColumns+` WHERE m.poster = $1 AND m.poster <> ''`, secret)
}

func optionsOf(tx *db.Tx, id ID) ([]Option, error) {
	return db.All(tx, func(r db.Row, o *Option) error { return r.Scan(&o.Ordinal, &o.Label) },
		`SELECT ordinal, label FROM consultation_option WHERE matter_id = $1 ORDER BY ordinal`, id)
}

func putOptions(tx *db.Tx, id ID, labels []string) error {
	if _, err := tx.Exec(`DELETE FROM consultation_option WHERE matter_id = $1`, id); err != nil {
		return err
	}
	for n, label := range labels {
		if _, err := tx.Exec(`INSERT INTO consultation_option(matter_id, ordinal, label) VALUES($1, $2, $3)`, id, n+1, label); err != nil {
			return err
		}
	}
	return nil
}

// clusterColumns reads clusters with how many said it.
const clusterColumns = `SELECT c.id, c.title, c.stance, c.response, (SELECT COUNT(*) FROM consultation_answer a WHERE a.cluster_id = c.id), c.version FROM consultation_cluster c`

func clustersOf(tx *db.Tx, id ID) ([]Cluster, error) {
	return db.All(tx, func(r db.Row, c *Cluster) error {
		return r.Scan(&c.ID, &c.Title, &c.Stance, &c.Response, &c.N, &c.Version)
	},
		clusterColumns+` WHERE c.matter_id = $1 ORDER BY c.id`, id)
}

func insertCluster(tx *db.Tx, id ID, c Cluster) error {
	_, err := tx.Exec(`INSERT INTO consultation_cluster(id, matter_id, title, stance, response) VALUES($1, $2, $3, $4, $5)`, c.ID, id, c.Title, c.Stance, c.Response)
	return err
}

func putCluster(tx *db.Tx, id ID, c Cluster, version int) error {
	n, err := tx.Exec(`UPDATE consultation_cluster SET title = $4, stance = $5, response = $6, version = version + 1 WHERE id = $1 AND matter_id = $2 AND version = $3`,
		c.ID, id, version, c.Title, c.Stance, c.Response)
	if err != nil || n > 0 {
		return err
	}
	now, err := db.One(tx, func(r db.Row, c *Cluster) error { return r.Scan(&c.Title, &c.Response) },
		`SELECT title, response FROM consultation_cluster WHERE id = $1 AND matter_id = $2`, c.ID, id)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{"title": now.Title, "response": now.Response})
}
