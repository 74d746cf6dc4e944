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
				Link: "/directive/" + string(d.ID) + "?unit=" + string(unit), Once: "directive.sent " + string(d.ID) + " " + string(unit), Mail: notify.News,
			})
		}
	}
	return a.Notices.TellTx(tx, by, notices...)
}
