package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/evaluation"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/ui"
)

// href is the address of a review, fileHref that of a file; to and fileTo are
// those of pages about them.
func href(id evaluation.ID) string { return "/evaluation/of/" + url.PathEscape(string(id)) }

func to(id evaluation.ID, page string) string { return href(id) + "/" + page }

func fileHref(id evaluation.FileID) string { return "/evaluation/file/" + url.PathEscape(string(id)) }

func fileTo(id evaluation.FileID, page string) string { return fileHref(id) + "/" + page }

// of gives a page of a unit its unit.
func of(page string, unit org.ID) string { return page + "?unit=" + url.QueryEscape(string(unit)) }

func day(d db.Date) string { return i18n.Short(string(d)) }

// periodName names a period: «năm 2026».
func periodName(ctx context.Context, p evaluation.Period) string {
	return periodWords(ctx, "period", p)
}

// periodWords names a period within a sentence ("period") or alone ("chip").
func periodWords(ctx context.Context, where string, p evaluation.Period) string {
	if p.Quarter == 0 {
		return ui.T(ctx, "evaluation."+where+"_year", strconv.Itoa(p.Year))
	}
	return ui.T(ctx, "evaluation."+where+"_quarter", p.Quarter, strconv.Itoa(p.Year))
}

// levelName is the words of a level; a dash where there is none yet.
func levelName(levels rulebook.Codes, l evaluation.Level) string {
	if l == "" {
		return "–"
	}
	i := slices.IndexFunc(levels, func(c rulebook.Code) bool { return c.Code == string(l) })
	if i < 0 {
		return string(l)
	}
	return levels[i].Title
}

// levelChoices are the levels as a form offers them.
func levelChoices(levels rulebook.Codes) (all []ui.Choice) {
	for _, c := range levels {
		all = append(all, ui.Choice{Value: c.Code, Label: c.Title})
	}
	return all
}

var stateTags = map[evaluation.State]ui.Kind{evaluation.Open: ui.Now, evaluation.Voting: ui.Now, evaluation.Sent: ui.Soon, evaluation.Decided: ui.Done}

func stateName(ctx context.Context, s evaluation.State) string {
	return ui.T(ctx, "evaluation.state_"+string(s))
}

// steps are the states of a review along its way.
func steps(ctx context.Context, s evaluation.State) []ui.Step {
	return ui.Way(ctx, "evaluation.state_", evaluation.States, s, s == evaluation.Decided)
}

// lede names the next thing to do.
func lede(ctx context.Context, sh evaluation.Sheet) string {
	v, c := sh.Review, sh.Counts
	switch {
	case v.ID == "":
		return ui.T(ctx, "evaluation.lede_none")
	case v.State == evaluation.Open:
		return ui.T(ctx, "evaluation.lede_open", c.Submitted, c.Expected, day(v.Due))
	case v.State == evaluation.Voting:
		return ui.T(ctx, "evaluation.lede_voting", day(v.HeldOn), c.Voted, c.All)
	case v.State == evaluation.Sent:
		return ui.T(ctx, "evaluation.lede_sent", day(v.SentOn))
	}
	return ui.T(ctx, "evaluation.lede_decided", v.DecisionNo, day(v.DecisionOn))
}

// periodChips lead to the unit's other reviews.
func periodChips(ctx context.Context, sh evaluation.Sheet) (chips []ui.Chip) {
	for _, v := range sh.Periods {
		chips = append(chips, ui.Chip{Href: href(v.ID), Label: periodWords(ctx, "chip", v.Period), Current: v.ID == sh.Review.ID})
	}
	return chips
}

// capText says the limit of the best level, and where the unit stands.
func capText(ctx context.Context, c evaluation.Cap) string {
	key := "evaluation.cap_all"
	if c.OfGood {
		key = "evaluation.cap_good"
	}
	return ui.T(ctx, key, c.Percent, because(ctx, c.Rule), c.Most, c.Got)
}

