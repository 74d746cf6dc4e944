package org

import (
	"chibo/internal/db"
	"chibo/internal/rulebook"
)

// rulesAbove reads the rules of a unit and of everything above it today, the
// nearest owner first. It climbs by parents, a handful of rows, however large
// the tree is.
func rulesAbove(tx *db.Tx, unit ID) ([]LocalRule, error) {
	return db.All(tx, scanRule, `WITH RECURSIVE up(unit_id, parent_id, path, name) AS (
			SELECT unit_id, parent_id, path, name FROM org_span WHERE unit_id = $1 AND to_date IS NULL
			UNION ALL
			SELECT s.unit_id, s.parent_id, s.path, s.name FROM org_span s JOIN up ON s.unit_id = up.parent_id WHERE s.to_date IS NULL)
		SELECT r.id, r.unit_id, up.name, up.path, r.key, r.value, r.scope, r.applies_if, r.from_date, COALESCE(r.to_date, ''), r.doc_no, r.doc_date, r.doc_clause, r.note
		FROM up JOIN org_rule r ON r.unit_id = up.unit_id
		ORDER BY up.path DESC, r.key, r.applies_if, r.from_date DESC, r.id`, unit)
}

func scanRule(row db.Row, l *LocalRule) error {
	var path, facts string
	r := &l.Rule
	err := row.Scan(&l.ID, &l.Unit, &l.UnitName, &path, &r.Key, &r.Value, &r.Scope, &facts, &r.From, &r.To, &r.Doc.No, &r.Doc.Date, &r.Doc.Clause, &r.Note)
	d, _ := rulebook.DeclarationOf(r.Key)
	r.Unit, r.Confidence, r.Doc.Issuer, r.AppliesIf = d.Unit, rulebook.Verified, l.UnitName, ParseFacts(facts)
	r.Depth = Unit{Path: path}.Depth()
	return err
}

func insertRule(tx *db.Tx, id RuleID, unit ID, r rulebook.Rule) error {
	_, err := tx.Exec(`INSERT INTO org_rule(id, unit_id, key, value, scope, applies_if, from_date, to_date, doc_no, doc_date, doc_clause, note)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		id, unit, r.Key, r.Value, string(r.Scope), FactsText(r.AppliesIf), r.From, db.Null(r.To), r.Doc.No, r.Doc.Date, r.Doc.Clause, r.Note)
	return err
}

func endRule(tx *db.Tx, id RuleID, on db.Date) error {
	_, err := tx.Exec(`UPDATE org_rule SET to_date = $2 WHERE id = $1`, id, on)
	return err
}

func removeRule(tx *db.Tx, id RuleID) error {
	_, err := tx.Exec(`DELETE FROM org_rule WHERE id = $1`, id)
	return err
}
