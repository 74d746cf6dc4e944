package sheet

import (
	"embed"
	"io/fs"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

// Texts holds text.vi.json and text.en.json: the words of this package's
// faults, for the catalogue.
func Texts() fs.FS { return texts }
