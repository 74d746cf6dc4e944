package server

import (
	"context"
	"io"
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/intake"
	"chibo/internal/ui"
)

// ListMax is how many bytes a form with a spreadsheet may have.
const ListMax = intake.FileMax + 1<<20

// Lists are the pages on which lists of one kind are taken in: the file is chosen, what
// taking it would do is shown, and it is taken or dropped.
type Lists[P any] struct {
	Path   string // where the file is chosen; a list lies below it
	Name   string // of the wildcard that names a list
	Action access.Action
	Upload Page
	// Read reads what was chosen, and keeps its rows.
	Read func(r *http.Request, fileName string, data []byte) (intake.ID, error)
	// Preview, Apply and Drop are the use cases of a list that waits.
	Preview func(ctx context.Context, by access.Actor, id intake.ID) (P, error)
	Apply   func(ctx context.Context, by access.Actor, id intake.ID, version int) (int, error)
	Drop    func(ctx context.Context, by access.Actor, id intake.ID, version int) error
	// Page shows what Preview told.
	Page func(p P, f *ui.Form) templ.Component
}

// Routes are the addresses of the pages.
func (l Lists[P]) Routes() []Route {
	one := l.Path + "/{" + l.Name + "}"
	return []Route{
		Get(l.Path, l.Action, func(w http.ResponseWriter, r *http.Request) error { return Show(w, r, l.Upload) }),
		Upload(l.Path, l.Action, ListMax, l.read),
		Get(one, l.Action, func(w http.ResponseWriter, r *http.Request) error { return Show(w, r, l.preview) }),
		Post(one+"/confirm", l.Action, l.end(func(r *http.Request) error {
			_, err := l.Apply(r.Context(), Actor(r), l.id(r), Version(r))
			return err
		})),
		Post(one+"/drop", l.Action, l.end(func(r *http.Request) error { return l.Drop(r.Context(), Actor(r), l.id(r), Version(r)) })),
	}
}

func (l Lists[P]) id(r *http.Request) intake.ID { return intake.ID(r.PathValue(l.Name)) }

func (l Lists[P]) read(w http.ResponseWriter, r *http.Request) error {
	name, data, err := file(r)
	var id intake.ID
	if err == nil {
		id, err = l.Read(r, name, data)
		err = atFile(err)
	}
	if err != nil {
		return Retry(w, r, err, l.Upload)
	}
	return Redirect(w, r, l.Path+"/"+string(id))
}

func (l Lists[P]) preview(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := l.Preview(r.Context(), Actor(r), l.id(r))
	if err != nil {
		return nil, err
	}
	return l.Page(p, f), nil
}

// end takes a list or drops it; its page says then how it ended.
func (l Lists[P]) end(do func(r *http.Request) error) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := do(r); err != nil {
			return Retry(w, r, err, l.preview)
		}
		return Redirect(w, r, l.Path+"/"+string(l.id(r)))
	}
}

// file reads the spreadsheet of a form, at the field file.
func file(r *http.Request) (name string, data []byte, err error) {
	file, head, err := r.FormFile("file")
	if err != nil {
		return "", nil, fault.At("file", "ui.import_file_missing")
	}
	defer file.Close()
	data, err = io.ReadAll(file)
	return head.Filename, data, err
}

// atFile makes a fault of a spreadsheet one of its field.
func atFile(err error) error {
	var faults fault.Form
	switch {
	case fault.Is(err, fault.Invalid) && faults.Take("file", err):
		return faults.Err()
	case fault.Is(err, fault.TooLarge):
		return fault.At("file", "ui.import_too_large", intake.FileMax>>20)
	}
	return err
}
