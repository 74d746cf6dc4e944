package article

import (
	"maps"
	"slices"

	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/meeting"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/target"
	"chibo/internal/task"
	"chibo/internal/topic"
)

// ofStation is S0: the topics, the tasks and the awards of a cell until 2013.
func ofStation(tx *db.Tx, u org.Unit) (Figures, error) {
	const asOf db.Date = "2013-12-31"
	first, after := db.Date("2013-01-01"), asOf.AddDays(1)
	topics, err := topic.CoverageOn(tx, u.ID, asOf)
	if err != nil {
		return nil, err
	}
	tasks, err := task.TallyIn(tx, u.ID, first, after)
	if err != nil {
		return nil, err
	}
	well := 0
	for _, t := range tasks {
		if t.Late+t.NotDone+t.Open == 0 {
			well++
		}
	}
	streaks, err := commendation.StreaksOf(tx, u.ID, asOf)
	if err != nil {
		return nil, err
	}
	longest := 0
	for _, s := range streaks {
		longest = max(longest, s.Years())
	}
	awards, err := commendation.TallyUnder(tx, u.ID, first, after)
	return Figures{
		{"as_of", asOf},
		{"topics_assigned_percent", percent(topics.Given, topics.Expected)},
		{"members_completed_tasks_well_percent", percent(well, len(tasks))},
		{"committee_awards_years_in_a_row", longest},
		{"bloc_awards_2013", awarded(awards, commendation.ByBloc, commendation.Diploma).Collective.Turns},
	}, err
}

// awarded is how many awards of a level and form there were.
func awarded(t commendation.Tally, level commendation.Level, form commendation.Form) commendation.Count {
	i := slices.IndexFunc(t.Counts, func(c commendation.Count) bool { return c.Level == level && c.Form == form })
	if i < 0 {
		return commendation.Count{}
	}
	return t.Counts[i]
}

// ofDepartment is S1: the people, the awards and the voice of the public of a
// committee with its cells in 2010, and those admitted in its term until then.
func ofDepartment(tx *db.Tx, u org.Unit) (Figures, error) {
	const asOf db.Date = "2010-12-31"
	after := asOf.AddDays(1)
	units, err := org.Under(tx, u.Path)
	if err != nil {
		return nil, err
	}
	direct := slices.DeleteFunc(units, func(below org.Unit) bool { return below.Parent != u.ID || below.Kind.Mass() })
	cells, _, err := member.TurnsUnder(tx, u.Path, after, after)
	if err != nil {
		return nil, err
	}
	members := 0
	for _, n := range cells {
		members += n
	}
	staff, _, err := org.Staff(tx, u.ID, asOf)
	if err != nil {
		return nil, err
	}
	admitted, err := ofTerm(tx, u)
	if err != nil {
		return nil, err
	}
	awards, err := awardsUntil(tx, u, after)
	if err != nil {
		return nil, err
	}
	trends, err := trendsUntil(tx, u, asOf.Month())
	return slices.Concat(Figures{
		{"as_of", asOf},
		{"direct_units", len(direct)},
		{"members", members},
		{"share_of_staff_percent", percent(members, staff)},
	}, admitted, awards, trends), err
}

// ofTerm is how many were admitted in the term that ran as the year 2010 began,
// and how much that is of what was to be reached.
func ofTerm(tx *db.Tx, u org.Unit) (Figures, error) {
	aim, term, _, err := target.OfTerm(tx, u.ID, target.BySourceAdmitted, "2010-01-01")
	if err != nil {
		return nil, err
	}
	admitted, err := target.Admitted(tx, u.ID, term.From, term.To)
	reached, _ := target.Percent(target.Whole(admitted), aim)
	return Figures{{"admitted_2005_2010", admitted}, {"admission_target_percent", reached}}, err
}

