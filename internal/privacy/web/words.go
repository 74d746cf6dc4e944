package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func href(id privacy.ID) string { return "/privacy/request/" + string(id) }

func ofUnit(path string, unit org.ID) string { return path + "?unit=" + string(unit) }

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

func day(d db.Date) string { return i18n.Short(string(d)) }

func moment(ctx context.Context, at db.Time) string { return at.Local(ui.From(ctx).Lang) }

func sectionName(ctx context.Context, s privacy.Section) string {
	if s == "" {
		return ui.T(ctx, "privacy.section_all")
	}
	return ui.T(ctx, "privacy.section_"+string(s))
}

func kindName(ctx context.Context, k privacy.Kind) string {
	return ui.T(ctx, "privacy.kind_"+string(k))
}

func stateName(ctx context.Context, s privacy.State) string {
	return ui.T(ctx, "privacy.state_"+string(s))
}

func groundName(ctx context.Context, g privacy.Ground) string {
	return ui.T(ctx, "privacy.ground_"+string(g))
}

// requestTag is how a request shows on a day.
func requestTag(q privacy.Request, today db.Date) ui.Kind {
	switch {
	case q.Overdue(today):
		return ui.Late
	case q.State.Open():
		return ui.Now
	case q.State == privacy.Fulfilled:
		return ui.Done
	}
	return ui.Off
}

// late is by how many days a request has passed its day.
func late(q privacy.Request, today db.Date) int {
	return int(today.Time().Sub(q.Due().Time()).Hours() / 24)
}

// tagText is the state, or by how much it is late.
func tagText(ctx context.Context, q privacy.Request, today db.Date) string {
	if q.Overdue(today) {
		return ui.T(ctx, "privacy.late", late(q, today))
	}
	return stateName(ctx, q.State)
}

// requestMeta is a request in one line; with the person for who answers.
func requestMeta(ctx context.Context, q privacy.Request, named bool) string {
	text := ui.T(ctx, "privacy.filed_of", day(q.FiledOn), sectionName(ctx, q.Section))
	if due := q.Due(); due != "" {
		text += " · " + ui.T(ctx, "privacy.due_"+string(q.State), day(due))
	}
	if q.ClosedOn != "" {
		text += " · " + ui.T(ctx, "privacy.closed_of", day(q.ClosedOn))
	}
	if named && q.OnPaper {
		text += " · " + ui.T(ctx, "privacy.on_paper")
	}
	return text
}

// personName names whose data it is; a name that is gone was forgotten.
func personName(ctx context.Context, q privacy.Request) string {
	if q.Name == "" {
		return ui.T(ctx, "privacy.forgotten")
	}
	return q.Name
}

// facts are what is known of a request.
func facts(ctx context.Context, sh privacy.Sheet) []ui.Pair {
	q := sh.Request
	var all []ui.Pair
	add := func(key, value string) {
		if value != "" {
			all = append(all, ui.Pair{Label: ui.T(ctx, "privacy."+key), Value: value})
		}
	}
	add("person", personName(ctx, q))
	add("kind", kindName(ctx, q.Kind))
	add("section", sectionName(ctx, q.Section))
	add("body", q.Body)
	add("filed_on", day(q.FiledOn))
	if q.OnPaper {
		add("came", ui.T(ctx, "privacy.on_paper"))
	}
	if q.State == privacy.Filed {
		add("respond_by", day(q.RespondBy))
	}
	if q.State.Open() {
		add("fulfil_by", day(q.FulfilBy))
	}
	add("answered_by", sh.Unit.Name)
	add("taken_on", day(q.TakenOn))
	add("course", q.Course)
	add("closed_on", day(q.ClosedOn))
	if q.Ground != "" {
		add("ground", groundName(ctx, q.Ground))
	}
	add("answer", q.Answer)
	return all
}

// steps are the way of a request.
func steps(ctx context.Context, q privacy.Request) []ui.Step {
	last := privacy.Fulfilled
	if !q.State.Open() {
		last = q.State
	}
	way := []privacy.State{privacy.Filed, privacy.Taken, last}
	return ui.Way(ctx, "privacy.state_", way, q.State, !q.State.Open())
}

func kindChoices(ctx context.Context) (all []ui.Choice) {
	for _, k := range privacy.Kinds {
		all = append(all, ui.Choice{Value: string(k), Label: kindName(ctx, k), Note: ui.T(ctx, "privacy.kind_note_"+string(k))})
	}
	return all
}

func sectionChoices(ctx context.Context, chosen string) (all []ui.Choice) {
	for _, s := range privacy.Sections {
		all = append(all, ui.Choice{Value: string(s), Label: sectionName(ctx, s), Current: string(s) == chosen})
	}
	return all
}

func groundChoices(ctx context.Context, sh privacy.Sheet) (all []ui.Choice) {
	for _, g := range privacy.Grounds {
		if g != privacy.Belonging || sh.Belongs {
			all = append(all, ui.Choice{Value: string(g), Label: groundName(ctx, g)})
		}
	}
	return all
}

func peopleChoices(ctx context.Context, people []privacy.Known) (all []ui.Choice) {
	for _, k := range people {
		label := k.Name
		if k.Left != "" {
			label = ui.T(ctx, "privacy.left", k.Name, day(k.Left))
		}
		all = append(all, ui.Choice{Value: string(k.Person), Label: label})
	}
	return all
}

// traceName says what was read.
func traceName(ctx context.Context, kind string) string {
	if slices.Contains(traceKinds, kind) {
		return ui.T(ctx, "privacy.trace_"+kind)
	}
	return ui.T(ctx, "privacy.trace_other")
}

// traceKinds are the kinds of records whose reading is noted.
var traceKinds = []string{
	"person", "member_list", "movement", "movement_list", "transfer", "decision", "admission_candidate", "reflection", "reflection_remark",
	"evaluation", "evaluation_list", "welfare", "privacy_request",
}

func reader(ctx context.Context, t privacy.Trace) string {
	return server.Doer(ctx, t.Reader, t.Account)
}

// at is an address of the same report, by another path.
func at(from *url.URL, path string) string {
	q := from.Query()
	q.Del("page")
	return path + "?" + q.Encode()
}

// lastDays is the address of the report of the last days.
func lastDays(unit org.ID, days int) string {
	return trail + "?unit=" + string(unit) + "&days=" + strconv.Itoa(days)
}

// spans are the usual times of a report, in days.
var spans = []int{1, 7, 30, 90}

func spanChips(ctx context.Context, p trailProps) (all []ui.Chip) {
	now := p.at.Query().Get("days")
	if now == "" && p.form == nil {
		now = strconv.Itoa(usual)
	}
	for _, n := range spans {
		all = append(all, ui.Chip{Href: lastDays(p.Unit.ID, n), Label: ui.T(ctx, "privacy.last_days", n), Current: now == strconv.Itoa(n)})
	}
	return all
}

// clock is the time of day of a moment.
func clock(t db.Time) string { return t.In(db.Zone).Format("15:04") }
