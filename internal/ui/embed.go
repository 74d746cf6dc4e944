package ui

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed all:dist
var dist embed.FS

//go:embed text.vi.json text.en.json
var texts embed.FS

// Texts holds the texts of this package for [i18n.New].
var Texts fs.FS = texts

// built is what assets/build.mjs left in dist. It is empty in a tree where the
// assets were never built; pages then render without icons and style.
var built = sync.OnceValue(func() (b struct {
	names map[string]string
	icons map[string]string
},
) {
	load := func(name string, into *map[string]string) {
		data, err := dist.ReadFile("dist/" + name)
		if err != nil {
			return // never built
		}
		if err := json.Unmarshal(data, into); err != nil {
			panic(fmt.Sprintf("ui: %s: %v", name, err)) // embedded at build time: cannot change later
		}
	}
	load("manifest.json", &b.names)
	load("icons.json", &b.icons)
	return b
})

// Asset returns the address of a built asset by its plain name ("app.css"). The
// address changes with the content, so it may be cached for ever.
func Asset(name string) string {
	if hashed, ok := built().names[name]; ok {
		name = hashed
	}
	return "/assets/" + name
}

// ServiceWorker is the script of the installed app, to which the server adds
// what it may keep. It is empty in a tree where the assets were never built.
func ServiceWorker() []byte {
	script, err := dist.ReadFile("dist/sw.js")
	if err != nil {
		return nil // never built
	}
	return script
}

// Shelf lists the addresses of what every page needs: style, script, fonts and
// icon, in order. Pictures for home screens and the script of a single page are
// not among them.
func Shelf() []string {
	var all []string
	for name := range built().names {
		if !strings.HasSuffix(name, ".png") && name != "poll.js" {
			all = append(all, Asset(name))
		}
	}
	slices.Sort(all)
	return all
}

// AssetFS holds the files that are served under /assets/.
func AssetFS() fs.FS {
	public, err := fs.Sub(dist, "dist/public")
	if err != nil {
		panic(err) // the path is a constant and valid
	}
	return public
}
