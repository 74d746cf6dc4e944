package month_test

import (
	"testing"

	"chibo/internal/db"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/meeting/month"
)

type hall struct {
	meetingtest.Hall
	months *month.Service
}

var must = meetingtest.Must

func build(t *testing.T, d *db.DB) hall {
	t.Helper()
	h := meetingtest.New(t, d)
	return hall{Hall: h, months: month.New(d, h.Meetings)}
}
