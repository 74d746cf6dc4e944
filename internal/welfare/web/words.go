package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/feedback/course"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/ui"
	"chibo/internal/welfare"
)

// ofUnit is the address of a page about a unit.
func ofUnit(path string, unit org.ID) string {
	return path + "?" + url.Values{"unit": {string(unit)}}.Encode()
}

// ofYear is the address of a page about a year of a unit.
func ofYear(path string, unit org.ID, year int) string {
	return ofUnit(path, unit) + "&year=" + strconv.Itoa(year)
}

func requestHref(id welfare.RequestID) string {
	return "/welfare/request/" + url.PathEscape(string(id))
}

func actHref(id welfare.RequestID, a welfare.Act) string { return requestHref(id) + "/" + string(a) }

func visitHref(id welfare.VisitID) string { return "/welfare/visit/" + url.PathEscape(string(id)) }

func day(d db.Date) string { return i18n.Short(string(d)) }

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

func kindName(ctx context.Context, id string) string {
	return welfare.Named(welfare.Kinds(), id).Local(ui.From(ctx).Lang)
}

func formName(ctx context.Context, id string) string {
	return welfare.Named(welfare.Forms(), id).Local(ui.From(ctx).Lang)
}

// title is what a request is about; of one that was forgotten, its kind.
func title(ctx context.Context, r welfare.Request) string {
	if r.Title != "" {
		return r.Title
	}
	return kindName(ctx, r.Kind)
}

// meta is a request in one line, with its unit where that is not the list's.
func meta(ctx context.Context, r welfare.Request, of org.Unit) string {
	all := []string{kindName(ctx, r.Kind), day(r.RaisedOn)}
	if r.Unit != of.ID {
		all = append(all, r.UnitName)
	}
	if to := r.Assignee(); to != "" && r.State.Open() {
		all = append(all, ui.T(ctx, "welfare.given", to))
	}
	if r.Due != "" && r.State == welfare.Assigned {
		all = append(all, ui.T(ctx, "welfare.due_on", day(r.Due)))
	}
	return strings.Join(all, " · ")
}

// subject is whom a request is about.
func subject(ctx context.Context, r welfare.Request) string {
	switch {
	case r.About == welfare.Group && r.Group != "":
		return r.Group
	case r.About == welfare.One && r.MemberName != "":
		return r.MemberName
	case r.About == welfare.Self && r.AuthorName != "":
		return r.AuthorName
	}
	return ""
}

func stateName(ctx context.Context, s welfare.State) string {
	return ui.T(ctx, "welfare.state_"+string(s))
}

// tagKind is how a request shows on a day.
func tagKind(r welfare.Request, today db.Date) ui.Kind {
	switch {
	case r.Late(today) > 0:
		return ui.Late
	case r.State == welfare.Assigned:
		return ui.Now
	case r.State == welfare.Answered || r.State == welfare.Done:
		return ui.Done
	case r.State == welfare.Withdrawn || r.State == welfare.Closed:
		return ui.Off
	}
	return ui.Plain
}

func tagIcon(r welfare.Request, today db.Date) string {
	switch {
	case r.Late(today) > 0:
		return "alert-triangle"
	case r.State == welfare.Assigned:
		return "clock"
	}
	return ""
}

// tagText is the state, or by how much the answer is late.
func tagText(ctx context.Context, r welfare.Request, today db.Date) string {
	if late := r.Late(today); late > 0 {
		return ui.T(ctx, "welfare.late", late)
	}
	return stateName(ctx, r.State)
}

// filters are the parts of the list, with how many requests each has.
func filters(ctx context.Context, p welfare.Page) (all []ui.Chip) {
	for _, f := range course.Filters {
		c := ui.Chip{Href: ofUnit("/welfare", p.Unit.ID), Label: ui.T(ctx, "welfare.filter_waiting"), Count: number(ctx, p.Tally.Of(f)), Current: f == p.Filter}
		if f != course.Waiting {
			c.Href, c.Label = c.Href+"&filter="+string(f), ui.T(ctx, "welfare.filter_"+string(f))
		}
		all = append(all, c)
	}
	return all
}

// years are those that a page may show, the latest first.
func years(ctx context.Context, path string, unit org.ID, today db.Date, year int) (all []ui.Chip) {
	for y := today.Year(); y > today.Year()-4; y-- {
		all = append(all, ui.Chip{Href: ofYear(path, unit, y), Label: ui.T(ctx, "welfare.year", strconv.Itoa(y)), Current: y == year})
	}
	return all
}

// sums are the numbers of a year.
func sums(ctx context.Context, n welfare.Numbers) []ui.Pair {
	return []ui.Pair{
		{Label: ui.T(ctx, "welfare.raised"), Value: number(ctx, n.Raised)},
		{Label: ui.T(ctx, "welfare.answered_in_time"), Value: ui.T(ctx, "welfare.of", number(ctx, n.InTime), number(ctx, n.Answered))},
		{Label: ui.T(ctx, "welfare.done"), Value: number(ctx, n.Done)},
		{Label: ui.T(ctx, "welfare.visits_n"), Value: number(ctx, n.Visits)},
		{Label: ui.T(ctx, "welfare.cared"), Value: number(ctx, n.Cared)},
	}
}

