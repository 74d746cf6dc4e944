package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"chibo/internal/access"
	"chibo/internal/i18n"
	"chibo/internal/ui"
)

// installedRoutes are what makes the pages an app on a telephone's home
// screen (I6). All of it is public and the same for everybody.
func (s *Server) installedRoutes() []Route {
	return []Route{
		Get("/manifest.webmanifest", access.Public, s.manifest),
		Get("/sw.js", access.Public, s.serviceWorker),
		Get("/offline", access.Public, s.offline),
	}
}

// The colours of the frame around the app, as the light theme has them.
const (
	themeColour      = "#b3261e"
	backgroundColour = "#f8f5f0"
)

type picture struct {
	Source  string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
}

// manifest is fetched without cookies: it is in Vietnamese.
func (s *Server) manifest(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/manifest+json")
	w.Header().Set("Cache-Control", "no-cache")
	return json.NewEncoder(w).Encode(map[string]any{
		"id": "/", "name": "chibo", "short_name": "chibo", "description": s.catalog.Text(i18n.Vi, "ui.app_description"),
		"lang": string(i18n.Vi), "start_url": "/", "scope": "/", "display": "standalone",
		"theme_color": themeColour, "background_color": backgroundColour,
		"icons": []picture{
			{Source: ui.Asset("icon.svg"), Sizes: "any", Type: "image/svg+xml"},
			{Source: ui.Asset("icon-192.png"), Sizes: "192x192", Type: "image/png"},
			{Source: ui.Asset("icon-512.png"), Sizes: "512x512", Type: "image/png"},
			{Source: ui.Asset("icon-maskable.png"), Sizes: "512x512", Type: "image/png", Purpose: "maskable"},
		},
	})
}

// serviceWorker is the script of ui with the addresses that it may keep. The
// store's name follows everything in it, so that a new version empties the
// old one.
func (s *Server) serviceWorker(w http.ResponseWriter, _ *http.Request) error {
	script, shell := ui.ServiceWorker(), ui.Shelf()
	sum := sha256.New()
	sum.Write(script)
	for _, path := range shell {
		sum.Write([]byte(path))
	}
	for _, key := range ui.OfflineTexts {
		sum.Write([]byte(s.catalog.Text(i18n.Vi, key)))
	}
	var body bytes.Buffer
	for _, c := range []struct {
		name  string
		value any
	}{{"kept", "chibo-" + hex.EncodeToString(sum.Sum(nil)[:8])}, {"shell", shell}} {
		value, err := json.Marshal(c.value)
		if err != nil {
			return err
		}
		body.WriteString("const " + c.name + "=" + string(value) + ";\n")
	}
	body.Write(script)
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, err := w.Write(body.Bytes())
	return err
}

func (s *Server) offline(w http.ResponseWriter, r *http.Request) error {
	return Render(w, r, ui.OfflinePage())
}
