package org

import "chibo/internal/db"

// TermsOf lists the terms of a unit, the latest first, for capabilities that
// have authorised already.
func TermsOf(tx *db.Tx, unit ID) ([]Term, error) { return termsOf(tx, unit) }

// TermsByID gives terms by their ids, in one query; ids of none are left out.
func TermsByID(tx *db.Tx, ids []string) (map[string]Term, error) {
	terms := map[string]Term{}
	if len(ids) == 0 {
		return terms, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	all, err := db.All(tx, scanTerm, `SELECT id, ordinal, from_date, to_date FROM org_term WHERE id IN (`+db.In(1, len(ids))+`)`, args...)
	for _, t := range all {
		terms[t.ID] = t
	}
	return terms, err
}

// TermsUnder gives the latest term of each unit of a subtree that has begun by a
// day; units of which none is recorded are left out.
func TermsUnder(tx *db.Tx, path string, on db.Date) (map[ID]Term, error) {
	type held struct {
		unit ID
		term Term
	}
	args := db.Args{on}
	all, err := db.All(tx, func(r db.Row, h *held) error {
		return r.Scan(&h.unit, &h.term.ID, &h.term.Ordinal, &h.term.From, &h.term.To)
	}, `SELECT t.unit_id, t.id, t.ordinal, t.from_date, t.to_date FROM org_term t JOIN org_span s ON s.unit_id = t.unit_id AND s.to_date IS NULL
		WHERE t.from_date <= $1 AND `+args.Under("s.path", path)+` ORDER BY t.from_date, t.id`, args...)
	terms := map[ID]Term{}
	for _, h := range all { // the latest of a unit comes last
		terms[h.unit] = h.term
	}
	return terms, err
}
