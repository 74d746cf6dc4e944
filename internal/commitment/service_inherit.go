package commitment

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// OpenIn counts the pledges of a unit, of this year on, that are not closed, for a
// change of the tree. It is for capabilities that have authorised already.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) {
	all, err := openIn(tx, unit, tx.Today().Year())
	return len(all), err
}

// Inherit gives the pledges of a unit that ends, of the year in which it ends on, to
// its heir, with those who made them: an approved one stays counted where it was
// approved. Of who has left the unit, or has a pledge of that year with the heir,
// they stay. The actor has been authorised for both units.
func Inherit(tx *db.Tx, by access.Actor, c org.Carriage) error {
	all, err := openIn(tx, c.From.ID, c.On.Year())
	if err != nil {
		return err
	}
	people, err := member.ProfilesIn(tx, c.Into.ID, tx.Today())
	if err != nil {
		return err
	}
	for _, h := range all {
		if !slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == h.Person }) {
			continue
		}
		was := h.Unit
		if h.Unit = c.Into.ID; h.State == Approved && h.Counted == "" {
			h.Counted = was
		}
		moved, err := passOn(tx, h)
		if err != nil {
			return err
		}
		if moved {
			if err := note(tx, "commitment.inherit", h, db.Change{From: c.From.Name, To: c.Into.Name}); err != nil {
				return err
			}
		}
	}
	return nil
}
