package web

import (
	"context"
	"math"
	"net/url"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/movement"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/ui"
)

func href(id movement.TransferID) string {
	return "/movement/transfer/" + url.PathEscape(string(id))
}

func to(id movement.TransferID, page string) string { return href(id) + "/" + page }

func decisionHref(id movement.DecisionID) string {
	return "/movement/decision/of/" + url.PathEscape(string(id))
}

func ownHref(person member.ID) string { return "/movement/person/" + url.PathEscape(string(person)) }

// ofUnit is the address of a page about a unit, with further pairs of a name
// and a value.
func ofUnit(path string, unit org.ID, more ...string) string {
	q := url.Values{"unit": {string(unit)}}
	for i := 0; i+1 < len(more); i += 2 {
		if more[i+1] != "" {
			q.Set(more[i], more[i+1])
		}
	}
	return path + "?" + q.Encode()
}

// day writes a date in full.
func day(d db.Date) string { return i18n.Short(string(d)) }

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func choicesOf(all []member.Holder) (some []ui.Choice) {
	for _, h := range all {
		some = append(some, ui.Choice{Value: string(h.Person), Label: h.Name})
	}
	return some
}

// chosen marks a choice.
func chosen(all []ui.Choice, value string) []ui.Choice {
	for i := range all {
		all[i].Current = all[i].Value == value
	}
	return all
}

func stateName(ctx context.Context, s movement.State) string {
	return ui.T(ctx, "movement.state_"+string(s))
}

func kindName(ctx context.Context, k movement.Kind) string {
	return ui.T(ctx, "movement.kind_"+string(k))
}

// stateKind is how a state shows.
func stateKind(s movement.State) ui.Kind {
	switch s {
	case movement.Received:
		return ui.Done
	case movement.Withdrawn:
		return ui.Off
	case movement.Requested:
		return ui.Plain
	}
	return ui.Now
}

// steps are the stages of a transfer. One from outside begins with its end.
func steps(ctx context.Context, t movement.Transfer) []ui.Step {
	return ui.Way(ctx, "movement.state_", movement.Stages, t.State, t.State == movement.Received)
}

// dueTag says how a transfer stands to its deadline.
func dueTag(ctx context.Context, d movement.Deadline, today db.Date) (ui.Kind, string) {
	switch {
	case d.On == "":
		return ui.Plain, ""
	case d.Late(today):
		return ui.Late, ui.T(ctx, "movement.late", day(d.On))
	case d.On <= today.AddDays(7):
		return ui.Soon, ui.T(ctx, "movement.until", day(d.On))
	}
	return ui.Plain, ui.T(ctx, "movement.until", day(d.On))
}

// because names the rule that gave a day, and whether it is to be confirmed.
func because(ctx context.Context, s rulebook.Source) string {
	text := s.Doc.No
	if s.Doc.Clause != "" {
		text += ", " + s.Doc.Clause
	}
	if s.ToConfirm {
		text += " – " + ui.T(ctx, "rulebook.to_confirm")
	}
	return ui.T(ctx, "movement.by_rule", text)
}

// pairs lists values under the texts of their names, those without one left
// out.
func pairs(ctx context.Context, namesAndValues ...string) (all []ui.Pair) {
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		if namesAndValues[i+1] != "" {
			all = append(all, ui.Pair{Label: ui.T(ctx, "movement."+namesAndValues[i]), Value: namesAndValues[i+1]})
		}
	}
	return all
}

// facts are what is known of a transfer.
func facts(ctx context.Context, t movement.Transfer) []ui.Pair {
	return pairs(ctx,
		"from_place", t.Origin(), "to_place", t.Goal(), "distance", ui.T(ctx, "movement.distance_"+string(t.Distance)),
		"moved_on", day(t.MovedOn), "reviewed_on", day(t.ReviewedOn), "review", t.Review, "letter_no", t.LetterNo, "letter_on", day(t.LetterOn),
		"fee_until", day(t.FeeUntil), "enclosed", t.Enclosed, "presented_on", day(t.PresentedOn), "received_on", day(t.ReceivedOn), "reason", t.Reason)
}

// holder is what papers say of the member.
func holder(ctx context.Context, h member.Holder) []ui.Pair {
	return pairs(ctx, "name", h.Name, "birth", day(h.Birth), "admitted", day(h.AdmittedOn), "official", day(h.OfficialOn), "card", h.Card)
}

