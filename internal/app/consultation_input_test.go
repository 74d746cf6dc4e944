package app_test

import (
	"maps"

	"chibo/internal/webtest"
)

// consultations are the parameters of what the own cell asks: a draft, and a question
// that is open for answers with names.
func consultations(w *webtest.World) (params []map[string]string) {
	for _, key := range []string{"drafted", "asked"} {
		p := maps.Clone(w.Own.Params)
		p["matter"] = p[key]
		params = append(params, p)
	}
	return params
}
