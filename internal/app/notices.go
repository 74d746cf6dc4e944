package app

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tellReceivers tells the secretary and the deputy of each unit that a document
// from above was sent to it (B14).
func (a *App) tellReceivers(tx *db.Tx, by access.Actor, d directive.Directive, units []org.ID) error {
	return a.tellUnits(tx, by, d, units, "directive.notice_sent")
}

// tellWithdrawn tells them that it was withdrawn: it may stand on an agenda.
func (a *App) tellWithdrawn(tx *db.Tx, by access.Actor, d directive.Directive, units []org.ID) error {
	return a.tellUnits(tx, by, d, units, "directive.notice_withdrawn")
}

func (a *App) tellUnits(tx *db.Tx, by access.Actor, d directive.Directive, units []org.ID, key string) error {
	var notices []notify.Notice
	for _, unit := range units {
		leaders, err := leadersOf(tx, unit)
		if err != nil {
			return err
		}
		for _, person := range leaders {
			notices = append(notices, notify.Notice{
				Person: person, Unit: unit, Key: key, Args: []any{d.Line()},
				Link: "/directive/" + string(d.ID) + "?unit=" + string(unit), Once: key + " " + string(d.ID) + " " + string(unit), Mail: notify.News,
			})
		}
	}
	return a.Notices.TellTx(tx, by, notices...)
}

// leadersOf are the secretary and the deputy of a unit today.
func leadersOf(tx *db.Tx, unit org.ID) ([]member.ID, error) {
	called, err := member.CalledTo(tx, unit, tx.Today())
	return member.LeadersOf(called), err
}

// tellReset tells a person, and the secretary and deputy of each of his cells,
// that a link to reset his password was made or his second factor removed:
// whoever did not ask for it speaks up.
func (a *App) tellReset(tx *db.Tx, by access.Actor, person member.ID) error {
	notices := []notify.Notice{{Person: person, Key: "account.notice_reset", Link: "/account", Mail: notify.News}}
	places, err := member.PlacesOf(tx, person)
	if err != nil {
		return err
	}
	for _, p := range places {
		leaders, err := leadersOf(tx, org.ID(p.Unit))
		if err != nil {
			return err
		}
		for _, leader := range leaders {
			if leader != person && string(leader) != by.Person {
				notices = append(notices, notify.Notice{Person: leader, Unit: org.ID(p.Unit), Key: "account.notice_reset_of", Link: "/accounts/" + string(person)})
			}
		}
	}
	return a.Notices.TellTx(tx, by, notices...)
}
