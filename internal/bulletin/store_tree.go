package bulletin

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// The states that a change of the tree finds open.
const (
	unpublished = `state IN ('draft', 'returned', 'submitted')`
	underway    = `state IN ('suggested', 'registered', 'applying')`
)

func openIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT (SELECT COUNT(*) FROM bulletin_article WHERE unit_id = $1 AND `+unpublished+`)
		+ (SELECT COUNT(*) FROM bulletin_adoption WHERE unit_id = $1 AND `+underway+`)`, unit)
}

func openOf(tx *db.Tx, unit org.ID) ([]Article, error) {
	return db.All(tx, scanArticle, listColumns+articleTables+` WHERE a.unit_id = $1 AND a.`+unpublished, unit)
}

// handOver makes an article that of another unit.
func handOver(tx *db.Tx, id ID, unit, reach org.ID) error {
	_, err := tx.Exec(`UPDATE bulletin_article SET unit_id = $2, reach_id = $3, consent_on = NULL, consent_note = '', version = version + 1 WHERE id = $1`, id, unit, reach)
	return err
}

// passOn lets what reached a unit that ends reach its heir, who goes on with the models
// that it took over; one that the heir has taken over too stays where it is.
func passOn(tx *db.Tx, from, into org.ID) error {
	_, err := tx.Exec(`UPDATE bulletin_article SET reach_id = $2 WHERE reach_id = $1 AND audience <> 'cell'`, from, into)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE bulletin_adoption SET unit_id = $2, meeting_id = NULL, version = version + 1 WHERE unit_id = $1 AND `+underway+`
		AND NOT EXISTS (SELECT 1 FROM bulletin_adoption own WHERE own.unit_id = $2 AND own.article_id = bulletin_adoption.article_id AND own.ended_on IS NULL)
		AND NOT EXISTS (SELECT 1 FROM bulletin_article a WHERE a.id = bulletin_adoption.article_id AND a.unit_id = $2)`, from, into)
	return err
}
