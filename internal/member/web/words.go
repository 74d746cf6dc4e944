package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/member/roster"
	"chibo/internal/org"
	"chibo/internal/ui"
)

// body names what people of an organisation are called: members of the Party,
// of the youth union and the trade union (đoàn viên), of an association.
func body(kind string) string {
	switch kind {
	case "union", "youth":
		return "union"
	case "veterans", "women":
		return "association"
	}
	return "party"
}

// people is the heading for an organisation's people, noun the same within a
// sentence.
func people(ctx context.Context, kind string) string { return ui.T(ctx, "member.people_"+body(kind)) }

func noun(ctx context.Context, kind string) string { return ui.T(ctx, "member.noun_"+body(kind)) }

func listHref(unit org.ID) string { return "/member?unit=" + string(unit) }

func dash(s string) string { return cmp.Or(s, "–") }

// word is the text for one of a few stored words, "" for none.
func word[W ~string](ctx context.Context, kind string, w W) string {
	if w == "" {
		return ""
	}
	return ui.T(ctx, "member."+kind+"_"+string(w))
}

// joined writes what there is of several texts, with points between.
func joined(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), " · ")
}

func date(d db.Date) string { return i18n.Short(string(d)) }

func tenure(ctx context.Context, p member.Party, on db.Date) string {
	years, ok := p.Tenure(on)
	if !ok {
		return "–"
	}
	return ui.T(ctx, "member.years", years)
}

// lede counts the people of a list in one sentence.
func lede(ctx context.Context, roll member.Roll) string {
	parts := []string{ui.T(ctx, "member.count", roll.Total)}
	if roll.Unit.Kind.Body == "party" && roll.Total > 0 {
		parts = append(parts, ui.T(ctx, "member.count_standing", roll.Official, roll.Probation))
	}
	if roll.Staff >= roll.Total && roll.Total > 0 {
		parts = append(parts, ui.T(ctx, "member.count_staff", i18n.Percent(ui.From(ctx).Lang, roll.Total, roll.Staff)))
	}
	return joined(parts...)
}

// personLede says who somebody is in one sentence.
func personLede(ctx context.Context, d member.Dossier) string {
	standing := word(ctx, "standing", d.Status)
	if _, ok := d.Party.Tenure(d.Today); ok {
		return joined(word(ctx, "post", d.Post), standing, d.Person.Department, ui.T(ctx, "member.tenure", tenure(ctx, d.Party, d.Today)))
	}
	return joined(word(ctx, "post", d.Post), standing, d.Person.Department)
}

// course is what happened to somebody, the newest first.
func course(ctx context.Context, d member.Dossier) []ui.Event {
	type dated struct {
		on    db.Date
		event ui.Event
	}
	var all []dated
	add := func(on db.Date, title, text string) {
		if on != "" && on <= d.Today {
			all = append(all, dated{on, ui.Event{Date: date(on), Title: title, Text: text}})
		}
	}
	add(d.Party.OfficialOn, ui.T(ctx, "member.event_official"), "")
	add(d.Party.AdmittedOn, ui.T(ctx, "member.event_admitted"), "")
	for _, m := range d.Memberships {
		if m.Body != "party" || m.From != d.Party.AdmittedOn && m.From != d.Party.OfficialOn {
			add(m.From, ui.T(ctx, "member.event_joined", m.UnitName), word(ctx, "standing", m.Status))
		}
		if m.EndedBy != "recognised" {
			add(m.To, ui.T(ctx, "member.event_left", m.UnitName), word(ctx, "ended", m.EndedBy))
		}
	}
	for _, p := range d.Positions {
		add(p.From, ui.T(ctx, "member.event_post", postName(ctx, p)), p.UnitName)
		add(p.To, ui.T(ctx, "member.event_post_ended", postName(ctx, p)), p.UnitName)
	}
	for _, s := range d.States {
		add(s.From, word(ctx, "state", s.State), s.Decision)
		add(s.To, ui.T(ctx, "member.event_state_ended", word(ctx, "state", s.State)), "")
	}
	slices.SortStableFunc(all, func(a, b dated) int { return strings.Compare(string(b.on), string(a.on)) })
	events := make([]ui.Event, len(all))
	for i, e := range all {
		events[i] = e.event
	}
	if len(events) > 0 {
		events[0].Kind = ui.Accent
	}
	return events
}

func postName(ctx context.Context, p member.Position) string {
	return cmp.Or(p.Title, word(ctx, "post", p.Post))
}

// period writes from when to when.
func period(ctx context.Context, from, to db.Date) string {
	if to == "" {
		return ui.T(ctx, "member.since", date(from))
	}
	return date(from) + " – " + date(to)
}

// did says what an entry of the log was about; "" for entries of other
// capabilities, which have pages of their own.
func did(ctx context.Context, l audit.Line) string {
	switch l.Action {
	case member.Import.Name:
		return ui.T(ctx, "member.did_import")
	case member.Keep.Name:
		return ui.T(ctx, "member.did_keep")
	case member.Elect.Name:
		return ui.T(ctx, "member.did_appoint")
	case member.Assign.Name:
		return ui.T(ctx, "member.did_assign")
	case member.Unite.Name:
		return ui.T(ctx, "member.did_merge")
	}
	return ""
}

// factWords writes a value of a list as the pages do.
func factWords(ctx context.Context, field roster.Field, value string) string {
	if value == "" {
		if field == roster.State {
			return ui.T(ctx, "member.state_none")
		}
		return ui.T(ctx, "member.empty")
	}
	switch field {
	case roster.Sex:
		return word(ctx, "sex", value)
	case roster.Status:
		return word(ctx, "standing", value)
	case roster.State:
		return word(ctx, "state", value)
	}
	return i18n.Short(value)
}

func fieldName(ctx context.Context, f roster.Field) string {
	return ui.T(ctx, "roster.field."+string(f))
}

// holds says what a column was understood to hold.
func holds(ctx context.Context, c member.ImportColumn) string {
	if c.Field == "" {
		return ""
	}
	names := []string{fieldName(ctx, c.Field)}
	for _, f := range c.Also {
		names = append(names, fieldName(ctx, f))
	}
	return strings.Join(names, ", ")
}

// fate says what becomes of a column.
func fate(ctx context.Context, c member.ImportColumn) string {
	switch {
	case c.Ignored != "":
		return ui.T(ctx, c.Ignored)
	case c.Kept:
		return ui.T(ctx, "member.column_kept")
	case c.Field != "":
		return ui.T(ctx, "member.column_not_kept")
	case c.ByHand:
		return ui.T(ctx, "member.column_left_out")
	}
	return ui.T(ctx, "member.column_unknown")
}

func fieldChoices(ctx context.Context) []ui.Choice {
	var all []ui.Choice
	for _, f := range roster.Fields {
		all = append(all, ui.Choice{Value: string(f), Label: fieldName(ctx, f)})
	}
	return all
}

// choices lists stored words with their texts.
func choices[W ~string](ctx context.Context, kind string, words ...W) []ui.Choice {
	var all []ui.Choice
	for _, w := range words {
		all = append(all, ui.Choice{Value: string(w), Label: word(ctx, kind, w)})
	}
	return all
}

func count(n int) string { return strconv.Itoa(n) }
