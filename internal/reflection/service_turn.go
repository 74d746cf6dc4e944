package reflection

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// monthAfter is the month that follows a month.
func monthAfter(month db.Date) db.Date { return month.AddMonths(1).Month() }

// rotaPage is the address of the rota in which a month stands.
func rotaPage(unit org.ID, month db.Date) string {
	return "/reflection/rota?unit=" + string(unit) + "&year=" + string(month[:len("2006")])
}

// draftDays is how many days before the meeting the draft is due, where the
// leaders name no other day: the product's proposal, no rule.
const draftDays = 8

// dueFor is the last day for the draft of a turn: so many days before the
// meeting of its month, and not in the past unless the meeting is.
func (s *Service) dueFor(tx *db.Tx, by access.Actor, unit org.ID, month db.Date) (db.Date, error) {
	day, _, err := s.meetingOf(tx, by, unit, month)
	if day == "" {
		day = month + "-01"
	}
	due := day.AddDays(-draftDays)
	if month >= tx.Today().Month() {
		due = max(due, tx.Today())
	}
	return due, err
}

// Tell tells everybody of his turn whom the plan of a year has from this month
// through another and who was not told yet; it gives how many. From then on the
// turns stay (C1, C2).
func (s *Service) Tell(ctx context.Context, by access.Actor, unit org.ID, year int, through db.Date) (told int, err error) {
	if !through.IsMonth() || through.Year() != year {
		return 0, fault.At("through", "reflection.month_invalid")
	}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Plan, unit); err != nil {
			return err
		}
		from := max(through[:len("2006-")]+"01", tx.Today().Month())
		told, err = s.tellTurns(tx, by, unit, from, through)
		return err
	})
	return told, err
}

// tellTurns tells the planned turns from a month through another.
func (s *Service) tellTurns(tx *db.Tx, by access.Actor, unit org.ID, from, through db.Date) (int, error) {
	if err := tx.Lock("reflection_rota", string(unit)); err != nil {
		return 0, err
	}
	planned, err := plannedIn(tx, unit, from, through)
	if err != nil {
		return 0, err
	}
	var months []db.Date
	for _, r := range planned {
		if err := s.tellTurn(tx, by, about{Report: r, now: tx.Now}); err != nil {
			return 0, err
		}
		months = append(months, r.Month)
	}
	return len(planned), s.seat(tx, by, unit, months...)
}

// tellTurn tells somebody of his planned turn, and by when the draft is due.
func (s *Service) tellTurn(tx *db.Tx, by access.Actor, a about) (err error) {
	if a.Due, err = s.dueFor(tx, by, a.Unit, a.Month); err != nil {
		return err
	}
	if err := s.step(tx, by, &a, a.Version, Telling, ""); err != nil {
		return err
	}
	return s.tellAuthor(tx, by, a, "reflection.tell_assigned")
}

// seat brings the agendas of months up to date with whose turn it is.
func (s *Service) seat(tx *db.Tx, by access.Actor, unit org.ID, months ...db.Date) error {
	slices.Sort(months)
	for _, month := range slices.Compact(months) {
		if err := s.meetings.SeatReportersTx(tx, by, unit, month); err != nil {
			return err
		}
	}
	return nil
}

// fits refuses a month that is over or has a thematic meeting, that is full, or
// in which, or in whose year, the person has his turns already: in the field
// month. except are turns that give up their place. A command may enter what was:
// whoever begins with the program in the middle of a year brings turns along.
func (s *Service) fits(tx *db.Tx, by access.Actor, unit org.ID, person member.ID, month db.Date, except ...ID) error {
	if err := tx.Lock("reflection_rota", string(unit)); err != nil {
		return err
	}
	if !month.IsMonth() {
		return fault.At("month", "reflection.month_invalid")
	}
	if month < tx.Today().Month() && !by.Trusted() {
		return fault.At("month", "reflection.month_past")
	}
	if _, thematic, err := s.meetingOf(tx, by, unit, month); err != nil {
		return err
	} else if thematic {
		return fault.At("month", "reflection.month_closed")
	}
	set, err := settingsOf(tx, unit, month.Year())
	if err != nil {
		return err
	}
	there, err := inMonth(tx, unit, month)
	if err != nil {
		return err
	}
	there = slices.DeleteFunc(there, func(r Report) bool { return slices.Contains(except, r.ID) })
	had, err := turnsOf(tx, unit, person, string(month[:len("2006")]), except...)
	switch {
	case err != nil:
		return err
	case slices.ContainsFunc(there, func(r Report) bool { return r.Person == person }):
		return fault.At("month", "reflection.turn_already")
	case len(there) >= set.Most:
		return fault.At("month", "reflection.month_full", set.Most)
	case had >= set.turns():
		return fault.At("month", "reflection.turns_enough", set.turns())
	}
	return nil
}

