package ui

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"
)

// Icon draws an icon of the set that assets/icons.txt names. It says nothing to
// a screen reader: the words beside it do. An unknown name fails the rendering,
// so that a test of the page finds it.
func Icon(name string) templ.Component { return icon(name, `aria-hidden="true"`) }

// IconNamed draws an icon that stands alone; label says what it means.
func IconNamed(name, label string) templ.Component {
	return icon(name, `role="img" aria-label="`+templ.EscapeString(label)+`"`)
}

func icon(name, attrs string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		icons := built().icons
		shape, ok := icons[name]
		if !ok && len(icons) > 0 {
			return fmt.Errorf("ui: no icon %q: add it to an icons.txt and build the assets", name)
		}
		_, err := io.WriteString(w, `<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" `+
			`stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" `+attrs+`>`+shape+`</svg>`)
		return err
	})
}
