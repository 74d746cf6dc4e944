package web

import (
	"context"
	"net/url"
	"strconv"

	"chibo/internal/campaign"
	"chibo/internal/campaign/contest"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/ui"
)

func href(id contest.ID) string { return "/campaign/contest/of/" + url.PathEscape(string(id)) }

func entryHref(id contest.EntryID) string {
	return "/campaign/contest/entry/" + url.PathEscape(string(id))
}

// ofUnit is the address of a page about a unit.
func ofUnit(path string, unit org.ID) string {
	return path + "?" + url.Values{"unit": {string(unit)}}.Encode()
}

// filesHref is the page of an entry's files.
func filesHref(id contest.EntryID) string {
	return "/document/of/" + contest.FilesOf + "/" + url.PathEscape(string(id)) + "?" + url.Values{"back": {entryHref(id)}}.Encode()
}

// proposeHref is the form by which who handed an entry in, or its unit, is proposed
// for a commendation.
func proposeHref(e contest.Entry) string {
	q := url.Values{"unit": {string(e.Unit)}}
	if e.Kind == contest.ByPerson && e.Person != "" {
		q.Set("person", string(e.Person))
	} else {
		q.Set("kind", "collective")
	}
	return "/commendation/proposal/new?" + q.Encode()
}

func day(d db.Date) string { return i18n.Short(string(d)) }

func stageName(ctx context.Context, s contest.State) string {
	return ui.T(ctx, "contest.state_"+string(s))
}

func stageKind(s contest.State) ui.Kind {
	switch s {
	case contest.Open, contest.Scoring:
		return ui.Now
	case contest.Waiting, contest.Decided:
		return ui.Soon
	case contest.Published:
		return ui.Done
	case contest.Cancelled:
		return ui.Off
	}
	return ui.Plain
}

func contestMeta(ctx context.Context, c contest.Contest) string {
	return ui.T(ctx, "contest.meta", c.UnitName, c.OpensOn, c.ClosesOn, c.Entries)
}

// steps are the way of a contest.
func steps(ctx context.Context, c contest.Contest, today db.Date) []ui.Step {
	at := c.Stage(today)
	if at == contest.Waiting {
		at = contest.Open
	}
	way := []contest.State{contest.Called, contest.Open, contest.Scoring, contest.Decided, contest.Published}
	return ui.Way(ctx, "contest.state_", way, at, at == contest.Published)
}

// facts sum a contest up.
func facts(ctx context.Context, sh contest.Sheet) []ui.Pair {
	c := sh.Contest
	all := []ui.Pair{
		{Label: ui.T(ctx, "contest.organiser"), Value: c.UnitName},
		{Label: ui.T(ctx, "contest.days"), Value: ui.T(ctx, "contest.from_to", c.OpensOn, c.ClosesOn)},
		{Label: ui.T(ctx, "contest.entrants"), Value: ui.T(ctx, "contest.entrants_"+string(c.Entrants))},
	}
	if sh.Theme.ID != "" {
		all = append(all, ui.Pair{Label: ui.T(ctx, "contest.theme"), Value: sh.Theme.Title})
	}
	if c.DecisionOn != "" && (sh.Organises || c.State == contest.Published) {
		all = append(all, ui.Pair{Label: ui.T(ctx, "contest.decision"), Value: ui.T(ctx, "contest.decision_of", c.DecisionNo, c.DecisionOn)})
	}
	if c.Reason != "" {
		all = append(all, ui.Pair{Label: ui.T(ctx, "contest.reason"), Value: c.Reason})
	}
	return all
}

func jurorState(ctx context.Context, j contest.Juror) string {
	if j.Closed != "" {
		return ui.T(ctx, "contest.juror_closed")
	}
	return ui.T(ctx, "contest.juror_open")
}

func jurorKind(j contest.Juror) ui.Kind {
	if j.Closed != "" {
		return ui.Done
	}
	return ui.Plain
}

// authors is whose an entry is, with its unit.
func authors(ctx context.Context, e contest.Entry) string {
	by := e.By()
	switch {
	case by == "":
		return ui.T(ctx, "contest.forgotten") + " · " + e.UnitName
	case by == e.UnitName:
		return by
	}
	return by + " · " + e.UnitName
}

// assessedText says how far a juror is with an entry.
func assessedText(ctx context.Context, b contest.Bench, a contest.Assessed) string {
	switch {
	case a.Barred:
		return ui.T(ctx, "contest.barred_tag")
	case a.Given == len(b.Criteria):
		return ui.T(ctx, "contest.given_all")
	}
	return ui.T(ctx, "contest.given", a.Given, len(b.Criteria))
}