// because names the document of a rule, and says whether it is to be confirmed.
func because(ctx context.Context, s rulebook.Source) string {
	text := s.Doc.No
	if s.ToConfirm {
		text += " – " + ui.T(ctx, "rulebook.to_confirm")
	}
	return text
}

// capKind is how much the note of the limit weighs.
func capKind(c evaluation.Cap) ui.Kind {
	if c.Beyond() {
		return ui.Warn
	}
	return ui.Info
}

// fact is a count that the record gives, with the list that shows it.
type fact struct {
	label, value, href string
}

// facts are the counts beside a file, each with its list.
func facts(ctx context.Context, sh evaluation.FileSheet) []fact {
	f, unit := sh.Now, sh.Unit.ID
	row := func(key, list string, args ...any) fact {
		return fact{ui.T(ctx, "evaluation.fact_"+key), ui.T(ctx, "evaluation.fact_"+key+"_is", args...), of(list, unit)}
	}
	awarded := func(key string, n int) fact {
		f := row(key, "/commendation", n)
		f.href += "&year=" + strconv.Itoa(sh.Review.Period.Year)
		return f
	}
	all := []fact{
		row("meetings", "/meeting", f.Present, f.Called, f.Excused),
		row("tasks", "/task", f.Tasks.InTime, f.Tasks.Late, f.Tasks.NotDone, f.Tasks.Open),
		row("kept", "/commitment", f.Kept.Done, f.Kept.Items),
		row("reports", "/reflection", f.Reports.Heard),
		row("remarks", "/reflection/remarks", f.Reports.Resolved, f.Reports.Unresolved),
		row("topics", "/topic", f.Topics),
	}
	if sh.Person == "" {
		all = slices.Replace(all, 0, 1, row("held", "/meeting", f.Meetings), row("attended", "/meeting", f.Present, f.Called, f.Excused))
		all = append(all, awarded("honours", f.Honours))
	}
	all = append(all, awarded("awards", f.Awards))
	return all
}

// factPairs are the counts as they stand on the page.
func factPairs(ctx context.Context, sh evaluation.FileSheet) (pairs []ui.Pair) {
	for _, f := range facts(ctx, sh) {
		pairs = append(pairs, ui.Pair{Label: f.label, Body: factLink(f)})
	}
	return pairs
}

// votesText is the vote on a file: 5/7.
func votesText(l evaluation.Line) string {
	if l.Voted == nil {
		return "–"
	}
	return strconv.Itoa(l.Voted.Count.Favour) + "/" + strconv.Itoa(l.Voted.Prospect.Base.Size)
}

// ownText is how far what somebody writes has come.
func ownText(ctx context.Context, l evaluation.Line) string {
	switch {
	case l.Suspended:
		return ui.T(ctx, "evaluation.writes_not")
	case l.SubmittedOn != "":
		return ui.T(ctx, "evaluation.submitted_on", day(l.SubmittedOn))
	}
	return ui.T(ctx, "evaluation.not_submitted")
}

// fileTitle names a file.
func fileTitle(ctx context.Context, sh evaluation.FileSheet) string {
	if sh.Person == "" {
		return ui.T(ctx, "evaluation.file_unit", periodName(ctx, sh.Review.Period))
	}
	return ui.T(ctx, "evaluation.file_of", sh.Name)
}

// partFields are the fields of a form, as they stand on the page.
func partFields(f evaluation.Form) (names []string) {
	for _, p := range evaluation.PartsOf(f) {
		names = append(names, evaluation.PartField+p.Key)
	}
	return append(names, "own_level")
}

// levelFields are the fields of a decision.
func levelFields(sh evaluation.Sheet) []string {
	names := []string{"number", "on"}
	for _, l := range sh.Lines {
		names = append(names, evaluation.LevelField+string(l.ID))
	}
	return names
}
