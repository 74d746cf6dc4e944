package year

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// ID names a slot of a plan.
type ID string

// Slot is one meeting of the year. Class: open; the topic is the cell's.
type Slot struct {
	ID      ID // "" for a meeting that nobody had in the plan
	Kind    meeting.Kind
	Month   db.Date // "YYYY-MM": the month that it is the meeting of
	HeldOn  db.Date // the day: the meeting's own where there is one, else the planned one
	Topic   string  // of a thematic one, "" while none is named
	Version int
	Meeting meeting.ID    // that was planned for it, "" if none is
	State   meeting.State // of that meeting
	// Combined: a thematic one that is the second part of the month's regular
	// meeting.
	Combined bool
}

// Quarter is the quarter of the slot's month, 1 to 4.
func (s Slot) Quarter() int { return (MonthOf(s.Month)-1)/3 + 1 }

// Begun reports whether the meeting of the slot was opened.
func (s Slot) Begun() bool { return s.Meeting != "" && !s.State.Ahead() }

// MonthOf is the number of a month "YYYY-MM" or of a date, 1 to 12.
func MonthOf(d db.Date) int { return int(d.Time().Month()) }

// monthIn is the month of that number in a year, "YYYY-MM".
func monthIn(year, month int) db.Date {
	return db.DateOf(time.Date(year, time.Month(month), 1, 0, 0, 0, 0, db.Zone)).Month()
}

// Plan is a unit's year of meetings. Class: cell.
type Plan struct {
	Unit       org.Unit
	Year       int
	Today      db.Date
	Slots      []Slot // by month, the regular one first
	MayArrange bool
	Gaps       Gaps // none of a mass organisation, for which no rule is known
}

// Gaps is what a year lacks by the rules of its days: what passed without a
// meeting, and what lies ahead without a plan. Class: open.
type Gaps struct {
	Quarters []int // with fewer thematic meetings than the rule asks for
	Least    int   // how many that is, 0 where no rule is known
	Rule     rulebook.Source
	Months   []db.Date // "YYYY-MM": without their regular meeting
	MonthsBy rulebook.Source
}

// None reports whether the year lacks nothing.
func (g Gaps) None() bool { return len(g.Quarters)+len(g.Months) == 0 }

// Of lists the slots of one kind, by month.
func (p Plan) Of(k meeting.Kind) []Slot {
	return slices.DeleteFunc(slices.Clone(p.Slots), func(s Slot) bool { return s.Kind != k })
}

// Drawn reports whether anything of the year is planned by hand or by pattern.
func (p Plan) Drawn() bool {
	return slices.ContainsFunc(p.Slots, func(s Slot) bool { return s.ID != "" })
}

// counts reports whether the slot is a meeting for the rules: it was held or,
// until its month is over, is at least planned.
func (s Slot) counts(today db.Date) bool { return s.Begun() || s.Month >= today.Month() }

// judge notes what the year lacks, each quarter and month by the rule of its
// last day. What lies before the unit was founded is not asked for.
func (p *Plan) judge(book *rulebook.Book) {
	thematic, regular := [5]int{}, [13]int{}
	for _, s := range p.Slots {
		switch {
		case !s.counts(p.Today):
		case s.Kind == meeting.Thematic:
			thematic[s.Quarter()]++
		default:
			regular[MonthOf(s.Month)]++
		}
	}
	for n := 1; n <= 12; n++ {
		month := monthIn(p.Year, n)
		last := (month + "-01").AddMonths(1).AddDays(-1)
		if last < p.Unit.Since {
			continue
		}
		if a, ok := rulebook.RegularPerMonth.At(book, string(last), rulebook.Facts{rulebook.FactMeeting: string(meeting.Regular)}); ok && regular[n] < a.Value {
			p.Gaps.Months, p.Gaps.MonthsBy = append(p.Gaps.Months, month), a.Source()
		}
		if n%3 > 0 {
			continue
		}
		a, ok := rulebook.ThematicPerQuarter.At(book, string(last), rulebook.Facts{rulebook.FactMeeting: string(meeting.Thematic)})
		if !ok {
			continue
		}
		p.Gaps.Least, p.Gaps.Rule = a.Value, a.Source()
		if thematic[n/3] < a.Value {
			p.Gaps.Quarters = append(p.Gaps.Quarters, n/3)
		}
	}
}

