package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/campaign/library"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/ui"
)

// ofUnit adds to an address the unit through which it is seen.
func ofUnit(path string, unit org.ID) string {
	return path + "?unit=" + url.QueryEscape(string(unit))
}

func themeAt(t campaign.ThemeID, part string, unit org.ID) string {
	return ofUnit("/campaign/library/theme/"+string(t)+part, unit)
}

// listHref is the page of the material of a theme in a unit.
func listHref(t campaign.ThemeID, unit org.ID) string { return themeAt(t, "", unit) }

func materialAt(id library.ID, part string, unit org.ID) string {
	return ofUnit("/campaign/library/material/"+string(id)+part, unit)
}

func materialHref(id library.ID, unit org.ID) string { return materialAt(id, "", unit) }

func questionHref(id library.QuestionID, part string) string {
	return "/campaign/library/question/" + string(id) + part
}

// filesHref is the page on which files of a material are added, which leads back.
func filesHref(sh library.MaterialSheet) string {
	return "/document/of/" + library.FilesOf + "/" + url.PathEscape(string(sh.ID)) + "?back=" + url.QueryEscape(materialHref(sh.ID, sh.Unit.ID))
}

// fileLink leads there, for who may add files.
func fileLink(ctx context.Context, sh library.MaterialSheet) *ui.Link {
	if !sh.Keeps {
		return nil
	}
	return &ui.Link{Href: filesHref(sh), Label: ui.T(ctx, "library.add_files")}
}

// questionIn is the question whose field has a name.
func questionIn(name string) (library.QuestionID, bool) {
	id, ok := strings.CutPrefix(name, library.AnswerField(""))
	return library.QuestionID(id), ok
}

// crumb leads back to where the reader came from: leaders from the page of the theme,
// everybody else from his own steps.
func crumb(ctx context.Context, p listProps) *ui.Link {
	if access.Can(p.by, campaign.Plan, p.Unit.Place()) || !p.Unit.Kind.Holds {
		return &ui.Link{Href: campaign.ThemeHref(p.Theme.ID, p.Unit.ID), Label: p.Theme.Title}
	}
	return &ui.Link{Href: ofUnit("/step", p.Unit.ID), Label: ui.T(ctx, "step.menu")}
}

func deskMeta(ctx context.Context, e library.Entry) string {
	if e.Materials == 0 {
		return ui.T(ctx, "library.nothing_of", e.Theme.UnitName)
	}
	return ui.T(ctx, "library.stock", e.Materials, e.Required, e.Questions, e.Theme.UnitName)
}

// lineMeta says whether a material is required, and what to mind.
func lineMeta(ctx context.Context, m library.Material) string {
	kind := ui.T(ctx, "library.optional")
	if m.Required {
		kind = ui.T(ctx, "library.required")
	}
	if first, _, _ := strings.Cut(m.About, "\n"); first != "" {
		return kind + " · " + first
	}
	return kind
}

// noneText says what comes first where there is no material: to who keeps it, how.
func noneText(ctx context.Context, p listProps) string {
	if p.Keeps {
		return ui.T(ctx, "library.none_yet")
	}
	return ui.T(ctx, "library.none_text")
}

// listNote says how far the reader is himself, or how much there is.
func listNote(ctx context.Context, p listProps) string {
	if p.Learns && p.Required() > 0 {
		return ui.T(ctx, "library.own_read", p.Read(), p.Required())
	}
	return strconv.Itoa(len(p.Lines))
}

// first reports whether a line is the first of the list.
func (p listProps) first(l library.Line) bool { return len(p.Lines) > 0 && p.Lines[0].ID == l.ID }

// next is the first material that the reader still has to read.
func (p listProps) next() (l library.Line, ok bool) {
	for _, l := range p.Lines {
		if p.Learns && l.Required && l.ReadOn == "" {
			return l, true
		}
	}
	return l, false
}

// quizKind is "primary" where answering is the next thing to do.
func quizKind(p listProps) string {
	if _, reads := p.next(); reads || p.Keeps || p.Passed {
		return ""
	}
	return "primary"
}

