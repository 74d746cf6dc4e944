package commitment

import (
	"context"
	"fmt"
	"slices"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// OpenCall opens the registration of a year in a unit: everybody who is to
// register is told. Faults stand at theme, due and year; a call that is open
// already is stale.
func (s *Service) OpenCall(ctx context.Context, by access.Actor, unit org.ID, year int, f CallForm) error {
	return s.call(ctx, by, unit, year, f, "commitment.open_call", func(tx *db.Tx, c Call) error {
		c.OpenedOn = tx.Today()
		return insertCall(tx, c)
	})
}

// AmendCall changes the theme or the last day of a call. Everybody who is to
// register is told of another day.
func (s *Service) AmendCall(ctx context.Context, by access.Actor, unit org.ID, year, version int, f CallForm) error {
	return s.call(ctx, by, unit, year, f, "commitment.amend_call", func(tx *db.Tx, c Call) error { return updateCall(tx, c, version) })
}

func (s *Service) call(ctx context.Context, by access.Actor, unit org.ID, year int, f CallForm, action string, store func(*db.Tx, Call) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, Judge, unit)
		if err != nil {
			return err
		}
		if err := checkYear(year, tx.Today()); err != nil {
			return err
		}
		if err := f.check(year, tx.Today()); err != nil {
			return err
		}
		was, err := callOf(tx, unit, year)
		if err != nil {
			return err
		}
		c := Call{Unit: unit, Year: year, Theme: f.Theme, Due: f.Due}
		if err := store(tx, c); err != nil {
			return err
		}
		if err := tx.Audit(db.Entry{Action: action, Unit: string(unit), Kind: "commitment_call", Subject: subject(unit, year), Data: db.Change{From: was, To: c}}); err != nil {
			return err
		}
		if was.Due == c.Due {
			return nil
		}
		return s.tellCall(tx, by, u, c)
	})
}

// subject names what belongs to a unit and a year in the log.
func subject(unit org.ID, year int) string { return fmt.Sprint(unit, " ", year) }

// tellCall tells all who are to register of the last day.
func (s *Service) tellCall(tx *db.Tx, by access.Actor, u org.Unit, c Call) error {
	if s.Notices == nil {
		return nil
	}
	people, err := member.ProfilesIn(tx, u.ID, tx.Today())
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, p := range people {
		if expected(p, u.Kind.Mass()) && string(p.Person) != by.Person {
			notices = append(notices, notify.Notice{
				Person: p.Person, Unit: u.ID, Key: "commitment.tell_open", Args: []any{yearText(c.Year), c.Due}, Link: ownLink(u.ID, c.Year), Mail: notify.News,
			})
		}
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// ownLink is the page of one's own pledge, unitLink that of the leaders.
func ownLink(unit org.ID, year int) string {
	return fmt.Sprintf("/commitment?unit=%s&year=%d", unit, year)
}

func unitLink(unit org.ID, year int) string {
	return fmt.Sprintf("/commitment/unit?unit=%s&year=%d", unit, year)
}

// Remind tells whoever has not registered seven days and one day before the
// last day, and the leaders once a week how many are missing. Each is told
// once, however often Remind runs; it works once a day, from seven in the
// morning. For background work alone.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	if s.Notices == nil {
		return nil
	}
	return s.daily.Do(by, s.db.Now(), func() error {
		return notify.Each(ctx, s.db, runningCalls, func(tx *db.Tx, c Call) error { return s.remindIn(tx, by, c) })
	})
}

// remindIn reminds the people of one call.
func (s *Service) remindIn(tx *db.Tx, by access.Actor, c Call) error {
	u, err := org.Of(tx, c.Unit)
	if err != nil {
		return err
	}
	people, err := member.ProfilesIn(tx, c.Unit, tx.Today())
	if err != nil {
		return err
	}
	pledges, err := pledgesOf(tx, c.Unit, c.Year)
	if err != nil {
		return err
	}
	stage, missing := stageOf(c, tx.Today()), 0
	var notices []notify.Notice
	for _, p := range people {
		registered := slices.ContainsFunc(pledges, func(l listed) bool { return l.Person == p.Person && l.State.Registered() })
		if registered || !expected(p, u.Kind.Mass()) {
			continue
		}
		missing++
		if stage != "" {
			notices = append(notices, notify.Notice{
				Person: p.Person, Unit: c.Unit, Key: "commitment.tell_near", Args: []any{yearText(c.Year), c.Due}, Link: ownLink(c.Unit, c.Year), Mail: notify.Deadline,
				Once: fmt.Sprint("commitment due ", c.Unit, " ", c.Year, " ", c.Due, " ", stage),
			})
		}
	}
	for _, p := range people {
		if missing > 0 && c.OpenedOn < tx.Today() && p.Leads() {
			notices = append(notices, notify.Notice{
				Person: p.Person, Unit: c.Unit, Key: "commitment.tell_missing", Args: []any{missing, yearText(c.Year)}, Link: unitLink(c.Unit, c.Year), Mail: notify.Deadline,
				Once: fmt.Sprint("commitment missing ", c.Unit, " ", c.Year, " ", sunday(tx.Today())),
			})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// stageOf names the reminder that is due: seven days ahead, or one; "" before,
// on the day of the opening itself, and after the last day.
func stageOf(c Call, today db.Date) string {
	switch {
	case c.OpenedOn >= today || today > c.Due || today < c.Due.AddDays(-7):
		return ""
	case today < c.Due.AddDays(-1):
		return "7"
	}
	return "1"
}

// sunday is the last day of the week.
func sunday(today db.Date) db.Date {
	return today.AddDays((int(time.Sunday) - int(today.Time().Weekday()) + 7) % 7)
}
