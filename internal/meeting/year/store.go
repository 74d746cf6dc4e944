package year

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

const slotColumns = `y.id, y.kind, y.month, y.held_on, y.topic, y.version`

func scanSlot(r db.Row, s *Slot) error {
	return r.Scan(&s.ID, &s.Kind, &s.Month, &s.HeldOn, &s.Topic, &s.Version)
}

// slotsOf lists what is planned for a unit's year.
func slotsOf(tx *db.Tx, unit org.ID, year int) ([]Slot, error) {
	return db.All(tx, scanSlot, `SELECT `+slotColumns+` FROM meeting_year y WHERE y.unit_id = $1 AND y.year = $2 ORDER BY y.month, y.kind`, unit, year)
}

// meetingsOf lists the meetings of a year's months, those of a month by day; the
// thematic part of a combined one stands for a thematic meeting too.
func meetingsOf(tx *db.Tx, unit org.ID, from, through db.Date) ([]met, error) {
	meetings, err := db.All(tx, func(r db.Row, m *met) error {
		return r.Scan(&m.id, &m.kind, &m.month, &m.heldOn, &m.state, (*db.Bool)(&m.combined), &m.topic)
	},
		`SELECT m.id, m.kind, m.month, m.held_on, m.state, m.combined, COALESCE(t.topic, '') FROM meeting_meeting m LEFT JOIN meeting_theme t ON t.meeting_id = m.id
		WHERE m.unit_id = $1 AND m.month BETWEEN $2 AND $3 AND m.kind IN ('regular', 'thematic') AND m.state <> 'cancelled'
		ORDER BY m.month, m.kind, m.held_on, m.id`, unit, from, through)
	return parted(meetings), err
}

// slotByID reads a slot and its unit.
func slotByID(tx *db.Tx, id ID) (s Slot, unit org.ID, err error) {
	s, err = db.One(tx, func(r db.Row, s *Slot) error {
		return r.Scan(&s.ID, &s.Kind, &s.Month, &s.HeldOn, &s.Topic, &s.Version, &unit)
	}, `SELECT `+slotColumns+`, y.unit_id FROM meeting_year y WHERE y.id = $1`, id)
	return s, unit, err
}

// insert stores a new slot.
func insert(tx *db.Tx, unit org.ID, s Slot) error {
	_, err := tx.Exec(`INSERT INTO meeting_year(id, unit_id, year, kind, month, held_on, topic) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		s.ID, unit, s.Month.Year(), s.Kind, s.Month, s.HeldOn, s.Topic)
	if db.IsUnique(err) {
		return fault.At("month", "meeting.year_month_taken")
	}
	return err
}

// update stores day and topic of a slot, unless somebody saved after the
// version that the form showed.
func update(tx *db.Tx, s, was Slot, version int) error {
	n, err := tx.Exec(`UPDATE meeting_year SET held_on = $3, topic = $4, version = version + 1 WHERE id = $1 AND version = $2`, s.ID, version, s.HeldOn, s.Topic)
	if err == nil && n == 0 {
		e := fault.New(fault.Stale, "ui.stale")
		e.Theirs = map[string]string{"held_on": i18n.Short(string(was.HeldOn)), "topic": was.Topic}
		return e
	}
	return err
}

// remove takes a slot out of the plan; the log keeps that it was there.
func remove(tx *db.Tx, id ID, version int) error {
	n, err := tx.Exec(`DELETE FROM meeting_year WHERE id = $1 AND version = $2`, id, version)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}

// planned gives the day of a month's regular meeting, as it was called or as
// the plan has it, "" if neither is known, and whether there is a thematic one.
func planned(tx *db.Tx, unit org.ID, month db.Date) (day db.Date, thematic bool, err error) {
	slots, err := db.All(tx, scanSlot, `SELECT `+slotColumns+` FROM meeting_year y WHERE y.unit_id = $1 AND y.month = $2`, unit, month)
	if err != nil {
		return "", false, err
	}
	meetings, err := meetingsOf(tx, unit, month, month)
	for _, s := range join(slots, meetings) {
		switch s.Kind {
		case meeting.Regular:
			day = s.HeldOn
		case meeting.Thematic:
			thematic = true
		}
	}
	return day, thematic, err
}
