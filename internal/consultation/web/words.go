package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"chibo/internal/consultation"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/ui"
)

func href(id consultation.ID) string { return "/consultation/of/" + url.PathEscape(string(id)) }

func opinionHref(id consultation.OpinionID) string {
	return "/consultation/opinion/of/" + url.PathEscape(string(id))
}

func ofUnit(path string, unit org.ID) string {
	return path + "?" + url.Values{"unit": {string(unit)}}.Encode()
}

func day(d db.Date) string { return i18n.Short(string(d)) }

func number(n int) string { return strconv.Itoa(n) }

// filesHref is the page on which papers on a matter are added, which leads back.
func filesHref(id consultation.ID) string {
	return "/document/of/" + consultation.FilesOf + "/" + url.PathEscape(string(id)) + "?back=" + url.QueryEscape(href(id))
}

// section is the menu entry under which the pages stand for a reader.
func section(leads bool) string {
	if leads {
		return "campaign"
	}
	return "commitment"
}

// parts are the pages beside each other; opinions only for those who deal with them.
func parts(ctx context.Context, u org.Unit, leads bool, current string) []ui.Chip {
	all := []ui.Chip{
		{Href: ofUnit("/consultation", u.ID), Label: ui.T(ctx, "consultation.part_asked"), Current: current == "asked"},
		{Href: ofUnit(public, u.ID), Label: ui.T(ctx, "consultation.part_public"), Current: current == "public"},
	}
	if leads {
		all = append(all, ui.Chip{Href: ofUnit("/consultation/opinion", u.ID), Label: ui.T(ctx, "consultation.part_opinion"), Current: current == "opinion"})
	}
	return all
}

func filters(ctx context.Context, l consultation.List) []ui.Chip {
	return []ui.Chip{
		{Href: ofUnit("/consultation", l.Unit.ID), Label: ui.T(ctx, "consultation.filter_current"), Current: l.Filter == consultation.Current},
		{Href: ofUnit("/consultation", l.Unit.ID) + "&filter=past", Label: ui.T(ctx, "consultation.filter_past"), Current: l.Filter == consultation.Past},
	}
}

var stateKinds = map[consultation.State]ui.Kind{
	consultation.Open: ui.Now, consultation.Closed: ui.Soon, consultation.Answered: ui.Done, consultation.Decided: ui.Done, consultation.Withdrawn: ui.Off,
}

func stateName(ctx context.Context, s consultation.State) string {
	return ui.T(ctx, "consultation.state_"+string(s))
}

// meta is a matter in one line.
func meta(ctx context.Context, m consultation.Matter, of org.Unit) string {
	all := []string{namesText(ctx, m)}
	if m.Unit != of.ID {
		all = append(all, m.UnitName)
	}
	if m.State == consultation.Open || m.State == consultation.Draft {
		all = append(all, ui.T(ctx, "consultation.until", day(m.ClosesOn)))
	}
	return strings.Join(all, " · ")
}

func namesText(ctx context.Context, m consultation.Matter) string {
	if m.Named {
		return ui.T(ctx, "consultation.names_with")
	}
	return ui.T(ctx, "consultation.names_without")
}

// steps are the way of a matter.
func steps(ctx context.Context, m consultation.Matter) []ui.Step {
	way := []consultation.State{consultation.Draft, consultation.Open, consultation.Closed, consultation.Answered, consultation.Decided}
	if m.State == consultation.Withdrawn {
		way = []consultation.State{consultation.Draft, consultation.Withdrawn}
	}
	return ui.Way(ctx, "consultation.state_", way, m.State, m.State == way[len(way)-1])
}

// lede says what comes next, to who leads; to the others, who asks.
func lede(ctx context.Context, sh consultation.Sheet) string {
	switch {
	case !sh.Leads:
		return sh.Matter.UnitName
	case sh.Matter.Named && sh.Matter.State == consultation.Open:
		return ui.T(ctx, "consultation.next_named")
	}
	return ui.T(ctx, "consultation.next_"+string(sh.Matter.State))
}

