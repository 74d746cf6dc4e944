package bulletin

import (
	"encoding/json"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
)

// articleColumns reads articles; of a unit that stands no more, by its last name.
const articleColumns = `SELECT a.id, a.unit_id, COALESCE(o.name, ''), COALESCE(o.path, ''), a.reach_id, COALESCE(r.name, ''), COALESCE(r.path, ''), COALESCE(a.author_id, ''), COALESCE(n.name, ''),
	a.kind, a.field, a.audience, a.title, a.lede, a.body, a.state, a.reason, a.consent_on, a.consent_note, a.published_on, a.version,
	(SELECT COUNT(*) FROM bulletin_read b WHERE b.article_id = a.id),
	(SELECT COUNT(*) FROM bulletin_adoption d WHERE d.article_id = a.id AND d.state IN ('registered', 'applying', 'ended'))`

const articleTables = ` FROM bulletin_article a LEFT JOIN member_name n ON n.person_id = a.author_id
	LEFT JOIN org_place o ON o.unit_id = a.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)
	LEFT JOIN org_place r ON r.unit_id = a.reach_id AND r.to_date IS NULL`

func scanArticle(r db.Row, a *Article) error {
	return r.Scan(&a.ID, &a.Unit, &a.UnitName, &a.path, &a.Reach, &a.ReachName, &a.reachPath, &a.Author, &a.AuthorName,
		&a.Kind, &a.Field, &a.Audience, &a.Title, &a.Lede, &a.Body, &a.State, &a.Reason, &a.ConsentOn, &a.ConsentNote, &a.PublishedOn, &a.Version, &a.Readers, &a.Adopters)
}

func byID(tx *db.Tx, id ID) (Article, error) {
	return db.One(tx, scanArticle, articleColumns+articleTables+` WHERE a.id = $1`, id)
}

// folded is what search looks through.
func (a Article) folded() string { return i18n.Fold(a.Title + " " + a.Lede + " " + Plain(a.Body)) }

