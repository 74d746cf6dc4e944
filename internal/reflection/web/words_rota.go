package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/reflection/rota"
	"chibo/internal/ui"
)

// query names a unit and a year in an address.
func query(unit org.ID, of int) string {
	return "?unit=" + url.QueryEscape(string(unit)) + "&year=" + strconv.Itoa(of)
}

// rotaHref is a page of the rota of a year.
func rotaHref(unit org.ID, of int, page string) string {
	return "/reflection/rota" + page + query(unit, of)
}

// yearPlan is the page on which the meetings of a year are planned.
func yearPlan(unit org.ID, of int) string { return "/meeting/year" + query(unit, of) }

func pick(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}

func contains(months []rota.Month, n rota.Month) bool { return slices.Contains(months, n) }

func monthNumber(d db.Date) rota.Month { return year.MonthOf(d) }

// romans are the quarters as a Vietnamese office numbers them.
var romans = []string{"", "I", "II", "III", "IV"}

// yearChips lead to the years around today's.
func yearChips(of int, today db.Date, at func(int) string) (chips []ui.Chip) {
	years := []int{today.Year() - 1, today.Year(), today.Year() + 1}
	if !slices.Contains(years, of) {
		years = append(years, of)
	}
	slices.Sort(years)
	for _, y := range years {
		chips = append(chips, ui.Chip{Href: at(y), Label: strconv.Itoa(y), Current: y == of})
	}
	return chips
}

func rotaYears(b reflection.Board) []ui.Chip {
	return yearChips(b.Year, b.Today, func(y int) string { return rotaHref(b.Unit.ID, y, "") })
}

func rotaLede(ctx context.Context, b reflection.Board) string {
	regular, thematic := 0, 0
	for _, m := range b.Months {
		if m.Regular != nil {
			regular++
		}
		thematic += len(m.Thematic)
	}
	if regular == 0 {
		return ui.T(ctx, "reflection.rota_lede_none")
	}
	if thematic == 0 {
		return ui.T(ctx, "reflection.rota_lede_regular", regular)
	}
	return ui.T(ctx, "reflection.rota_lede", regular, thematic)
}

// infoText says how the year stands in one or two sentences.
func infoText(ctx context.Context, b reflection.Board) string {
	people, with := 0, 0
	for _, p := range b.People {
		turns := len(b.TurnsOf(p.Person))
		if p.Gone || p.Spared && turns == 0 {
			continue
		}
		people++
		if turns > 0 {
			with++
		}
	}
	text := ui.T(ctx, "reflection.info_some", with, people)
	if with == people {
		text = ui.T(ctx, pick(b.Settings.Twice, "reflection.info_all_twice", "reflection.info_all"), people)
	}
	if few := fewMonths(ctx, b); few != "" {
		text += "; " + ui.T(ctx, "reflection.info_one", few)
	}
	text += "."
	free := 0
	for n := 1; n <= 12; n++ {
		free += b.Free(n)
	}
	if free > 0 {
		text += " " + ui.T(ctx, "reflection.info_free", free)
	}
	return text
}

// fewMonths names the months with one report where two are possible, if they
// are few enough to be named.
func fewMonths(ctx context.Context, b reflection.Board) string {
	var all []rota.Month
	for n, m := range b.Months {
		if m.Open() && len(m.Turns) == 1 && b.Settings.Most > 1 {
			all = append(all, n+1)
		}
	}
	if len(all) > 3 {
		return ""
	}
	return listMonths(ctx, all)
}

// listMonths writes "tháng 7, 9".
func listMonths(ctx context.Context, months []rota.Month) string {
	if len(months) == 0 {
		return ""
	}
	return ui.T(ctx, "reflection.months_n", numbers(months))
}

// numbers writes "7, 9".
func numbers(months []rota.Month) string {
	var all []string
	for _, n := range months {
		all = append(all, strconv.Itoa(n))
	}
	return strings.Join(all, ", ")
}

