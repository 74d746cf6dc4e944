package web

import (
	"context"

	"chibo/internal/admission/deed"
	"chibo/internal/ui"
)

// form says which form a paper follows, for reference.
func form(ctx context.Context, l deed.Line) string {
	if l.Form == "" {
		return ui.T(ctx, "dossier.reference")
	}
	return ui.T(ctx, "dossier.reference_form", l.Form)
}
