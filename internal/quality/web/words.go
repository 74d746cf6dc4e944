package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

// href is the address of the score of a meeting; to is that of a page about it.
func href(id meeting.ID) string { return "/quality/of/" + url.PathEscape(string(id)) }

func to(id meeting.ID, page string) string { return href(id) + "/" + page }

// deskHref is the address of a unit's scores.
func deskHref(unit org.ID) string { return deskPath + "?unit=" + url.QueryEscape(string(unit)) }

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// month writes a month without its leading zero: 6/2026.
func month(d db.Date) string { return strings.TrimPrefix(i18n.Short(string(d)), "0") }

func sheetTitle(ctx context.Context, r quality.Record) string {
	return ui.T(ctx, "quality.title_"+string(r.Kind), month(r.Month))
}

// sheetLede names the next thing to do.
func sheetLede(ctx context.Context, p sheetProps) string {
	switch {
	case p.above:
		return ui.T(ctx, "quality.lede_above", p.UnitName)
	case !p.Begun:
		return ""
	case p.writes():
		return ui.T(ctx, "quality.lede_draft", p.Computed, p.Judged)
	}
	return ui.T(ctx, "quality.lede_"+string(p.State))
}

// meetingLink leads back: who belongs to the cell to the meeting, who is above
// to what was sent.
func meetingLink(ctx context.Context, sh quality.Sheet) *ui.Link {
	if !sh.Mine {
		return &ui.Link{Href: deskPath, Label: ui.T(ctx, "quality.menu")}
	}
	short, _, _ := strings.Cut(month(sh.Month), "/")
	return &ui.Link{Href: "/meeting/" + url.PathEscape(string(sh.Meeting)), Label: ui.T(ctx, "quality.meeting_"+string(sh.Kind), short)}
}

// termName names the meeting of a score in a list.
func termName(ctx context.Context, p quality.Past) string {
	return ui.T(ctx, "quality.term_"+string(p.Kind), month(p.Month))
}

// termShort is termName where there is little room: of twelve meetings the month
// is enough.
func termShort(ctx context.Context, p quality.Past) string {
	short, _, _ := strings.Cut(month(p.Month), "/")
	return ui.T(ctx, "quality.term_"+string(p.Kind), short)
}

// basisText puts what the record says into one line.
func basisText(ctx context.Context, basis []quality.Basis) string {
	var all []string
	for _, b := range basis {
		all = append(all, ui.T(ctx, b.Key, b.Values()...))
	}
	return strings.Join(all, "; ")
}

// fromWhere says where the points of a source come from.
func fromWhere(s quality.Source) string {
	switch s {
	case quality.Committee, quality.Notice, quality.Papers, quality.Preparation:
		return "quality.from_plan"
	case quality.Results:
		return "quality.from_tasks"
	}
	return "quality.from_record"
}

// given writes points that may not be given yet.
func given(p *int) string {
	if p == nil {
		return "–"
	}
	return strconv.Itoa(*p)
}

// plain is given for a field.
func plain(p *int) string {
	if p == nil {
		return ""
	}
	return strconv.Itoa(*p)
}

// typed is what the field shows: what came back, else what stands.
func typed(f *ui.Form, name string, stands *int) string {
	if f != nil && f.Values.Has(name) {
		return f.Value(name)
	}
	return plain(stands)
}

func aboveTotal(r quality.Record) string {
	if r.State != quality.Confirmed {
		return "–"
	}
	return strconv.Itoa(r.Above.Points)
}

func aboveOf(p quality.Past) string {
	if p.State != quality.Confirmed {
		return "–"
	}
	return strconv.Itoa(p.Above.Points)
}

func bandName(ctx context.Context, b quality.Band) string {
	return ui.T(ctx, "quality.band_"+string(b))
}

// gradeOf is the grade of a score in a list; one that is still being made has
// none.
func gradeOf(ctx context.Context, p quality.Past) string {
	if !p.Settled() {
		return "–"
	}
	return bandName(ctx, p.Counts().Band)
}

// The marks of the bands: none is an error.
var (
	bandTags = map[quality.Band]ui.Kind{quality.Good: ui.Done, quality.Fair: ui.Now, quality.Average: ui.Plain, quality.Poor: ui.Soon}
	bandBars = map[quality.Band]ui.Kind{quality.Good: ui.Ok, quality.Fair: ui.Info, quality.Average: ui.Plain, quality.Poor: ui.Plain}
)

func bandIcon(b quality.Band) string {
	if b == quality.Good {
		return ""
	}
	return "-"
}

var stateTags = map[quality.State]ui.Kind{
	quality.Draft: ui.Plain, quality.Adopted: ui.Now, quality.Sent: ui.Now, quality.Confirmed: ui.Done, quality.Returned: ui.Soon,
}

// bandPairs lists the bands of a rubric with their points: "70 – dưới 90".
func bandPairs(ctx context.Context, r quality.Rubric) (pairs []ui.Pair) {
	for i, b := range r.Bands {
		value := ui.T(ctx, "quality.band_from", b.From)
		switch {
		case i > 0 && i == len(r.Bands)-1:
			value = ui.T(ctx, "quality.band_under", r.Bands[i-1].From)
		case i > 0:
			value = ui.T(ctx, "quality.band_between", b.From, r.Bands[i-1].From)
		}
		pairs = append(pairs, ui.Pair{Label: bandName(ctx, b.Band), Value: value})
	}
	return pairs
}

// docText names the document of a rubric.
func docText(ctx context.Context, r quality.Rubric) string {
	text := r.Doc.No
	if text == "" {
		text = r.Doc.Issuer
	}
	if r.Doc.Date != "" {
		text += " (" + i18n.Short(r.Doc.Date) + ")"
	}
	if text == "" {
		text = ui.T(ctx, "quality.no_doc")
	}
	return text
}

func voteText(ctx context.Context, v *vote.Vote) string {
	return ui.T(ctx, "quality.voted", v.Count.Favour, v.Prospect.Base.Size, v.Share(ui.From(ctx).Lang), v.Count.Against, v.Count.Other)
}

// ordered puts the fields of a form that came back into the order of the page.
func ordered(f *ui.Form, r quality.Rubric) *ui.Form {
	if f != nil {
		for c := range r.Leaves() {
			f.Order = append(f.Order, quality.PointsField+c.Key, quality.ReasonField+c.Key)
		}
	}
	return f
}

// inOrder is ordered for fields with names of their own.
func inOrder(f *ui.Form, names ...string) *ui.Form {
	if f != nil {
		f.Order = names
	}
	return f
}