// Assign gives somebody of the unit a turn by hand, as a plan, or told at once.
func (s *Service) Assign(ctx context.Context, by access.Actor, unit org.ID, person member.ID, month db.Date, told bool) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Plan, unit); err != nil {
			return err
		}
		people, err := member.ProfilesIn(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == person && !p.Barred() }) {
			return fault.At("person", "reflection.person_elsewhere")
		}
		if err := s.fits(tx, by, unit, person, month); err != nil {
			return err
		}
		r := Report{ID: ID(db.NewID()), Unit: unit, Person: person, Month: month, State: Planned, Version: 1}
		if err := insert(tx, r); err != nil {
			return err
		}
		id = r.ID
		a := about{Report: r, now: tx.Now}
		if err := a.audit(tx, "assign", change{To: Planned, Month: month}); err != nil || !told {
			return err
		}
		if err := s.tellTurn(tx, by, a); err != nil {
			return err
		}
		return s.seat(tx, by, unit, month)
	})
	return id, err
}

// Move puts a turn into another month, of this year or a later one; the
// timeline keeps where it stood. Who was told is told again. note may be "".
func (s *Service) Move(ctx context.Context, by access.Actor, id ID, version int, to db.Date, note string) error {
	note = i18n.Clean(note)
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := turning(tx, by, id, Moving)
		if err != nil {
			return err
		}
		var faults fault.Form
		faults.Take("note", remarked(note))
		if to == a.Month {
			faults.Add("month", "reflection.month_same")
		} else if err := s.fits(tx, by, a.Unit, a.Person, to, a.ID); err != nil && !faults.Take("month", err) {
			return err
		}
		if err := faults.Err(); err != nil {
			return err
		}
		was := a.Month
		if err := s.shift(tx, by, &a, version, to, Moving, note); err != nil {
			return err
		}
		return s.seat(tx, by, a.Unit, was, to)
	})
}

// Swap has two turns of a unit change places. The month of neither may be over.
func (s *Service) Swap(ctx context.Context, by access.Actor, one ID, version int, other ID, otherVersion int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		first, second := min(one, other), max(one, other) // locked in one order, whoever asks
		if _, err := turning(tx, by, first, Swapping); err != nil {
			return err
		}
		if _, err := turning(tx, by, second, Swapping); err != nil {
			return err
		}
		a, err := turning(tx, by, one, Swapping)
		if err != nil {
			return err
		}
		b, err := turning(tx, by, other, Swapping)
		if err != nil {
			return err
		}
		switch this := tx.Today().Month(); {
		case a.Unit != b.Unit:
			return fault.New(fault.NotFound, "ui.not_found")
		case a.Person == b.Person || a.Month == b.Month:
			return fault.At("other", "reflection.swap_same")
		case a.Month < this || b.Month < this:
			return fault.At("other", "reflection.month_past")
		}
		mine, theirs := a.Month, b.Month
		if err := s.shift(tx, by, &a, version, theirs, Swapping, ""); err != nil {
			return err
		}
		if err := s.shift(tx, by, &b, otherVersion, mine, Swapping, ""); err != nil {
			return err
		}
		return s.seat(tx, by, a.Unit, mine, theirs)
	})
}

