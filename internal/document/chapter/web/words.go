package web

import (
	"context"
	"net/url"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/consultation"
	"chibo/internal/document/chapter"
	"chibo/internal/feedback"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/periodic/table"
	"chibo/internal/ui"
	"chibo/internal/welfare"
)

// href is the address of a record.
func href(id chapter.ID) string { return "/document/chapter/of/" + url.PathEscape(string(id)) }

// of gives a page of a unit its unit.
func of(page string, unit org.ID) string { return page + "?unit=" + url.QueryEscape(string(unit)) }

func crumb(ctx context.Context, unit org.ID) *ui.Link {
	return &ui.Link{Href: of("/document/chapter", unit), Label: ui.T(ctx, "chapter.menu")}
}

// works are the pages of what an officer of a chapter looks after.
func works(ctx context.Context, by access.Actor, u org.Unit) (all []ui.Link) {
	for _, w := range []struct {
		action access.Action
		page   string
		label  string
	}{
		{member.List, "/member", "chapter.members"},
		{member.Import, "/member/import", "chapter.import"},
		{admission.Nominate, "/admission/nominated", "chapter.nominated"},
		{feedback.View, "/feedback", "chapter.feedback"},
		{welfare.View, "/welfare", "chapter.welfare"},
		{table.List, "/periodic/table", "chapter.tables"},
		{consultation.Voice, "/consultation/opinion", "chapter.opinions"},
	} {
		if access.Can(by, w.action, u.Place()) {
			all = append(all, ui.Link{Href: of(w.page, u.ID), Label: ui.T(ctx, w.label)})
		}
	}
	return all
}

// bookChips lead to the records in use and to those that were put away.
func bookChips(ctx context.Context, p bookProps) []ui.Chip {
	at := of("/document/chapter", p.Unit.ID)
	return []ui.Chip{
		{Href: at, Label: ui.T(ctx, "chapter.in_use"), Current: !p.Away},
		{Href: at + "&away=1", Label: ui.T(ctx, "chapter.away"), Current: p.Away},
	}
}

// filesLink leads to where files are added.
func filesLink(ctx context.Context, sh chapter.Sheet) *ui.Link {
	return &ui.Link{Href: "/document/of/" + chapter.FileKind + "/" + string(sh.ID) + "?back=" + url.QueryEscape(href(sh.ID)), Label: ui.T(ctx, "chapter.add_file")}
}

// kinds are the kinds of records as a form offers them.
func kinds(ctx context.Context) (all []ui.Choice) {
	for _, k := range chapter.Kinds {
		all = append(all, ui.Choice{Value: string(k), Label: ui.T(ctx, "chapter.kind_"+string(k))})
	}
	return all
}

func editTitle(sh chapter.Sheet) string {
	if sh.ID == "" {
		return "chapter.write"
	}
	return "chapter.edit"
}

func editAction(sh chapter.Sheet) string {
	if sh.ID == "" {
		return of("/document/chapter/new", sh.Unit.ID)
	}
	return href(sh.ID) + "/edit"
}

func editVersion(sh chapter.Sheet) string {
	if sh.ID == "" {
		return ""
	}
	return strconv.Itoa(sh.Version)
}