// facts are what there is to know of a matter.
func facts(ctx context.Context, sh consultation.Sheet) (all []ui.Pair) {
	m := sh.Matter
	add := func(key, value string) {
		if value != "" {
			all = append(all, ui.Pair{Label: ui.T(ctx, "consultation."+key), Value: value})
		}
	}
	add("asks", m.UnitName)
	add("whom", whom(ctx, m))
	add("names", namesText(ctx, m))
	add("closes_on", day(m.ClosesOn))
	if !m.Named && m.State != consultation.Draft {
		add("slips", slipsMade(ctx, m))
	}
	if m.State != consultation.Draft {
		add("answers", number(sh.Answers))
	}
	add("reason", m.Reason)
	return all
}

// slipsMade says how many slips there are for how many people.
func slipsMade(ctx context.Context, m consultation.Matter) string {
	if m.Voided > 0 {
		return ui.T(ctx, "consultation.slips_void", m.Slips, m.Voided, m.People)
	}
	return ui.T(ctx, "consultation.slips_made", m.Slips, m.People)
}

// validBatches are those whose slips may answer.
func validBatches(d consultation.Desk) (all []consultation.Batch) {
	for _, b := range d.Batches {
		if b.VoidedOn == "" {
			all = append(all, b)
		}
	}
	return all
}

func batchChoices(ctx context.Context, d consultation.Desk) (all []ui.Choice) {
	for _, b := range validBatches(d) {
		all = append(all, ui.Choice{Value: number(b.Ordinal), Label: ui.T(ctx, "consultation.batch", b.Ordinal), Note: ui.T(ctx, "consultation.batch_meta", b.Slips, day(b.PrintedOn))})
	}
	return all
}

func voidLink(ctx context.Context, d consultation.Desk) *ui.Link {
	if len(validBatches(d)) == 0 {
		return nil
	}
	return &ui.Link{Href: href(d.Matter.ID) + "/void", Label: ui.T(ctx, "consultation.do_void")}
}

func sourceChoices(ctx context.Context, sources []consultation.Source) []ui.Choice {
	all := make([]ui.Choice, len(sources))
	for i, s := range sources {
		all[i] = ui.Choice{Value: s.Key(), Label: sourceName(ctx, s)}
	}
	return all
}

// sourceName is what a decision rests on, in a line.
func sourceName(ctx context.Context, s consultation.Source) string {
	if s.Meeting != nil {
		return ui.T(ctx, "consultation.source_meeting", ui.T(ctx, "meeting.kind_"+string(s.Meeting.Kind)), day(s.Meeting.HeldOn))
	}
	return ui.T(ctx, "consultation.source_file", s.File.Name)
}

func sourceHref(s consultation.Source) string {
	if s.Meeting != nil {
		return "/meeting/" + url.PathEscape(string(s.Meeting.ID))
	}
	return "/document/" + url.PathEscape(string(s.File.ID))
}

// whom names those who are asked.
func whom(ctx context.Context, m consultation.Matter) string {
	var all []string
	if m.Members {
		all = append(all, ui.T(ctx, "consultation.whom_members"))
	}
	if m.Chapters {
		all = append(all, ui.T(ctx, "consultation.whom_chapters"))
	}
	if m.People > 0 {
		all = append(all, ui.T(ctx, "consultation.whom_people", m.People))
	}
	return strings.Join(all, "; ")
}

// actKind makes the act stand out that usually comes next.
func actKind(m consultation.Matter, a consultation.Act) string {
	next := map[consultation.State]consultation.Act{consultation.Draft: consultation.Opening, consultation.Answered: consultation.Deciding}
	if next[m.State] == a {
		return "primary"
	}
	return ""
}

// optionChoices are the options of an answer; mine are those that were chosen.
func optionChoices(options []consultation.Option, mine *consultation.Reply) []ui.Choice {
	all := make([]ui.Choice, len(options))
	for i, o := range options {
		all[i] = ui.Choice{Value: number(o.Ordinal), Label: o.Label, Current: mine.Has(o)}
	}
	return all
}

// share is a number with its share of all.
func share(ctx context.Context, n, of int) string {
	return i18n.Percent(ui.From(ctx).Lang, n, of)
}