// shift stores a turn in another month, with a new due day if it was told, and
// tells its person.
func (s *Service) shift(tx *db.Tx, by access.Actor, a *about, version int, to db.Date, act Act, note string) (err error) {
	was := a.Report
	if a.Month = to; a.State.Told() {
		if a.Due, err = s.dueFor(tx, by, a.Unit, to); err != nil {
			return err
		}
	}
	if err := s.store(tx, by, a, was, version, act, note); err != nil || !a.State.Told() {
		return err
	}
	return s.tellAuthor(tx, by, *a, "reflection.tell_moved")
}

// Release takes somebody from his turn, for one of the reasons that are kept.
// What he wrote stays his.
func (s *Service) Release(ctx context.Context, by access.Actor, id ID, version int, as Reason, note string) error {
	note = i18n.Clean(note)
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := turning(tx, by, id, Releasing)
		if err != nil {
			return err
		}
		if !slices.Contains(Reasons, as) {
			return fault.At("as", "reflection.reason_missing")
		}
		if err := remarked(note); err != nil {
			return err
		}
		told := a.State.Told()
		if err := s.release(tx, by, &a, version, as, note); err != nil || !told {
			return err
		}
		return s.tellAuthor(tx, by, a, "reflection.tell_released")
	})
}

func (s *Service) release(tx *db.Tx, by access.Actor, a *about, version int, as Reason, note string) error {
	a.ReleasedAs = as
	if err := s.step(tx, by, a, version, Releasing, note); err != nil {
		return err
	}
	return s.seat(tx, by, a.Unit, a.Month)
}

// turning is locked for who arranges the rota.
func turning(tx *db.Tx, by access.Actor, id ID, act Act) (about, error) {
	a, err := locked(tx, by, Plan, id)
	if err == nil {
		_, err = a.after(act)
	}
	return a, err
}

// remarked refuses a note that is too long or bears a mark of state secrecy.
func remarked(note string) error {
	var faults fault.Form
	meeting.Sayable(&faults, "note", note, noteMax)
	return faults.Err()
}

// LeftTx releases a person from what he has not presented in units to which he
// belongs no more, tells their leaders that a place is free, and draws anew what
// nobody was told of. Whoever ends a membership calls it in the same
// transaction; the caller has authorised.
func (s *Service) LeftTx(tx *db.Tx, by access.Actor, person member.ID) error {
	reports, err := openOf(tx, person)
	if err != nil {
		return err
	}
	var left []org.ID
	for _, r := range reports {
		people, err := member.ProfilesIn(tx, r.Unit, tx.Today())
		if err != nil {
			return err
		}
		if slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == person }) {
			continue
		}
		a := about{Report: r, now: tx.Now}
		if err := s.release(tx, by, &a, a.Version, LeftUnit, ""); err != nil {
			return err
		}
		var notices []notify.Notice
		for _, leader := range leadersAmong(people) {
			n := r.notice(leader, "reflection.tell_left")
			n.Link = rotaPage(r.Unit, r.Month)
			notices = append(notices, n)
		}
		if err := s.Notices.TellOthersTx(tx, by, notices...); err != nil {
			return err
		}
		left = append(left, r.Unit)
	}
	for _, unit := range slices.Compact(slices.Sorted(slices.Values(left))) {
		if err := s.mendTx(tx, by, unit, tx.Today().Month()); err != nil {
			return err
		}
	}
	return nil
}

// releaseGone finds who has left a unit in which he has a turn, and releases
// him: a membership may end on a day on which nobody does anything.
func (s *Service) releaseGone(ctx context.Context, by access.Actor) error {
	var gone []member.ID
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		turns, err := openTurns(tx)
		if err != nil {
			return err
		}
		var here org.ID
		var people []member.Profile
		for _, t := range turns {
			if t.unit != here {
				here = t.unit
				if people, err = member.ProfilesIn(tx, here, tx.Today()); err != nil {
					return err
				}
			}
			if !slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == t.person }) {
				gone = append(gone, t.person)
			}
		}
		return nil
	})
	slices.Sort(gone)
	for _, person := range slices.Compact(gone) {
		if err == nil {
			err = s.db.Write(ctx, by, func(tx *db.Tx) error { return s.LeftTx(tx, by, person) })
		}
	}
	return err
}
