package reflection

import (
	"chibo/internal/db"
	"chibo/internal/member"
)

// forget empties what the person wrote in his reports and of others', and what
// was said and asked of him.
func forget(tx *db.Tx, person member.ID) error {
	const his = `report_id IN (SELECT r.id FROM reflection_report r WHERE r.person_id = $1)`
	for _, q := range []string{
		`DELETE FROM reflection_wish WHERE person_id = $1`,
		`DELETE FROM reflection_absence WHERE person_id = $1`,
		`UPDATE reflection_draft SET did = '', mended = '', ahead = '', named = '', version = version + 1 WHERE ` + his,
		`UPDATE reflection_sent SET did = '', mended = '', ahead = '', named = '', wanted = '' WHERE ` + his,
		`UPDATE reflection_sent SET sent_by = NULL WHERE sent_by = $1`,
		`UPDATE reflection_sent SET returned_by = NULL WHERE returned_by = $1`,
		`UPDATE reflection_comment SET body = '', answer = '', start = 0, stop = 0, version = version + 1 WHERE ` + his,
		`UPDATE reflection_comment SET body = '', person_id = NULL, version = version + 1 WHERE person_id = $1`,
		`UPDATE reflection_paper SET did = '', mended = '', ahead = '' WHERE ` + his,
		`UPDATE reflection_conclusion SET assessment = '', exemplary = '', to_mend = '' WHERE ` + his,
		`UPDATE reflection_opinion SET body = '' WHERE ` + his,
		`UPDATE reflection_opinion SET body = '', speaker_id = NULL WHERE speaker_id = $1`,
		`UPDATE reflection_remark SET title = '', answer = '', evidence = '', version = version + 1 WHERE person_id = $1`,
		`UPDATE reflection_help SET body = '', version = version + 1 WHERE helper_id = $1 OR remark_id IN (SELECT k.id FROM reflection_remark k WHERE k.person_id = $1)`,
		`UPDATE reflection_step SET note = '' WHERE ` + his,
		`UPDATE reflection_step SET person_id = NULL, note = '' WHERE person_id = $1`,
		`DELETE FROM reflection_up WHERE ` + his,
		`UPDATE reflection_up SET sent_by = NULL WHERE sent_by = $1`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}
