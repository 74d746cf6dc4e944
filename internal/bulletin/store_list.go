package bulletin

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// visible is the condition that a published article is read in a unit by somebody.
func visible(args *db.Args, by access.Actor, u org.Unit) string {
	var above []string // the unit and all above it
	for i, c := range u.Path {
		if c == '.' {
			above = append(above, args.Add(u.Path[:i+1]))
		}
	}
	or := []string{`a.audience <> 'cell' AND r.path IN (` + strings.Join(above, ", ") + `)`}
	if access.Can(by, Read, u.Place()) {
		or = append(or, `a.audience = 'cell' AND a.unit_id = `+args.Add(u.ID))
	}
	if access.Can(by, Spread, u.Place()) {
		or = append(or, `a.audience <> 'cell' AND `+args.Under("r.path", u.Path))
	}
	return `a.state = 'published' AND (` + strings.Join(or, " OR ") + `)`
}

// where is the condition of a search.
func (q Query) where(args *db.Args, by access.Actor, u org.Unit) string {
	var w string
	switch q.Filter {
	case Mine:
		w = `a.author_id = ` + args.Add(by.Person) + ` AND a.unit_id = ` + args.Add(u.ID)
	case Waiting:
		or := []string{"1 = 0"}
		if access.Can(by, Review, u.Place()) {
			or = append(or, `a.unit_id = `+args.Add(u.ID))
		}
		if access.Can(by, Spread, u.Place()) {
			or = append(or, `a.audience <> 'cell' AND `+args.Under("r.path", u.Path))
		}
		w = `a.state = 'submitted' AND (` + strings.Join(or, " OR ") + `)`
	case Models, Articles:
		w = visible(args, by, u) + ` AND a.kind = ` + args.Add(string(q.Filter))
	default:
		w = visible(args, by, u)
	}
	if q.Field != "" {
		w += ` AND a.field = ` + args.Add(q.Field)
	}
	for _, word := range strings.Fields(i18n.Fold(q.Words)) {
		w += ` AND a.folded LIKE ` + args.Add("%"+db.EscapeLike(word)+"%") + ` ESCAPE '\'`
	}
	return w
}

// listColumns leaves the long text out.
var listColumns = strings.Replace(articleColumns, "a.body", "''", 1)

// latest is the order of lists: what waits or is written first, then by publication.
const latest = ` ORDER BY COALESCE(a.published_on, '9999') DESC, a.id DESC`

func found(tx *db.Tx, by access.Actor, u org.Unit, q Query, limit, offset int) ([]Article, error) {
	var args db.Args
	query := listColumns + articleTables + ` WHERE ` + q.where(&args, by, u) + latest
	return db.All(tx, scanArticle, query+` LIMIT `+args.Add(limit)+` OFFSET `+args.Add(offset), args...)
}

func count(tx *db.Tx, by access.Actor, u org.Unit, q Query) (int, error) {
	var args db.Args
	return db.One(tx, db.Value[int], `SELECT COUNT(*)`+articleTables+` WHERE `+q.where(&args, by, u), args...)
}

// related lists articles of the same field, the latest first.
func related(tx *db.Tx, by access.Actor, u org.Unit, of Article, limit int) ([]Article, error) {
	var args db.Args
	query := listColumns + articleTables + ` WHERE ` + visible(&args, by, u) + ` AND a.field = ` + args.Add(of.Field) + ` AND a.id <> ` + args.Add(of.ID) + latest
	return db.All(tx, scanArticle, query+` LIMIT `+args.Add(limit), args...)
}

const commentColumns = `SELECT c.id, c.article_id, COALESCE(c.person_id, ''), COALESCE(n.name, ''), COALESCE(o.name, ''), c.body, c.at, c.hidden_on, c.reason
	FROM bulletin_comment c LEFT JOIN member_name n ON n.person_id = c.person_id LEFT JOIN org_place o ON o.unit_id = c.unit_id AND o.to_date IS NULL`

func scanComment(r db.Row, c *Comment) error {
	return r.Scan(&c.ID, &c.Article, &c.Person, &c.Name, &c.UnitName, &c.Body, &c.At, &c.HiddenOn, &c.Reason)
}

// commentsOf lists the latest comments; those that are hidden too.
func commentsOf(tx *db.Tx, id ID, limit int) ([]Comment, error) {
	return db.All(tx, scanComment, commentColumns+` WHERE c.article_id = $1 ORDER BY c.id DESC LIMIT $2`, id, limit)
}