// shiftText says what drawing changes for somebody.
func shiftText(ctx context.Context, m reflection.Shift) string {
	switch {
	case m.From == 0:
		return ui.T(ctx, "reflection.shift_new", m.To)
	case m.To == 0:
		return ui.T(ctx, "reflection.shift_gone", m.From)
	}
	return ui.T(ctx, "reflection.shift", m.From, m.To)
}

// mark is what a month holds for somebody.
type mark string

const (
	markDone   mark = "done"   // reported
	markNow    mark = "now"    // told, for the next meeting that hears a report
	markPlan   mark = "plan"   // later
	markWish   mark = "wish"   // he volunteered
	markAbsent mark = "absent" // he cannot report
	markFree   mark = "free"   // the leaders may give him a place
)

var markIcons = map[mark]string{markDone: "check", markNow: "notes", markPlan: "circle-dot", markWish: "hand-stop", markAbsent: "minus"}

// mark of a month for somebody; "" where there is nothing to say.
func (p rotaProps) mark(who reflection.Participant, n rota.Month) mark {
	m := p.Months[n-1]
	if t := p.Turn(who.Person, n); t != nil {
		switch {
		case t.State.Heard():
			return markDone
		case t.State.Told() && n == p.Next():
			return markNow
		}
		return markPlan
	}
	switch {
	case !m.Open() || m.Over:
		return ""
	case contains(who.Wishes, n):
		return markWish
	case contains(who.Absent, n) || contains(who.Away, n):
		return markAbsent
	case p.Leads && p.Drawn() && !who.Gone && p.Free(n) > 0 && p.MayVolunteer(who.Person, n) && len(p.TurnsOf(who.Person)) == 0:
		return markFree
	}
	return ""
}

// others are the marks beside turns that the matrix holds, for the legend.
func (p rotaProps) others() (all []mark) {
	for _, kind := range []mark{markWish, markAbsent} {
		if slices.ContainsFunc(p.People, func(who reflection.Participant) bool {
			for n := 1; n <= 12; n++ {
				if p.mark(who, n) == kind {
					return true
				}
			}
			return false
		}) {
			all = append(all, kind)
		}
	}
	return all
}

// says is a mark in words: who, when and what.
func says(ctx context.Context, b reflection.Board, who reflection.Participant, n rota.Month, kind mark) string {
	if kind == "" {
		return ""
	}
	if t := b.Turn(who.Person, n); t != nil {
		return ui.T(ctx, "reflection.says", named(ctx, who.Name), n, stateName(ctx, b.Unit, t.State))
	}
	return ui.T(ctx, "reflection.says_"+string(kind), named(ctx, who.Name), n)
}

// column is the class of a month's cells.
func (p rotaProps) column(n rota.Month) string {
	switch {
	case !p.Months[n-1].Open():
		return "theme"
	case n == p.Next():
		return "cur"
	}
	return ""
}

// heldDay is a day on which a regular meeting was held, for the legend.
func (p rotaProps) heldDay() string {
	for _, m := range p.Months {
		if m.Regular != nil && m.Regular.Begun() {
			return i18n.DayMonth(string(m.Regular.HeldOn))
		}
	}
	return ""
}

// roleOf is what stands behind a name: the post, else that he is on probation.
func roleOf(ctx context.Context, p reflection.Participant) string {
	switch {
	case p.Gone:
		return ui.T(ctx, "reflection.rota_gone")
	case p.Post != "":
		return ui.T(ctx, "member.post_"+string(p.Post))
	case p.Status == member.Probationary:
		return ui.T(ctx, "member.status_"+string(p.Status))
	}
	return ""
}

// meetingsOf names the meetings of a month in one line.
func meetingsOf(ctx context.Context, m reflection.BoardMonth) string {
	var all []string
	if m.Regular != nil {
		all = append(all, ui.T(ctx, "reflection.rota_regular_on", i18n.DayMonth(string(m.Regular.HeldOn))))
	}
	for _, s := range m.Thematic {
		all = append(all, ui.T(ctx, "reflection.rota_cd")+" "+i18n.DayMonth(string(s.HeldOn)))
	}
	return strings.Join(all, " · ")
}

