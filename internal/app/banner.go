package app

import (
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
