package review

import (
	"encoding/json"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

const columns = `SELECT r.id, r.unit_id, o.name, COALESCE(r.theme_id, ''), r.kind, r.title, r.from_date, r.to_date, r.state, r.facts, r.counted_at, r.results, r.limits, r.causes, r.lessons, r.ahead, r.proposals,
	r.number, r.issued_on, r.sent_on, r.version FROM campaign_review r JOIN org_place o ON o.unit_id = r.unit_id
	AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`

func scan(row db.Row, r *Review) error {
	var facts string
	if err := row.Scan(&r.ID, &r.Unit, &r.UnitName, &r.Theme, &r.Kind, &r.Title, &r.From, &r.To, &r.State, &facts, &r.CountedAt, &r.Results, &r.Limits, &r.Causes, &r.Lessons, &r.Ahead, &r.Proposals,
		&r.Number, &r.IssuedOn, &r.SentOn, &r.Version); err != nil {
		return err
	}
	return json.Unmarshal([]byte(facts), &r.Facts)
}

func byID(tx *db.Tx, id ID) (Review, error) {
	return db.One(tx, scan, columns+` WHERE r.id = $1`, id)
}

// in is the condition that reviews are those of a unit in some states.
func in(args *db.Args, unit org.ID, states []State) string {
	where := ` WHERE r.unit_id = ` + args.Add(unit)
	var list []any
	for _, s := range states {
		list = append(list, s)
	}
	return where + ` AND r.state IN (` + args.List(list) + `)`
}

// reviewsOf lists the reviews of a unit in some states, the latest span first.
func reviewsOf(tx *db.Tx, unit org.ID, states []State, limit, offset int) ([]Review, error) {
	var args db.Args
	query := columns + in(&args, unit, states) + ` ORDER BY r.to_date DESC, r.id DESC LIMIT ` + args.Add(limit) + ` OFFSET ` + args.Add(offset)
	return db.All(tx, scan, query, args...)
}

func countOf(tx *db.Tx, unit org.ID, states []State) (int, error) {
	var args db.Args
	where := in(&args, unit, states)
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM campaign_review r`+where, args...)
}

// sentMost is how many reviews that were sent from below a page shows.
const sentMost = 25

// sentBelow lists the reviews that units under a committee, and in reach, sent last.
func sentBelow(tx *db.Tx, path string, reach access.Reach) ([]Review, error) {
	var args db.Args
	return db.All(tx, scan, columns+` WHERE r.state = 'sent' AND o.path <> `+args.Add(path)+` AND `+args.Under("o.path", path)+` AND `+args.Within(reach, "o.path", "")+` ORDER BY r.sent_on DESC, r.id DESC LIMIT `+args.Add(sentMost), args...)
}

// programmesIssued counts the programmes that were issued in a span at a unit and
// under it; of one theme where it is named.
func programmesIssued(tx *db.Tx, u org.Unit, theme campaign.ThemeID, from, through db.Date) (int, error) {
	var args db.Args
	query := `SELECT COUNT(*) FROM campaign_node n JOIN org_place o ON o.unit_id = n.unit_id AND o.to_date IS NULL
		WHERE n.state = 'issued' AND n.issued_on >= ` + args.Add(from) + ` AND n.issued_on <= ` + args.Add(through) + ` AND ` + args.Under("o.path", u.Path)
	if theme != "" {
		query += ` AND n.theme_id = ` + args.Add(theme)
	}
	return db.One(tx, db.Value[int], query, args...)
}

func insert(tx *db.Tx, r Review) error {
	facts, err := json.Marshal(r.Facts)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO campaign_review(id, unit_id, theme_id, kind, title, from_date, to_date, state, facts, counted_at) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		r.ID, r.Unit, db.Null(r.Theme), r.Kind, r.Title, r.From, r.To, r.State, string(facts), r.CountedAt)
	return err
}

// put stores a review over the version that the page showed.
func put(tx *db.Tx, r Review, version int) error {
	facts, err := json.Marshal(r.Facts)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE campaign_review SET state = $3, facts = $4, counted_at = $5, results = $6, limits = $7, causes = $8, lessons = $9, ahead = $10, proposals = $11, number = $12, issued_on = $13, sent_on = $14,
		version = version + 1 WHERE id = $1 AND version = $2`,
		r.ID, version, r.State, string(facts), r.CountedAt, r.Results, r.Limits, r.Causes, r.Lessons, r.Ahead, r.Proposals, r.Number, r.IssuedOn, r.SentOn)
	if err != nil || n > 0 {
		return err
	}
	now, err := byID(tx, r.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(now.theirs(r.Texts))
}