// decisionFacts are what is known of a decision.
func decisionFacts(ctx context.Context, d movement.Decision) []ui.Pair {
	place := d.Outside
	if d.Host != "" {
		place = d.HostName
	}
	informed := ""
	if informs(d.Kind) {
		informed = dash(day(d.InformedOn))
	}
	where := "to_place"
	if d.Kind == movement.Visiting {
		where = "from_place"
	}
	return pairs(ctx, "name", d.Name, "kind", kindName(ctx, d.Kind), "ground", ground(ctx, d), "number", d.Number, "decided_on", day(d.DecidedOn),
		"since", day(d.From), "to", day(d.To), where, place, "informed_on", informed)
}

func ground(ctx context.Context, d movement.Decision) string {
	if len(d.Kind.Grounds()) < 2 {
		return ""
	}
	return ui.T(ctx, "movement.ground_"+d.Ground)
}

// informs reports whether the committee above is informed of the decision.
func informs(k movement.Kind) bool { return k == movement.Exempt || k == movement.Away }

// span is from when, and until when, a decision counts.
func span(ctx context.Context, d movement.Decision) string {
	if d.To == "" {
		return ui.T(ctx, "movement.from_day", day(d.From))
	}
	return day(d.From) + " – " + day(d.To)
}

// months are those up to which a fee may be paid, the latest first.
func months(today db.Date) (all []ui.Choice) {
	const ahead, back = 3, 24
	for n := ahead; n >= -back; n-- {
		month := db.Date(string(today.Month()) + "-01").AddMonths(n).Month()
		all = append(all, ui.Choice{Value: string(month), Label: day(month)})
	}
	return all
}

// distances are how far a place may be.
func distances(ctx context.Context) []ui.Choice {
	return ui.Choices(ctx, "movement.distance_", []movement.Distance{movement.Province, movement.Country})
}

// lineName names a row of the table.
func lineName(ctx context.Context, l movement.Line) string {
	return ui.T(ctx, "movement.line_"+string(l))
}

// balanceSheet is the table for a spreadsheet: that of the unit, and below it the
// sums of each cell of a committee.
func balanceSheet(ctx context.Context, p movement.BalancePage) paper.Sheet {
	s := paper.Sheet{
		Name:  ui.T(ctx, "movement.balance_short"),
		Title: []string{p.Unit.Name, ui.T(ctx, "movement.balance_of", day(p.From), day(p.Through)), ui.T(ctx, "movement.reference")},
		Columns: []paper.SheetColumn{
			{Header: ui.T(ctx, "movement.row")}, {Header: ui.T(ctx, "movement.count")}, {Header: ui.T(ctx, "movement.count_before")}, {Header: ui.T(ctx, "movement.percent")},
		},
	}
	row := func(label string, n, before int) { s.Rows = append(s.Rows, []any{label, n, before, share(n, before)}) }
	lines := func(all []movement.Line) {
		for n, l := range all {
			row(strconv.Itoa(n+1)+". "+lineName(ctx, l), p.Count(l), p.Prior.Count(l))
		}
	}
	row(ui.T(ctx, "movement.row_a"), p.Before, p.Prior.Before)
	row(ui.T(ctx, "movement.row_b"), p.In(), p.Prior.In())
	lines(movement.Increases)
	row(ui.T(ctx, "movement.row_c"), p.Out(), p.Prior.Out())
	lines(movement.Decreases)
	row(ui.T(ctx, "movement.row_d"), p.After(), p.Prior.After())
	if len(p.Cells) == 0 {
		return s
	}
	s.Columns = append(s.Columns, paper.SheetColumn{})
	heads := []any{ui.T(ctx, "movement.cell")}
	for _, letter := range []string{"d", "a", "b", "c"} {
		heads = append(heads, ui.T(ctx, "movement.row_"+letter))
	}
	s.Rows = append(s.Rows, []any{nil}, heads)
	for _, c := range p.Cells {
		s.Rows = append(s.Rows, []any{c.Unit.Name, c.After(), c.Before, c.In(), c.Out()})
	}
	return s
}

// share is how many percent of a figure of the year before another is, with one
// decimal; nothing of none.
func share(n, before int) any {
	if before == 0 {
		return nil
	}
	return math.Round(float64(n)*1000/float64(before)) / 10
}

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }
