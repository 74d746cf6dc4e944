package web

import (
	"net/http"
	"net/url"

	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/reflection"
	"chibo/internal/server"
)

// upRoutes are the pages of what went up, for officers above and for the
// leaders who sent it.
func (h handlers) upRoutes() []server.Route {
	const one = "/reflection/sent-up/of/{report}"
	return []server.Route{
		server.Get("/reflection/sent-up", reflection.ReadUp, h.ups),
		server.Get(one, reflection.ReadUp, h.sentUp),
		server.Get(one+"/print.docx", reflection.ReadUp, h.sentUpFile(paper.AsDOCX)),
		server.Get(one+"/print.pdf", reflection.ReadUp, h.sentUpFile(paper.AsPDF)),
	}
}

// upTab leads officers to what was sent to them.
var upTab = server.MenuEntry{Key: "reflection", Under: "meeting", Path: "/reflection/sent-up", Label: "reflection.ups", Order: 35, Action: reflection.Oversee}

func upHref(id reflection.ID) string {
	return "/reflection/sent-up/of/" + url.PathEscape(string(id))
}

func (h handlers) ups(w http.ResponseWriter, r *http.Request) error {
	u, all, err := h.reports.Ups(r.Context(), server.Actor(r), org.ID(server.Unit(r)))
	if err != nil {
		return err
	}
	return server.Render(w, r, upsPage(u, all))
}

func (h handlers) sentUp(w http.ResponseWriter, r *http.Request) error {
	report, d, err := h.reports.SentUp(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, upPage(report, d))
}

func (h handlers) sentUpFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		_, d, err := h.reports.SentUp(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}
