package member

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// CountOn gives the counts of a unit's roll as they were on a day, without its
// rows. It makes two queries, and is for capabilities that have authorised already.
func CountOn(tx *db.Tx, u org.Unit, on db.Date) (Roll, error) {
	roll := Roll{Unit: u, Today: on}
	var err error
	if roll.Staff, _, err = org.Staff(tx, u.ID, on); err != nil {
		return roll, err
	}
	return roll, countRoll(tx, u.ID, &roll)
}