// keepKind is "primary" for who has nothing to read himself.
func keepKind(p listProps) string {
	if _, reads := p.next(); reads {
		return ""
	}
	return "primary"
}

// rows are the units of the table, a page of them, and of how many pages.
func (p listProps) rows() (rows []library.Reach, pages int) {
	pages = max(1, (len(p.Below)+campaign.PageSize-1)/campaign.PageSize)
	from := (min(max(p.page, 1), pages) - 1) * campaign.PageSize
	return p.Below[from:min(from+campaign.PageSize, len(p.Below))], pages
}

// bodies are those of whom there is somebody in the unit.
func (p listProps) bodies() (all []string) {
	for _, b := range library.Bodies {
		if p.Own.Of[b] > 0 || b == p.Unit.Kind.Body {
			all = append(all, b)
		}
	}
	return all
}

// drill is the same page in a unit below, "" where the reader may not open it.
func (p listProps) drill(r library.Reach) string {
	if r.Unit == p.Unit.ID || !access.Can(p.by, library.View, access.Place{Unit: string(r.Unit), Path: r.Path}) {
		return ""
	}
	return listHref(p.Theme.ID, r.Unit)
}

func share(ctx context.Context, r library.Reach, body string) string {
	if r.Of[body] == 0 {
		return "–"
	}
	return i18n.Percent(ui.From(ctx).Lang, r.Done(body), r.Of[body])
}

func outOf(ctx context.Context, r library.Reach, body string) string {
	return ui.T(ctx, "library.of_"+body, r.Done(body), r.Of[body])
}

// rowMeta says how far one of a unit has come.
func rowMeta(ctx context.Context, n library.Names, r library.RollRow) string {
	parts := []string{r.Department}
	if r.DoneOn != "" {
		parts = append(parts, ui.T(ctx, "library.done_on", r.DoneOn))
	} else {
		parts = append(parts, ui.T(ctx, "library.read_of", r.Read, n.Required))
	}
	if parts[0] == "" {
		parts = parts[1:]
	}
	return strings.Join(parts, " · ")
}

func quizFields(q library.Quiz) []string {
	all := make([]string, len(q.Questions))
	for n, is := range q.Questions {
		all[n] = library.AnswerField(is.ID)
	}
	return all
}

func choices(q library.Question) []ui.Choice {
	all := make([]ui.Choice, len(q.Options))
	for n, o := range q.Options {
		all[n] = ui.Choice{Value: strconv.Itoa(n + 1), Label: o}
	}
	return all
}

// answers are the options from which the right one is chosen, by their lines.
func answers(ctx context.Context, now int) []ui.Choice {
	all := make([]ui.Choice, library.OptionsMax)
	for n := range all {
		all[n] = ui.Choice{Value: strconv.Itoa(n + 1), Label: ui.T(ctx, "library.line_n", n+1), Current: n+1 == now}
	}
	return all
}

func onText(on bool) string {
	if on {
		return "on"
	}
	return ""
}

// rightOption is which option of a question is right.
func rightOption(ctx context.Context, q library.Question) string {
	if q.Answer < 1 || q.Answer > len(q.Options) {
		return ""
	}
	return ui.T(ctx, "library.right_is", q.Options[q.Answer-1])
}

// optionLines are the options of a question as its form has them.
func optionLines(q library.Question) string { return strings.Join(q.Options, "\n") }

// materialFacts are where a material is, and whether it is required.
func materialFacts(ctx context.Context, sh library.MaterialSheet) []ui.Pair {
	kind := ui.T(ctx, "library.optional")
	if sh.Required {
		kind = ui.T(ctx, "library.required")
	}
	all := []ui.Pair{{Label: ui.T(ctx, "library.kind"), Value: kind}}
	if sh.Address != "" {
		all = append(all, ui.Pair{Label: ui.T(ctx, "library.address"), Value: sh.Address})
	}
	return append(all, ui.Pair{Label: ui.T(ctx, "library.put_by"), Value: sh.Theme.UnitName})
}
