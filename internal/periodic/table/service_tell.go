package table

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tellUnits tells the leaders of units of the table that they are asked for: its title
// and its last day, never a word of what was filled.
func (s *Service) tellUnits(tx *db.Tx, by access.Actor, t Table, key string, units []org.ID) error {
	if s.Notices == nil {
		return nil
	}
	leaders, err := leadersIn(tx, t.ID)
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, l := range leaders {
		if slices.Contains(units, l.unit) && string(l.person) != by.Person {
			notices = append(notices, notify.Notice{
				Person: l.person, Unit: l.unit, Key: key, Args: []any{t.Title, t.Due}, Link: "/periodic/table/sheet/" + string(l.sheet), Mail: notify.Deadline,
			})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// tellFilled tells a unit that a sheet was entered and sent for it.
func (s *Service) tellFilled(tx *db.Tx, by access.Actor, t Table, sh Sheet, a Act) error {
	if a == Sending && sh.Aside {
		return s.tellUnits(tx, by, t, "table.tell_aside", []org.ID{sh.Unit})
	}
	if a != Sending || s.Notices == nil || sh.Sends < 2 {
		return nil
	}
	officers, err := officersOf(tx, t.Unit) // who gave it back waits for it
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, person := range officers {
		if string(person) != by.Person {
			notices = append(notices, notify.Notice{
				Person: person, Unit: t.Unit, Key: "table.tell_again", Args: []any{sh.UnitName, t.Title}, Link: "/periodic/table/sheet/" + string(sh.ID), Mail: notify.News,
			})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// Erase takes the person off what he entered for units; the figures stay theirs.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "table.erase", Kind: "person", Subject: string(person)})
}

// Merge gives what one person entered for units to the other, who is the same person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := merge(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "table.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