// kindSums are the requests of a year by kind; those of which there are none are left
// out.
func kindSums(ctx context.Context, n welfare.Numbers) (all []ui.Pair) {
	for _, k := range welfare.Kinds() {
		if n.ByKind[k.ID] > 0 {
			all = append(all, ui.Pair{Label: k.Local(ui.From(ctx).Lang), Value: number(ctx, n.ByKind[k.ID])})
		}
	}
	return all
}

// facts are what a reader of a request knows of it.
func facts(ctx context.Context, r welfare.Request) (all []ui.Pair) {
	add := func(key, value string) {
		if value != "" {
			all = append(all, ui.Pair{Label: ui.T(ctx, "welfare."+key), Value: value})
		}
	}
	add("kind", kindName(ctx, r.Kind))
	add("about", subject(ctx, r))
	add("author", r.AuthorName)
	add("unit", r.UnitName)
	add("raised_on", day(r.RaisedOn))
	add("body", r.Body)
	add("wish", r.Wish)
	add("answers", r.AnswerName)
	add("assignee", r.Assignee())
	if r.State == welfare.Assigned {
		add("due", day(r.Due))
	}
	if r.AnsweredOn != "" {
		add("answer_words", r.Answer)
		add("answered_on", day(r.AnsweredOn))
	}
	add("closed_on", day(r.ClosedOn))
	add("reason", r.Reason)
	return all
}

// steps are the way of a request.
func steps(ctx context.Context, r welfare.Request) []ui.Step {
	way := []welfare.State{welfare.Raised, welfare.Assigned, welfare.Answered, welfare.Done}
	switch r.State {
	case welfare.Withdrawn:
		way = []welfare.State{welfare.Raised, welfare.Withdrawn}
	case welfare.Closed:
		way = []welfare.State{welfare.Raised, welfare.Closed}
		if r.AnsweredOn != "" {
			way = []welfare.State{welfare.Raised, welfare.Assigned, welfare.Answered, welfare.Closed}
		}
	}
	return ui.Way(ctx, "welfare.state_", way, r.State, !r.State.Open())
}

// actName is the verb of an act on a request.
func actName(ctx context.Context, r welfare.Request, a welfare.Act) string {
	if a == welfare.Assigning && r.State == welfare.Assigned {
		return ui.T(ctx, "welfare.do_assign_again")
	}
	return ui.T(ctx, "welfare.do_"+string(a))
}

// actKind makes the act stand out that usually comes next.
func actKind(r welfare.Request, a welfare.Act) string {
	next := map[welfare.State]welfare.Act{welfare.Raised: welfare.Assigning, welfare.Assigned: welfare.Replying, welfare.Answered: welfare.Finishing}
	if next[r.State] == a {
		return "primary"
	}
	return ""
}

// usualWords are those of an answer that is asked for again.
func usualWords(sh welfare.Sheet, a welfare.Act) string {
	if a == welfare.Replying {
		return sh.Request.Answer
	}
	return ""
}

func sortChoices(ctx context.Context, all []welfare.Sort, chosen string) (choices []ui.Choice) {
	for _, s := range all {
		choices = append(choices, ui.Choice{Value: s.ID, Label: s.Local(ui.From(ctx).Lang), Current: s.ID == chosen})
	}
	return choices
}

func aboutChoices(ctx context.Context, chosen welfare.About) (all []ui.Choice) {
	for _, a := range welfare.Abouts {
		all = append(all, ui.Choice{Value: string(a), Label: ui.T(ctx, "welfare.about_"+string(a)), Current: a == chosen})
	}
	return all
}

func peopleChoices(called []member.Called, chosen member.ID) (all []ui.Choice) {
	for _, c := range called {
		all = append(all, ui.Choice{Value: string(c.Person), Label: c.Name, Current: c.Person == chosen})
	}
	return all
}

// persons is what the field of a number of people shows.
func persons(v welfare.Visit) string {
	if v.Persons == 0 {
		return ""
	}
	return strconv.Itoa(v.Persons)
}

// agreed is whether the box of a member's agreement is ticked beforehand: once he is
// named, he has agreed.
func agreed(r welfare.Request) string {
	if r.Member != "" {
		return "on"
	}
	return ""
}

// whose says which requests the list has.
func whose(ctx context.Context, p welfare.Page) string {
	switch {
	case p.Handles:
		return ui.T(ctx, "welfare.whose_answers")
	case p.Unit.Kind.Mass():
		return ui.T(ctx, "welfare.whose_chapter")
	}
	return ui.T(ctx, "welfare.whose_own")
}
