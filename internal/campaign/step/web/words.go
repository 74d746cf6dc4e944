package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/campaign/step"
	"chibo/internal/commendation"
	"chibo/internal/commitment/hint"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/ui"
)

// yearText writes a year: a number would take a point for its thousands.
func yearText(year int) string { return strconv.Itoa(year) }

// themeHref is the page of a theme, in the organisation whose hat the reader wears.
func themeHref(t campaign.ThemeID) string { return "/campaign/theme/" + string(t) }

// themeAt is the page of a theme in a unit.
func themeAt(t campaign.ThemeID, unit org.ID) string {
	return themeHref(t) + "?unit=" + url.QueryEscape(string(unit))
}

// libraryHref is the page of what there is to learn of a theme.
func libraryHref(t campaign.ThemeID, unit org.ID) string {
	return "/campaign/library/theme/" + string(t) + "?unit=" + url.QueryEscape(string(unit))
}

func stepName(ctx context.Context, s step.Step) string { return ui.T(ctx, "step.name_"+string(s)) }

// leadersWord is a text that names the leaders of a unit of either kind.
func leadersWord(ctx context.Context, u org.Unit, key string) string {
	if u.Kind.Mass() {
		key += "_mass"
	}
	return ui.T(ctx, key)
}

// mineLede names the next step of the first theme.
func mineLede(ctx context.Context, m step.Mine) string {
	if len(m.Own) == 0 {
		return m.Unit.Name
	}
	next, ok := m.Own[0].Next()
	if !ok {
		return ui.T(ctx, "step.lede_done")
	}
	return ui.T(ctx, "step.lede_next", stepName(ctx, next))
}

// span is when a theme began and ends.
func span(ctx context.Context, o step.Own) string {
	return ui.T(ctx, "step.span", o.Theme.CampaignTitle, o.Theme.Starts, o.Theme.Ends)
}

func stepper(ctx context.Context, o step.Own) []ui.Step {
	next, waits := o.Next()
	all := make([]ui.Step, len(o.Steps))
	for n, s := range o.Steps {
		all[n] = ui.Step{Label: stepName(ctx, s.Step), Done: s.Done(), Current: waits && s.Step == next}
	}
	return all
}

// ownText says how a step was taken, or how it is.
func ownText(ctx context.Context, u org.Unit, s step.StepState) string {
	if s.Done() {
		return ui.T(ctx, "step.way_"+string(s.Mark.Way))
	}
	return leadersWord(ctx, u, "step.wait_"+string(s.Step))
}

// mainKind is "primary" for the one thing to do next on the page.
func mainKind(o step.Own, s step.Step, first bool) string {
	next, ok := o.Next()
	if first && ok && next == s {
		return "primary"
	}
	return ""
}

func reportCrumb(ctx context.Context, sh step.ReportSheet) *ui.Link {
	if sh.Own {
		return &ui.Link{Href: ownHref(sh.Report.Unit), Label: ui.T(ctx, "step.menu")}
	}
	return &ui.Link{Href: rollHref(sh.Theme.ID, sh.Report.Unit, step.Report), Label: ui.T(ctx, "step.roll_title")}
}

func reportSteps(ctx context.Context, is step.State) []ui.Step {
	way := step.States
	if is != step.Returned {
		way = way[:2]
	}
	return ui.Way(ctx, "step.state_", way, is, is == step.Sent)
}

// readers says who reads a report as it stands.
func readers(ctx context.Context, sh step.ReportSheet) string {
	if sh.Report.State == step.Drafting {
		return ui.T(ctx, "step.readers_draft")
	}
	return leadersWord(ctx, sh.Unit, "step.readers_sent")
}

// hints are the sentences that the author alone sees beside his duties: as they
// are typed, where the form came back.
func hints(ctx context.Context, p editProps) (all []string) {
	found := p.Hints
	if p.form != nil {
		found = step.HintsOf(p.form.Value("duties"))
	}
	for n, f := range found {
		if text := hintText(ctx, f); text != "" {
			all = append(all, ui.T(ctx, "step.hint_line", n+1, text))
		}
	}
	return all
}

// hintText says what would make a duty concrete.
func hintText(ctx context.Context, found []hint.Finding) string {
	var said []string
	for _, f := range found {
		switch f.Kind {
		case hint.Stock:
			said = append(said, ui.T(ctx, "step.hint_stock", f.Phrase))
		case hint.NoWork:
			said = append(said, ui.T(ctx, "step.hint_no_work"))
		case hint.NoMeasure, hint.NoDue:
			if text := ui.T(ctx, "step.hint_no_measure"); !slices.Contains(said, text) {
				said = append(said, text)
			}
		}
	}
	return strings.Join(said, " ")
}

