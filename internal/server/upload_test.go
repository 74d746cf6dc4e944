package server

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"chibo/internal/fault"
)

// safety S10: large bodies that come at once do not fill the memory: they wait for
// one another, and forms for nobody.
func TestUploadsShareARoom(t *testing.T) {
	u := newUploads(2 * formLimit)
	body := func(bytes int) *http.Request {
		return httptest.NewRequest(http.MethodPost, "/", strings.NewReader(strings.Repeat("x", bytes)))
	}
	leave, err := u.admit(body(2*formLimit-8), 50<<20)
	if err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int64{formLimit, 50 << 20} {
		done, err := u.admit(body(8), limit)
		if err != nil {
			t.Fatalf("no room for a few bytes where up to %d are taken: %v", limit, err)
		}
		done()
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	var f *fault.Error
	if _, err := u.admit(body(16).WithContext(gone), 50<<20); !errors.As(err, &f) || f.Kind != fault.Busy {
		t.Errorf("beyond the room: %v", err)
	}
	leave()
	if leave, err = u.admit(body(2*formLimit), 50<<20); err != nil {
		t.Fatalf("the room is not given back: %v", err)
	}
	leave()
}
