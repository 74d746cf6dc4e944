package commendation

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// placeName is a name that an organisation bore for a time.
type placeName struct {
	unit     org.ID
	name     string
	from, to db.Date
}

// placesUnder lists the names of a unit and of all that ever stood under it.
func placesUnder(tx *db.Tx, path string) ([]placeName, error) {
	var args db.Args
	return db.All(tx, func(r db.Row, p *placeName) error { return r.Scan(&p.unit, &p.name, &p.from, &p.to) },
		`SELECT p.unit_id, p.name, p.from_date, p.to_date FROM org_place p WHERE `+args.Under("p.path", path)+` ORDER BY p.unit_id, p.from_date`, args...)
}

// knownUnder gives what stands in the registers of a unit and of all that ever
// stood under it.
func knownUnder(tx *db.Tx, path string) (map[entryKey]bool, error) {
	var args db.Args
	known := map[entryKey]bool{}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var k entryKey
		err := r.Scan(&k.subject, &k.form, &k.level, &k.year, &k.on)
		known[k] = true
		return err
	}, `SELECT a.subject, a.form, a.level, a.year, a.granted_on FROM commendation_award a
		WHERE a.state = 'entered' AND a.unit_id IN (SELECT p.unit_id FROM org_place p WHERE `+args.Under("p.path", path)+`)`, args...)
	return known, err
}
