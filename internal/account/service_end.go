package account

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// CloseTx disables the account of somebody who died, if he has one. Whoever
// records the death is authorised for that; the last administrator stays.
func (s *Service) CloseTx(tx *db.Tx, by access.Actor, person member.ID) error {
	a, has, err := byPerson(tx, person)
	if err != nil || !has || a.State == Disabled {
		return err
	}
	if err := tx.Lock("account", "administrators"); err != nil {
		return err
	}
	if err := disable(tx, a); err != nil {
		return err
	}
	return s.note(tx, Suspend.Name, a, db.Change{From: a.State, To: Disabled})
}
