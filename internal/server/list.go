package server

import (
	"io"
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/intake"
)

// ListMax is how many bytes a form with a spreadsheet may have.
const ListMax = intake.FileMax + 1<<20

// List reads the spreadsheet of a form, at the field file.
func List(r *http.Request) (name string, data []byte, err error) {
	file, head, err := r.FormFile("file")
	if err != nil {
		return "", nil, fault.At("file", "ui.import_file_missing")
	}
	defer file.Close()
	data, err = io.ReadAll(file)
	return head.Filename, data, err
}

// AtList makes a fault of a spreadsheet one of its field.
func AtList(err error) error {
	var faults fault.Form
	switch {
	case fault.Is(err, fault.Invalid) && faults.Take("file", err):
		return faults.Err()
	case fault.Is(err, fault.TooLarge):
		return fault.At("file", "ui.import_too_large", intake.FileMax>>20)
	}
	return err
}
