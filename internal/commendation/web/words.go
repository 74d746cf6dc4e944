package web

import (
	"context"
	"net/url"
	"strconv"

	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/ui"
)

func href(id commendation.ID) string { return "/commendation/award/" + url.PathEscape(string(id)) }

func ownHref(person member.ID) string {
	return "/commendation/person/" + url.PathEscape(string(person))
}

func proposalHref(id commendation.ProposalID) string {
	return "/commendation/proposal/of/" + url.PathEscape(string(id))
}

func to(id commendation.ProposalID, act commendation.Act) string {
	return proposalHref(id) + "/" + string(act)
}

// ofUnit is the address of a page about a unit.
func ofUnit(path string, unit org.ID) string {
	return path + "?" + url.Values{"unit": {string(unit)}}.Encode()
}

// draftHref is where the draft of a proposal goes, with the theme that it comes of.
func draftHref(p formProps) string {
	to := ofUnit("/commendation/proposal/new", p.Unit.ID)
	if p.Theme.ID != "" {
		to += "&theme=" + url.QueryEscape(p.Theme.ID)
	}
	return to
}

// themeHref is the page of a theme: in the unit that proposes, or for levels above in
// the organisation whose hat the reader wears.
func themeHref(sh commendation.ProposalSheet) string {
	to := "/campaign/theme/" + url.PathEscape(sh.Theme.ID)
	if sh.Reads {
		return ofUnit(to, sh.Unit.ID)
	}
	return to
}

func listHref(unit org.ID) string { return ofUnit("/commendation", unit) }

// with is the address at with another value of one of its names; a change of a
// filter begins at the first page.
func with(at *url.URL, path, name, value string) string {
	q := at.Query()
	q.Del("page")
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	return path + "?" + q.Encode()
}

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

func day(d db.Date) string { return i18n.Short(string(d)) }

// formName is what was given, as the decision words it.
func formName(ctx context.Context, m commendation.Merit) string {
	name := ui.T(ctx, "commendation.form_"+string(m.Form))
	switch {
	case m.Title == "":
		return name
	case m.Form == commendation.Other:
		return m.Title
	}
	return name + " “" + m.Title + "”"
}

func levelName(ctx context.Context, l commendation.Level) string {
	return ui.T(ctx, "commendation.level_"+string(l))
}

// subjectName is who was commended; a name that is gone was forgotten.
func subjectName(ctx context.Context, s commendation.Subject) string {
	switch {
	case s.Name == "":
		return ui.T(ctx, "commendation.forgotten")
	case s.Person != "":
		return ui.T(ctx, "commendation.comrade", s.Name)
	}
	return s.Name
}

// occasionName is why, and for which years.
func occasionName(ctx context.Context, m commendation.Merit) string {
	name := ui.T(ctx, "commendation.occasion_"+string(m.Occasion))
	if m.Occasion == commendation.Period {
		return ui.T(ctx, "commendation.in_years", name, strconv.Itoa(m.Year-m.Years+1), strconv.Itoa(m.Year))
	}
	return ui.T(ctx, "commendation.in_year", name, strconv.Itoa(m.Year))
}

// stateTag is how a state of a proposal shows.
func stateTag(s commendation.State) ui.Kind {
	switch s {
	case commendation.Granted:
		return ui.Gold
	case commendation.Refused, commendation.Withdrawn:
		return ui.Off
	case commendation.Drafted:
		return ui.Plain
	}
	return ui.Now
}

func stateName(ctx context.Context, s commendation.State) string {
	return ui.T(ctx, "commendation.state_"+string(s))
}

// because names a rule, and says whether it is to be confirmed.
func because(ctx context.Context, s rulebook.Source) string {
	text := s.Doc.No
	if s.Doc.Clause != "" {
		text += ", " + s.Doc.Clause
	}
	if s.ToConfirm {
		text += " – " + ui.T(ctx, "rulebook.to_confirm")
	}
	return ui.T(ctx, "commendation.by_rule", text)
}

// pairs lists values under the texts of their names, those without one left out.
func pairs(ctx context.Context, namesAndValues ...string) (all []ui.Pair) {
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		if namesAndValues[i+1] != "" {
			all = append(all, ui.Pair{Label: ui.T(ctx, "commendation."+namesAndValues[i]), Value: namesAndValues[i+1]})
		}
	}
	return all
}

