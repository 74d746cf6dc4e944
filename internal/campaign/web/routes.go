// Package web is the pages of campaigns: what runs for a unit, a theme with those right
// below, and programmes with their work items.
package web

import (
	"embed"

	"chibo/internal/campaign"
	"chibo/internal/campaign/step"
	"chibo/internal/directive"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct {
	campaigns  *campaign.Service
	directives *directive.Service
	steps      *step.Service
}

const (
	one   = "/campaign/of/{campaign}"
	theme = "/campaign/theme/{campaigntheme}"
	item  = "/campaign/item/{work}"
)

// Capability hands the pages over. Of the directives it takes those that campaigns come
// from, of the steps how far units have come with a theme.
func Capability(campaigns *campaign.Service, directives *directive.Service, steps *step.Service) server.Capability {
	h := handlers{campaigns, directives, steps}
	return server.Capability{
		Name:  "campaign",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "campaign", Icon: "flag", Label: "campaign.menu", Short: "campaign.menu_short", Order: 55, Action: campaign.Plan},
			{Key: "campaign", Under: "campaign", Label: "campaign.menu", Order: 10, Action: campaign.View},
		},
		Routes: append(h.planning(), []server.Route{
			server.Get("/campaign", campaign.View, h.list),
			server.Get("/campaign/new", campaign.Lead, h.foundForm),
			server.Post("/campaign/new", campaign.Lead, h.found),
			server.Get(one, campaign.Read, h.show),
			server.Get(one+"/amend", campaign.Lead, h.amendForm),
			server.Post(one+"/amend", campaign.Lead, h.amend),
			server.Get(one+"/halt", campaign.Lead, h.haltForm),
			server.Post(one+"/halt", campaign.Lead, h.halt),
			server.Post(one+"/resume", campaign.Lead, h.resume),
			server.Get(one+"/theme", campaign.Lead, h.announceForm),
			server.Post(one+"/theme", campaign.Lead, h.announce),
			server.Get(theme, campaign.Read, h.overview),
			server.Get(theme+"/amend", campaign.Lead, h.amendThemeForm),
			server.Post(theme+"/amend", campaign.Lead, h.amendTheme),
			server.Post(theme+"/launch", campaign.Lead, h.launch),
			server.Get(theme+"/programmes", campaign.Read, h.branches),
			server.Post(theme+"/remind", campaign.Lead, h.remind),
		}...),
	}
}

// planning are the pages of a unit's programme.
func (h handlers) planning() []server.Route {
	return []server.Route{
		server.Get(theme+"/programme", campaign.Read, h.programme),
		server.Post(theme+"/receive", campaign.Plan, h.receive),
		server.Get(theme+"/draft", campaign.Plan, h.draftForm),
		server.Post(theme+"/draft", campaign.Plan, h.draft),
		server.Get(theme+"/issue", campaign.Plan, h.issueForm),
		server.Post(theme+"/issue", campaign.Plan, h.issue),
		server.Post(theme+"/revise", campaign.Plan, h.revise),
		server.Get(theme+"/item", campaign.Plan, h.addForm),
		server.Post(theme+"/item", campaign.Plan, h.add),
		server.Get(theme+"/print", campaign.Read, h.print),
		server.Get(theme+"/print.docx", campaign.Read, h.download(paper.AsDOCX)),
		server.Get(theme+"/print.pdf", campaign.Read, h.download(paper.AsPDF)),
		server.Get(item, campaign.Follow, h.item),
		server.Get(item+"/amend", campaign.Plan, h.amendItemForm),
		server.Post(item+"/amend", campaign.Plan, h.amendItem),
		server.Post(item+"/drop", campaign.Plan, h.dropItem),
		server.Post(item+"/note", campaign.Do, h.note),
	}
}
