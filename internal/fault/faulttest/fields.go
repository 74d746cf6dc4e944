// Package faulttest reads faults in tests.
package faulttest

import (
	"errors"
	"testing"

	"chibo/internal/fault"
)

// Fields gives the key of each fault of a form by its field, nil for an error
// that is none.
func Fields(err error) map[string]string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return nil
	}
	keys := map[string]string{}
	for _, f := range e.Fields {
		keys[f.Name] = f.Key
	}
	return keys
}

// Expect asserts that the only fault of a form has the key and is at the field;
// that there is none, if field is "".
func Expect(t *testing.T, err error, field, key string) {
	t.Helper()
	if field == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	if got := Fields(err); !fault.Is(err, fault.Invalid) || len(got) != 1 || got[field] != key {
		t.Errorf("got %+v, want %s at %s", err, key, field)
	}
}