func commentByID(tx *db.Tx, article ID, id CommentID) (Comment, error) {
	return db.One(tx, scanComment, commentColumns+` WHERE c.id = $1 AND c.article_id = $2`, id, article)
}

func insertComment(tx *db.Tx, c Comment, unit org.ID) error {
	_, err := tx.Exec(`INSERT INTO bulletin_comment(id, article_id, unit_id, person_id, body, at) VALUES($1, $2, $3, $4, $5, $6)`,
		c.ID, c.Article, unit, db.Null(c.Person), c.Body, tx.Now)
	return err
}

func hideComment(tx *db.Tx, c Comment) error {
	_, err := tx.Exec(`UPDATE bulletin_comment SET hidden_on = $2, reason = $3 WHERE id = $1`, c.ID, c.HiddenOn, c.Reason)
	return err
}

const adoptionColumns = `SELECT d.id, d.article_id, a.title, d.unit_id, COALESCE(o.name, ''), COALESCE(o.path, ''), d.state, COALESCE(d.person_id, ''), d.steps, d.started_on, d.measure, d.before_value, d.after_value,
	d.result, d.reason, d.ended_on, d.version, COALESCE(d.meeting_id, '')
	FROM bulletin_adoption d JOIN bulletin_article a ON a.id = d.article_id
	LEFT JOIN org_place o ON o.unit_id = d.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`

func scanAdoption(r db.Row, a *Adoption) error {
	return r.Scan(&a.ID, &a.Article, &a.Title, &a.Unit, &a.UnitName, &a.path, &a.Stage, &a.Suggested, &a.Steps, &a.StartedOn, &a.Measure, &a.Before, &a.After,
		&a.Result, &a.Reason, &a.EndedOn, &a.Version, &a.Meeting)
}

func adoptionByID(tx *db.Tx, id AdoptionID) (Adoption, error) {
	return db.One(tx, scanAdoption, adoptionColumns+` WHERE d.id = $1`, id)
}

// adoptionsOf lists who took an article over, with what a unit itself has of it first.
func adoptionsOf(tx *db.Tx, id ID, unit org.ID, limit int) ([]Adoption, error) {
	return db.All(tx, scanAdoption, adoptionColumns+` WHERE d.article_id = $1 AND (d.state IN ('registered', 'applying', 'ended') OR d.unit_id = $2 AND d.state = 'suggested')
		ORDER BY CASE WHEN d.unit_id = $2 AND d.ended_on IS NULL THEN 0 ELSE 1 END, d.id DESC LIMIT $3`, id, unit, limit)
}

func insertAdoption(tx *db.Tx, a Adoption) error {
	n, err := tx.Exec(`INSERT INTO bulletin_adoption(id, article_id, unit_id, person_id, state) VALUES($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		a.ID, a.Article, a.Unit, db.Null(a.Suggested), a.Stage)
	if err == nil && n == 0 {
		err = errTaken
	}
	return err
}

// unseated lists what a unit has still to talk over and stands on no agenda, the
// oldest first.
func unseated(tx *db.Tx, unit org.ID, limit int) ([]Adoption, error) {
	return db.All(tx, scanAdoption, adoptionColumns+` WHERE d.unit_id = $1 AND d.state IN ('suggested', 'registered') AND d.meeting_id IS NULL ORDER BY d.id LIMIT $2`, unit, limit)
}

// seated notes on the agenda of which meeting an adoption stands.
func seated(tx *db.Tx, id AdoptionID, in meeting.ID) error {
	_, err := tx.Exec(`UPDATE bulletin_adoption SET meeting_id = $2 WHERE id = $1`, id, in)
	return err
}

func putAdoption(tx *db.Tx, a Adoption, version int) error {
	n, err := tx.Exec(`UPDATE bulletin_adoption SET state = $3, steps = $4, started_on = $5, measure = $6, before_value = $7, after_value = $8, result = $9, reason = $10, ended_on = $11,
		version = version + 1 WHERE id = $1 AND version = $2`,
		a.ID, version, a.Stage, a.Steps, a.StartedOn, a.Measure, a.Before, a.After, a.Result, a.Reason, a.EndedOn)
	if err != nil || n > 0 {
		return err
	}
	now, err := adoptionByID(tx, a.ID)
	if err != nil {
		return err
	}
	return errOvertaken(now)
}
