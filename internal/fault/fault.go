// Package fault carries what went wrong from the rule that noticed it to the
// edge that tells the user: a kind, a text key and its arguments, and nothing
// else. No sentence is built here; package server turns the key into
// Vietnamese or English and the kind into an HTTP status.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of answer the caller deserves.
type Kind int

// The kinds, with the HTTP status that package server gives each.
const (
	Internal Kind = iota // 500: a defect; the user sees a reference number only
	Invalid              // 422: what was typed cannot be taken; the form comes back
	Denied               // 403: known to the actor, but not his to do
	NotFound             // 404: absent, or outside the actor's tree
	Stale                // 409: somebody else saved first; both texts are shown
	Busy                 // 503: the database is away or overloaded; try again
	Full                 // 507: no room left to write; reading goes on
	TooLarge             // 413: more was sent than is taken
	TooMany              // 429: too many tries; wait
	Repeated             // the same form came twice; the first one counts
)

// Field is a message at one input of a form.
type Field struct {
	Name string
	Key  string
	Args []any
}

// Error is a fault on its way to the edge.
type Error struct {
	Kind   Kind
	Key    string
	Args   []any
	Fields []Field
	// Theirs holds, for Stale, what is stored now, by field name, so that
	// both texts can be shown.
	Theirs map[string]string
	cause  error
}

// New returns a fault with the text key and the arguments of its sentence.
func New(kind Kind, key string, args ...any) *Error {
	return &Error{Kind: kind, Key: key, Args: args}
}

// Wrap is New with the underlying error kept for the log.
func Wrap(cause error, kind Kind, key string, args ...any) *Error {
	return &Error{Kind: kind, Key: key, Args: args, cause: cause}
}

// Overtaken returns the Stale fault of a form that somebody else's came before,
// with what is stored now, by field name.
func Overtaken(theirs map[string]string) *Error {
	return &Error{Kind: Stale, Key: "ui.stale", Theirs: theirs}
}

// At returns an Invalid fault whose message stands at one field of the form.
func At(field, key string, args ...any) *Error {
	return &Error{Kind: Invalid, Key: key, Args: args, Fields: []Field{{field, key, args}}}
}

// Error gives the key and arguments, for logs and tests; never for users.
func (e *Error) Error() string {
	s := e.Key
	if len(e.Args) > 0 {
		s += fmt.Sprint(e.Args)
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

// Unwrap gives the underlying error, if one was kept.
func (e *Error) Unwrap() error { return e.cause }

// Is reports whether err is, or wraps, a fault of the kind.
func Is(err error, kind Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// Key gives the text key of the fault in err, or "" if there is none.
func Key(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

// Form gathers the faults of one form, so that the user sees all of them at
// once. The zero value is ready.
type Form struct{ fields []Field }

// Add notes a message at a field.
func (f *Form) Add(field, key string, args ...any) {
	f.fields = append(f.fields, Field{field, key, args})
}

// Take notes the fields of an Invalid fault returned by a rule, under the
// given field if the rule named none, and reports whether err was one.
func (f *Form) Take(field string, err error) bool {
	var e *Error
	if !errors.As(err, &e) || e.Kind != Invalid {
		return false
	}
	if len(e.Fields) == 0 {
		f.Add(field, e.Key, e.Args...)
	}
	f.fields = append(f.fields, e.Fields...)
	return true
}

// Err is nil if nothing was noted.
func (f *Form) Err() error {
	if len(f.fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Key: "ui.form_invalid", Fields: f.fields}
}
