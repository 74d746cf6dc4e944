package web

import (
	"net/http"

	"chibo/internal/reflection"
	"chibo/internal/server"
)

func remarkOf(r *http.Request) reflection.RemarkID {
	return reflection.RemarkID(r.PathValue("remark"))
}

// remarkRoutes are the pages of remarks.
func (h handlers) remarkRoutes() []server.Route { return nil }
