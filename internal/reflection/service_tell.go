package reflection

import (
	"context"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// page is the address of a report's page.
func page(id ID) string { return "/reflection/" + string(id) }

// notice is what somebody is told of a report: its month and its due day, never
// a name or a word of its text.
func (r Report) notice(person member.ID, key string) notify.Notice {
	return notify.Notice{Person: person, Unit: r.Unit, Key: key, Args: []any{r.Month, r.Due}, Link: page(r.ID), Mail: notify.News}
}

// tellAuthor tells the author, unless he did it himself; once makes it the only
// notice of its key with the same words behind it.
func (s *Service) tellAuthor(tx *db.Tx, by access.Actor, a about, key string, once ...string) error {
	n := a.notice(a.Person, key)
	if len(once) > 0 {
		n.Once = key + " " + string(a.ID) + " " + strings.Join(once, " ")
	}
	return s.Notices.TellOthersTx(tx, by, n)
}

// tellLeaders tells those who lead the unit, but for who did it and the author.
func (s *Service) tellLeaders(tx *db.Tx, by access.Actor, a about, key string) error {
	people, err := member.ProfilesIn(tx, a.Unit, tx.Today())
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, person := range leadersAmong(people) {
		if person != a.Person {
			notices = append(notices, a.notice(person, key))
		}
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}

// leadersAmong are those who lead the unit.
func leadersAmong(people []member.Profile) (leaders []member.ID) {
	for _, p := range people {
		if p.Leads() {
			leaders = append(leaders, p.Person)
		}
	}
	return leaders
}

// Days before a due day on which the author is reminded: of his turn, and of
// the draft that is expected.
const (
	turnReminder  = 7
	firstReminder = 3
	lastReminder  = 1
)

// Remind tells authors a week before their draft is due, again in three days
// and in one, and once when it is over, then the leaders too; leaders that the
// day has come to look at a remark again; helpers that what they agreed is due.
// It releases whoever has left his unit from what he has not presented. Each is
// told once, however often Remind runs; it works once a day, from seven in the
// morning. For background work alone.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	return s.daily.Do(by, s.db.Now(), func() error {
		if err := s.releaseGone(ctx, by); err != nil || s.Notices == nil {
			return err
		}
		return notify.Each(ctx, s.db, func(tx *db.Tx) ([]org.ID, error) {
			return unitsToRemind(tx, tx.Today(), tx.Today().AddDays(turnReminder))
		}, func(tx *db.Tx, unit org.ID) error { return s.remindIn(tx, by, unit) })
	})
}

// remindIn reminds of the reports and remarks of one unit.
func (s *Service) remindIn(tx *db.Tx, by access.Actor, unit org.ID) error {
	today := tx.Today()
	people, err := member.ProfilesIn(tx, unit, today)
	if err != nil {
		return err
	}
	leaders := leadersAmong(people)
	reports, err := owedBy(tx, unit, today.AddDays(turnReminder))
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, r := range reports {
		notices = append(notices, r.reminders(today, leaders)...)
	}
	remarks, err := toLookOn(tx, unit, today)
	if err != nil {
		return err
	}
	for _, k := range remarks {
		for _, person := range leaders {
			n := k.notice(person, "reflection.tell_look_on")
			n.Once = n.Key + " " + string(k.ID) + " " + string(k.LookOn)
			notices = append(notices, n)
		}
	}
	helps, err := helpsDue(tx, unit, today)
	if err != nil {
		return err
	}
	for _, h := range helps {
		n := notify.Notice{
			Person: h.Helper, Unit: unit, Key: "reflection.tell_help_due", Args: []any{h.Due}, Link: remarkPage(h.Remark), Mail: notify.Deadline,
			Once: "reflection help " + string(h.ID) + " " + string(h.Due),
		}
		notices = append(notices, n)
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}

// reminders are what is told of a draft that is expected.
func (r Report) reminders(today db.Date, leaders []member.ID) []notify.Notice {
	key, stage := "", ""
	switch left := r.Left(today); {
	case left < 0:
		key, stage = "reflection.tell_late", "late"
	case left <= lastReminder:
		key, stage = "reflection.tell_near", "1"
	case left <= firstReminder:
		key, stage = "reflection.tell_near", "3"
	case r.State == Assigned:
		key, stage = "reflection.tell_turn", "7"
	default:
		return nil
	}
	told := []member.ID{r.Person}
	if stage == "late" {
		told = append(told, slices.DeleteFunc(slices.Clone(leaders), func(l member.ID) bool { return l == r.Person })...)
	}
	var notices []notify.Notice
	for _, person := range told {
		n := r.notice(person, key)
		if person != r.Person {
			n.Key = "reflection.tell_late_leaders"
		}
		n.Mail, n.Once = notify.Deadline, "reflection due "+string(r.ID)+" "+string(r.Due)+" "+stage
		notices = append(notices, n)
	}
	return notices
}
