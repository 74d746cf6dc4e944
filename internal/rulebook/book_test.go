package rulebook

import (
	"strings"
	"testing"

	"chibo/internal/fault"
)

// local makes a rule of an organisation's own.
func local(scope Scope, key, value, unit, from string, facts Facts) Rule {
	return Rule{
		Key: key, Value: value, Unit: unit, Scope: scope, From: from, AppliesIf: facts,
		Doc: Doc{No: "05-QĐ/ĐU", Date: from, Issuer: "Đảng ủy"}, Confidence: Verified,
	}
}

func TestWithResolvesByScope(t *testing.T) {
	far := local(Superior, "meeting.min_duration", "100", "minutes", "2026-03-01", regular)
	far.Depth = 1
	near := local(Superior, "meeting.min_duration", "95", "minutes", "2026-02-01", regular)
	near.Depth = 2
	small := local(Superior, "meeting.min_duration", "60", "minutes", "2026-01-01", Facts{FactMeeting: "regular", FactSize: "small"})
	small.Depth = 2
	province := local(Province, "meeting.min_duration", "110", "minutes", "2025-01-01", nil)
	cell := local(Cell, "meeting.min_duration", "105", "minutes", "2026-05-01", regular)
	cell.To = "2026-06-01"
	newer := local(Cell, "meeting.min_duration", "104", "minutes", "2026-05-15", regular)

	base := Default()
	b, err := base.With([]Rule{far, newer, small, near, province, cell})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, date string
		facts      Facts
		want       int
	}{
		{"a province before the nation", "2025-12-01", regular, 110},
		{"even over a national rule that says more", "2025-12-01", combined, 110},
		{"the near superior before the far, though older", "2026-04-01", regular, 95},
		{"within one owner the more exact", "2026-04-01", Facts{FactMeeting: "regular", FactSize: "small"}, 60},
		{"the cell first", "2026-05-14", regular, 105},
		{"the later of two of the cell", "2026-05-15", regular, 104},
		{"the cell's rule has begun only then", "2026-04-30", regular, 95},
	} {
		a, ok := MinDuration.At(b, c.date, c.facts)
		if !ok || a.Value != c.want {
			t.Errorf("%s: %d, %v, want %d", c.name, a.Value, ok, c.want)
		}
	}
	if a, _ := MinDuration.At(base, "2026-05-14", regular); a.Value != 90 {
		t.Errorf("the book below was changed: %d", a.Value)
	}
	if len(b.Rules()) != len(base.Rules())+6 || len(b.Warnings()) != 0 {
		t.Errorf("%d rules, warnings %v", len(b.Rules())-len(base.Rules()), b.Warnings())
	}
}

func TestWithWarnsOfWeakening(t *testing.T) {
	withAll := `[{"code":"suspended","title":"Đình chỉ"},{"code":"excused_throughout","title":"Vắng"}]`
	for _, c := range []struct {
		name string
		rule Rule
		want Weakness
		doc  string
	}{
		{"a smaller majority", local(Province, "vote.threshold.admission", ">= 1/2", "", "2026-01-01", nil), WeakensVotes, "Điều lệ Đảng"},
		{"≥ 1/2 for > 1/2", local(Cell, "vote.threshold.ordinary", ">= 1/2", "", "2026-01-01", nil), WeakensVotes, "Điều lệ Đảng"},
		{"a larger majority", local(Cell, "vote.threshold.ordinary", ">= 2/3", "", "2026-01-01", nil), "", ""},
		{"more left out of the base", local(Cell, "vote.excluded", withAll, "", "2026-01-01", regular), WeakensVotes, "208-QĐ/TW"},
		{"the same at a congress", local(Cell, "vote.excluded", withAll, "", "2026-01-01", Facts{FactMeeting: "congress"}), WeakensVotes, "208-QĐ/TW"},
		{"an open election", local(Cell, "vote.secret", "false", "", "2026-01-01", Facts{FactMatter: "election"}), WeakensVotes, "Điều lệ Đảng"},
		{"an open vote where none is asked to be secret", local(Cell, "vote.secret", "false", "", "2026-01-01", Facts{FactMatter: "ordinary"}), "", ""},
		{"a longer term", local(Superior, "org.congress_every", "72", "months", "2026-01-01", nil), WeakensTenure, "208-QĐ/TW"},
		{"a term of the time of another rule", local(Superior, "org.congress_every", "60", "months", "2025-07-01", nil), "", ""},
		{"no reserved opinions", local(Cell, "vote.reserve_opinion", "false", "", "2026-01-01", nil), WeakensRights, "Điều lệ Đảng"},
		{"not guarded", local(Cell, "meeting.min_duration", "30", "minutes", "2026-01-01", regular), "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := Default().With([]Rule{c.rule})
			if err != nil {
				t.Fatal(err)
			}
			var got Weakness
			var doc string
			if w := b.Warnings(); len(w) == 1 {
				got, doc = w[0].What, w[0].National.Doc.No
			}
			if got != c.want || doc != c.doc {
				t.Errorf("warning %q against %q, want %q against %q", got, doc, c.want, c.doc)
			}
		})
	}
}

