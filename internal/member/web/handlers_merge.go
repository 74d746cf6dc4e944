package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/member/roster"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) doubles(w http.ResponseWriter, r *http.Request) error {
	d, err := h.members.Doubles(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, doublesPage(d))
}

func twinOf(r *http.Request) member.ID { return member.ID(r.PathValue("twin")) }

func (h handlers) compare(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.comparePage)
}

func (h handlers) comparePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	c, err := h.members.Compare(r.Context(), server.Actor(r), personOf(r), twinOf(r))
	if err != nil {
		return nil, err
	}
	return comparePage(c, f, nil), nil
}

// part notes that the two are not one person.
func (h handlers) part(w http.ResponseWriter, r *http.Request) error {
	unit, err := h.members.Part(r.Context(), server.Actor(r), personOf(r), twinOf(r), server.Form(r).Get("reason"))
	if err != nil {
		return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) {
			c, err := h.members.Compare(r.Context(), server.Actor(r), personOf(r), twinOf(r))
			if err != nil {
				return nil, err
			}
			return comparePage(c, nil, f), nil
		})
	}
	return server.Done(w, r, doublesHref(unit), "member.apart_done")
}

func (h handlers) unite(w http.ResponseWriter, r *http.Request) error {
	v, choices := server.Form(r), map[roster.Field]member.Choice{}
	for _, f := range roster.Fields {
		if v.Has(string(f)) {
			choices[f] = member.Choice(v.Get(string(f)))
		}
	}
	id, err := h.members.Unite(r.Context(), server.Actor(r), personOf(r), twinOf(r), server.Version(r), choices)
	if err != nil {
		return server.Retry(w, r, err, h.comparePage)
	}
	return server.Done(w, r, mergeHref(id), "member.merge_done")
}

// mergedProps is a merge that was made.
type mergedProps struct {
	m     member.Merged
	today db.Date
}

func mergeOf(r *http.Request) member.MergeID { return member.MergeID(r.PathValue("merge")) }

func (h handlers) merged(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.mergedPage)
}

func (h handlers) mergedPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	m, today, err := h.members.Merged(r.Context(), server.Actor(r), mergeOf(r))
	if err != nil {
		return nil, err
	}
	return mergedPage(mergedProps{m, today}, f), nil
}

func (h handlers) undo(w http.ResponseWriter, r *http.Request) error {
	kept, err := h.members.Undo(r.Context(), server.Actor(r), mergeOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.mergedPage)
	}
	if kept > 0 {
		return server.Done(w, r, mergeHref(mergeOf(r)), "member.undone_kept", kept)
	}
	return server.Done(w, r, mergeHref(mergeOf(r)), "member.undone")
}

func doublesHref(unit org.ID) string { return "/member/doubles?unit=" + string(unit) }

func compareHref(from, into member.ID) string { return personHref(from) + "/merge/" + string(into) }

func mergeHref(id member.MergeID) string { return "/member/merge/" + string(id) }

// enteredMeta is what tells one record from another.
func enteredMeta(ctx context.Context, e member.Entered) string {
	label := func(key string, value string) string {
		if value == "" {
			return ""
		}
		return ui.T(ctx, key) + " " + value
	}
	return joined(label("member.born", date(e.Birth)), label("member.admitted_short", date(e.AdmittedOn)), label("member.card_short", e.Card), e.Department)
}

// mergeState says what may still be done about a merge.
func mergeState(ctx context.Context, m member.Merged, today db.Date) string {
	made := ui.T(ctx, "member.merged_on", date(m.At.Date()))
	switch {
	case !m.UndoneAt.IsZero():
		return joined(made, ui.T(ctx, "member.undone_on", date(m.UndoneAt.Date())))
	case m.Undoable(today):
		return joined(made, ui.T(ctx, "member.undo_until", date(m.Until())))
	}
	return joined(made, ui.T(ctx, "member.merge_final"))
}

func mergedTitle(ctx context.Context, m member.Merged) string {
	if !m.UndoneAt.IsZero() {
		return ui.T(ctx, "member.merge_undone")
	}
	return ui.T(ctx, "member.merge_made")
}

func mergedPairs(ctx context.Context, m member.Merged) []ui.Pair {
	pairs := []ui.Pair{
		{Label: ui.T(ctx, "member.merge_into"), Value: m.IntoName},
		{Label: ui.T(ctx, "member.merge_from"), Value: m.FromName},
		{Label: ui.T(ctx, "member.merged_at"), Value: m.At.Local("")},
		{Label: ui.T(ctx, "member.merge_changed"), Value: count(m.Moved)},
	}
	if m.By != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "member.merged_by"), Value: m.By})
	}
	return pairs
}

// facts lists what one record or the other says.
func facts(c member.Comparison) []member.Contrast {
	var all []member.Contrast
	for _, f := range member.Facts(c.From, c.Into) {
		if f.From != "" || f.Into != "" {
			all = append(all, f)
		}
	}
	return all
}

// known writes a fact as pages do, "" for none.
func known(ctx context.Context, f roster.Field, value string) string {
	if value == "" {
		return ""
	}
	return factWords(ctx, f, value)
}

func contrastChoices(ctx context.Context, d member.Contrast) []ui.Choice {
	return []ui.Choice{
		{Value: string(member.KeepInto), Label: known(ctx, d.Field, d.Into), Note: ui.T(ctx, "member.merge_into")},
		{Value: string(member.TakeFrom), Label: known(ctx, d.Field, d.From), Note: ui.T(ctx, "member.merge_from")},
	}
}

// takenText says which facts need no choice, as only the record that goes has
// them.
func takenText(ctx context.Context, c member.Comparison) string {
	var taken []string
	open := 0
	for _, d := range c.Contrasts {
		switch {
		case d.Open():
			open++
		case d.Into == "":
			taken = append(taken, fieldName(ctx, d.Field))
		}
	}
	var parts []string
	if open == 0 {
		parts = append(parts, ui.T(ctx, "member.merge_no_choice"))
	}
	if len(taken) > 0 {
		parts = append(parts, ui.T(ctx, "member.merge_taken", strings.Join(taken, ", ")))
	}
	return strings.Join(parts, " ")
}