func assessedKind(b contest.Bench, a contest.Assessed) ui.Kind {
	switch {
	case a.Barred:
		return ui.Off
	case a.Given == len(b.Criteria):
		return ui.Done
	}
	return ui.Soon
}

func unitChoices(all []org.Unit, chosen org.ID) (some []ui.Choice) {
	for _, u := range all {
		some = append(some, ui.Choice{Value: string(u.ID), Label: u.Name, Current: u.ID == chosen})
	}
	return some
}

func homeChoices(all []contest.Home) (some []ui.Choice) {
	for _, h := range all {
		some = append(some, ui.Choice{Value: string(h.Unit), Label: h.Name})
	}
	return some
}

func peopleChoices(all []member.Profile) (some []ui.Choice) {
	for _, p := range all {
		some = append(some, ui.Choice{Value: string(p.Person), Label: p.Name, Note: p.Department})
	}
	return some
}

func themeChoices(all []campaign.Theme, chosen string) (some []ui.Choice) {
	for _, t := range all {
		some = append(some, ui.Choice{Value: string(t.ID), Label: t.Title, Current: string(t.ID) == chosen})
	}
	return some
}

func current(all []ui.Choice, value string) []ui.Choice {
	for i := range all {
		all[i].Current = all[i].Value == value
	}
	return all
}

// onText is a box that is ticked.
func onText(ticked bool) string {
	if ticked {
		return "on"
	}
	return ""
}

// criterionAt is the n-th criterion, from 1; a blank one after the last.
func criterionAt(all []contest.Criterion, n int) contest.Criterion {
	if n <= len(all) {
		return all[n-1]
	}
	return contest.Criterion{}
}

// numberText is a number of a form, nothing for 0.
func numberText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// formFields are the fields of a contest as they stand on the page.
func formFields() []string {
	all := []string{"title", "rules", "theme", "entrants", "opens_on", "closes_on", "files", "apart"}
	for n := 1; n <= contest.CriteriaMax; n++ {
		for _, name := range []string{"criterion", "points", "weight"} {
			all = append(all, contest.CriterionField(name, n))
		}
	}
	return all
}

// givenText is what a juror gave by a criterion.
func givenText(all []contest.Mark, ordinal int) string {
	for _, m := range all {
		if m.Ordinal == ordinal {
			return halvesText(m.Halves)
		}
	}
	return ""
}

func halvesText(n int) string {
	if n%2 == 0 {
		return strconv.Itoa(n / 2)
	}
	return contest.Points(float64(n)/2, 1)
}

func scoreFields(all []contest.Criterion) (names []string) {
	for _, c := range all {
		names = append(names, contest.ScoreField(c.Ordinal))
	}
	return names
}

func decisionFields(all []contest.Result) []string {
	names := []string{}
	for _, r := range all {
		names = append(names, contest.PlaceField(r.Entry.ID), contest.PrizeField(r.Entry.ID))
	}
	return append(names, "number", "on")
}

// meanText is a mean or sum with two decimals, "–" where nobody judged.
func meanText(r contest.Result, v float64) string {
	if r.Judged == 0 {
		return "–"
	}
	return contest.Points(v, 2)
}

// jurorLink leads to where jurors are named, while they may be.
func jurorLink(ctx context.Context, sh contest.Sheet) *ui.Link {
	if !sh.Organises || sh.Contest.State != contest.Called && sh.Contest.State != contest.Scoring {
		return nil
	}
	return &ui.Link{Href: href(sh.Contest.ID) + "/jurors", Label: ui.T(ctx, "contest.do_name")}
}

func amendLede(ctx context.Context, c contest.Contest) string {
	if c.Entries > 0 {
		return ui.T(ctx, "contest.amend_end")
	}
	return c.UnitName
}

func bodyHint(ctx context.Context, c contest.Contest) string {
	if c.Files {
		return ui.T(ctx, "contest.body_hint")
	}
	return ""
}

func entryCrumb(sh contest.EntrySheet) *ui.Link {
	back := href(sh.Contest.ID)
	if sh.Judges() {
		back += "/score"
	}
	return &ui.Link{Href: back, Label: sh.Contest.Title}
}

// filesLink leads to where files are added, for who may.
func filesLink(ctx context.Context, sh contest.EntrySheet) *ui.Link {
	if !sh.Writes {
		return nil
	}
	return &ui.Link{Href: filesHref(sh.Entry.ID), Label: ui.T(ctx, "contest.add_files")}
}

func rankText(r contest.Result) string {
	if r.Rank == 0 {
		return "–"
	}
	return strconv.Itoa(r.Rank)
}

// decidedOn is the day with which the form of a decision begins.
func decidedOn(o contest.Outcome) db.Date {
	if o.Contest.DecisionOn != "" {
		return o.Contest.DecisionOn
	}
	return o.Today
}
