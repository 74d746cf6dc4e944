package reflection

import (
	"strings"

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
		`UPDATE reflection_sent SET did = '', mended = '', ahead = '', wanted = '' WHERE ` + his,
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

// merge puts one person in the place of another.
func merge(tx *db.Tx, from, into member.ID) error {
	if err := countReleased(tx, from, into); err != nil {
		return err
	}
	for _, q := range []string{
		`DELETE FROM reflection_wish WHERE person_id = $1 AND EXISTS (SELECT 1 FROM reflection_wish w
			WHERE w.person_id = $2 AND w.unit_id = reflection_wish.unit_id AND w.month = reflection_wish.month)`,
		`DELETE FROM reflection_absence WHERE person_id = $1 AND EXISTS (SELECT 1 FROM reflection_absence a
			WHERE a.person_id = $2 AND a.unit_id = reflection_absence.unit_id AND a.month = reflection_absence.month)`,
		`UPDATE reflection_report SET state = 'released', released_as = 'other', version = version + 1 WHERE person_id = $1 AND state <> 'released' AND EXISTS (
			SELECT 1 FROM reflection_report r WHERE r.person_id = $2 AND r.unit_id = reflection_report.unit_id AND r.month = reflection_report.month AND r.state <> 'released')`,
	} {
		if _, err := tx.Exec(q, from, into); err != nil {
			return err
		}
	}
	for _, column := range []string{
		"wish.person_id", "absence.person_id", "report.person_id", "draft.person_id", "sent.sent_by", "sent.returned_by", "comment.person_id",
		"opinion.speaker_id", "remark.person_id", "help.helper_id", "step.person_id", "up.sent_by",
	} {
		table, name, _ := strings.Cut(column, ".")
		if _, err := tx.Exec(`UPDATE reflection_`+table+` SET `+name+` = $2 WHERE `+name+` = $1`, from, into); err != nil {
			return err
		}
	}
	return nil
}