// awardsUntil counts those who were commended in three years and the turns in
// five.
func awardsUntil(tx *db.Tx, u org.Unit, day db.Date) (Figures, error) {
	three, err := commendation.TallyUnder(tx, u.ID, day.AddMonths(-36), day)
	if err != nil {
		return nil, err
	}
	five, err := commendation.TallyUnder(tx, u.ID, day.AddMonths(-60), day)
	distinct := func(c commendation.Count) Figures {
		return Figures{{"collectives", c.Collective.Distinct}, {"persons", c.Individual.Distinct}}
	}
	yearly := awarded(five, commendation.ByDepartment, commendation.Certificate)
	return Figures{
		{"three_years", Figures{
			{"province_bang_khen", distinct(awarded(three, commendation.ByProvince, commendation.Diploma))},
			{"bloc_giay_khen", distinct(awarded(three, commendation.ByBloc, commendation.Certificate))},
		}},
		{"five_years", Figures{
			{"department_giay_khen", Figures{{"collective_luot", yearly.Collective.Turns}, {"individual_luot", yearly.Individual.Turns}}},
		}},
	}, err
}

// trendsUntil says where calls to the hotline and praise went until a month.
func trendsUntil(tx *db.Tx, u org.Unit, month db.Date) (Figures, error) {
	calls, err := feedback.TrendOf(tx, u, feedback.Concern, feedback.Hotline, month)
	if err != nil {
		return nil, err
	}
	praise, err := feedback.TrendOf(tx, u, feedback.Praise, "", month)
	return Figures{{"hotline_calls_trend", calls.Way()}, {"praise_trend", praise.Way()}}, err
}

// smallCell is the code of S2's neighbour, of few members.
const smallCell = "S2-DS"

// ofHospital is S2: how a cell spread the reports of its members over 2013.
func ofHospital(tx *db.Tx, u org.Unit) (Figures, error) {
	const asOf db.Date = "2013-12-31"
	reports, err := reflection.HeardIn(tx, u.ID, "2013-01", asOf.Month())
	if err != nil {
		return nil, err
	}
	months := counted(reports, func(r reflection.Report) db.Date { return r.Month })
	least, most := bounds(slices.Collect(maps.Values(months)))
	slots, err := year.SlotsOf(tx, u.ID, asOf.Year())
	if err != nil {
		return nil, err
	}
	quarters := make([]int, 4)
	for _, s := range slots {
		if s.Kind == meeting.Thematic {
			quarters[(int(s.Month.Time().Month())-1)/3]++
		}
	}
	small, err := unit(tx, smallCell)
	if err != nil {
		return nil, err
	}
	its, err := reflection.HeardIn(tx, small.ID, "2013-01", asOf.Month())
	people := counted(its, func(r reflection.Report) member.ID { return r.Person })
	turns, _ := bounds(slices.Collect(maps.Values(people)))
	return Figures{
		{"as_of", asOf},
		{"reporters_a_month_min", least},
		{"reporters_a_month_max", most},
		{"thematic_meetings_a_quarter", slices.Min(quarters)},
		{"months_with_reports", len(months)},
		{"turns_a_year_small_cell", turns},
	}, err
}

// counted is how many reports there were of each.
func counted[K comparable](reports []reflection.Report, key func(reflection.Report) K) map[K]int {
	n := map[K]int{}
	for _, r := range reports {
		n[key(r)]++
	}
	return n
}

// ofEyeHospital is S3: the members of a cell in 2024 and those admitted since 2022.
func ofEyeHospital(tx *db.Tx, u org.Unit) (Figures, error) {
	const asOf db.Date = "2024-06-14"
	roll, err := member.CountOn(tx, u, asOf)
	if err != nil {
		return nil, err
	}
	admitted, err := target.Admitted(tx, u.ID, "2022-01-01", asOf.AddDays(1))
	return Figures{{"as_of", asOf}, {"members", roll.Total}, {"staff", roll.Staff}, {"admitted_since_2022", admitted}}, err
}

// ofCentre is S4: the members of a cell in 2019 and who presented at its briefings.
func ofCentre(tx *db.Tx, u org.Unit) (Figures, error) {
	const asOf db.Date = "2019-10-29"
	roll, err := member.CountOn(tx, u, asOf)
	if err != nil {
		return nil, err
	}
	briefings, err := topic.BriefingsHeld(tx, u.ID, asOf)
	presenters := make([]int, len(briefings))
	for i, b := range briefings {
		if presenters[i] = 1; b.Second != "" {
			presenters[i] = 2
		}
	}
	least, most := bounds(presenters)
	return Figures{
		{"as_of", asOf},
		{"official_members", roll.Official},
		{"women", roll.Women},
		{"presenters_a_briefing_min", least},
		{"presenters_a_briefing_max", most},
	}, err
}