// Pattern is what a year is drawn from: the regular meetings on one day of the
// month, or on one weekday of a week of it.
type Pattern struct {
	Day      int          // 1 to 31; 0: by Weekday and Week
	Weekday  time.Weekday // of the regular meeting
	Week     int          // 1 to 4, or 5 for the last one of the month
	Thematic []int        // months with a thematic meeting, 1 to 12
	After    int          // days from the regular to the thematic meeting, 1 to 27
}

// Usual is the pattern that a form proposes: the first Wednesday of the month,
// a thematic meeting in the middle of each quarter two weeks later. It is a
// proposal of the product, no rule.
var Usual = Pattern{Weekday: time.Wednesday, Week: 1, Thematic: []int{2, 5, 8, 11}, After: 14}

// farAfter is the most days from a regular to its thematic meeting.
const farAfter = 27

// check reports every fault, in the fields day, weekday, week, thematic and
// after.
func (p Pattern) check() error {
	var faults fault.Form
	if p.Day < 0 || p.Day > 31 {
		faults.Add("day", "meeting.year_day_invalid")
	}
	if p.Day == 0 && (p.Weekday < time.Sunday || p.Weekday > time.Saturday) {
		faults.Add("weekday", "meeting.year_weekday_missing")
	}
	if p.Day == 0 && (p.Week < 1 || p.Week > 5) {
		faults.Add("week", "meeting.year_week_missing")
	}
	if slices.ContainsFunc(p.Thematic, func(m int) bool { return m < 1 || m > 12 }) {
		faults.Add("thematic", "meeting.year_month_invalid")
	}
	if len(p.Thematic) > 0 && (p.After < 1 || p.After > farAfter) {
		faults.Add("after", "meeting.year_after_invalid", farAfter)
	}
	return faults.Err()
}

// draw gives the slots of a year, each month's regular one before its thematic
// one, without ids.
func (p Pattern) draw(year int) (slots []Slot) {
	for n := 1; n <= 12; n++ {
		month := monthIn(year, n)
		regular := p.regular(month)
		slots = append(slots, Slot{Kind: meeting.Regular, Month: month, HeldOn: regular})
		if slices.Contains(p.Thematic, n) {
			slots = append(slots, Slot{Kind: meeting.Thematic, Month: month, HeldOn: p.thematic(regular)})
		}
	}
	return slots
}

// regular is the day of a month's regular meeting.
func (p Pattern) regular(month db.Date) db.Date {
	first := month + "-01"
	last := first.AddMonths(1).AddDays(-1)
	if p.Day > 0 {
		return p.working(first.AddDays(min(p.Day, last.Time().Day()) - 1))
	}
	ahead := int(p.Weekday-first.Time().Weekday()+7) % 7
	day := first.AddDays(ahead + 7*(p.Week-1))
	if day > last { // the fifth of four is the last
		day = day.AddDays(-7)
	}
	return day
}

// thematic is the day of a thematic meeting: so many days after the regular one,
// or before it where the month is too short.
func (p Pattern) thematic(regular db.Date) db.Date {
	for _, days := range []int{p.After, -p.After} {
		if day := p.working(regular.AddDays(days)); day.Month() == regular.Month() && day != regular {
			return day
		}
	}
	first := regular.Month() + "-01"
	if day := first.AddDays(farAfter / 2); regular >= day { // neither side has so many days: the far end
		return p.working(first)
	}
	return p.working(first.AddMonths(1).AddDays(-1))
}

// working moves a day from Saturday and Sunday to the next Monday, or to Friday
// at the end of a month, unless the pattern names a day of the weekend.
func (p Pattern) working(day db.Date) db.Date {
	if p.Day == 0 && weekend(p.Weekday) || !weekend(day.Time().Weekday()) {
		return day
	}
	for _, step := range []int{1, -1} {
		moved := day
		for weekend(moved.Time().Weekday()) {
			moved = moved.AddDays(step)
		}
		if moved.Month() == day.Month() {
			return moved
		}
	}
	return day // no month ends in a weekend and begins in it too
}

