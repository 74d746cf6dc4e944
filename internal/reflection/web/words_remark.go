package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/ui"
)

// remarkHref is the address of a remark; «of» keeps it apart from the pages of
// a report.
func remarkHref(id reflection.RemarkID) string {
	return "/reflection/remarks/of/" + url.PathEscape(string(id))
}

// remarksOf is the address of the list of a unit.
func remarksOf(unit org.ID, state reflection.RemarkState) string {
	q := url.Values{"unit": {string(unit)}}
	if state != "" {
		q.Set("state", string(state))
	}
	return "/reflection/remarks?" + q.Encode()
}

// unresolved are the states that a list of remarks can be narrowed to.
var unresolved = []reflection.RemarkState{reflection.Open, reflection.Improving, reflection.Carried}

func remarkState(ctx context.Context, s reflection.RemarkState) string {
	return ui.T(ctx, "reflection.remark_"+string(s))
}

// remarkKind is how a state shows: none of them blames.
func remarkKind(s reflection.RemarkState) ui.Kind {
	switch s {
	case reflection.Improving:
		return ui.Now
	case reflection.Resolved:
		return ui.Done
	}
	return ui.Plain
}

// toLook reports whether the day has come to look at a remark again.
func toLook(k reflection.Remark, today db.Date) bool {
	return k.State.Unresolved() && k.LookOn != "" && k.LookOn <= today
}

// remarkOrigin says which conclusion a remark comes from.
func remarkOrigin(ctx context.Context, k reflection.Remark) string {
	return ui.T(ctx, "reflection.remark_origin", monthText(k.Month))
}

// helpLine says who helps with what until when, and how far that is.
func helpLine(ctx context.Context, h reflection.Help, today db.Date) string {
	switch {
	case h.DoneOn != "":
		return ui.T(ctx, "reflection.help_line_done", named(ctx, h.Name), h.Body, ui.Day(h.DoneOn, today))
	case h.Late(today):
		return ui.T(ctx, "reflection.help_line_late", named(ctx, h.Name), h.Body, ui.Day(h.Due, today))
	}
	return ui.T(ctx, "reflection.help_line", named(ctx, h.Name), h.Body, ui.Day(h.Due, today))
}

// remarksLede says what is to be done with a list.
func remarksLede(ctx context.Context, p remarksProps) string {
	if p.Leads {
		return word(ctx, p.Unit, "reflection.remarks_lede")
	}
	return word(ctx, p.Unit, "reflection.remarks_lede_own")
}

// remarkChips are the filters of the list, with their counts.
func remarkChips(ctx context.Context, p remarksProps) []ui.Chip {
	lang := ui.From(ctx).Lang
	chips := []ui.Chip{{Href: remarksOf(p.Unit.ID, ""), Label: ui.T(ctx, "reflection.all"), Count: i18n.Number(lang, p.Total()), Current: p.state == ""}}
	for _, s := range unresolved {
		chips = append(chips, ui.Chip{Href: remarksOf(p.Unit.ID, s), Label: remarkState(ctx, s), Count: i18n.Number(lang, p.Counts[s]), Current: p.state == s})
	}
	return chips
}

// remarkFacts say where a remark comes from and how it stands.
func remarkFacts(ctx context.Context, sh reflection.RemarkSheet) []ui.Pair {
	k, lang := sh.Remark, ui.From(ctx).Lang
	pairs := []ui.Pair{
		{Label: ui.T(ctx, "reflection.remark_person"), Value: named(ctx, k.Name)},
		{Label: ui.T(ctx, "reflection.remark_from"), Body: remarkSource(k), Note: ui.T(ctx, "reflection.remark_made", k.MadeOn)},
		{Label: ui.T(ctx, "reflection.state"), Body: ui.Tag(remarkKind(k.State), "", remarkState(ctx, k.State))},
	}
	if k.LookOn != "" {
		look := ui.Pair{Label: ui.T(ctx, "reflection.look_on"), Value: i18n.Long(lang, k.LookOn.Time())}
		if toLook(k, sh.Today) {
			look.Value, look.Body = look.Value+" ", ui.Tag(ui.Soon, "", ui.T(ctx, "reflection.look_due"))
		}
		pairs = append(pairs, look)
	}
	if k.ResolvedOn != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "reflection.resolved_on"), Value: i18n.Long(lang, k.ResolvedOn.Time())})
	}
	if k.Evidence != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "reflection.evidence"), Body: lines(k.Evidence)})
	}
	return pairs
}

// judgements are the choices of the leaders; the program proposes none.
func judgements(ctx context.Context) (all []ui.Choice) {
	for _, s := range reflection.Judgements {
		all = append(all, ui.Choice{Value: string(s), Label: remarkState(ctx, s), Note: ui.T(ctx, "reflection.judge_"+string(s))})
	}
	return all
}

// helpers are who may be asked to help with a remark.
func helpers(people []member.Profile, k reflection.Remark) (all []ui.Choice) {
	for _, p := range people {
		if p.Person != k.Person {
			all = append(all, ui.Choice{Value: string(p.Person), Label: p.Name})
		}
	}
	return all
}

// speakers are who may have said something of a report, and whoever is noted
// already.
func speakers(people []member.Profile, noted []reflection.Opinion) (all []ui.Choice) {
	for _, p := range people {
		all = append(all, ui.Choice{Value: string(p.Person), Label: p.Name})
	}
	for _, o := range noted {
		if o.Speaker != "" && !slices.ContainsFunc(all, func(c ui.Choice) bool { return c.Value == string(o.Speaker) }) {
			all = append(all, ui.Choice{Value: string(o.Speaker), Label: o.Name})
		}
	}
	return all
}

func opinionKinds(ctx context.Context) (all []ui.Choice) {
	for _, k := range reflection.OpinionKinds {
		all = append(all, ui.Choice{Value: string(k), Label: ui.T(ctx, "meeting.note_"+string(k))})
	}
	return all
}

// helpOf finds a help among those that the reader sees.
func helpOf(sh reflection.RemarkSheet, id reflection.HelpID) (reflection.Help, bool) {
	i := slices.IndexFunc(sh.Remark.Helps, func(h reflection.Help) bool { return h.ID == id })
	if i < 0 {
		return reflection.Help{}, false
	}
	return sh.Remark.Helps[i], true
}

// partsOfRemarks parts the remarks that a member sees into his own and those of
// others that he helps with.
func partsOfRemarks(all []reflection.Remark, person member.ID) (own, helped []reflection.Remark) {
	for _, k := range all {
		if k.Person == person {
			own = append(own, k)
		} else {
			helped = append(helped, k)
		}
	}
	return own, helped
}

// goesOnFrom is the version of a form: the one that it showed, until whoever
// fills it in has seen what somebody else stored meanwhile.
func goesOnFrom(f *ui.Form, stored int) string {
	if shown := f.Value("_version"); shown != "" && len(f.Theirs) == 0 {
		return shown
	}
	return strconv.Itoa(stored)
}
