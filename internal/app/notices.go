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
	var notices []notify.Notice
	for _, unit := range units {
		called, err := member.CalledTo(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		for _, c := range called {
			if c.Post != member.Secretary && c.Post != member.Deputy {
				continue
			}
			notices = append(notices, notify.Notice{
				Person: c.Person, Unit: unit, Key: "directive.notice_sent", Args: []any{d.Line()},
				Link: "/directive/" + string(d.ID) + "?unit=" + string(unit), Once: "directive.notice_sent " + string(d.ID) + " " + string(unit), Mail: notify.News,
			})
		}
	}
	return a.Notices.TellTx(tx, by, notices...)
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
		called, err := member.CalledTo(tx, org.ID(p.Unit), tx.Today())
		if err != nil {
			return err
		}
		for _, c := range called {
			if leads := c.Post == member.Secretary || c.Post == member.Deputy; leads && c.Person != person && string(c.Person) != by.Person {
				notices = append(notices, notify.Notice{Person: c.Person, Unit: org.ID(p.Unit), Key: "account.notice_reset_of", Link: "/accounts/" + string(person)})
			}
		}
	}
	return a.Notices.TellTx(tx, by, notices...)
}
