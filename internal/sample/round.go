package sample

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
)

// round is the year of a unit, from the plan of its meetings to the reports
// that they hear, on its way into the database.
type round struct {
	Services
	common
	spec     unitSpec
	unit     org.ID
	people   []person
	habit    habit
	themes   []subject
	sittings []sitting
	today    db.Date
	past     turnsOnce // of the article's year
	heard    []*report // of this year, the oldest first
	ahead    []*report // that the next meeting with reports hears
}

// report is somebody's report on its way into the database.
type report struct {
	reportSpec
	id    reflection.ID
	who   int // of the people of the unit
	at    sitting
	texts reflection.Texts
}

// aside is when the chapters of the shown cell meet.
var aside = habit{Day: 20}

// reporters are who reports at the next meeting where that is told: whose
// report the leaders have read, and who is still writing.
var reporters = map[string][]int{shown: {6, 3}, shown + ".CD": {2, 1}, shown + ".DTN": {2, 1}}

// rounds are those of the cells whose meetings are in the sample, and of the
// shown cell's chapters.
func (s Services) rounds(h *house, c common, today db.Date) (all []*round) {
	for _, u := range h.Units {
		r := &round{Services: s, common: c, spec: u, unit: h.units[u.Code], people: h.people[u.Code], habit: aside, themes: h.Themes, today: today}
		switch {
		case u.Meets != nil:
			r.habit = *u.Meets
		case u.Parent != shown:
			continue
		}
		r.sittings = calendar(r.habit, h.Year, today)
		r.recall(h)
		if !r.habit.Past {
			r.turns()
		}
		all = append(all, r)
	}
	return all
}

// hears reports whether reports can be heard in a month: a month with a
// thematic meeting has none (C2).
func (r *round) hears(month db.Date) bool {
	return !r.habit.Thematic || !slices.Contains(themedMonths, int(month.Time().Month()))
}

// next is the month of the reports ahead: that of the next meeting, or the one
// after.
func (r *round) next() db.Date {
	month := r.sittings[len(r.sittings)-1].Month
	if i := slices.IndexFunc(r.sittings, func(s sitting) bool { return s.Left < 0 }); i >= 0 {
		month = r.sittings[i].Month
	}
	for !r.hears(month) {
		month = monthOf(month.Time().AddDate(0, 1, 0))
	}
	return month
}

// turns shares out the turns of this year until the next meeting, in the order
// of the people: who leads goes ahead as an example.
func (r *round) turns() {
	next := r.next()
	told := reporters[r.spec.Code]
	had := make([]bool, len(r.people))
	for _, who := range told {
		had[who] = next.Year() == r.today.Year()
	}
	pick := func(on db.Date) (who int, ok bool) {
		for n, p := range r.people {
			if !had[n] && p.sits(on) && p.sits(r.today) {
				had[n] = true
				return n, true
			}
		}
		return 0, false
	}
	months, places := 0, 0
	for _, at := range r.sittings {
		if at.Kind != meeting.Regular || at.Month.Year() != r.today.Year() || !r.hears(at.Month) || at.Left < 0 {
			continue
		}
		months++
		for places < r.due(months) {
			who, ok := pick(at.On)
			if !ok {
				break
			}
			r.heard, places = append(r.heard, r.report(who, len(r.heard), at)), places+1
		}
		places = r.due(months)
	}
	for n := range max(len(told), r.due(months+1)-places) {
		who, ok := 0, n < len(told)
		if ok {
			who = told[n]
		} else if who, ok = pick(r.today); !ok {
			break
		}
		r.ahead = append(r.ahead, r.report(who, len(r.heard)+n, sitting{Month: next, Left: -1}))
	}
}

// due is how many turns there are until the n-th month with reports, so that
// everybody who sits comes to have one in the year: at most two a month.
func (r *round) due(months int) int {
	open, sit := 12, 0
	if r.habit.Thematic {
		open -= len(themedMonths)
	}
	for _, p := range r.people {
		if p.sits(r.today) {
			sit++
		}
	}
	return min((months*sit+open-1)/open, 2*months)
}

// begin plans the year and tells the turns that meetings hear.
func (r *round) begin(ctx context.Context) error {
	if err := r.past.begin(ctx); err != nil {
		return err
	}
	for _, y := range r.years() {
		if err := r.plan(ctx, y); err != nil {
			return err
		}
	}
	for _, p := range slices.Concat(r.heard, r.ahead) {
		var err error
		if p.id, err = r.Reflections.Assign(ctx, as(r.people[0].id), r.unit, r.people[p.who].id, p.at.Month, true); err != nil {
			return err
		}
	}
	for _, p := range r.heard {
		if err := r.Reflections.Submit(ctx, r.author(p), p.id, 0, p.texts, nil); err != nil {
			return err
		}
	}
	return nil
}

// years are this year and, in its last days, the next; none for who met in the
// past alone.
func (r *round) years() []int {
	if r.habit.Past {
		return nil
	}
	years := []int{r.today.Year()}
	if next := r.next().Year(); next != years[0] {
		years = append(years, next)
	}
	return years
}

// volunteer is who of the shown cell asked for a month, and which.
var volunteer = struct {
	who   int
	month string
}{12, "-12"}

// draw plans who reports in the months to come.
func (r *round) draw(ctx context.Context) error {
	wish := db.Date(r.today[:len("2006")]) + db.Date(volunteer.month)
	told := slices.ContainsFunc(slices.Concat(r.heard, r.ahead), func(p *report) bool { return p.who == volunteer.who })
	if r.spec.Code == shown && !told && r.next() < wish {
		who := r.people[volunteer.who].id
		if err := r.Reflections.Volunteer(ctx, as(who), r.unit, who, wish, true); err != nil {
			return err
		}
	}
	for _, y := range r.years() {
		if _, err := r.Reflections.DrawRota(ctx, access.Console, r.unit, y, false); err != nil {
			return err
		}
	}
	return nil
}

func (r *round) author(p *report) access.Actor { return as(r.people[p.who].id) }

// plan draws the year of meetings, and names the topics of thematic ones.
func (r *round) plan(ctx context.Context, y int) error {
	pattern := year.Pattern{Day: r.habit.Day, After: themedAfter}
	if r.habit.Thematic {
		pattern.Thematic = themedMonths
	}
	if err := r.Years.Draw(ctx, access.Console, r.unit, y, pattern); err != nil || !r.habit.Thematic {
		return err
	}
	plan, err := r.Years.Get(ctx, access.Console, r.unit, y)
	if err != nil {
		return err
	}
	for _, slot := range plan.Of(meeting.Thematic) {
		if err := r.Years.Amend(ctx, access.Console, slot.ID, slot.Version, slot.HeldOn, themeOf(r.themes, slot.Month).Title); err != nil {
			return err
		}
	}
	return nil
}

// themeOf is what the thematic meeting of a month is about.
func themeOf(themes []subject, month db.Date) subject { return themes[serial(month)/3%len(themes)] }

// hearing are the reports that the meeting of a month hears, by their ids.
func (r *round) hearing(month db.Date) map[string]*report {
	all := map[string]*report{}
	for _, p := range slices.Concat(r.past.reports, r.heard) {
		if p.at.Month == month {
			all[string(p.id)] = p
		}
	}
	return all
}

// helper is who helps the one: the next of the unit who sits today.
func (r *round) helper(who int) member.ID {
	for n := range r.people {
		if p := r.people[(who+1+n)%len(r.people)]; p.sits(r.today) {
			return p.id
		}
	}
	return ""
}
