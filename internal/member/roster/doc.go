// Package roster reads people's own lists of members: it finds the heading
// wherever it stands, knows the columns by their many names, splits cells that
// hold several facts, and says by row and column what is wrong. It is pure:
// what becomes of the people found is package member's to decide.
//
// Words: a field is a fact that a column may hold; a fault keeps the list from
// being taken; a warning does not. Identity numbers are recognised and left
// out; their values are never read.
package roster

import (
	"embed"
	"io/fs"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

// Texts holds the words of this package's faults and fields.
func Texts() fs.FS { return texts }
