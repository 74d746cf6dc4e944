package app

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/i18n"
	"chibo/internal/ui"
)

// Notice is a condition of the installation that every page tells of.
type Notice struct {
	Kind string // "" or "warn" or "bad"
	Icon string
	Key  string
}

// The conditions.
var (
	DemoNotice     = Notice{Icon: "info-circle", Key: "ui.banner_demo"}
	InsecureNotice = Notice{Kind: "bad", Icon: "alert-triangle", Key: "ui.banner_insecure"}
)

func banners(notes []Notice) func(i18n.Lang, *i18n.Catalog) []ui.Banner {
	return func(l i18n.Lang, c *i18n.Catalog) []ui.Banner {
		var all []ui.Banner
		for _, n := range notes {
			all = append(all, ui.Banner{Kind: n.Kind, Icon: n.Icon, Text: c.Text(l, n.Key)})
		}
		return all
	}
}

// asks reminds who has not seen the notice on personal data that is shown now.
func (a *App) asks(ctx context.Context, by access.Actor, l i18n.Lang, c *i18n.Catalog) ([]ui.Banner, error) {
	unseen, err := a.Privacy.Unseen(ctx, by)
	if err != nil || !unseen {
		return nil, err
	}
	link := &ui.Link{Href: "/privacy/notice", Label: c.Text(l, "privacy.banner_link")}
	return []ui.Banner{{Icon: "shield-check", Text: c.Text(l, "privacy.banner"), Link: link}}, nil
}
