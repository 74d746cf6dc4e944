package member

import (
	"encoding/json"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// elsewhere is that the record of the holder of a membership m, which is of today,
// is kept in another unit on date $2: in his party unit, or in the chapter that he
// joined first. The ids tell who was first: days can be written back.
const elsewhere = `m.body = 'mass' AND EXISTS (SELECT 1 FROM member_membership k WHERE k.person_id = m.person_id AND k.id <> m.id
	AND k.from_date <= $2 AND (k.to_date IS NULL OR k.to_date > $2) AND (k.body = 'party' OR k.id < m.id))`

// recordPlaces gives where a person's record is kept today: where he belongs and
// holds posts, but the chapters that do not keep it.
func recordPlaces(tx *db.Tx, id ID) ([]access.Place, error) {
	places, err := PlacesOf(tx, id)
	if err != nil {
		return nil, err
	}
	others, err := db.All(tx, db.Value[string], `SELECT m.unit_id FROM member_membership m
		WHERE m.person_id = $1 AND m.from_date <= $2 AND (m.to_date IS NULL OR m.to_date > $2) AND `+elsewhere+`
		UNION SELECT q.unit_id FROM member_position q WHERE q.person_id = $1 AND q.post IN ('mass_head', 'mass_deputy')
			AND EXISTS (SELECT 1 FROM member_membership k WHERE k.person_id = $1 AND k.body = 'party' AND k.from_date <= $2 AND (k.to_date IS NULL OR k.to_date > $2))`,
		id, tx.Today())
	return slices.DeleteFunc(places, func(p access.Place) bool { return slices.Contains(others, p.Unit) }), err
}

// besideOf lists the units beside one that has members: beside a chapter the unit under
// which it stands, and what stands directly under that; beside a cell its own chapters,
// and those that stand directly under its committee.
func besideOf(tx *db.Tx, unit org.Unit) (all []org.ID, err error) {
	if unit.Kind.Mass() && unit.Parent != "" {
		all = append(all, unit.Parent)
	}
	for _, above := range []org.ID{unit.Parent, unit.ID} {
		if !unit.Kind.Holds || above == "" || above == unit.ID && unit.Kind.Mass() {
			continue
		}
		below, err := org.RightBelow(tx, above)
		if err != nil {
			return nil, err
		}
		for _, u := range below {
			if u.ID != unit.ID && (unit.Kind.Mass() || u.Kind.Mass()) {
				all = append(all, u.ID)
			}
		}
	}
	return all, nil
}

// readBeside reads people of the names who belong to the units today.
func readBeside(tx *db.Tx, kp *knownPeople, units []org.ID, names []string) error {
	if len(units) == 0 {
		return nil
	}
	for chunk := range slices.Chunk(names, batchMax) {
		args := db.Args{tx.Today()}
		found, err := db.All(tx, scanKnown, `SELECT DISTINCT `+personColumns+`, `+partyColumns+` FROM member_person p LEFT JOIN member_party y ON y.person_id = p.id
			JOIN member_membership m ON m.person_id = p.id AND m.from_date <= $1 AND (m.to_date IS NULL OR m.to_date > $1)
			WHERE p.merged_into IS NULL AND p.folded IN (`+list(&args, chunk)+`) AND m.unit_id IN (`+list(&args, units)+`)`, args...)
		if err != nil {
			return err
		}
		kp.take(found)
		for i := range found {
			k, name := kp.byID[found[i].form.ID], foldName(found[i].form.Name)
			k.beside = true
			if !slices.Contains(kp.byName[name], k) {
				kp.byName[name] = append(kp.byName[name], k)
			}
		}
	}
	return nil
}

// besideOne finds who belongs beside a unit, not to it, and bears a name and a whole
// date of birth; "" where nobody does.
func besideOne(tx *db.Tx, unit org.Unit, f Form) (ID, error) {
	units, err := besideOf(tx, unit)
	if err != nil || len(units) == 0 || !f.Birth.Whole() {
		return "", err
	}
	args := db.Args{tx.Today(), foldName(f.Name), f.Birth, unit.ID}
	found, err := db.All(tx, db.Value[ID], `SELECT DISTINCT p.id FROM member_person p
		JOIN member_membership m ON m.person_id = p.id AND m.from_date <= $1 AND (m.to_date IS NULL OR m.to_date > $1)
		WHERE p.merged_into IS NULL AND p.folded = $2 AND p.birth = $3 AND m.unit_id IN (`+list(&args, units)+`)
			AND NOT EXISTS (SELECT 1 FROM member_membership own WHERE own.person_id = p.id AND own.unit_id = $4 AND own.to_date IS NULL)
		ORDER BY p.id LIMIT 1`, args...)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// updateOthers stores the rows that name others than those known, while the list
// waits.
func updateOthers(tx *db.Tx, id ImportID, version int, others []int) error {
	b, err := json.Marshal(others)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE member_import SET others = $3, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'read'`, id, version, string(b))
	return unlessStale(n, err)
}
