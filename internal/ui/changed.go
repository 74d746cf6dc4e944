package ui

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/compare"
)

// Changed writes how a text became another: what went and what came, each said
// to who does not see it. Nothing stands between the pieces.
func Changed(edits []compare.Edit) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		said := func(key string) string {
			return `<span class="sr">` + templ.EscapeString(T(ctx, key)) + ` </span>`
		}
		var b strings.Builder
		for _, e := range edits {
			text := templ.EscapeString(e.Text)
			switch e.Kind {
			case compare.Gone:
				text = "<del>" + said("ui.said_gone") + text + "</del>"
			case compare.New:
				text = "<ins>" + said("ui.said_new") + text + "</ins>"
			}
			b.WriteString(text)
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}
