package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
)

// WelcomeTx puts somebody whom a committee above sends on the list of guests of
// a meeting, under his own name and that of the committee. It is for package
// calendar, which has authorised; whoever records the meeting may take the guest
// out again.
func (s *Service) WelcomeTx(tx *db.Tx, by access.Actor, id ID, name, title string) (GuestID, error) {
	m, err := byID(tx, id)
	if err != nil {
		return "", err
	}
	if m.State.Over() {
		return "", NotWhen(m.State)
	}
	g := Guest{ID: GuestID(db.NewID()), Name: i18n.Line(name), Title: i18n.Line(title)}
	if err := insertGuest(tx, id, g); err != nil {
		return "", err
	}
	return g.ID, m.Audit(tx, "meeting.invite", "", g)
}

// PartTx takes a guest of a committee above off the list again. One of whom
// something was noted stays there, and so does one of a meeting that is over;
// one whom the cell took out already is no fault.
func (s *Service) PartTx(tx *db.Tx, by access.Actor, id ID, guest GuestID) error {
	m, err := byID(tx, id)
	if err != nil || m.State.Over() {
		return err
	}
	gone, err := deleteGuest(tx, id, guest)
	if err != nil || !gone {
		return err
	}
	return m.Audit(tx, "meeting.uninvite", "", map[string]GuestID{"guest": guest})
}
