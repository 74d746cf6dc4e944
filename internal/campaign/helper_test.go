package campaign

import (
	"errors"

	"chibo/internal/db"
	"chibo/internal/fault"
)

func day(s string) db.Date { return db.Date(s) }

// fieldsOf are the fields at which an error has faults.
func fieldsOf(err error) map[string]bool {
	fields := map[string]bool{}
	var e *fault.Error
	if errors.As(err, &e) {
		for _, f := range e.Fields {
			fields[f.Name] = true
		}
	}
	return fields
}