func weekend(d time.Weekday) bool { return d == time.Saturday || d == time.Sunday }

// Limits of what is typed.
const (
	topicMax   = 300 // characters
	aside      = 15  // days that a meeting may lie outside its month
	yearsAhead = 2
	yearsBack  = 10
)

// checkYear refuses a year that nobody plans any more, or yet.
func checkYear(year int, today db.Date) error {
	if year < today.Year()-yearsBack || year > today.Year()+yearsAhead {
		return fault.New(fault.Invalid, "meeting.year_far")
	}
	return nil
}

// check cleans the topic and reports every fault of a slot as it is typed, in
// the fields month, held_on and topic.
func (s *Slot) check(today db.Date) error {
	s.Topic = strings.Join(strings.Fields(i18n.Clean(s.Topic)), " ")
	var faults fault.Form
	if _, ok := db.ParseDate(string(s.Month)); !ok || len(s.Month) != len("2006-01") || checkYear(s.Month.Year(), today) != nil {
		faults.Add("month", "meeting.year_month_invalid")
		return faults.Err()
	}
	first := s.Month + "-01"
	switch _, ok := db.ParseDate(string(s.HeldOn)); {
	case s.HeldOn == "":
		faults.Add("held_on", "meeting.date_missing")
	case !ok || !s.HeldOn.Whole():
		faults.Add("held_on", "meeting.date_invalid")
	case s.HeldOn < first.AddDays(-aside) || s.HeldOn > first.AddMonths(1).AddDays(aside-1):
		faults.Add("held_on", "meeting.year_outside", s.Month)
	}
	meeting.Sayable(&faults, "topic", s.Topic, topicMax)
	return faults.Err()
}

// met is a meeting of the year as it is stored.
type met struct {
	id       meeting.ID
	kind     meeting.Kind
	month    db.Date
	heldOn   db.Date
	state    meeting.State
	combined bool   // with a thematic part, or the thematic part itself
	topic    string // as it was written down for the meeting
}

// parted gives the thematic parts of combined meetings a place of their own,
// behind all others: a thematic meeting of the month comes first.
func parted(meetings []met) []met {
	all := slices.Clone(meetings)
	for i := range meetings {
		if part := meetings[i]; part.combined {
			all[i].combined, part.kind = false, meeting.Thematic
			all = append(all, part)
		}
	}
	return all
}

// join lays the meetings of a year over its slots: the first of a month and
// kind takes the slot's place, what has no slot stands for itself.
func join(slots []Slot, meetings []met) []Slot {
	for _, m := range meetings {
		i := slices.IndexFunc(slots, func(s Slot) bool { return s.Kind == m.kind && s.Month == m.month && s.Meeting == "" })
		if i < 0 {
			slots = append(slots, Slot{Kind: m.kind, Month: m.month})
			i = len(slots) - 1
		}
		slots[i].Meeting, slots[i].State, slots[i].HeldOn, slots[i].Combined = m.id, m.state, m.heldOn, m.combined
		if m.kind == meeting.Thematic && m.topic != "" {
			slots[i].Topic = m.topic
		}
	}
	slices.SortStableFunc(slots, func(a, b Slot) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.HeldOn, b.HeldOn))
	})
	return slots
}

// replan gives what drawing changes of a year: the slots to put, with the id,
// topic and version of those that stand in their place, and the slots to take
// out. What has a meeting stays.
func replan(had, drawn []Slot) (put, out []Slot) {
	for _, d := range drawn {
		i := slices.IndexFunc(had, func(s Slot) bool { return s.Kind == d.Kind && s.Month == d.Month })
		switch {
		case i < 0:
			d.ID, d.Version = ID(db.NewID()), 0
		case had[i].Meeting != "" || had[i].HeldOn == d.HeldOn:
			continue
		default:
			d.ID, d.Topic, d.Version = had[i].ID, had[i].Topic, had[i].Version
		}
		put = append(put, d)
	}
	for _, s := range had {
		if s.ID != "" && s.Meeting == "" && !slices.ContainsFunc(drawn, func(d Slot) bool { return d.Kind == s.Kind && d.Month == s.Month }) {
			out = append(out, s)
		}
	}
	return put, out
}