func rollChips(ctx context.Context, p rollProps) (all []ui.Chip) {
	for _, s := range p.Asked {
		all = append(all, ui.Chip{Href: rollHref(p.Theme.ID, p.Unit.ID, s), Label: stepName(ctx, s), Count: i18n.Number(ui.From(ctx).Lang, int64(len(p.Missing(s)))), Current: s == p.step})
	}
	return all
}

// rollAt is the roll at the page that is shown.
func rollAt(p rollProps) string {
	at := rollHref(p.Theme.ID, p.Unit.ID, p.step)
	if p.page > 1 {
		at += "&page=" + strconv.Itoa(p.page)
	}
	return at
}

// proposeHref is the form by which somebody of the unit, or where nobody is named the
// unit itself, is proposed for a commendation of the theme.
func proposeHref(p rollProps, person member.ID) string {
	q := url.Values{"unit": {string(p.Unit.ID)}, "theme": {string(p.Theme.ID)}}
	if person != "" {
		q.Set("person", string(person))
	} else {
		q.Set("kind", string(commendation.Collective))
	}
	return "/commendation/proposal/new?" + q.Encode()
}

func proposalHref(o commendation.Proposal) string {
	return "/commendation/proposal/of/" + url.PathEscape(string(o.ID))
}

// subjectName is who was proposed; a name that is gone was forgotten.
func subjectName(ctx context.Context, o commendation.Proposal) string {
	switch {
	case o.Name == "":
		return ui.T(ctx, "commendation.forgotten")
	case o.Person != "":
		return ui.T(ctx, "commendation.comrade", o.Name)
	}
	return o.Name
}

func proposalMeta(ctx context.Context, o commendation.Proposal) string {
	return ui.T(ctx, "commendation.form_"+string(o.Form)) + " · " + ui.T(ctx, "commendation.level_"+string(o.Level))
}

// proposalTag is how a state of a proposal shows.
func proposalTag(s commendation.State) ui.Kind {
	switch {
	case s == commendation.Granted:
		return ui.Gold
	case !s.Open():
		return ui.Off
	}
	return ui.Now
}

// remindKind is "primary" where the page has no form of its own.
func remindKind(p rollProps) string {
	if p.step.Ticked() {
		return ""
	}
	return "primary"
}

// people are the boxes of those who have still to take a step.
func people(ctx context.Context, p rollProps, missing []step.RollRow) []ui.Choice {
	all := make([]ui.Choice, len(missing))
	for n, row := range missing {
		all[n] = ui.Choice{Value: string(row.Person), Label: row.Name, Note: about(ctx, row), Current: p.all}
	}
	return all
}

// about is what a list says of somebody beside the name.
func about(ctx context.Context, row step.RollRow) string {
	parts := []string{row.Department}
	if row.State != member.Active {
		parts = append(parts, ui.T(ctx, "step.excused"))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// how says when and by whom a step was noted.
func how(ctx context.Context, u org.Unit, m step.Mark) string {
	if m.Way == step.ByUnit {
		return ui.T(ctx, leaderKey(u, "step.noted_unit"), m.On)
	}
	return ui.T(ctx, "step.noted_"+string(m.Way), m.On)
}

func leaderKey(u org.Unit, key string) string {
	if u.Kind.Mass() {
		return key + "_mass"
	}
	return key
}

func staffFields(sh step.StaffSheet) (all []string) {
	for _, s := range sh.Asked {
		all = append(all, step.StaffField(s))
	}
	return all
}

func staffLede(ctx context.Context, sh step.StaffSheet) string {
	return ui.T(ctx, "step.staff_lede", sh.Unit.Name, sh.Theme.Title)
}

func staffNote(ctx context.Context, sh step.StaffSheet) string {
	if !sh.Known {
		return ui.T(ctx, "step.staff_unknown")
	}
	return ui.T(ctx, "step.staff_outside", sh.Outside)
}

func choices(ctx context.Context, c step.Choice) []ui.Choice {
	all := make([]ui.Choice, len(step.Steps))
	for n, s := range step.Steps {
		all[n] = ui.Choice{Value: string(s), Label: stepName(ctx, s), Note: ui.T(ctx, "step.about_"+string(s)), Current: c.Asked.Has(s)}
	}
	return all
}