func insert(tx *db.Tx, a Article) error {
	_, err := tx.Exec(`INSERT INTO bulletin_article(id, unit_id, reach_id, author_id, kind, field, audience, title, lede, body, folded, state) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		a.ID, a.Unit, a.Reach, db.Null(a.Author), a.Kind, a.Field, a.Audience, a.Title, a.Lede, a.Body, a.folded(), a.State)
	return err
}

// put stores an article over the version that the page showed.
func put(tx *db.Tx, a Article, version int) error {
	n, err := tx.Exec(`UPDATE bulletin_article SET reach_id = $3, kind = $4, field = $5, audience = $6, title = $7, lede = $8, body = $9, folded = $10, state = $11, reason = $12,
		consent_on = $13, consent_note = $14, published_on = $15, version = version + 1 WHERE id = $1 AND version = $2`,
		a.ID, version, a.Reach, a.Kind, a.Field, a.Audience, a.Title, a.Lede, a.Body, a.folded(), a.State, a.Reason, a.ConsentOn, a.ConsentNote, a.PublishedOn)
	if err != nil || n > 0 {
		return err
	}
	now, err := byID(tx, a.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"kind": string(now.Kind), "field": string(now.Field), "audience": string(now.Audience), "title": now.Title, "lede": now.Lede, "body": now.Body,
		"words": now.Reason, "consent_on": now.ConsentOn.Local(i18n.Vi),
	})
}

func figuresOf(tx *db.Tx, id ID) ([]Figure, error) {
	return db.All(tx, func(r db.Row, f *Figure) error {
		var n, before *int
		var points string
		if err := r.Scan(&f.Ordinal, &f.Source, &f.Period, &f.Label, &f.Words, &f.Note, &f.Goal, &n, &before, &points, &f.From, &f.Through, &f.FrozenOn); err != nil {
			return err
		}
		if n != nil {
			f.Value.N = *n
		}
		if before != nil {
			f.Value.Before, f.Value.Compared = *before, true
		}
		if points == "" {
			return nil
		}
		return json.Unmarshal([]byte(points), &f.Value.Points)
	}, `SELECT ordinal, source, period, label, words, note, goal, value, before_value, facts, from_date, through_date, frozen_on FROM bulletin_figure WHERE article_id = $1 ORDER BY ordinal`, id)
}

func insertFigure(tx *db.Tx, id ID, f Figure) error {
	points, err := f.Value.points()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO bulletin_figure(article_id, ordinal, source, period, label, words, note, goal, facts) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, f.Ordinal, f.Source, f.Period, f.Label, f.Words, f.Note, f.Goal, points)
	return err
}

// removeFigure takes a figure away; those after it move up.
func removeFigure(tx *db.Tx, id ID, ordinal int) error {
	n, err := tx.Exec(`DELETE FROM bulletin_figure WHERE article_id = $1 AND ordinal = $2`, id, ordinal)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrNone
	}
	for next := ordinal + 1; next <= figuresMax; next++ { // one at a time, for the key is unique
		if _, err := tx.Exec(`UPDATE bulletin_figure SET ordinal = ordinal - 1 WHERE article_id = $1 AND ordinal = $2`, id, next); err != nil {
			return err
		}
	}
	return nil
}

// freeze keeps the value of a figure of the system as it is.
func freeze(tx *db.Tx, a Article, f Figure) error {
	points, err := f.Value.points()
	if err != nil {
		return err
	}
	var before *int
	if f.Value.Compared {
		before = &f.Value.Before
	}
	_, err = tx.Exec(`UPDATE bulletin_figure SET value = $3, before_value = $4, facts = $5, from_date = $6, through_date = $7, frozen_on = $8 WHERE article_id = $1 AND ordinal = $2`,
		a.ID, f.Ordinal, f.Value.N, before, points, f.From, f.Through, a.PublishedOn)
	return err
}

// caption is what is said of a picture.
type caption struct{ picture, alt, words string }

func captionsOf(tx *db.Tx, id ID) ([]caption, error) {
	return db.All(tx, func(r db.Row, c *caption) error { return r.Scan(&c.picture, &c.alt, &c.words) },
		`SELECT picture_id, alt, caption FROM bulletin_caption WHERE article_id = $1`, id)
}

func putCaption(tx *db.Tx, id ID, c caption) error {
	_, err := tx.Exec(`INSERT INTO bulletin_caption(picture_id, article_id, alt, caption) VALUES($1, $2, $3, $4)
		ON CONFLICT (picture_id) DO UPDATE SET alt = excluded.alt, caption = excluded.caption`, c.picture, id, c.alt, c.words)
	return err
}

// markRead notes that a person has read an article.
func markRead(tx *db.Tx, id ID, person string) error {
	_, err := tx.Exec(`INSERT INTO bulletin_read(article_id, person_id, at) VALUES($1, $2, $3) ON CONFLICT DO NOTHING`, id, person, tx.Now)
	return err
}

func hasRead(tx *db.Tx, id ID, person string) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM bulletin_read WHERE article_id = $1 AND person_id = $2`, id, person)
	return n > 0, err
}

// forget takes a person's name off the articles that he sent, which are their unit's.
// What he never sent is emptied, his comments are deleted, and what he read is counted
// no more.
func forget(tx *db.Tx, person member.ID) error {
	for _, q := range []string{
		`UPDATE bulletin_article SET title = '', lede = '', body = '', folded = '' WHERE author_id = $1 AND state = 'draft'`,
		`UPDATE bulletin_article SET author_id = NULL, version = version + 1 WHERE author_id = $1`,
		`DELETE FROM bulletin_comment WHERE person_id = $1`,
		`UPDATE bulletin_adoption SET person_id = NULL WHERE person_id = $1`,
		`DELETE FROM bulletin_read WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}

func merge(tx *db.Tx, from, into member.ID) error {
	_, err := tx.Exec(`DELETE FROM bulletin_read WHERE person_id = $1 AND article_id IN (SELECT article_id FROM bulletin_read WHERE person_id = $2)`, from, into)
	if err != nil {
		return err
	}
	return tx.Repoint("bulletin", "member_person", string(from), string(into))
}