func topicOf(ctx context.Context, s year.Slot) string {
	if s.Topic == "" {
		return ui.T(ctx, "reflection.rota_no_topic")
	}
	return s.Topic
}

// volunteers reports whether the reader can offer himself for a month, or has.
func (p rotaProps) volunteers() bool {
	for n := 1; n <= 12; n++ {
		if m := p.Months[n-1]; !m.Over && p.Me != "" && (p.MayVolunteer(p.Me, n) || p.wishes(p.Me, n)) {
			return true
		}
	}
	return false
}

// through is the last month whose turns the page tells.
func (p rotaProps) through() db.Date { return throughOf(p.at.Query().Get("through"), p.Year) }

// throughChips lead to the months through which turns can be told.
func (p rotaProps) throughChips(ctx context.Context, now db.Date) (chips []ui.Chip) {
	for n := 1; n <= 12; n++ {
		told := len(p.Untold(n))
		if n < 12 && told == len(p.Untold(n-1)) {
			continue
		}
		month := p.Months[n-1].Month
		chips = append(chips, ui.Chip{
			Href: p.page("/tell") + "&through=" + string(month), Label: ui.T(ctx, "reflection.through_n", n), Count: strconv.Itoa(told), Current: month == now,
		})
	}
	return chips
}

// changeable are the turns that can still be changed.
func (p rotaProps) changeable() (all []reflection.Report) {
	for _, m := range p.Months {
		for _, t := range m.Turns {
			if t.State.Open() {
				all = append(all, t)
			}
		}
	}
	return all
}

// room are the months with a free place, to choose from.
func (p rotaProps) room(ctx context.Context) (all []ui.Choice) {
	for n := 1; n <= 12; n++ {
		if free := p.Free(n); free > 0 {
			all = append(all, ui.Choice{Value: string(p.Months[n-1].Month), Label: ui.T(ctx, "reflection.room_n", n, free)})
		}
	}
	return all
}

// members are who may be given a turn, to choose from.
func (p rotaProps) members(ctx context.Context) (all []ui.Choice) {
	for _, who := range p.People {
		if !who.Gone {
			all = append(all, ui.Choice{Value: string(who.Person), Label: named(ctx, who.Name)})
		}
	}
	return all
}

// chosen is whose absences the page changes, nil before one is chosen.
func (p rotaProps) chosen() *reflection.Participant {
	who, ok := p.Of(p.at.Query().Get("person"))
	if !ok || who.Gone {
		return nil
	}
	return &who
}

// absences are the months of the year, those ticked in which he cannot report.
func (p rotaProps) absences(ctx context.Context, who reflection.Participant) (all []ui.Choice) {
	for n := 1; n <= 12; n++ {
		all = append(all, ui.Choice{Value: strconv.Itoa(n), Label: ui.T(ctx, "reflection.rota_month_n", n), Current: contains(who.Absent, n)})
	}
	return all
}

// monthsText says for which months somebody volunteered and in which he cannot
// report.
func monthsText(ctx context.Context, who reflection.Participant) string {
	var all []string
	if months := listMonths(ctx, who.Wishes); months != "" {
		all = append(all, ui.T(ctx, "reflection.wishes_for", months))
	}
	if months := listMonths(ctx, slices.Compact(slices.Sorted(slices.Values(slices.Concat(who.Absent, who.Away))))); months != "" {
		all = append(all, ui.T(ctx, "reflection.absent_in", months))
	}
	return strings.Join(all, " · ")
}

// belowColumns are the figures of a unit.
var belowColumns = []struct {
	key    string
	states []reflection.State
}{
	{"reflection.below_planned", []reflection.State{reflection.Planned}},
	{"reflection.below_told", []reflection.State{reflection.Assigned, reflection.Drafting}},
	{"reflection.below_review", []reflection.State{reflection.InReview, reflection.Revised}},
	{"reflection.below_heard", []reflection.State{reflection.Presented, reflection.Concluded}},
	{"reflection.below_final", []reflection.State{reflection.Final}},
}
