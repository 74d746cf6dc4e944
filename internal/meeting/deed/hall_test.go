package deed_test

import (
	"testing"

	"chibo/internal/db"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/meetingtest"
)

type hall struct {
	meetingtest.Hall
	deeds *deed.Service
}

var must, itemOf = meetingtest.Must, meetingtest.ItemOf

func build(t *testing.T, d *db.DB) hall {
	t.Helper()
	h := meetingtest.New(t, d)
	return hall{Hall: h, deeds: deed.New(d, h.Meetings, h.Documents)}
}
