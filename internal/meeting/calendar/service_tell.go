package calendar

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tell tells who is sent, and the leaders of the cell, what becomes of a visit. It
// names nobody.
func (s *Service) tell(tx *db.Tx, by access.Actor, sh Sheet, called []member.Called, v Visit, what string) error {
	notices := []notify.Notice{{
		Person: v.Person, Unit: sh.Committee.ID, Key: "calendar.notice_" + what, Args: []any{sh.UnitName, sh.StartsAt, sh.HeldOn},
		Link: link(sh.Committee.ID, sh.HeldOn), Mail: notify.News,
	}}
	for _, leader := range member.LeadersOf(called) {
		notices = append(notices, notify.Notice{
			Person: leader, Unit: sh.Unit, Key: "calendar.notice_" + what + "_cell", Args: []any{sh.Committee.Name, sh.StartsAt, sh.HeldOn},
			Link: "/meeting/" + string(sh.ID), Mail: notify.News,
		})
	}
	return s.send(tx, by, notices)
}

// send tells everybody but who did it himself.
func (s *Service) send(tx *db.Tx, by access.Actor, all []notify.Notice) error {
	var notices []notify.Notice
	for _, n := range all {
		if string(n.Person) != by.Person {
			notices = append(notices, n)
		}
	}
	if s.Notices == nil || len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// link is the page of the month of a day.
func link(committee org.ID, on db.Date) string {
	return "/meeting/calendar?unit=" + string(committee) + "&month=" + string(on.Month())
}

// MovedTx tells who is sent to a meeting that it was moved to another time, or
// called off. It is the hook of meetings, which have authorised.
func (s *Service) MovedTx(tx *db.Tx, by access.Actor, m meeting.Meeting) error {
	visits, err := sentTo(tx, m.ID)
	if err != nil {
		return err
	}
	key := "calendar.notice_moved"
	if m.State == meeting.Cancelled {
		key = "calendar.notice_cancelled"
	}
	var notices []notify.Notice
	for _, v := range visits {
		notices = append(notices, notify.Notice{
			Person: v.person, Unit: v.committee, Key: key, Args: []any{v.cell, m.StartsAt, m.HeldOn}, Link: link(v.committee, m.HeldOn), Mail: notify.News,
		})
	}
	return s.send(tx, by, notices)
}
