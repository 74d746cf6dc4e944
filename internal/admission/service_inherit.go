package admission

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// OnTheWayIn counts the candidates of a cell who are on their way.
func OnTheWayIn(tx *db.Tx, unit org.ID) (int, error) {
	all, err := openIn(tx, unit)
	return len(all), err
}

// Inherit makes those who are on their way in a cell that ends candidates of its
// heir, and the heir the one that nominated for a chapter that ends: their
// dossiers go with them. The caller has authorised, and logs it.
func Inherit(tx *db.Tx, from, into org.ID) error { return inherit(tx, from, into) }