func stanceName(ctx context.Context, s consultation.Stance) string {
	if s == "" {
		return ui.T(ctx, "consultation.stance_none")
	}
	return ui.T(ctx, "consultation.stance_"+string(s))
}

var stanceKinds = map[consultation.Stance]ui.Kind{"": ui.Soon, consultation.Accepted: ui.Done, consultation.Partly: ui.Now, consultation.Declined: ui.Off}

func stances(ctx context.Context, c consultation.Cluster) []ui.Choice {
	all := ui.Choices(ctx, "consultation.stance_", consultation.Stances)
	for i := range all {
		all[i].Current = all[i].Value == string(c.Stance)
	}
	return all
}

func clusterChoices(l consultation.TextList, t consultation.Text) (all []ui.Choice) {
	for _, c := range l.Clusters {
		all = append(all, ui.Choice{Value: string(c.ID), Label: c.Title, Current: c.ID == t.Cluster})
	}
	return all
}

func choosings(ctx context.Context, m consultation.Matter) []ui.Choice {
	all := ui.Choices(ctx, "consultation.choosing_", consultation.Choosings)
	for i := range all {
		all[i].Current = all[i].Value == string(m.Choosing) || m.Choosing == "" && i == 0
	}
	return all
}

func namesChoices(ctx context.Context) []ui.Choice {
	return []ui.Choice{
		{Value: withoutNames, Label: ui.T(ctx, "consultation.names_without"), Note: ui.T(ctx, "consultation.names_without_note", consultation.Least)},
		{Value: withNames, Label: ui.T(ctx, "consultation.names_with"), Note: ui.T(ctx, "consultation.names_with_note")},
	}
}

func formChoices(ctx context.Context, p consultation.Publication) []ui.Choice {
	all := ui.Choices(ctx, "consultation.form_", consultation.Forms)
	for i := range all {
		all[i].Current = all[i].Value == string(p.Form)
	}
	return all
}

// tick shows a box ticked.
func tick(on bool) string {
	if on {
		return "on"
	}
	return ""
}

func span(p consultation.Publication) string {
	if p.To == "" {
		return day(p.From)
	}
	return day(p.From) + " – " + day(p.To)
}

var opinionKinds = map[consultation.Standing]ui.Kind{consultation.Sent: ui.Soon, consultation.Received: ui.Now, consultation.Responded: ui.Done, consultation.TakenBack: ui.Off}

func opinionMeta(ctx context.Context, o consultation.Opinion) string {
	text := ui.T(ctx, "consultation.opinion_meta", o.UnitName, o.AboutName, day(o.SentOn))
	if o.State == consultation.Received {
		text += " · " + ui.T(ctx, "consultation.opinion_due", day(o.Due))
	}
	return text
}

func opinionFacts(ctx context.Context, o consultation.Opinion) (all []ui.Pair) {
	add := func(key, value string) {
		if value != "" {
			all = append(all, ui.Pair{Label: ui.T(ctx, "consultation.opinion_"+key), Value: value})
		}
	}
	add("from", o.UnitName)
	add("about", o.AboutName)
	add("sent_on", day(o.SentOn))
	add("body", o.Body)
	add("due_on", day(o.Due))
	add("response", o.Response)
	add("responded_on", day(o.RespondedOn))
	if o.Seated {
		add("agenda", ui.T(ctx, "consultation.seated"))
	}
	return all
}

// boxOf is the view of a picture with the quiet zone of four squares around it.
func boxOf(size int) string {
	whole := strconv.Itoa(size + 8)
	return "-4 -4 " + whole + " " + whole
}

// askNote is what stands below the page of a slip that may answer.
func askNote(ctx context.Context, a consultation.Ask) string {
	if !a.Takes() {
		return ""
	}
	return ui.T(ctx, "consultation.secret_limit")
}

// askState says why a slip does not answer.
func askState(a consultation.Ask) string {
	switch {
	case a.Matter.State == consultation.Withdrawn:
		return "consultation.ask_withdrawn"
	case a.Used && a.Matter.State == consultation.Open:
		return "consultation.slip_used"
	case a.Void && a.Matter.State == consultation.Open:
		return "consultation.slip_void"
	}
	return "consultation.over"
}
