package bulletin

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// OpenIn counts the articles of a unit that were not published, and the models that it
// takes over: the heir goes on with them where the unit ends.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) { return openIn(tx, unit) }

// Inherit gives what is open in a unit that ends to its heir, and lets what reached
// the unit reach the heir. That a cell agreed to spread its model counts no more: the
// heir has not been asked. It is for a change of the tree, which has authorised already.
func Inherit(tx *db.Tx, from org.ID, into org.Unit) error {
	unsent, err := openOf(tx, from)
	if err != nil {
		return err
	}
	for _, a := range unsent {
		if err := a.reachFrom(tx, into); err != nil {
			return err
		}
		if err := handOver(tx, a.ID, into.ID, a.Reach); err != nil {
			return err
		}
	}
	return passOn(tx, from, into.ID)
}
