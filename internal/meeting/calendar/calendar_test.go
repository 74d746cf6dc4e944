package calendar

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// I10: two meetings of one person that begin within three hours are pointed out.
func TestClash(t *testing.T) {
	visit := func(id, person string, on db.Date, at string) Visit {
		return Visit{ID: ID(id), Meeting: meeting.ID("of " + id), Person: member.ID(person), on: on, startsAt: at}
	}
	visits := []Visit{
		visit("a", "1", "2026-05-25", "14:00"), visit("b", "1", "2026-05-25", "16:59"),
		visit("c", "1", "2026-05-25", "19:59"), visit("d", "1", "2026-05-26", "14:00"),
		visit("e", "2", "2026-05-25", "14:00"), visit("f", "2", "2026-05-25", ""),
	}
	clash(visits)
	var got []ID
	for _, v := range visits {
		if v.Clash {
			got = append(got, v.ID)
		}
	}
	if diff := cmp.Diff([]ID{"a", "b"}, got); diff != "" {
		t.Error(diff)
	}
}

// I10: the cells that were never attended come first, then those of longest ago.
func TestLongest(t *testing.T) {
	cells := []Unattended{{Unit: "1", Last: "2026-03-02"}, {Unit: "2"}, {Unit: "3", Last: "2025-11-03"}, {Unit: "4"}}
	longest(cells)
	var got string
	for _, c := range cells {
		got += string(c.Unit)
	}
	if got != "2431" {
		t.Error(got)
	}
}
