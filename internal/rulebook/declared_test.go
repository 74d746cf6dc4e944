package rulebook_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/rulebook"
)

func TestDeclared(t *testing.T) {
	all := rulebook.Declared()
	if !slices.IsSortedFunc(all, func(a, b rulebook.Declaration) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("not in the order of names")
	}
	for _, want := range []rulebook.Declaration{
		{Name: "meeting.min_duration", Unit: "minutes", Format: rulebook.Whole},
		{Name: "meeting.quorum", Format: rulebook.Share}, // declared, though no national rule is known
		{Name: "vote.secret", Format: rulebook.YesNo},
		{Name: "meeting.online", Format: rulebook.Choice, Choices: []string{"pilot", "ask"}},
		{Name: "format.number_pattern", Format: rulebook.Text},
		{Name: "meeting.agenda", Format: rulebook.List},
		{Name: "calendar.holidays", Format: rulebook.Dates},
		{Name: "movement.badge_years", Unit: "years", Format: rulebook.Numbers},
	} {
		got, ok := rulebook.DeclarationOf(want.Name)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%s: %v %s", want.Name, ok, diff)
		}
		if !slices.ContainsFunc(all, func(d rulebook.Declaration) bool { return d.Name == want.Name }) {
			t.Errorf("%s is not listed", want.Name)
		}
	}
	if _, ok := rulebook.DeclarationOf("meeting.unknown"); ok {
		t.Error("an unknown key is found")
	}
}

func TestTitles(t *testing.T) {
	for _, r := range rulebook.Default().Rules() {
		d, ok := rulebook.DeclarationOf(r.Key)
		titles := rulebook.Titles(r)
		if !ok || (d.Format == rulebook.List) != (len(titles) > 0) {
			t.Errorf("%s from %s, %s: %d titles", r.Key, r.From, d.Format, len(titles))
		}
	}
}
