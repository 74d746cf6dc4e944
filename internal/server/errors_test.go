package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/a-h/templ"
)

// A page of an error that cannot be made is an error all the same.
func TestErrorPageThatFails(t *testing.T) {
	broken := templ.ComponentFunc(func(context.Context, io.Writer) error { return errors.New("no such icon") })
	w := httptest.NewRecorder()
	new(Server).showError(w, httptest.NewRequest(http.MethodGet, "/home", nil), http.StatusInternalServerError, broken)
	if w.Code != http.StatusInternalServerError || w.Body.Len() == 0 {
		t.Errorf("answered %d %q", w.Code, w.Body)
	}
}