// awardFacts are what is known of an award.
func awardFacts(ctx context.Context, a commendation.Award) []ui.Pair {
	return pairs(ctx,
		"subject", subjectName(ctx, a.Subject), "kind", ui.T(ctx, "commendation.kind_"+string(a.Kind)), "form", formName(ctx, a.Merit), "level", levelName(ctx, a.Level), "giver", a.Giver,
		"number", a.Number, "granted_on", day(a.GrantedOn), "occasion", occasionName(ctx, a.Merit), "reason", a.Reason, "register_of", a.UnitName)
}

// proposalFacts are what is known of a proposal.
func proposalFacts(ctx context.Context, sh commendation.ProposalSheet) []ui.Pair {
	p := sh.Proposal
	vote := ""
	if p.VotedOn != "" {
		vote = ui.T(ctx, "commendation.vote_of", number(ctx, p.Favour), number(ctx, p.Voters), day(p.VotedOn))
	}
	at := ""
	if p.State.Open() && p.State != commendation.Drafted {
		at = p.AtName
	}
	all := pairs(ctx,
		"subject", subjectName(ctx, p.Subject), "form", formName(ctx, p.Merit), "level", levelName(ctx, p.Level), "occasion", occasionName(ctx, p.Merit), "reason", p.Reason,
		"proposer", p.UnitName, "vote", vote, "lies_at", at)
	if r := sh.Rating; r.Title != "" {
		all = append(all, ui.Pair{Label: ui.T(ctx, "commendation.rated", strconv.Itoa(p.Year)), Value: r.Title, Note: ui.T(ctx, ratedKey(r))})
	}
	return all
}

func ratedKey(r commendation.Rating) string {
	if r.Decided {
		return "commendation.rated_decided"
	}
	return "commendation.rated_proposed"
}

// events are the steps of a proposal, the latest first.
func events(ctx context.Context, steps []commendation.Step) []ui.Event {
	all := make([]ui.Event, len(steps))
	for i, s := range steps {
		e := ui.Event{Date: day(s.On), Title: ui.T(ctx, "commendation.step_"+string(s.Act), s.Unit), Text: s.Words}
		if s.Act == commendation.Granting {
			e.Kind = ui.Gold
		}
		all[len(steps)-1-i] = e
	}
	return all
}

// honours are a member's awards as a timeline.
func honours(ctx context.Context, awards []commendation.Award) []ui.Event {
	all := make([]ui.Event, len(awards))
	for i, a := range awards {
		text := a.Giver + " · " + occasionName(ctx, a.Merit)
		if a.Number != "" {
			text = a.Number + " · " + text
		}
		all[i] = ui.Event{Date: day(a.GrantedOn), Title: formName(ctx, a.Merit), Text: text, Href: href(a.ID), Kind: ui.Gold}
	}
	return all
}

// streakName says how many years running a form was given.
func streakName(ctx context.Context, s commendation.FormStreak) string {
	return ui.T(ctx, "commendation.streak", ui.T(ctx, "commendation.form_"+string(s.Form)), s.Years())
}

// factMeta is a fact in a sentence.
func factMeta(ctx context.Context, f commendation.Fact) string {
	return ui.T(ctx, "commendation.fact", f.Years(), strconv.Itoa(f.From), strconv.Itoa(f.Through))
}

func peopleChoices(all []member.Profile, chosen member.ID) (some []ui.Choice) {
	for _, p := range all {
		some = append(some, ui.Choice{Value: string(p.Person), Label: p.Name, Current: p.Person == chosen})
	}
	return some
}

func unitChoices(all []org.Unit, chosen org.ID) (some []ui.Choice) {
	for _, u := range all {
		some = append(some, ui.Choice{Value: string(u.ID), Label: u.Name, Current: u.ID == chosen})
	}
	return some
}

// chosen marks a choice.
func chosen[V ~string](all []ui.Choice, value V) []ui.Choice {
	for i := range all {
		all[i].Current = all[i].Value == string(value)
	}
	return all
}