func TestWithRefuses(t *testing.T) {
	sound := local(Cell, "meeting.quorum", ">= 2/3", "", "2026-01-01", nil)
	national, unknown, text := sound, sound, sound
	national.Scope = National
	unknown.Key = "meeting.tea"
	text.Value = "hai phần ba"
	for _, c := range []struct {
		name  string
		rules []Rule
		key   string
		field string
	}{
		{"a national rule", []Rule{national}, "rulebook.national_is_not_local", "scope"},
		{"an unknown key", []Rule{unknown}, "rulebook.unknown_key", "key"},
		{"a value that is no share", []Rule{text}, "rulebook.bad_value", "value"},
		{"two that begin together", []Rule{sound, sound}, "rulebook.overlap", "from"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Default().With(c.rules)
			if fault.Key(err) != c.key || !fault.Is(err, fault.Invalid) {
				t.Fatalf("error %v, want %s", err, c.key)
			}
			var form fault.Form
			form.Take("", err)
			if got := form.Err().(*fault.Error).Fields[0].Name; got != c.field {
				t.Errorf("shown at %q, want %q", got, c.field)
			}
		})
	}
	once, err := Default().With([]Rule{sound})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := once.With([]Rule{sound}); fault.Key(err) != "rulebook.overlap" {
		t.Errorf("the same rule again: %v", err)
	}
	if _, err := Default().With([]Rule{unknown, text}); !strings.Contains(err.Error(), "meeting.tea") || !strings.Contains(err.Error(), "hai phần ba") {
		t.Errorf("not all faults are reported: %v", err)
	}
}

// B1, B11: a congress has its order on every day, and each type of cell its
// contents and themes for reference since 42-HD.
func TestContentsByTypeOfCell(t *testing.T) {
	for _, on := range []string{"2011-01-19", "2026-05-25"} {
		if a, ok := Agenda.At(Default(), on, Facts{FactMeeting: "congress"}); !ok || !a.ToConfirm() {
			t.Errorf("congress on %s: %v %v", on, ok, a.Rule.Confidence)
		}
	}
	for _, cell := range CellTypes() {
		facts := Facts{FactMeeting: "regular", FactCell: cell}
		items, ok := Emphases.At(Default(), "2026-05-25", facts)
		themes, ok2 := Topics.At(Default(), "2026-05-25", facts)
		if !ok || !ok2 || len(items.Value) < 2 || len(themes.Value) < 3 || !items.ToConfirm() || !themes.ToConfirm() {
			t.Errorf("%s: %v %v", cell, items.Value, themes.Value)
		}
		if _, ok := Emphases.At(Default(), "2025-10-27", facts); ok {
			t.Errorf("%s has contents before 42-HD", cell)
		}
	}
}
