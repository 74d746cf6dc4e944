// Package web is the pages of self-reflection reports: the rota of a year, the
// editor of a draft with what lies beside it, comments, what the unit heard,
// and the remarks that are followed.
package web

import (
	"embed"

	"chibo/internal/reflection"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ reports *reflection.Service }

// Capability hands the pages over.
func Capability(reports *reflection.Service) server.Capability {
	return server.Capability{Name: "reflection", Texts: texts}
}
